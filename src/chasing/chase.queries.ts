import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Chase, Skip } from './chase.js';
import type { ChaseKind, ChaseRole } from './ladder.js';

/** The hour of the last run of a job, on any instance. */
export async function lastRun(reader: Reader, job: string): Promise<Temporal.Instant | null> {
  const found = await row<{ hour: Temporal.Instant | null }>(
    reader,
    'select max(hour) as hour from job_run where job = $1',
    [job],
  );
  return found?.hour ?? null;
}

/** False when the job has run in this hour or a later one: by another instance, or before the clock was put back. */
export async function beginRun(tx: Tx, job: string, hour: Temporal.Instant, at: Temporal.Instant): Promise<boolean> {
  const begun = await rows(
    tx,
    `insert into job_run (job, hour, ran_at) select $1, $2, $3
     where not exists (select from job_run where job = $1 and hour >= $2::timestamptz)
     on conflict (job, hour) do nothing returning job`,
    [job, hour, at],
  );
  return begun.length === 1;
}

export const noteRun = (tx: Tx, job: string, hour: Temporal.Instant, at: Temporal.Instant): Promise<number> =>
  run(tx, 'insert into job_run (job, hour, ran_at) values ($1, $2, $3) on conflict (job, hour) do nothing', [
    job,
    hour,
    at,
  ]);

export const sweepRuns = (tx: Tx, before: Temporal.Instant): Promise<number> =>
  run(tx, 'delete from job_run where hour < $1', [before]);

/** The rungs that were decided for good: what was settled before it was said is owed again when it comes back. */
export async function decidedKeys(reader: Reader, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ key: string }>(
    reader,
    `select ${KEY} as key from chase c where c.subject = any($1) and c.skipped is distinct from 'settled'`,
    [subjects],
  );
  return new Set(found.map(({ key }) => key));
}

const KEY = `concat_ws('/', c.kind, c.subject, c.edition, c.days)`;

/** Keeps what was decided of a rung; null when another instance was quicker. */
export async function keepChase(
  tx: Tx,
  { matter, rung, ruling }: Chase,
  { at, version }: { readonly at: Temporal.Instant; readonly version: string },
): Promise<number | null> {
  const role = ruling.what === 'tell' ? ruling.role : null;
  const skipped = ruling.what === 'skip' ? ruling.because : null;
  const kept = await row<{ id: number }>(
    tx,
    `insert into chase as c (kind, subject, edition, days, hub_code, role, skipped, decided_at, ladder_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (kind, subject, edition, days) do update set role = excluded.role, skipped = excluded.skipped,
       decided_at = excluded.decided_at, ladder_version = excluded.ladder_version where c.skipped = 'settled' returning id`,
    [matter.kind, matter.subject, matter.edition, rung.days, matter.hubCode, role, skipped, at, version],
  );
  return kept?.id ?? null;
}

export const joinNotice = (tx: Tx, noticeId: number, chaseIds: readonly number[]): Promise<number> =>
  run(tx, 'insert into chase_notice (chase_id, notice_id) select unnest($2::int[]), $1', [noticeId, chaseIds]);

export interface TellingOf {
  readonly id: number;
  readonly key: string;
  readonly kind: ChaseKind;
  readonly subject: string;
  readonly hubCode: string;
  readonly days: number;
  readonly role: ChaseRole;
}

/** The rungs that a notice tells of and that still are to be told. */
export const tellingsOf = (tx: Tx, noticeId: number): Promise<TellingOf[]> =>
  rows(
    tx,
    `select c.id, ${KEY} as key, c.kind, c.subject, c.hub_code, c.days, c.role
     from chase c join chase_notice n on n.chase_id = c.id where n.notice_id = $1 and c.skipped is null
     order by c.subject, c.kind, c.days for update of c`,
    [noticeId],
  );

/** Left out after all, unless somebody was told of it already. */
export const skipChase = (tx: Tx, id: number, because: Skip, at: Temporal.Instant): Promise<number> =>
  run(
    tx,
    `update chase set skipped = $2, decided_at = $3 where id = $1 and not exists (
       select from chase_notice c join notice n on n.id = c.notice_id where c.chase_id = $1 and n.state = 'sent')`,
    [id, because, at],
  );

export interface ListedChase {
  readonly kind: ChaseKind;
  readonly subject: string;
  readonly hubCode: string;
  readonly days: number;
  readonly role: ChaseRole | null;
  readonly skipped: Skip | null;
  readonly decidedAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly lastError: string | null;
}

/** The newest first, of some hubs or of all. */
export const recentChases = (reader: Reader, hubs: readonly string[] | null, limit: number): Promise<ListedChase[]> =>
  rows(
    reader,
    `select c.kind, c.subject, c.hub_code, c.days, c.role, c.skipped, c.decided_at,
       (select min(n.sent_at) from chase_notice t join notice n on n.id = t.notice_id where t.chase_id = c.id) as sent_at,
       (select max(n.last_error) from chase_notice t join notice n on n.id = t.notice_id
        where t.chase_id = c.id and n.state <> 'sent') as last_error
     from chase c where $1::text[] is null or c.hub_code = any($1)
     order by c.decided_at desc, c.id desc limit $2`,
    [hubs, limit],
  );
