import { accepted, refused, type Decided } from '../kernel/decided.js';
import type { ConferenceMode } from '../conferences/modes.js';

export const ASSIGNMENT_STATES = ['proposed', 'invited', 'accepted', 'tentative', 'declined', 'withdrawn'] as const;
export type AssignmentState = (typeof ASSIGNMENT_STATES)[number];
export const ANSWERS = ['accepted', 'tentative', 'declined'] as const satisfies AssignmentState[];
export type Answer = (typeof ANSWERS)[number];
export type AnswerChannel = 'mail' | 'link' | 'page' | 'told';

/** States in which a person's time is taken and the conference counts as covered or about to be. */
export const ACTIVE_STATES = ['proposed', 'invited', 'accepted', 'tentative'] as const satisfies AssignmentState[];
export const isActive = (state: AssignmentState): boolean =>
  (ACTIVE_STATES as readonly AssignmentState[]).includes(state);

export interface Assignment {
  readonly id: number;
  readonly sittingId: number;
  readonly attendeeId: number;
  readonly lead: boolean;
  readonly state: AssignmentState;
  readonly uid: string;
  readonly sequence: number;
  readonly overlapReason: string | null;
  /** Withdrawn together with the conference, and to be asked again when it comes back. */
  readonly calledOff: boolean;
  readonly invitedAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
  readonly answerComment: string | null;
}

const STATE_WORDS: Record<AssignmentState, string> = {
  proposed: 'Proposed',
  invited: 'Invited, no answer yet',
  accepted: 'Accepted',
  tentative: 'Tentative',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
};
export const assignmentStateLabel = (state: AssignmentState): string => STATE_WORDS[state];

interface Timed {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
}

/** The time a sitting takes out of somebody's day; when they must be there in person, with the policy's minutes of travel. */
export function takenBy(
  { startsAt, endsAt, mode }: Timed,
  bufferMinutes: number,
): { readonly from: Temporal.Instant; readonly until: Temporal.Instant } {
  const minutes = mode === 'in-person' ? bufferMinutes : 0;
  return { from: startsAt.subtract({ minutes }), until: endsAt.add({ minutes }) };
}

/** The same as a PostgreSQL range. */
export function timeTaken(sitting: Timed, bufferMinutes: number): string {
  const { from, until } = takenBy(sitting, bufferMinutes);
  return `[${from.toString()},${until.toString()})`;
}

export type AnswerRefusal =
  | { readonly kind: 'not-waiting'; readonly state: AssignmentState }
  /** The answer is to an earlier time: it does not accept the new one. */
  | { readonly kind: 'out-of-date' }
  /** A newer answer from the same person is already on record. */
  | { readonly kind: 'older-than-known' }
  /** Somebody who declined cannot come back: this person leads now, or has been asked anew themselves. */
  | { readonly kind: 'place-taken'; readonly name: string }
  /** Somebody who declined has been put on another conference at that time. */
  | { readonly kind: 'elsewhere-by-now' };

export interface GivenAnswer {
  readonly answer: Answer;
  /** The SEQUENCE it answers; null when the channel shows only the current invitation. */
  readonly sequence: number | null;
  readonly at: Temporal.Instant;
}

/**
 * Whether an answer counts. An answer to an earlier SEQUENCE does not accept the new time (RFC 5546 section 2.1.5), and of
 * two answers the later given one stands whatever order they arrive in. Declining is accepted until the very end.
 */
export function decideAnswer(
  assignment: Pick<Assignment, 'state' | 'sequence' | 'answeredAt'>,
  given: GivenAnswer,
): Decided<AssignmentState, AnswerRefusal> {
  if (assignment.state === 'withdrawn' || assignment.state === 'proposed') {
    return refused({ kind: 'not-waiting', state: assignment.state });
  }
  if (given.sequence !== null && given.sequence < assignment.sequence) return refused({ kind: 'out-of-date' });
  if (assignment.answeredAt !== null && Temporal.Instant.compare(given.at, assignment.answeredAt) < 0) {
    return refused({ kind: 'older-than-known' });
  }
  return accepted(given.answer);
}
