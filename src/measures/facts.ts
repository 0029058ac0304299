/** What measures are counted from: plain facts about one conference, and the terms that the definitions leave open. */
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { HubHours, WorkingCalendar } from '../kernel/working-time.js';
import type { RelevanceValue } from '../relevance/relevance.js';

/** All that decides whether a conference counts in a headline measure, and how. */
export interface MeasureFacts {
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  /** An authority outside Thames Valley; null when it is the hub's own. */
  readonly convenedBy: string | null;
  /** Of the sitting at which the decision is taken: the last one. */
  readonly startsAt: Temporal.Instant;
  /** The first invitation to reach TVP by any channel; null when none ever did. */
  readonly firstReceivedAt: Temporal.Instant | null;
  /** As it stood at the start; later decisions are corrections and do not move the figure. */
  readonly relevanceAtStart: RelevanceValue;
  readonly participation: { readonly outcome: 'attended' | 'part' | 'not'; readonly presentAtDecision: boolean } | null;
  /** What a list said that was imported when it was over; left out and null of all that the tracker recorded itself. */
  readonly imported?: ImportedFacts | null;
}

export interface ImportedFacts {
  /** Null where the list does not say whether a review was relevant. */
  readonly relevance: 'relevant' | 'not-relevant' | null;
  /** The list gives as reason that TVP was never invited. */
  readonly uninvited: boolean;
}

export interface ReportFacts {
  readonly sentAt: Temporal.Instant;
  /** A "nothing to add" return instead of a report. */
  readonly nothingToAdd: boolean;
}

/** Since when somebody was to lead on a sitting, and until when; null while they still are. */
export interface Lead {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
}

/** What the other measures need besides. */
export interface AllFacts extends MeasureFacts {
  readonly endsAt: Temporal.Instant;
  /** Working days from the receipt of the first invitation to the start it named. */
  readonly noticeDays: number | null;
  /** As the last decision has it, whenever it was taken. */
  readonly relevanceNow: RelevanceValue;
  /** Everybody who ever led on it. */
  readonly leads: readonly Lead[];
  /** When its outcome was first on record. */
  readonly recordedAt: Temporal.Instant | null;
  readonly report: ReportFacts | null;
  /** When it was stood down; null when it was not. */
  readonly stoodDownAt: Temporal.Instant | null;
  readonly strategyDiscussionOn: Temporal.PlainDate | null;
  /** A sitting was inquorate, and the absence of police was the cause. */
  readonly inquorateBecauseOfPolice: boolean;
  /** What an audit said of the contribution; null when it was not audited. */
  readonly goodQuality: boolean | null;
}

/** What the definitions leave to configuration: working days throughout. */
export interface Terms {
  readonly calendar: WorkingCalendar;
  readonly hub: {
    readonly hours: HubHours;
    readonly reportWorkingDays: { readonly initial: number; readonly review: number };
  };
  readonly limits: Limits;
}

/** From config/measures.json: of the version that is in force. */
export interface Limits {
  /** Notice that a local authority is expected to give. */
  readonly noticeInitial: number;
  readonly noticeReview: number;
  /** Before the start, by when a lead is to be on it. */
  readonly leadBefore: number;
  /** After the end, by when the outcome is to be on record. */
  readonly outcomeAfter: number;
}

/** What is known of a conference to which nothing has happened yet but an invitation. */
export const NOTHING_YET = {
  relevanceNow: 'undecided',
  leads: [],
  recordedAt: null,
  report: null,
  stoodDownAt: null,
  inquorateBecauseOfPolice: false,
  goodQuality: null,
} as const satisfies Partial<AllFacts>;
