import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './run.ts';

const built = new URL('../../dist/src/demo/postgres.js', import.meta.url).href;
const { startPostgres } = (await import(built)) as typeof import('../../src/demo/postgres.js');

const ROUNDS = 5;
const TARGET_MS = 3000;
const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const migrate = fileURLToPath(new URL('../../dist/src/migrate.js', import.meta.url));
const bare = fileURLToPath(new URL('./bare-server.ts', import.meta.url));

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

const start = (script: string, env: Readonly<Record<string, string>>): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode} before it was ready`);
    const answer = await fetch(url).catch((error: unknown) => {
      if (error instanceof TypeError) return null;
      throw error;
    });
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Milliseconds from the start of the process to its first "ready", then ends it. */
async function timeToReady(script: string, env: (port: number) => Readonly<Record<string, string>>): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = start(script, env(port));
  await untilReady(`http://127.0.0.1:${port}/health/ready`, child);
  const taken = performance.now() - begun;
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
  return taken;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const production = (databaseUrl: string, port: number): Record<string, string> => ({
  DATABASE_URL: databaseUrl,
  HOST: '127.0.0.1',
  PORT: String(port),
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  OIDC_ISSUER: 'https://issuer.example',
  OIDC_CLIENT_ID: 'tracker',
  OIDC_CLIENT_SECRET: 'bench',
  OIDC_AUDIENCE: 'tracker',
  SESSION_SECRET: 'a-secret-of-at-least-thirty-two-characters',
  DESK_ADDRESS: 'desk@police.example',
  SMTP_HOST: '127.0.0.1',
  LOG_LEVEL: 'error',
});

const line = (name: string, ours: number, peerValue: number): Measurement => ({
  bench: 'start',
  case: name,
  ours: Math.round(ours),
  peer: 'bare Fastify and pg on the same database',
  peer_value: Math.round(peerValue),
  unit: 'ms to ready, median of 5',
  ratio: Number((ours / peerValue).toFixed(2)),
  target: `ours <= ${TARGET_MS} ms`,
  pass: ours <= TARGET_MS,
});

/** The built program to ready on a database that exists: as in production, and as the demo's second start. */
export async function* benchStart(): AsyncGenerator<Measurement> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-bench-'));
  await chmod(dataDir, 0o711);
  try {
    // The first start of the demo makes and fills the database that the second finds.
    const demo = (port: number): Record<string, string> => ({ DATA_DIR: dataDir, PORT: String(port) });
    await timeToReady(main, demo);
    const second: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) second.push(await timeToReady(main, demo));

    const postgres = await startPostgres({ dataDir, log: () => undefined });
    const ours: number[] = [];
    const theirs: number[] = [];
    try {
      await once(start(migrate, production(postgres.url, 0)), 'exit');
      for (let round = 0; round < ROUNDS; round += 1) {
        ours.push(await timeToReady(main, (port) => production(postgres.url, port)));
        theirs.push(await timeToReady(bare, (port) => ({ DATABASE_URL: postgres.url, PORT: String(port) })));
      }
    } finally {
      await postgres.stop();
    }
    yield line('production, existing database', median(ours), median(theirs));
    yield line('demo, second start with its own PostgreSQL, issuer and mail server', median(second), median(theirs));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
