import type { ConferenceKind } from '../conferences/kinds.js';
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel, type ConferenceMode } from '../conferences/modes.js';
import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { withoutAnswerLinks } from './answer-token.js';
import type { CalendarChange, MessageMethod } from './change.js';
import { methodOf } from './change.js';
import type { DropReason } from './send-check.js';
import { composeMessage, type ComposedMessage, type Party } from './message.js';

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
  /** The answer held; a text-only edit repeats it, so that no client asks again. */
  readonly answer?: 'accepted' | 'tentative' | null;
}

/** The desk that writes, and where the tracker is to be found. */
export interface Sender {
  readonly desk: Party;
  readonly publicUrl: string;
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);

/** The first and the last message of a UID, and how many there are. */
interface Before {
  readonly first: Temporal.Instant | null;
  readonly last: Temporal.Instant | null;
  readonly count: number;
}

const seconds = (instant: Temporal.Instant): number => Math.floor(instant.epochMilliseconds / 1000);

/** The DTSTAMP of the next message of a UID: now, or a second after the last, since clients go by whole seconds. */
export function stampAfter(last: Temporal.Instant | null, now: Temporal.Instant): Temporal.Instant {
  if (last === null || seconds(now) > seconds(last)) return now;
  return Temporal.Instant.fromEpochMilliseconds((seconds(last) + 1) * 1000);
}

/**
 * Owes a person a calendar message, in the transaction of the change it tells of. The text is composed now, from the facts
 * as they are now; sending is somebody else's work, so a mail server that is away loses nothing. The caller holds the
 * assignment locked, so that DTSTAMP rises with every message of its UID.
 */
export async function owe(
  tx: Tx,
  sender: Sender,
  telling: Telling,
  change: CalendarChange,
  now: Temporal.Instant,
): Promise<void> {
  const { assignment, attendee } = telling;
  const before = await row<Before>(
    tx,
    `select min(created_at) as first, max(created_at) as last, count(*)::int as count from calendar_message where uid = $1`,
    [assignment.uid],
  );
  const stampedAt = stampAfter(before?.last ?? null, now);
  const composed = compose(sender, telling, change, { stampedAt, createdAt: before?.first ?? stampedAt });
  await run(
    tx,
    `insert into calendar_message (assignment_id, uid, sequence, method, change, message_id, recipient, subject, body_text,
       body_html, ics, state, attempts, next_attempt_at, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'owed', 0, $12, $13)`,
    [
      assignment.id,
      assignment.uid,
      assignment.sequence,
      methodOf(change),
      change,
      messageIdFor(sender, assignment, change, before?.count ?? 0),
      attendee.address,
      composed.subject,
      composed.text,
      composed.html,
      composed.ics,
      now,
      stampedAt,
    ],
  );
}

function compose(
  sender: Sender,
  telling: Telling,
  change: CalendarChange,
  when: { readonly stampedAt: Temporal.Instant; readonly createdAt: Temporal.Instant },
): ComposedMessage {
  const { assignment, attendee, conference, hub, sitting } = telling;
  const method = methodOf(change);
  return composeMessage({
    method,
    uid: assignment.uid,
    sequence: assignment.sequence,
    ...when,
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
    answer: telling.answer ?? null,
    marking: 'OFFICIAL-SENSITIVE',
  });
}

/** UID, SEQUENCE and method name a message, but text-only edits share all three: they are counted as well. */
function messageIdFor(
  sender: Sender,
  { uid, sequence }: Telling['assignment'],
  change: CalendarChange,
  count: number,
): string {
  const edition = change === 'details' ? `.${count}` : '';
  const left = `${uid.split('@')[0]}.${sequence}.${methodOf(change).toLowerCase()}${edition}`;
  return `<${left}@${domainOf(sender.desk.address)}>`;
}

export interface MessageLine {
  readonly id: number;
  readonly uid: string;
  readonly sequence: number;
  readonly method: MessageMethod;
  readonly recipient: string;
  readonly subject: string;
  readonly bodyText: string;
  readonly state: 'owed' | 'sent' | 'failed' | 'dropped';
  readonly attempts: number;
  readonly lastError: string | null;
  readonly droppedBecause: DropReason | null;
  readonly createdAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly bouncedAt: Temporal.Instant | null;
  readonly bounceReason: string | null;
}

/** Everything ever owed about one conference, oldest first. Whoever reads it cannot answer for the person written to. */
export async function messagesAbout(reader: Reader, conferenceId: number): Promise<MessageLine[]> {
  const found = await rows<MessageLine>(
    reader,
    `select m.id, m.uid, m.sequence, m.method, m.recipient, m.subject, m.body_text, m.state, m.attempts, m.last_error,
       m.dropped_because, m.created_at, m.sent_at, m.bounced_at, m.bounce_reason
     from calendar_message m join assignment a on a.id = m.assignment_id join sitting s on s.id = a.sitting_id
     where s.conference_id = $1 order by m.id`,
    [conferenceId],
  );
  return found.map((line) => ({ ...line, bodyText: withoutAnswerLinks(line.bodyText) }));
}
