import { accepted, refused, type Decided } from '../kernel/decided.js';
import type { Shift, WorkingPattern } from './availability.js';

/** A pattern with the number it is kept under. */
export interface KeptPattern extends WorkingPattern {
  readonly id: number;
}

export type PatternRefusal =
  | { readonly kind: 'no-hours' }
  | { readonly kind: 'ends-before-start' }
  /** Nobody knows so early: a year written wrong. */
  | { readonly kind: 'too-far-ahead' }
  | { readonly kind: 'no-length'; readonly shift: Shift }
  | { readonly kind: 'outside-cycle'; readonly shift: Shift }
  | { readonly kind: 'shifts-overlap'; readonly first: Shift; readonly second: Shift }
  | { readonly kind: 'pattern-overlaps'; readonly other: WorkingPattern };

export const MOST_CYCLE_WEEKS = 12;
export const MOST_YEARS_AHEAD = 2;
const WEEK = 7 * 24 * 60;
const clock = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const startOf = (shift: Shift): number => ((shift.week - 1) * 7 + shift.day - 1) * 24 * 60 + clock(shift.starts);
const lengthOf = (shift: Shift): number => (clock(shift.ends) - clock(shift.starts) + 24 * 60) % (24 * 60);

/** Minutes a week by the clock on the wall, on average over the cycle. */
export const weeklyMinutes = (pattern: Pick<WorkingPattern, 'shifts' | 'cycleWeeks'>): number =>
  pattern.shifts.reduce((sum, shift) => sum + lengthOf(shift), 0) / pattern.cycleWeeks;

export const isTooFarAhead = ({ fromOn }: WorkingPattern, today: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(fromOn, today.add({ years: MOST_YEARS_AHEAD })) > 0;

/** Whether somebody may work so, beside the other patterns they have: one that has no hours says nothing about them. */
export function decidePattern<T extends WorkingPattern>(
  given: T,
  others: readonly WorkingPattern[],
): Decided<T, PatternRefusal> {
  if (given.shifts.length === 0) return refused({ kind: 'no-hours' });
  if (given.untilOn !== null && Temporal.PlainDate.compare(given.untilOn, given.fromOn) < 0) {
    return refused({ kind: 'ends-before-start' });
  }
  const empty = given.shifts.find((shift) => lengthOf(shift) === 0);
  if (empty !== undefined) return refused({ kind: 'no-length', shift: empty });
  const outside = given.shifts.find((shift) => shift.week > given.cycleWeeks);
  if (outside !== undefined) return refused({ kind: 'outside-cycle', shift: outside });
  const twice = overlapping(given);
  if (twice !== null) return refused({ kind: 'shifts-overlap', ...twice });
  const other = others.find((one) => samePeriod(one, given));
  return other === undefined ? accepted(given) : refused({ kind: 'pattern-overlaps', other });
}

function overlapping(pattern: WorkingPattern): { readonly first: Shift; readonly second: Shift } | null {
  const inOrder = pattern.shifts.toSorted((a, b) => startOf(a) - startOf(b));
  for (const [at, first] of inOrder.entries()) {
    // After the last shift of the cycle comes the first one again.
    const second = inOrder[(at + 1) % inOrder.length];
    if (second === undefined || second === first) continue;
    const begins = startOf(second) + (at + 1 === inOrder.length ? pattern.cycleWeeks * WEEK : 0);
    if (startOf(first) + lengthOf(first) > begins) return { first, second };
  }
  return null;
}

function samePeriod(a: WorkingPattern, b: WorkingPattern): boolean {
  const isBy = (day: Temporal.PlainDate, end: Temporal.PlainDate | null): boolean =>
    end === null || Temporal.PlainDate.compare(day, end) <= 0;
  return isBy(a.fromOn, b.untilOn) && isBy(b.fromOn, a.untilOn);
}

/** Hours that begin on a day end those that ran on: which ones give way, and with which the new ones have to live. */
export function giveWay(
  given: WorkingPattern,
  patterns: readonly KeptPattern[],
): { readonly ends: readonly KeptPattern[]; readonly others: readonly KeptPattern[] } {
  const runsNoFurther = (one: KeptPattern): boolean =>
    given.untilOn === null || (one.untilOn !== null && Temporal.PlainDate.compare(one.untilOn, given.untilOn) <= 0);
  const ends = patterns.filter(
    (one) => Temporal.PlainDate.compare(one.fromOn, given.fromOn) < 0 && samePeriod(one, given) && runsNoFurther(one),
  );
  return { ends, others: patterns.filter((one) => !ends.includes(one)) };
}

/** The hours in force on a day, or else the next ones. */
export const standingOn = (patterns: readonly KeptPattern[], day: Temporal.PlainDate): KeptPattern | null =>
  patterns.find((one) => one.untilOn === null || Temporal.PlainDate.compare(one.untilOn, day) >= 0) ?? null;
