import type { CalendarChange, NoteChange, NoteMethod, SentMethod } from './change.js';
import type { ComposedMessage } from './message.js';
import { rows, run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import type { DropReason, EarlierMessage } from './send-check.js';

interface AnyOwed {
  readonly id: number;
  readonly assignmentId: number;
  readonly uid: string;
  readonly sequence: number;
  readonly messageId: string;
  readonly recipient: string;
  readonly attendeeName: string;
  readonly conferenceId: number;
  readonly subject: string;
  readonly bodyText: string;
  readonly bodyHtml: string;
  readonly ics: string;
  readonly attempts: number;
  readonly createdAt: Temporal.Instant;
  readonly standing: { readonly sequence: number; readonly earlier: readonly EarlierMessage[] };
}

export interface OwedCalendarMessage extends AnyOwed {
  readonly method: SentMethod;
  readonly change: CalendarChange;
}

export interface OwedNote extends AnyOwed {
  readonly method: NoteMethod;
  readonly change: NoteChange;
  readonly inReplyTo: string | null;
}

/** A message that may go now, with all that decides whether it does. */
export type OwedMessage = OwedCalendarMessage | OwedNote;

type Claimed = (Omit<OwedCalendarMessage, 'standing'> | Omit<OwedNote, 'standing'>) & {
  readonly standingSequence: number;
  readonly earlier: readonly EarlierMessage[];
};

/**
 * Takes the next message that may go, for a while: nobody else sends it until `until`. First in, first out for each UID:
 * a message waits while an earlier one of the same UID is still owed, so a CANCEL never overtakes its REQUEST. One that was
 * claimed before and never finished may have been delivered: the program died in between.
 */
export async function claimNext(tx: Tx, now: Temporal.Instant, until: Temporal.Instant): Promise<OwedMessage | null> {
  const [claimed] = await rows<Claimed>(
    tx,
    `with next as (
       select m.id from calendar_message m
       where m.state = 'owed' and m.next_attempt_at <= $1 and (m.claimed_until is null or m.claimed_until <= $1)
         and not exists (select from calendar_message earlier
           where earlier.uid = m.uid and earlier.id < m.id and earlier.state = 'owed')
       order by m.next_attempt_at, m.id limit 1 for update skip locked)
     select m.id, m.assignment_id, m.uid, m.sequence, m.method, m.change, m.message_id, m.in_reply_to, m.recipient,
       p.name as attendee_name, s.conference_id, m.subject, m.body_text, m.body_html, m.ics, m.attempts, m.created_at,
       a.sequence as standing_sequence, coalesce((
         select jsonb_agg(jsonb_build_object('change', e.change, 'state', e.state, 'maybeSent', e.maybe_sent,
           'bounced', e.bounced_at is not null) order by e.id)
         from calendar_message e where e.uid = m.uid and e.id < m.id and e.method <> 'NOTE'), '[]') as earlier
     from next join calendar_message m using (id) join assignment a on a.id = m.assignment_id
       join attendee p on p.id = a.attendee_id join sitting s on s.id = a.sitting_id`,
    [now],
  );
  if (claimed === undefined) return null;
  await run(
    tx,
    `update calendar_message set maybe_sent = maybe_sent or claimed_until is not null, claimed_until = $2,
       attempts = attempts + 1 where id = $1`,
    [claimed.id, until],
  );
  const { standingSequence, earlier, ...message } = claimed;
  return { ...message, attempts: message.attempts + 1, standing: { sequence: standingSequence, earlier } };
}

/** Keeps what a message now says, before it goes: the record shows what was sent, and a second attempt sends the same. */
export async function saveWording(tx: Tx, id: number, { text, html, ics }: ComposedMessage): Promise<void> {
  await run(tx, 'update calendar_message set body_text = $2, body_html = $3, ics = $4 where id = $1', [
    id,
    text,
    html,
    ics,
  ]);
}

export async function markSent(tx: Tx, id: number, at: Temporal.Instant): Promise<void> {
  await run(
    tx,
    `update calendar_message set state = 'sent', sent_at = $2, claimed_until = null, last_error = null where id = $1`,
    [id, at],
  );
}

/** It is no longer to be sent; the attempt that its claim counted never happened. */
export async function markDropped(tx: Tx, id: number, because: DropReason, at: Temporal.Instant): Promise<void> {
  await run(
    tx,
    `update calendar_message set state = 'dropped', dropped_because = $2, dropped_at = $3, claimed_until = null,
       attempts = attempts - 1 where id = $1`,
    [id, because, at],
  );
}

export interface Failure {
  readonly error: string;
  /** Null when it was refused for good: the message stops where a person sees it. */
  readonly nextAttemptAt: Temporal.Instant | null;
  /** The server may have taken it all the same. */
  readonly maybeSent: boolean;
}

export async function markFailed(tx: Tx, id: number, failure: Failure): Promise<void> {
  await run(
    tx,
    `update calendar_message set state = case when $3::timestamptz is null then 'failed' else 'owed' end,
       next_attempt_at = coalesce($3, next_attempt_at), last_error = $2, claimed_until = null,
       maybe_sent = maybe_sent or $4 where id = $1`,
    [id, failure.error.slice(0, 500), failure.nextAttemptAt, failure.maybeSent],
  );
}
