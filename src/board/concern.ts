import type { AssignmentState } from '../assignments/assignment.js';
import type { LookAgain } from '../conferences/circumstances.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { AwayNotice } from '../intake/away.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
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

/** What a change to a conference leaves owed, until somebody sees to it. */
export interface OwedAround {
  /** Why the relevance that was decided is to be looked at again. */
  readonly lookAgain?: LookAgain | null;
  /** Why a "not relevant" was opened again, until somebody decides. */
  readonly reopened?: string | null;
  /** The family has gone and the receiving conference is not known. */
  readonly receivingAwaited?: boolean;
  /** By when it is to sit again: the sitting was inquorate and adjourned, and no other has been given yet. */
  readonly sitAgainBy?: Temporal.PlainDate | null;
  /** A review that is not relevant owes its report, in time until that day. */
  readonly reportOwed?: Temporal.PlainDate | null;
  /** People whom a new time put elsewhere, each as a sentence without its stop. */
  readonly released?: readonly string[];
}

/** Whether somebody was withdrawn because a new time finds them on another conference. */
export const isElsewhere = (reason: string | null): reason is string =>
  reason !== null && reason.startsWith('is on TV-');

/** All that decides how one conference stands. */
export interface ReadinessFacts extends OwedAround {
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

/** Who has the next move: whoever coordinates or supervises the hub, or the officer who is waited for. */
export const OWNERS = ['coordinator', 'supervisor', 'officer'] as const;
export interface Owner {
  readonly role: (typeof OWNERS)[number];
  /** Of an officer. */
  readonly name: string | null;
}

export const COORDINATOR: Owner = { role: 'coordinator', name: null };
/** Decides what is relevant (domain, 2), and answers for it. */
export const SUPERVISOR: Owner = { role: 'supervisor', name: null };
export const officer = (name: string): Owner => ({ role: 'officer', name });

export interface NextAction {
  readonly text: string;
  readonly href: string;
}

export interface Readiness {
  readonly state: ReadinessState;
  readonly words: string;
  readonly nextAction: NextAction | null;
  /** Null when nothing is owed. */
  readonly owner: Owner | null;
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

/** One thing that is wrong with a conference, and what is to be done about it. */
export interface Concern {
  /** Without a capital, unless it begins with a name. */
  readonly words: string;
  readonly action: NextAction;
  readonly owner: Owner;
  /** The last London day on which it is still in time. */
  readonly due: Temporal.PlainDate;
  /** Not yet pressing: somebody else has the next move. */
  readonly waits: boolean;
  /** Nobody would sit there if the conference began now. */
  readonly grave: boolean;
}

export const link = (facts: ReadinessFacts, text: string, page = ''): NextAction => ({
  text,
  href: `/conferences/${facts.reference}${page}`,
});

/** "today", "before 14:00" on the day itself, otherwise the day: "Tue 24 Nov". */
export function deadline(
  due: Temporal.PlainDate,
  facts: Pick<ReadinessFacts, 'startsAt'>,
  now: Temporal.Instant,
): string {
  const today = londonDate(now);
  if (Temporal.PlainDate.compare(due, today) > 0) return formatDay(due);
  const startsToday = londonDate(facts.startsAt).equals(today);
  const isAhead = Temporal.Instant.compare(facts.startsAt, now) > 0;
  if (startsToday) return isAhead ? `before ${formatTime(facts.startsAt)}` : 'now';
  return 'today';
}
