import { row, run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';

export type NoticeTopic = 'chase' | 'proof' | 'relevance' | 'automation';

export interface NewNotice {
  readonly topic: NoticeTopic;
  readonly about: string;
  readonly name: string;
  readonly recipient: string;
  readonly messageId: string;
  readonly subject: string;
  readonly bodyText: string;
}

export interface OwedNotice extends NewNotice {
  readonly id: number;
  readonly attempts: number;
  readonly createdAt: Temporal.Instant;
}

/** Its id; null when there is one about the same already: a thing is told once. */
export async function addNotice(tx: Tx, notice: NewNotice, now: Temporal.Instant): Promise<number | null> {
  const { topic, about, name, recipient, messageId, subject, bodyText } = notice;
  const added = await row<{ id: number }>(
    tx,
    `insert into notice (topic, about, name, recipient, message_id, subject, body_text, state, attempts, next_attempt_at,
       created_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'owed', 0, $8, $8) on conflict (topic, about) do nothing returning id`,
    [topic, about, name, recipient, messageId, subject, bodyText, now],
  );
  return added?.id ?? null;
}

/** Takes the next one of a topic that may go, for a while: nobody else sends it until `until`. */
export const claimNotice = (
  tx: Tx,
  topic: NoticeTopic,
  now: Temporal.Instant,
  until: Temporal.Instant,
): Promise<OwedNotice | null> =>
  // An update gives its rows apart from their count, so it stands in a query.
  row(
    tx,
    `with next as (
       select id from notice
       where topic = $1 and state = 'owed' and next_attempt_at <= $2 and (claimed_until is null or claimed_until <= $2)
       order by next_attempt_at, id limit 1 for update skip locked),
     claimed as (
       update notice n set claimed_until = $3, attempts = n.attempts + 1 from next where n.id = next.id returning n.*)
     select id, topic, about, name, recipient, message_id, subject, body_text, attempts, created_at from claimed`,
    [topic, now, until],
  );

export const markNoticeSent = (tx: Tx, id: number, at: Temporal.Instant): Promise<number> =>
  run(tx, `update notice set state = 'sent', sent_at = $2, claimed_until = null, last_error = null where id = $1`, [
    id,
    at,
  ]);

export const dropNotice = (tx: Tx, id: number): Promise<number> =>
  run(tx, `update notice set state = 'dropped', claimed_until = null where id = $1`, [id]);

/** Not now: it was not tried, so it does not count as an attempt. */
export const putOffNotice = (tx: Tx, id: number, until: Temporal.Instant): Promise<number> =>
  run(tx, 'update notice set next_attempt_at = $2, claimed_until = null, attempts = attempts - 1 where id = $1', [
    id,
    until,
  ]);

export const rewordNotice = (tx: Tx, id: number, words: Pick<NewNotice, 'subject' | 'bodyText'>): Promise<number> =>
  run(tx, 'update notice set subject = $2, body_text = $3 where id = $1', [id, words.subject, words.bodyText]);

/** To be tried again then, or never when that is null. */
export const markNoticeFailed = (
  tx: Tx,
  id: number,
  { error, nextAttemptAt }: { readonly error: string; readonly nextAttemptAt: Temporal.Instant | null },
): Promise<number> =>
  run(
    tx,
    `update notice set state = case when $3::timestamptz is null then 'failed' else 'owed' end, last_error = $2,
       claimed_until = null, next_attempt_at = coalesce($3, next_attempt_at) where id = $1`,
    [id, error, nextAttemptAt],
  );
