import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor } from '../../src/access/actor.js';
import { ImportsService } from '../../src/lists/imports.service.js';
import type { TestApp } from './app.js';

/** Sends a list in for Reading as somebody; its id. */
export async function aList(test: TestApp, actor: Actor, text: string, fileName: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'test-list-'));
  try {
    const path = join(folder, 'list');
    await writeFile(path, text);
    const receivedAt = test.clock.now();
    const received = await test.app
      .get(ImportsService)
      .receive(actor, { hubCode: 'reading', fileName, receivedAt, path });
    if (!received.ok) throw new Error(received.refusal.kind);
    return received.value.id;
  } finally {
    await rm(folder, { recursive: true });
  }
}
