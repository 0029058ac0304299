import type { ConferenceKind } from '../conferences/kinds.js';
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel, type ConferenceMode } from '../conferences/modes.js';
import { rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { withoutAnswerLinks } from './answer-token.js';
import type { CalendarChange } from './change.js';
import { methodOf } from './change.js';
import { composeMessage, type Party } from './message.js';

/** Who is told what: everything a message may say, and nothing that it must not. */
export interface Telling {
  readonly assignment: { readonly id: number; readonly uid: string; readonly sequence: number };
  readonly attendee: Party;
  readonly conference: { readonly reference: string; readonly kind: ConferenceKind };
  readonly hub: { readonly name: string; readonly venueInInvitation: boolean; readonly joinLinkInInvitation: boolean };
  readonly sitting: {
    readonly startsAt: Temporal.Instant;
    readonly endsAt: Temporal.Instant;
    readonly mode: ConferenceMode;
    readonly venue: string | null;
    readonly joinLink: string | null;
  };
  /** Where an invitation can be answered without a calendar; a message that calls off never carries it. */
  readonly answerLink?: string | null;
}

/** The desk that writes, and where the tracker is to be found. */
export interface Sender {
  readonly desk: Party;
  readonly publicUrl: string;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/**
 * Owes a person a calendar message, in the transaction of the change it tells of. The text is composed now, from the facts
 * as they are now; sending is somebody else's work, so a mail server that is away loses nothing.
 */
export async function owe(
  tx: Tx,
  sender: Sender,
  telling: Telling,
  change: CalendarChange,
  now: Temporal.Instant,
): Promise<void> {
  const { assignment, attendee, conference, hub, sitting } = telling;
  const method = methodOf(change);
  const composed = composeMessage({
    method,
    uid: assignment.uid,
    sequence: assignment.sequence,
    stampedAt: now,
    createdAt: now,
    startsAt: sitting.startsAt,
    endsAt: sitting.endsAt,
    reference: conference.reference,
    kindLabel: kindLabel(conference.kind),
    hubName: hub.name,
    modeLabel: modeLabel(sitting.mode),
    venue: hub.venueInInvitation ? sitting.venue : null,
    joinLink: hub.joinLinkInInvitation ? sitting.joinLink : null,
    link: `${sender.publicUrl}/conferences/${conference.reference}`,
    answerLink: method === 'REQUEST' ? telling.answerLink : null,
    attendee,
    desk: sender.desk,
    change,
    marking: 'OFFICIAL-SENSITIVE',
  });
  await run(
    tx,
    `insert into calendar_message (assignment_id, uid, sequence, method, message_id, recipient, subject, body_text,
       body_html, ics, state, attempts, next_attempt_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'owed', 0, $11, $11)`,
    [
      assignment.id,
      assignment.uid,
      assignment.sequence,
      method,
      `<${assignment.uid.split('@')[0]}.${assignment.sequence}.${method.toLowerCase()}@${domainOf(sender.desk.address)}>`,
      attendee.address,
      composed.subject,
      composed.text,
      composed.html,
      composed.ics,
      now,
    ],
  );
}

export interface OwedMessage {
  readonly id: number;
  readonly assignmentId: number;
  readonly uid: string;
  readonly sequence: number;
  readonly method: 'REQUEST' | 'CANCEL';
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
}

/**
 * Takes the next message that may go, for a while: nobody else sends it until `until`. First in, first out for each UID:
 * a message waits while an earlier one of the same UID is still owed, so a CANCEL never overtakes its REQUEST.
 */
export async function claimNext(tx: Tx, now: Temporal.Instant, until: Temporal.Instant): Promise<OwedMessage | null> {
  const [claimed] = await rows<OwedMessage>(
    tx,
    `with next as (
       select m.id from calendar_message m
       where m.state = 'owed' and m.next_attempt_at <= $1 and (m.claimed_until is null or m.claimed_until <= $1)
         and not exists (select from calendar_message earlier
           where earlier.uid = m.uid and earlier.id < m.id and earlier.state in ('owed', 'failed'))
       order by m.next_attempt_at, m.id limit 1 for update skip locked)
     select m.id, m.assignment_id, m.uid, m.sequence, m.method, m.message_id, m.recipient, p.name as attendee_name,
       s.conference_id, m.subject, m.body_text, m.body_html, m.ics, m.attempts, m.created_at
     from next join calendar_message m using (id) join assignment a on a.id = m.assignment_id
       join attendee p on p.id = a.attendee_id join sitting s on s.id = a.sitting_id`,
    [now],
  );
  if (claimed === undefined) return null;
  await run(tx, 'update calendar_message set claimed_until = $2, attempts = attempts + 1 where id = $1', [
    claimed.id,
    until,
  ]);
  return { ...claimed, attempts: claimed.attempts + 1 };
}

export async function markSent(tx: Tx, id: number, at: Temporal.Instant): Promise<void> {
  await run(
    tx,
    `update calendar_message set state = 'sent', sent_at = $2, claimed_until = null, last_error = null where id = $1`,
    [id, at],
  );
}

/** A refusal for good stops the message where a person sees it; any other failure is tried again at `nextAttemptAt`. */
export async function markFailed(
  tx: Tx,
  id: number,
  failure: { readonly error: string; readonly nextAttemptAt: Temporal.Instant | null },
): Promise<void> {
  await run(
    tx,
    `update calendar_message set state = case when $3::timestamptz is null then 'failed' else 'owed' end,
       next_attempt_at = coalesce($3, next_attempt_at), last_error = $2, claimed_until = null where id = $1`,
    [id, failure.error.slice(0, 500), failure.nextAttemptAt],
  );
}

export interface MessageLine {
  readonly id: number;
  readonly uid: string;
  readonly sequence: number;
  readonly method: 'REQUEST' | 'CANCEL';
  readonly recipient: string;
  readonly subject: string;
  readonly bodyText: string;
  readonly state: 'owed' | 'sent' | 'failed' | 'dropped';
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
}

/** Everything ever owed about one conference, oldest first. Whoever reads it cannot answer for the person written to. */
export async function messagesAbout(reader: Reader, conferenceId: number): Promise<MessageLine[]> {
  const found = await rows<MessageLine>(
    reader,
    `select m.id, m.uid, m.sequence, m.method, m.recipient, m.subject, m.body_text, m.state, m.attempts, m.last_error,
       m.created_at, m.sent_at
     from calendar_message m join assignment a on a.id = m.assignment_id join sitting s on s.id = a.sitting_id
     where s.conference_id = $1 order by m.id`,
    [conferenceId],
  );
  return found.map((line) => ({ ...line, bodyText: withoutAnswerLinks(line.bodyText) }));
}
