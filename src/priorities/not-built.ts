/**
 * What priorities ask for and the tracker does not record yet. Each answers null, which every page says in words; give it
 * its count here, and it is judged and shown.
 */
import type { Reader } from '../database/transaction.js';
import type { Months } from '../reporting/figures.js';
import type { Reach } from '../reporting/performance.queries.js';

export interface ChallengeCount {
  readonly raised: number;
  /** Without an answer for longer than the procedure allows. */
  readonly overdue: number;
}

type NotYet<T> = (reader: Reader, months: Months, reach: Reach) => Promise<T | null>;

/** Professional challenges raised in these months, once there is a place for them. */
export const challengesRaised: NotYet<ChallengeCount> = () => Promise.resolve(null);
