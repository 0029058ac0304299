/** How a conference counts, as one row keeps it. */
import { londonDate } from '../kernel/london.js';
import { standings, type MeasureId } from './definitions.js';
import type { AllFacts, Terms } from './facts.js';
import { countIn, type Counted } from './measure.js';

export interface StoredCount extends Counted {
  readonly definitionVersion: string;
  readonly hubCode: string;
  /** The first day of the London month of the sitting. */
  readonly month: Temporal.PlainDate;
  /** The end of the sitting: before it nothing is counted. */
  readonly countsFrom: Temporal.Instant;
  /** Every measure in whose denominator it is. */
  readonly counts: readonly MeasureId[];
  /** Those of them in whose numerator it is too. */
  readonly met: readonly MeasureId[];
  readonly noticeDays: number | null;
}

/** By what is counted: the version in force, and what the hubs leave open. */
export interface Counting {
  readonly version: string;
  termsOf(hubCode: string): Terms;
}

/** All that is stored about how a conference counts: every measure, and where and when it counts. */
export function storedCount(facts: AllFacts & { readonly hubCode: string }, counting: Counting): StoredCount {
  const standing = standings(facts, counting.termsOf(facts.hubCode));
  return {
    ...countIn(facts),
    definitionVersion: counting.version,
    hubCode: facts.hubCode,
    month: londonDate(facts.startsAt).with({ day: 1 }),
    countsFrom: facts.endsAt,
    counts: standing.map(({ measure }) => measure),
    met: standing.filter(({ met }) => met).map(({ measure }) => measure),
    noticeDays: facts.noticeDays,
  };
}
