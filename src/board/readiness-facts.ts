import type { AssignmentState } from '../assignments/assignment.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { AwayNotice } from '../intake/away.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { RelevanceValue } from '../relevance/relevance.js';

/** How a conference stands: somebody must act, somebody is being waited for, all is well, or nothing is to be done. */
export const READINESS = ['needs-action', 'waiting', 'covered', 'off'] as const;
export type ReadinessState = (typeof READINESS)[number];

export interface PersonOn {
  readonly name: string;
  readonly lead: boolean;
  readonly state: AssignmentState;
  readonly invitedAt: Temporal.Instant;
  /** The latest automatic reply from them that they are away. */
  readonly away: AwayNotice | null;
  /** What they said with their answer. */
  readonly comment?: string | null;
}

/** All that decides how one conference stands. */
export interface ReadinessFacts {
  readonly reference: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** Everybody not withdrawn. */
  readonly people: readonly PersonOn[];
  /** For reviews: what stands now. Nothing decided is undecided. */
  readonly relevance: RelevanceValue;
  readonly outcomeRecorded: boolean;
  /** People whom a calendar message could not reach for good. */
  readonly undelivered: readonly string[];
  /** People from whom the message that mattered came back after it had been sent. */
  readonly cameBack: readonly string[];
  /** Why a person has to confirm what automation recorded. */
  readonly toConfirm?: readonly string[] | null;
}

export interface NextAction {
  readonly text: string;
  readonly href: string;
}

export interface Readiness {
  readonly state: ReadinessState;
  readonly words: string;
  readonly nextAction: NextAction | null;
  /** Until when, in words; null when nothing is owed. */
  readonly by: string | null;
  readonly tone: 'bad' | 'warn' | null;
  /** For sorting: smaller is more pressing. */
  readonly rank: number;
}

export interface Today {
  readonly now: Temporal.Instant;
  readonly calendar: WorkingCalendar;
}
