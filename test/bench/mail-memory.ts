import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Measurement } from './run.ts';

/** What is kept must not grow; what is resident also holds garbage, and that by the engine's own mind. */
const MOST = { heap: 1.15, peak: 1.25 };
const child = fileURLToPath(new URL('./mail-memory-child.ts', import.meta.url));

interface Used {
  readonly heap: number;
  readonly peak: number;
}

const line = (name: string, most: number, after: number, before: number): Measurement => {
  const ratio = Number((after / before).toFixed(2));
  return {
    bench: 'mail',
    case: `${name}, after 10,000 answers`,
    ours: Number(after.toFixed(1)),
    peer: 'the same process after 1,000 answers',
    peer_value: Number(before.toFixed(1)),
    unit: 'MB',
    ratio,
    target: `ratio <= ${most}`,
    pass: ratio <= most,
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
  yield line('heap after collection', MOST.heap, after.heap, before.heap);
  yield line('most memory resident', MOST.peak, after.peak, before.peak);
}
