import { row, rows } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Skip } from './chase.js';
import type { Proof } from './proof.js';

export interface KeptRow {
  readonly key: string;
  readonly hubCode: string;
  readonly decidedAt: Temporal.Instant;
  readonly skipped: Skip | null;
  /** When mail that told of it was put on its way, oldest first; all but the last was settled before it left. */
  readonly toldAt: readonly Temporal.Instant[];
  readonly sentAt: Temporal.Instant | null;
}

/** What is on record of each rung, and when the first mail that told of it left. */
export async function keptChases(reader: Reader, from: Temporal.Instant): Promise<KeptRow[]> {
  const found = await rows<Omit<KeptRow, 'toldAt'> & { readonly toldAt: readonly string[] }>(
    reader,
    `select concat_ws('/', c.kind, c.subject, c.edition, c.days) as key, c.hub_code, c.decided_at, c.skipped,
       (select coalesce(jsonb_agg(n.created_at order by n.id), '[]') from chase_notice t join notice n on n.id = t.notice_id
        where t.chase_id = c.id) as told_at,
       (select min(n.sent_at) from chase_notice t join notice n on n.id = t.notice_id
        where t.chase_id = c.id and n.state = 'sent') as sent_at
     from chase c where c.decided_at >= $1`,
    [from],
  );
  return found.map(({ toldAt, ...one }) => ({ ...one, toldAt: toldAt.map((at) => Temporal.Instant.from(at)) }));
}

export const runsSince = (
  reader: Reader,
  from: Temporal.Instant,
): Promise<{ readonly job: string; readonly ranAt: Temporal.Instant }[]> =>
  rows(reader, 'select job, ran_at from job_run where ran_at >= $1 order by ran_at', [from]);

export async function firstRun(reader: Reader, job: string): Promise<Temporal.Instant | null> {
  const found = await row<{ ranAt: Temporal.Instant | null }>(
    reader,
    'select min(ran_at) as ran_at from job_run where job = $1',
    [job],
  );
  return found?.ranAt ?? null;
}

export interface MissedRun {
  readonly job: string;
  readonly hour: string;
}

export interface KeptProof {
  readonly night: Temporal.PlainDate;
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly nextSince: Temporal.Instant;
  readonly verdict: Proof['verdict'];
  readonly owed: number;
  readonly sent: number;
  readonly overtaken: number;
  readonly begun: number;
  readonly settled: number;
  readonly missed: number;
  readonly pending: number;
  readonly gaps: readonly { kind: Proof['gaps'][number]['kind']; key: string; hubCode: string; at: string }[];
  readonly missedRuns: readonly MissedRun[];
}

export const recentProofs = (reader: Reader, limit: number): Promise<KeptProof[]> =>
  rows(reader, 'select * from chase_proof order by night desc limit $1', [limit]);

/** Whether this instance was the first to prove the night. */
export async function keepProof(tx: Tx, proof: KeptProof): Promise<boolean> {
  const { gaps, missedRuns, ...others } = proof;
  const kept = await rows(
    tx,
    `insert into chase_proof (night, since, until, next_since, verdict, owed, sent, overtaken, begun, settled, missed,
       pending, gaps, missed_runs)
     select night, since, until, "nextSince", verdict, owed, sent, overtaken, begun, settled, missed, pending, $2, $3
     from jsonb_to_record($1) as given (night date, since timestamptz, until timestamptz, "nextSince" timestamptz,
       verdict text, owed int, sent int, overtaken int, begun int, settled int, missed int, pending int)
     on conflict (night) do nothing returning night`,
    [JSON.stringify(others), JSON.stringify(gaps), JSON.stringify(missedRuns)],
  );
  return kept.length === 1;
}
