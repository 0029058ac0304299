import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Count } from './activity.queries.js';

/** What stands in a digest. */
export interface DigestFacts {
  readonly hub: { readonly code: string; readonly name: string };
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly counts: readonly Count[];
  readonly waiting: number;
}

export interface NewDigest {
  readonly hubCode: string;
  readonly day: Temporal.PlainDate;
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly state: 'nothing' | 'owed';
  readonly recipient: string;
  readonly messageId: string;
  readonly subject: string;
  readonly bodyText: string;
}

export interface OwedDigest extends Pick<
  NewDigest,
  'hubCode' | 'day' | 'recipient' | 'messageId' | 'subject' | 'bodyText'
> {
  readonly attempts: number;
  readonly createdAt: Temporal.Instant;
}

export const hubsWithDigest = (reader: Reader, day: Temporal.PlainDate): Promise<{ hubCode: string }[]> =>
  rows(reader, 'select hub_code from automation_digest where day = $1', [day]);

/** Where the last digest of the hub before that day ended; what was done since is still to be told. */
export async function toldUntil(tx: Tx, hubCode: string, before: Temporal.PlainDate): Promise<Temporal.Instant | null> {
  const last = await row<{ until: Temporal.Instant }>(
    tx,
    'select until from automation_digest where hub_code = $1 and day < $2 order by day desc limit 1',
    [hubCode, before],
  );
  return last?.until ?? null;
}

/** Nothing when another instance was quicker: a hub has one digest a day. */
export async function addDigest(tx: Tx, digest: NewDigest, now: Temporal.Instant): Promise<boolean> {
  const { hubCode, day, since, until, state, recipient, messageId, subject, bodyText } = digest;
  const added = await rows(
    tx,
    `insert into automation_digest (hub_code, day, since, until, state, recipient, message_id, subject, body_text, attempts,
       next_attempt_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $10) on conflict do nothing returning day`,
    [hubCode, day, since, until, state, recipient, messageId, subject, bodyText, now],
  );
  return added.length === 1;
}

/** Takes the next digest that may go, for a while: nobody else sends it until `until`. */
export async function claimDigest(tx: Tx, now: Temporal.Instant, until: Temporal.Instant): Promise<OwedDigest | null> {
  // An update gives its rows apart from their count, so it stands in a query.
  return row(
    tx,
    `with next as (
       select hub_code, day from automation_digest
       where state = 'owed' and next_attempt_at <= $1 and (claimed_until is null or claimed_until <= $1)
       order by next_attempt_at, hub_code limit 1 for update skip locked),
     claimed as (
       update automation_digest d set claimed_until = $2, attempts = d.attempts + 1
       from next where d.hub_code = next.hub_code and d.day = next.day returning d.*)
     select hub_code, day, recipient, message_id, subject, body_text, attempts, created_at from claimed`,
    [now, until],
  );
}

type Which = Pick<OwedDigest, 'hubCode' | 'day'>;

export const markDigestSent = (tx: Tx, { hubCode, day }: Which, at: Temporal.Instant): Promise<number> =>
  run(
    tx,
    `update automation_digest set state = 'sent', sent_at = $3, claimed_until = null, last_error = null
     where hub_code = $1 and day = $2`,
    [hubCode, day, at],
  );

/** To be tried again then, or never when that is null. */
export const markDigestFailed = (
  tx: Tx,
  { hubCode, day }: Which,
  { error, nextAttemptAt }: { readonly error: string; readonly nextAttemptAt: Temporal.Instant | null },
): Promise<number> =>
  run(
    tx,
    `update automation_digest set state = case when $4::timestamptz is null then 'failed' else 'owed' end, last_error = $3,
       claimed_until = null, next_attempt_at = coalesce($4, next_attempt_at) where hub_code = $1 and day = $2`,
    [hubCode, day, error, nextAttemptAt],
  );

export interface FailedDigest extends Which {
  readonly lastError: string;
}

export const failedDigests = (
  reader: Reader,
  hubs: readonly string[] | null,
  from: Temporal.PlainDate,
): Promise<FailedDigest[]> =>
  rows(
    reader,
    `select hub_code, day, last_error from automation_digest
     where state = 'failed' and day >= $2 and ($1::text[] is null or hub_code = any($1)) order by day desc, hub_code`,
    [hubs, from],
  );

export async function countWaiting(reader: Reader, hubs: readonly string[]): Promise<number> {
  const counted = await row<{ n: number }>(
    reader,
    'select count(*) as n from conference where to_confirm is not null and hub_code = any($1)',
    [hubs],
  );
  return counted?.n ?? 0;
}
