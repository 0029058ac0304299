import { answerOf, FullMailbox, openTracker } from './mail-force.ts';

const BATCH = 100;
const SAMPLES = [1_000, 10_000];

/**
 * Megabytes: the most that was ever resident, which needs no luck with the moment, and what is left on the heap when
 * everything that can be let go of has been.
 */
function used(): { readonly heap: number; readonly peak: number } {
  if (globalThis.gc === undefined) throw new Error('start with --expose-gc');
  const peak = process.resourceUsage().maxRSS / 2 ** 10;
  for (let i = 0; i < 3; i += 1) globalThis.gc();
  return { heap: process.memoryUsage().heapUsed / 2 ** 20, peak };
}

const tracker = await openTracker(process.env['DATABASE_URL'] ?? '');
const samples: object[] = [];
for (let read = 0; read < Math.max(...SAMPLES); read += BATCH) {
  process.stderr.write(`\rmail memory: ${read} answers read `);
  const at = Temporal.Now.instant();
  const mails = Array.from({ length: BATCH }, (_, i) =>
    answerOf(tracker.invited[(read + i) % tracker.invited.length]!, read + i, at),
  );
  const box = new FullMailbox(mails);
  while ((await tracker.post.readWaiting(box)) > 0);
  if (SAMPLES.includes(read + BATCH)) samples.push(used());
}
process.stderr.write('\n');
await tracker.stop();
console.log(JSON.stringify(samples));
