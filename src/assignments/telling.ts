import type { Surroundings } from '../../config/surroundings.js';
import { attendeeById, type Attendee } from '../attendees/attendee.queries.js';
import { answerLink } from '../calendar/answer-token.js';
import type { CalendarChange } from '../calendar/change.js';
import { oweNote, wordSuggestionAnswer } from '../calendar/note.js';
import { owe } from '../calendar/outbox.js';
import type { Conference } from '../conferences/conference.js';
import type { Sitting } from '../conferences/conference.queries.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Assignment } from './assignment.js';

/** An assignment with those it is about: what a page says after it changed. */
export interface Told {
  readonly conference: Conference;
  readonly assignment: Assignment;
  readonly attendee: Attendee;
}

/** The person behind an assignment; a foreign key says that they exist. */
export async function assignedPerson(reader: Reader, attendeeId: number): Promise<Attendee> {
  const attendee = await attendeeById(reader, attendeeId);
  if (attendee === null) throw new Error(`attendee ${attendeeId} is assigned but does not exist`);
  return attendee;
}

/**
 * Owes somebody who suggested another time the answer that it stays. It goes to the address on record, never to whatever
 * the mail names.
 */
export async function answerSuggestion(
  tx: Tx,
  surroundings: Surroundings,
  told: Told & { readonly sitting: Sitting },
  heard: { readonly suggested: string; readonly messageId: string | null },
): Promise<void> {
  const { conference, assignment, attendee, sitting } = told;
  if (attendee.mail === null) return;
  const now = surroundings.now();
  const words = wordSuggestionAnswer({
    conference,
    hub: surroundings.hubOf(conference),
    sitting,
    suggested: heard.suggested,
    answerLink: answerLink(linksOf(surroundings), assignment, sitting.startsAt, now),
    desk: surroundings.sender.desk,
  });
  const noted = { assignment, recipient: attendee.mail, inReplyTo: heard.messageId };
  await oweNote(tx, surroundings.sender, noted, words, now);
}

const linksOf = ({ settings: { http, session } }: Surroundings) => ({
  publicUrl: http.publicUrl,
  secret: session.secret,
});

/** Owes the assigned person a calendar message about a change. Somebody whose address was since removed is not written to. */
export async function tell(
  tx: Tx,
  surroundings: Surroundings,
  told: Told & { readonly sitting: Sitting },
  change: CalendarChange,
): Promise<void> {
  const { conference, assignment, attendee, sitting } = told;
  if (attendee.mail === null) return;
  const now = surroundings.now();
  const telling = {
    assignment,
    attendee: { name: attendee.name, address: attendee.mail },
    conference,
    hub: surroundings.hubOf(conference),
    sitting,
    answer: assignment.state === 'accepted' || assignment.state === 'tentative' ? assignment.state : null,
    answerLink: answerLink(linksOf(surroundings), assignment, sitting.startsAt, now),
  };
  await owe(tx, surroundings.sender, telling, change, now);
}
