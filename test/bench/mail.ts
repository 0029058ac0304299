import { join } from 'node:path';
import { measureAge } from './mail-age.ts';
import { startDatabase } from './mail-force.ts';
import { measureMemory } from './mail-memory.ts';
import { measureRate } from './mail-rate.ts';
import type { Measurement } from './run.ts';

/** Incoming answers: how fast, how soon and with how much memory. */
export async function* benchMail(): AsyncGenerator<Measurement> {
  process.stderr.write('mail: making a database with the demo force\n');
  const database = await startDatabase();
  try {
    yield await measureRate(database.url);
    yield await measureAge(database.url, join(database.dir, 'mail'));
    yield* measureMemory(database.url);
  } finally {
    await database.stop();
  }
}
