import { isActive, type Answer, type AssignmentState } from '../assignments/assignment.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { londonDate } from '../kernel/london.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';

/** All that a link can lead to. Who is asked, where and about whom is not part of it. */
export interface Asked {
  readonly reference: string;
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** An invitation as it stands now, beside the link that was given. */
export interface LinkFacts extends Asked {
  readonly assignmentId: number;
  readonly sittingId: number;
  readonly attendeeId: number;
  readonly state: AssignmentState;
  readonly sequence: number;
  readonly conferenceState: ConferenceState;
  readonly mode: ConferenceMode;
  /** Whether the sitting is the one that counts: an adjournment adds another. */
  readonly isCurrent: boolean;
  readonly outcomeRecorded: boolean;
  /** What was answered with the link of this sequence; null while nobody has. */
  readonly used: Answer | null;
}

export type Standing =
  | { readonly kind: 'open'; readonly asked: Asked }
  | { readonly kind: 'answered'; readonly asked: Asked; readonly answer: Answer }
  | { readonly kind: 'superseded'; readonly reference: string }
  | { readonly kind: 'called-off'; readonly reference: string }
  | { readonly kind: 'expired' }
  /** It is over: the link now asks whether they attended. `mode` is null when the plan leaves it open. */
  | { readonly kind: 'over'; readonly asked: Asked; readonly mode: ConferenceMode | null }
  | { readonly kind: 'recorded'; readonly asked: Asked };

const isOn = ({ conferenceState, state }: LinkFacts): boolean =>
  (conferenceState === 'scheduled' || conferenceState === 'held') && state !== 'withdrawn';

/** So long after the end the link in the invitation still takes an outcome; after that people ask. */
const OUTCOME_DAYS = 10;

/**
 * After the end of the sitting: the outcome, once, from the person who was to go. How long is measured from the end on
 * record, not by the token, whose own end is that of answering the invitation.
 */
function standingAfter(facts: LinkFacts, now: Temporal.Instant, calendar: WorkingCalendar): Standing {
  const { reference, kind, startsAt, endsAt, mode } = facts;
  const asked = { reference, kind, startsAt, endsAt };
  if (facts.outcomeRecorded) return { kind: 'recorded', asked };
  if (!isActive(facts.state)) return { kind: 'called-off', reference };
  const last = addWorkingDays(londonDate(endsAt), OUTCOME_DAYS, calendar);
  if (Temporal.PlainDate.compare(londonDate(now), last) > 0) return { kind: 'expired' };
  return { kind: 'over', asked, mode: mode === 'hybrid' ? null : mode };
}

/**
 * What a genuine link is good for. Each sending of an invitation has a link of its own, which works once; the order of the
 * reasons is that of what helps the person most: not needed, look at a newer mail, too late, done already.
 */
export function standingOf(
  facts: LinkFacts,
  token: { readonly sequence: number; readonly expiresAt: Temporal.Instant },
  now: Temporal.Instant,
  calendar: WorkingCalendar,
): Standing {
  const { reference, kind, startsAt, endsAt } = facts;
  if (!isOn(facts)) return { kind: 'called-off', reference };
  if (facts.sequence !== token.sequence || !facts.isCurrent) return { kind: 'superseded', reference };
  if (Temporal.Instant.compare(endsAt, now) <= 0) return standingAfter(facts, now, calendar);
  if (Temporal.Instant.compare(token.expiresAt, now) <= 0) return { kind: 'expired' };
  const asked = { reference, kind, startsAt, endsAt };
  if (facts.used === null) return { kind: 'open', asked };
  return { kind: 'answered', asked, answer: answerOf(facts.state) ?? facts.used };
}

/** Answered by another way since: what stands now is what the person needs to read. */
function answerOf(state: AssignmentState): Answer | null {
  return state === 'accepted' || state === 'tentative' || state === 'declined' ? state : null;
}
