import { CONFERENCE_TRAINING, trainingOn } from '../attendees/attendee.js';
import type { HeldSkill } from '../attendees/attendee.queries.js';
import {
  obstacleOf,
  type Absence,
  type Asked,
  type Booking,
  type Obstacle,
  type WorkingPattern,
} from '../attendees/availability.js';
import type { ConferenceState } from '../conferences/conference.js';
import { londonDate } from '../kernel/london.js';
import { isActive, type AssignmentState } from './assignment.js';

/** A place on a sitting that somebody has, as it stands. */
export interface Place {
  readonly assignmentId: number;
  readonly attendeeId: number;
  readonly sequence: number;
  readonly lead: boolean;
  readonly state: AssignmentState;
  readonly conferenceState: ConferenceState;
  /** Whether the conference has sat again since: then this is a place of the past. */
  readonly superseded: boolean;
  readonly startsAt: Temporal.Instant;
}

/** Whether there is a place to give: they are on it, and it has not begun. */
export const canSwap = (place: Place, now: Temporal.Instant): boolean =>
  isActive(place.state) &&
  place.conferenceState === 'scheduled' &&
  !place.superseded &&
  Temporal.Instant.compare(place.startsAt, now) > 0;

/** Another conference of theirs, by the place they have on it. */
export interface HeldBooking extends Booking {
  readonly assignmentId: number;
}

/** Somebody who is to take a place. */
export interface Swapper {
  readonly mail: string | null;
  readonly skills: readonly HeldSkill[];
  readonly patterns: readonly WorkingPattern[];
  readonly absences: readonly Absence[];
  readonly bookings: readonly HeldBooking[];
}

/** What forbids that somebody takes a place, and what only speaks against it. */
export interface Fit {
  readonly forbids: { readonly kind: 'no-mail' } | { readonly kind: 'conflict' } | Obstacle | null;
  readonly against: readonly (Extract<Obstacle, { kind: 'not-working' }> | { readonly kind: 'untrained' })[];
}

/**
 * How somebody fits a place once they have given up their own: what they give up takes none of their time any more.
 * @param conflict that they must not go to this family's conferences
 */
export function fitOf(person: Swapper, givesUp: number, asked: Asked, conflict: boolean): Fit {
  const bookings = person.bookings.filter(({ assignmentId }) => assignmentId !== givesUp);
  const obstacle = obstacleOf({ ...person, bookings }, asked);
  const against: Fit['against'][number][] = isTrained(person, asked) ? [] : [{ kind: 'untrained' }];
  if (person.mail === null) return { forbids: { kind: 'no-mail' }, against };
  if (conflict) return { forbids: { kind: 'conflict' }, against };
  if (obstacle?.kind !== 'not-working') return { forbids: obstacle, against };
  return { forbids: null, against: [obstacle, ...against] };
}

/** Training counts on the day of the sitting, in London. */
function isTrained({ skills }: Swapper, { meeting }: Asked): boolean {
  const held = skills.find(({ skill }) => skill === CONFERENCE_TRAINING) ?? null;
  const { state } = trainingOn(held, londonDate(Temporal.Instant.fromEpochMilliseconds(meeting.from)));
  return state !== 'none' && state !== 'expired';
}
