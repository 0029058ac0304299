import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './run.ts';

const LARGEST_RATIO = 1.15;
const child = fileURLToPath(new URL('./mail-memory-child.ts', import.meta.url));

interface Used {
  readonly heap: number;
  readonly rss: number;
}

const line = (of: string, after: number, before: number): Measurement => {
  const ratio = Number((after / before).toFixed(2));
  return {
    bench: 'mail',
    case: `${of} after 10,000 answers, collected`,
    ours: Number(after.toFixed(1)),
    peer: 'the same process after 1,000 answers',
    peer_value: Number(before.toFixed(1)),
    unit: 'MB',
    ratio,
    target: `ratio <= ${LARGEST_RATIO}`,
    pass: ratio <= LARGEST_RATIO,
  };
};

/** A process of its own reads 10,000 answers, so that nothing else of this run is counted. */
export async function* measureMemory(databaseUrl: string): AsyncGenerator<Measurement> {
  const started = spawn(process.execPath, ['--expose-gc', '--disable-warning=ExperimentalWarning', child], {
    env: { PATH: process.env['PATH'], DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const printed = await text(started.stdout);
  if (printed === '') throw new Error('the process that reads 10,000 answers gave up');
  const [before, after] = JSON.parse(printed) as [Used, Used];
  yield line('heap', after.heap, before.heap);
  yield line('resident memory', after.rss, before.rss);
}
