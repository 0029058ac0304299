import type { Surroundings } from '../../config/surroundings.js';
import type { Scope } from '../access/access.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import type { WaitingMail } from '../calendar/mailbox.js';
import type { ReadMail } from '../calendar/reader/mail.js';
import type { Outcome } from '../calendar/reader/outcome.js';
import type { Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { askedOf, type Arriving, type Asked } from './candidate-about.queries.js';
import { addCandidate } from './candidate.queries.js';
import type { Settled } from './inbound-mail.queries.js';
import { readInvitation } from './read-invitation.js';
import { readingOf } from './reading.js';
import { forAPerson, ignored, notActedOn, type CalendarMail } from './reply.js';

/** A mail in which a local authority asks for something. */
export type AskingMail = CalendarMail | Extract<ReadMail, { sort: 'letter' }>;

/** A message on its way in, in the transaction that settles it. */
export interface Arrival {
  readonly tx: Tx;
  readonly surroundings: Surroundings;
  readonly mailId: number;
  readonly receivedAt: WaitingMail['receivedAt'];
}

/** The tracker's own work has no scope. */
const EVERYWHERE: Scope = { all: true, hubs: [], assignedTo: null };

/** An invitation, or a change of one, waits in the inbox for a person. */
export async function proposeInvitation(arrival: Arrival, read: AskingMail, decided: Outcome): Promise<Settled> {
  if (decided.outcome === 'ignore' || decided.outcome === 'reject') return notActedOn(decided);
  const arriving = arrivingOf(arrival, read);
  const { reading } = arriving;
  if (read.sort === 'letter' && reading['kind'] === undefined && reading['laMeetingId'] === undefined) {
    return forAPerson('A letter that does not read like an invitation to a conference.');
  }
  const about = await askedOf(arrival.tx, EVERYWHERE, arriving);
  if (about.asked.kind === 'out-of-date') return outOfDate(about);
  await keep(arrival, arriving, about);
  const { known } = about;
  const reason = known === null ? 'An invitation to confirm.' : `A change to ${known.reference} to look at.`;
  return { outcome: 'candidate', reason, conferenceId: known?.id ?? null };
}

/** A cancellation waits in the inbox when it is known what it calls off; else a person has to find that. */
export async function proposeCancellation(arrival: Arrival, read: CalendarMail, decided: Outcome): Promise<Settled> {
  const arriving = arrivingOf(arrival, read);
  const about = await askedOf(arrival.tx, EVERYWHERE, arriving);
  const { known } = about;
  if (decided.outcome === 'ignore' || decided.outcome === 'reject') return notActedOn(decided, known?.id ?? null);
  if (about.asked.kind === 'out-of-date') return outOfDate(about);
  if (about.asked.kind === 'unknown') {
    return decided.outcome === 'review'
      ? notActedOn(decided)
      : forAPerson('Calls off a meeting that the tracker does not know: find the conference and stand it down.');
  }
  await keep(arrival, arriving, about);
  const reason = known === null ? 'Calls off an invitation in the inbox.' : `Calls off ${known.reference}: to decide.`;
  return { outcome: 'candidate', reason, conferenceId: known?.id ?? null };
}

function arrivingOf({ surroundings, receivedAt }: Arrival, read: AskingMail): Arriving {
  const reading = readingOf(readInvitation(read, surroundings.reference, londonDate(receivedAt)));
  const event = read.sort === 'letter' ? null : read.event;
  return {
    id: null,
    laCalendarUid: event?.uid ?? null,
    hubCode: reading['hub']?.value ?? null,
    reading,
    asks: read.sort === 'cancel' ? 'cancellation' : 'invitation',
    // Some programs write a SEQUENCE that is no count at all.
    laSequence:
      event?.sequence != null && Number.isSafeInteger(event.sequence) && event.sequence >= 0 ? event.sequence : null,
    laStampedAt: event?.stampedAt ?? null,
  };
}

/** What is about a conference belongs to its hub, whatever was read. */
async function keep(
  { tx, surroundings, mailId, receivedAt }: Arrival,
  arriving: Arriving,
  { known }: Asked,
): Promise<void> {
  const { id: _none, ...rest } = arriving;
  const hubCode = known?.hubCode ?? rest.hubCode;
  const candidate = await addCandidate(tx, { ...rest, channel: 'mail', inboundMailId: mailId, receivedAt, hubCode });
  const occasion = { actor: theTracker, at: surroundings.now(), conferenceId: known?.id ?? null };
  await record(tx, occasion, 'candidate.arrived', { candidateId: candidate.id, channel: 'mail' });
}

function outOfDate({ known }: Asked): Settled {
  const about = known === null ? 'the same meeting' : known.reference;
  return ignored(`Out of date: a newer message about ${about} has been acted on.`, known?.id ?? null);
}
