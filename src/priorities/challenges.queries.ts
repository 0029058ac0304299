import { countChallenges } from '../challenge/challenge.queries.js';
import type { Reader } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import type { Reach } from '../reporting/performance.queries.js';

export interface ChallengeCount {
  readonly raised: number;
  /** Without an answer for longer than the procedure allows. */
  readonly overdue: number;
}

/** Professional challenges raised in the last twelve months, and those open now that nobody answered in time. */
export function challengesRaised(reader: Reader, { hubs, now }: Reach): Promise<ChallengeCount> {
  const today = londonDate(now);
  return countChallenges(reader, hubs, { from: today.subtract({ years: 1 }), until: today, today });
}
