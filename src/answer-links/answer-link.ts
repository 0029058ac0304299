import type { Answer, AssignmentState } from '../assignments/assignment.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';

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
  /** What was answered with the link of this sequence; null while nobody has. */
  readonly used: Answer | null;
}

export type Standing =
  | { readonly kind: 'open'; readonly asked: Asked }
  | { readonly kind: 'answered'; readonly asked: Asked; readonly answer: Answer }
  | { readonly kind: 'superseded'; readonly reference: string }
  | { readonly kind: 'called-off'; readonly reference: string }
  | { readonly kind: 'expired' };

const isOn = ({ conferenceState, state }: LinkFacts): boolean =>
  (conferenceState === 'scheduled' || conferenceState === 'held') && state !== 'withdrawn';

/**
 * What a genuine link is good for. Each sending of an invitation has a link of its own, which works once; the order of the
 * reasons is that of what helps the person most: not needed, look at a newer mail, too late, done already.
 */
export function standingOf(
  facts: LinkFacts,
  token: { readonly sequence: number; readonly expiresAt: Temporal.Instant },
  now: Temporal.Instant,
): Standing {
  const { reference, kind, startsAt, endsAt } = facts;
  if (!isOn(facts)) return { kind: 'called-off', reference };
  if (facts.sequence !== token.sequence) return { kind: 'superseded', reference };
  if (Temporal.Instant.compare(token.expiresAt, now) <= 0) return { kind: 'expired' };
  const asked = { reference, kind, startsAt, endsAt };
  if (facts.used === null) return { kind: 'open', asked };
  return { kind: 'answered', asked, answer: answerOf(facts.state) ?? facts.used };
}

/** Answered by another way since: what stands now is what the person needs to read. */
function answerOf(state: AssignmentState): Answer | null {
  return state === 'accepted' || state === 'tentative' || state === 'declined' ? state : null;
}
