/** What each local authority does for police to be there: notice given, invitations missing, moves, standing down late. */
import { isInitial } from '../conferences/kinds.js';
import { isLate } from '../conferences/timing.js';
import { DEFINITIONS } from '../measures/definitions.js';
import type { AllFacts, Terms } from '../measures/facts.js';
import { isConvened, isHeld, isKnown } from '../measures/measure.js';
import type { Count } from '../reporting/rate.js';

/** One conference of an authority, whatever became of it. */
export interface Convened {
  readonly facts: AllFacts;
  /** How often its time was changed. */
  readonly moves: number;
}

export interface Notice {
  /** D1 of docs/domain.md: in time by the definition of its family. */
  readonly inTime: Count;
  /** Working days; null where none was convened. */
  readonly median: number | null;
}

export interface AuthorityFigures {
  readonly initial: Notice;
  readonly review: Notice;
  /** Fewer than five working days, of all that we were invited to. */
  readonly late: Count;
  /** Held without an invitation to us before the start, of all that were held. */
  readonly missing: Count;
  /** Moved at least once, of all that we were invited to. */
  readonly moved: Count;
  /** E3: stood down on the day, of all that we were invited to. */
  readonly stoodDown: Count;
}

export function authorityFigures(all: readonly Convened[], terms: Terms): AuthorityFigures {
  const known = all.filter(({ facts }) => isConvened(facts) && isKnown(facts));
  const held = all.filter(({ facts }) => isHeld(facts));
  const share = (of: readonly Convened[], isIn: (one: Convened) => boolean): Count => ({
    n: of.filter(isIn).length,
    of: of.length,
  });
  const noticed = known.filter(({ facts }) => DEFINITIONS.D1.counts(facts, terms));
  return {
    initial: noticeOf(
      noticed.filter(({ facts }) => isInitial(facts.kind)),
      terms,
    ),
    review: noticeOf(
      noticed.filter(({ facts }) => !isInitial(facts.kind)),
      terms,
    ),
    late: share(noticed, ({ facts }) => isLate(facts.noticeDays ?? 0)),
    missing: share(held, ({ facts }) => !isKnown(facts)),
    moved: share(known, ({ moves }) => moves > 0),
    stoodDown: share(known, ({ facts }) => DEFINITIONS.E3.met(facts, terms)),
  };
}

const noticeOf = (of: readonly Convened[], terms: Terms): Notice => ({
  inTime: { n: of.filter(({ facts }) => DEFINITIONS.D1.met(facts, terms)).length, of: of.length },
  median: medianOf(of.map(({ facts }) => facts.noticeDays ?? 0)),
});

export function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
