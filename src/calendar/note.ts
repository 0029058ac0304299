import type { ConferenceKind } from '../conferences/kinds.js';
import { kindLabel } from '../conferences/kinds.js';
import { run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { formatSpan } from '../kernel/london.js';
import type { NoteChange } from './change.js';
import { titleOf } from './lines.js';
import type { Party } from './message.js';
import { isMessageId } from './mime.js';
import type { Sender } from './outbox.js';
import { oneLine } from './writing.js';

/** What somebody who suggested another time is told. */
export interface SuggestionFacts {
  readonly conference: { readonly reference: string; readonly kind: ConferenceKind };
  readonly hub: { readonly name: string };
  readonly sitting: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant };
  /** In words, London time. */
  readonly suggested: string;
  /** Null once the conference has begun. */
  readonly answerLink: string | null;
  readonly desk: Party;
}

/** The mail to somebody who suggested another time: why it stays, what was recorded, and how to accept after all. */
export function wordSuggestionAnswer(facts: SuggestionFacts): { readonly subject: string; readonly text: string } {
  const { conference, hub, sitting, suggested, answerLink, desk } = facts;
  const marking = 'OFFICIAL-SENSITIVE';
  const title = titleOf({
    marking,
    kindLabel: kindLabel(conference.kind),
    reference: conference.reference,
    hubName: hub.name,
  });
  const after =
    answerLink === null
      ? 'The conference has begun, so it can no longer be accepted by mail.'
      : `If you can attend at that time after all, accept here before somebody else is asked:\n${answerLink}`;
  const text = [
    marking,
    `Thank you for your answer. ${conference.reference} is on ${formatSpan(sitting.startsAt, sitting.endsAt)} (UK time), and you suggested ${suggested}.`,
    'The time of a conference is set by the local authority, so the desk cannot change it. It is recorded that you cannot make it, and somebody else will be asked.',
    after,
    `This is an automatic answer. If something in it is wrong, write to ${oneLine(desk.name)} at ${desk.address}.`,
  ].join('\n\n');
  return { subject: `${title} | The time stays`, text: `${text}\n` };
}

/** Whom a note goes to, and which mail it answers. */
export interface Noted {
  readonly assignment: { readonly id: number; readonly uid: string; readonly sequence: number };
  readonly recipient: string;
  readonly inReplyTo: string | null;
}

const CHANGE: NoteChange = 'time-suggested';

/**
 * Owes somebody a plain mail, in order with the calendar messages of their entry. One for each SEQUENCE and no more,
 * however often they write: two machines that answer each other come to an end at once.
 */
export async function oweNote(
  tx: Tx,
  sender: Sender,
  noted: Noted,
  words: { readonly subject: string; readonly text: string },
  now: Temporal.Instant,
): Promise<void> {
  const { assignment, recipient, inReplyTo } = noted;
  const domain = sender.desk.address.slice(sender.desk.address.lastIndexOf('@') + 1);
  await run(
    tx,
    `insert into calendar_message (assignment_id, uid, sequence, method, change, message_id, in_reply_to, recipient, subject,
       body_text, body_html, ics, state, attempts, next_attempt_at, created_at)
     values ($1, $2, $3, 'NOTE', $4, $5, $6, $7, $8, $9, '', '', 'owed', 0, $10, $10)
     on conflict (uid, sequence, method) where change <> 'details' do nothing`,
    [
      assignment.id,
      assignment.uid,
      assignment.sequence,
      CHANGE,
      `<${assignment.uid.split('@')[0]}.${assignment.sequence}.note@${domain}>`,
      inReplyTo !== null && isMessageId(inReplyTo) ? inReplyTo : null,
      recipient,
      words.subject,
      words.text,
      now,
    ],
  );
}
