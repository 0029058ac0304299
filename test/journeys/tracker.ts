import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
const START_LIMIT_MS = 60_000;

export interface Tracker {
  readonly url: string;
  readonly smtpPort: number;
  readonly desk: string;
  /** SIGTERM; resolves to the exit code. */
  stop(): Promise<number | null>;
}

/** Starts the built program as a person would, on an empty folder and free ports, and reads what it prints. */
export async function startTracker(): Promise<Tracker> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tracker-loop-'));
  await chmod(dataDir, 0o711);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = await untilReady(child);
  const found = (pattern: RegExp): string => {
    const match = pattern.exec(printed)?.[1];
    if (match === undefined) throw new Error(`the program did not print ${String(pattern)}:\n${printed}`);
    return match;
  };
  return {
    url: found(/ready: (\S+)/),
    smtpPort: Number(found(/SMTP on \S+:(\d+)/)),
    desk: found(/Mail to the desk: ([^\s,]+)/),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      await rm(dataDir, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

async function untilReady(child: ChildProcess): Promise<string> {
  let printed = '';
  const limit = AbortSignal.timeout(START_LIMIT_MS);
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  while (!printed.includes('Ctrl-C stops everything')) {
    if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}:\n${printed}`);
    if (limit.aborted) throw new Error(`the program was not ready in time:\n${printed}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return printed;
}
