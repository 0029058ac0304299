import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** A process of its own that starts PostgreSQL on `folder`, so that a test can kill it as a crash would. */
export function startProcess(folder: string): ChildProcess {
  const args = ['--import', here('./typescript.mjs'), here('./run-postgres.ts'), folder];
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** What the process says when its server answers. */
export async function whenReady(child: ChildProcess): Promise<{ url: string; port: number }> {
  if (child.stdout === null) throw new Error('the process has no output to read');
  for await (const line of createInterface({ input: child.stdout }))
    return JSON.parse(line) as { url: string; port: number };
  throw new Error('the process ended before its server was ready');
}

/** As `kill -9`: nothing of ours runs any more, the server goes on. */
export async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
