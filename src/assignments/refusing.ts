import { absencesIn } from '../attendees/absence.queries.js';
import type { Attendee } from '../attendees/attendee.queries.js';
import { mayInvite } from '../calendar/message.js';
import { stateLabel, type Conference } from '../conferences/conference.js';
import type { Sitting } from '../conferences/conference.queries.js';
import type { Tx } from '../database/transaction.js';
import type { Absence } from '../attendees/availability.js';
import type { Assignment } from './assignment.js';
import { clashOf, type Clash } from './assignment.queries.js';
import { hasConflict } from './conflict.queries.js';
import { assignedPerson } from './telling.js';

export interface GivenAssignment {
  readonly attendeeId: number;
  readonly lead: boolean;
  /** Why somebody knowingly goes who is on another conference or away then; null is the ordinary case. */
  readonly overlapReason: string | null;
}

export type AssignRefusal =
  | { readonly kind: 'not-open'; readonly state: string }
  | { readonly kind: 'already-started' }
  | { readonly kind: 'unknown-person' }
  | { readonly kind: 'has-left'; readonly name: string }
  | { readonly kind: 'no-mail-address'; readonly name: string }
  | { readonly kind: 'is-the-desk'; readonly name: string }
  | { readonly kind: 'already-on-it'; readonly name: string }
  | { readonly kind: 'conflict-of-interest'; readonly name: string }
  | { readonly kind: 'lead-taken'; readonly name: string | null }
  | { readonly kind: 'away'; readonly name: string; readonly absence: Absence }
  | { readonly kind: 'overlap'; readonly name: string; readonly clash: Clash | null };

export function refuseSitting(conference: Conference, sitting: Sitting, now: Temporal.Instant): AssignRefusal | null {
  if (conference.state !== 'scheduled') return { kind: 'not-open', state: stateLabel(conference.state) };
  return Temporal.Instant.compare(sitting.endsAt, now) <= 0 ? { kind: 'already-started' } : null;
}

export function refusePerson(attendee: Attendee | null, desk: string): AssignRefusal | null {
  if (attendee === null) return { kind: 'unknown-person' };
  if (!attendee.active) return { kind: 'has-left', name: attendee.name };
  if (attendee.mail === null) return { kind: 'no-mail-address', name: attendee.name };
  return mayInvite(attendee.mail, desk) ? null : { kind: 'is-the-desk', name: attendee.name };
}

/** Whether the place is theirs to take; `others` are those on the sitting beside them. */
export async function refusePlace(
  tx: Tx,
  sitting: Sitting,
  attendee: Attendee,
  given: GivenAssignment,
  { others, during }: { readonly others: readonly Assignment[]; readonly during: string },
): Promise<AssignRefusal | null> {
  const { name } = attendee;
  if (others.some((other) => other.attendeeId === attendee.id)) return { kind: 'already-on-it', name };
  if (await hasConflict(tx, attendee.id, sitting.conferenceId)) return { kind: 'conflict-of-interest', name };
  const lead = given.lead ? others.find((other) => other.lead) : undefined;
  if (lead) return { kind: 'lead-taken', name: (await assignedPerson(tx, lead.attendeeId)).name };
  return given.overlapReason === null ? elsewhere(tx, sitting, attendee, during) : null;
}

/** Whether they are on another conference then, or away: what only a reason allows. */
export async function elsewhere(
  tx: Tx,
  sitting: Sitting,
  { id, name }: Attendee,
  during: string,
): Promise<Extract<AssignRefusal, { kind: 'overlap' | 'away' }> | null> {
  const clash = await clashOf(tx, id, during, sitting.id);
  if (clash !== null) return { kind: 'overlap', name, clash };
  const [absence] = await absencesIn(tx, id, sitting);
  return absence === undefined ? null : { kind: 'away', name, absence };
}
