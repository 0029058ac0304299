import pg from 'pg';
import { readBare } from './bare-reader.ts';
import { answerOf, FullMailbox, openTracker, type BenchTracker } from './mail-force.ts';
import type { Measurement } from './run.ts';

const ROUNDS = 7;
const MAILS = 400;
const TARGET = 0.3;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Messages a second of one run over all of them. */
async function rateOf(mails: readonly Buffer[], read: () => Promise<void>): Promise<number> {
  const begun = performance.now();
  await read();
  return mails.length / ((performance.now() - begun) / 1000);
}

let made = 0;
/** Each answers later than all before, so that every one of them counts. */
function answers({ invited }: BenchTracker, at: Temporal.Instant): Buffer[] {
  return Array.from({ length: MAILS }, () => {
    made += 1;
    return answerOf(invited[made % invited.length]!, made, at);
  });
}

async function settledAs(tracker: BenchTracker, outcome: string): Promise<number> {
  const [found] = (await tracker.db.reader.query('select count(*)::int as n from inbound_mail where outcome = $1', [
    outcome,
  ])) as { n: number }[];
  return found?.n ?? 0;
}

/** Rounds take turns, so that what else the machine does meets both alike. */
export async function measureRate(databaseUrl: string): Promise<Measurement> {
  const tracker = await openTracker(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      process.stderr.write(`\rmail rate: round ${round} of ${ROUNDS} `);
      const mails = answers(tracker, Temporal.Now.instant());
      const theirRate = await rateOf(mails, async () => {
        for (const raw of mails) await readBare(client, raw);
      });
      const box = new FullMailbox(mails);
      const ourRate = await rateOf(mails, async () => {
        while ((await tracker.post.readWaiting(box)) > 0);
      });
      // The first round warms both up.
      if (round > 0) theirs.push(theirRate);
      if (round > 0) ours.push(ourRate);
    }
    process.stderr.write('\n');
    const applied = await settledAs(tracker, 'applied');
    if (applied !== (ROUNDS + 1) * MAILS) throw new Error(`only ${applied} answers were applied`);
  } finally {
    await client.end();
    await tracker.stop();
  }
  const ratio = Number((median(ours) / median(theirs)).toFixed(2));
  return {
    bench: 'mail',
    case: 'answers read, kept, matched, applied and recorded',
    ours: Math.round(median(ours)),
    peer: 'bare mailparser, ical.js and one UPDATE on the same messages and database',
    peer_value: Math.round(median(theirs)),
    unit: `messages a second, median of ${ROUNDS}`,
    ratio,
    target: `ratio >= ${TARGET}`,
    pass: ratio >= TARGET,
  };
}
