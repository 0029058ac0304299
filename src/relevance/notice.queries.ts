import { row, run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';

export interface Notice {
  readonly conferenceId: number;
  readonly day: Temporal.PlainDate;
  readonly recipient: string;
  readonly messageId: string;
  readonly subject: string;
  readonly bodyText: string;
}

export interface OwedNotice extends Notice {
  readonly attempts: number;
  readonly createdAt: Temporal.Instant;
}

/** One a conference and day: the first tells enough, for the page shows everything. */
export const addNotice = (tx: Tx, notice: Notice, now: Temporal.Instant): Promise<number> =>
  run(
    tx,
    `insert into relevance_notice (conference_id, day, recipient, message_id, subject, body_text, state, attempts,
       next_attempt_at, created_at)
     values ($1, $2, $3, $4, $5, $6, 'owed', 0, $7, $7) on conflict (conference_id, day) do nothing`,
    [notice.conferenceId, notice.day, notice.recipient, notice.messageId, notice.subject, notice.bodyText, now],
  );

/** Takes the next one that may go, for a while: nobody else sends it until `until`. */
export const claimNotice = (tx: Tx, now: Temporal.Instant, until: Temporal.Instant): Promise<OwedNotice | null> =>
  // An update gives its rows apart from their count, so it stands in a query.
  row(
    tx,
    `with next as (
       select conference_id, day from relevance_notice
       where state = 'owed' and next_attempt_at <= $1 and (claimed_until is null or claimed_until <= $1)
       order by next_attempt_at, conference_id limit 1 for update skip locked),
     claimed as (
       update relevance_notice n set claimed_until = $2, attempts = n.attempts + 1
       from next where n.conference_id = next.conference_id and n.day = next.day returning n.*)
     select conference_id, day, recipient, message_id, subject, body_text, attempts, created_at from claimed`,
    [now, until],
  );

type Which = Pick<Notice, 'conferenceId' | 'day'>;

export const markNoticeSent = (tx: Tx, { conferenceId, day }: Which, at: Temporal.Instant): Promise<number> =>
  run(
    tx,
    `update relevance_notice set state = 'sent', sent_at = $3, claimed_until = null, last_error = null
     where conference_id = $1 and day = $2`,
    [conferenceId, day, at],
  );

/** To be tried again then, or never when that is null. */
export const markNoticeFailed = (
  tx: Tx,
  { conferenceId, day }: Which,
  { error, nextAttemptAt }: { readonly error: string; readonly nextAttemptAt: Temporal.Instant | null },
): Promise<number> =>
  run(
    tx,
    `update relevance_notice set state = case when $4::timestamptz is null then 'failed' else 'owed' end, last_error = $3,
       claimed_until = null, next_attempt_at = coalesce($4, next_attempt_at) where conference_id = $1 and day = $2`,
    [conferenceId, day, error, nextAttemptAt],
  );
