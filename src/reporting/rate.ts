/** How many of how many, and what may be said about it. */
import type { Figure } from '../web/page-parts.js';

/** `n` of `of` conferences: whole numbers, 0 <= n <= of. Always summed, never averaged as percentages. */
export interface Count {
  readonly n: number;
  readonly of: number;
}

/** Proportions, from 0 to 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** 97.5 % of a standard normal distribution lie below it. */
const Z_95 = 1.959963984540054;

/**
 * The 95 % score interval of a proportion without continuity correction (E. B. Wilson 1927; method 3 of R. G. Newcombe,
 * Statistics in Medicine 17, 1998). It never leaves 0 to 1 and says something sensible at 0 of N and N of N, where the
 * usual interval has no width.
 * @returns null when nothing was held
 * @throws RangeError unless both are whole and 0 <= n <= of
 */
export function wilson({ n, of }: Count): Interval | null {
  if (!Number.isInteger(n) || !Number.isInteger(of) || n < 0 || n > of) throw new RangeError(`${n} of ${of}`);
  if (of === 0) return null;
  const z2 = Z_95 * Z_95;
  const centre = (n + z2 / 2) / (of + z2);
  const half = (Z_95 / (of + z2)) * Math.sqrt((n * (of - n)) / of + z2 / 4);
  // At the ends the formula gives 0 and 1; the floating point gives nearly that.
  return { low: n === 0 ? 0 : centre - half, high: n === of ? 1 : centre + half };
}

/**
 * "96.7 %", "none held" for 0 of 0. One decimal, halves upwards; all and nothing are never rounded to: 1999 of 2000 is
 * "over 99.9 %" and 1 of 3000 "under 0.1 %".
 */
export function percentWords({ n, of }: Count): string {
  if (of === 0) return 'none held';
  // Thousandths as a whole number first: 0.1235 has no exact form to round.
  const tenths = Math.round((n * 1000) / of);
  if (tenths === 1000 && n < of) return 'over 99.9 %';
  if (tenths === 0 && n > 0) return 'under 0.1 %';
  return `${tenthsWords(tenths)} %`;
}

const tenthsWords = (tenths: number): string => `${Math.floor(tenths / 10)}.${tenths % 10}`;

/** "88.6 to 99.1": the 95 % interval in per cent; undefined when none was held. */
export function intervalWords(count: Count): string | undefined {
  const interval = wilson(count);
  if (interval === null) return undefined;
  return `${tenthsWords(Math.round(interval.low * 1000))} to ${tenthsWords(Math.round(interval.high * 1000))}`;
}

/** n of N, its percentage and its interval, as the pages print them. */
export const figureOf = (count: Count): Figure => ({
  n: count.n,
  of: count.of,
  percent: percentWords(count),
  interval: intervalWords(count),
});

/** The counts together, as if they were one period or one area. */
export const sumOf = (counts: readonly Count[]): Count => ({
  n: counts.reduce((sum, count) => sum + count.n, 0),
  of: counts.reduce((sum, count) => sum + count.of, 0),
});
