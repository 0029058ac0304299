/** What the priorities are judged by: counts within the hubs of whoever asks. */
import type { PriorityLimits } from '../../config/priorities.js';
import type { Saved } from '../reporting/benefit.js';
import type { Count } from '../reporting/rate.js';
import type { ChallengeCount } from './challenges.queries.js';

export interface EvidenceFacts {
  /** The last month that is over. */
  readonly month: Temporal.PlainYearMonth;
  /** In that month, and in the twelve months up to it. */
  readonly participation: Readonly<Record<'A1' | 'B1', { readonly month: Count; readonly year: Count }>>;
  /** Per cent, from the definitions of A1 and B1. */
  readonly targets: Readonly<Record<'A1' | 'B1', number>>;
  /** Measure F1, in the same twelve months. */
  readonly quality: Count;
  readonly training: {
    /** Attended conferences whose officer was trained on the day, in twelve months. */
    readonly inDate: Count;
    /** Of them, those of which nobody said who went. */
    readonly unknown: number;
    /** Officers whose training runs out in the next 90 days, of all who are here. */
    readonly expiring: Count;
  };
  /** Null until it is recorded. */
  readonly voice: Count | null;
  readonly challenges: ChallengeCount;
  /** What left the force, in twelve months. */
  readonly sharing: {
    readonly calendarMail: number;
    /** Null where only part of the force is looked at: files are not of one hub. */
    readonly files: number | null;
    readonly letters: number;
  };
  /** Conferences outside hub hours, in twelve months (measure E4). */
  readonly outsideHours: Count;
  readonly demand: {
    readonly lastYear: number;
    readonly perDay: string;
    readonly ahead: number;
    /** Hubs with fewer trained people than all their conferences need. */
    readonly short: Count;
  };
  readonly guidance: { readonly inDate: Count; readonly overdue: readonly string[]; readonly holidaysCovered: boolean };
  readonly benefit: Saved;
  readonly recommendations: { readonly embedded: Count; readonly overdue: number };
  readonly limits: PriorityLimits;
}
