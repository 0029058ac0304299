/**
 * Control charts: what chance explains, and what it does not. Pure. Verified against the worked examples of the
 * NIST/SEMATECH e-Handbook of Statistical Methods, sections 6.3.2.2 and 6.3.3.2.
 */
import type { Count } from './rate.js';
import { THREE_SIGMA_TAIL } from './difference.js';

/** What a point, or the last of a run of points, is evidence of. */
export type Signal = 'beyond-limits' | 'shift' | 'trend' | 'two-of-three';

export const SIGNAL_WORDS: Readonly<Record<Signal, string>> = {
  'beyond-limits': 'outside the limits',
  shift: 'eighth in a row on one side of the centre',
  trend: 'sixth in a row rising or falling',
  'two-of-three': 'two of three near the same limit',
};

export interface ChartPoint {
  /** Null where nothing can be plotted: none held. */
  readonly value: number | null;
  readonly lower: number;
  readonly upper: number;
  readonly signals: readonly Signal[];
}

export interface ControlChart {
  readonly centre: number;
  readonly points: readonly ChartPoint[];
}

/** Runs that chance makes rarely: 8 on one side 1 in 128, 6 rising or falling 1 in 360. */
const SHIFT = 8;
const TREND = 6;
/** Below so many expected on either side, the normal limits mislead and the binomial's own are read instead. */
const ENOUGH_EXPECTED = 5;

/**
 * Shares, each of its own number: three-sigma limits round the share of the whole, p +- 3 sqrt(p(1 - p)/n), or where
 * fewer than five are expected on a side, the exact binomial limits of the same probability.
 * @param counts in order of time
 * @param within how many of them, from the first, give the centre; all of them unless said
 */
export function pChart(counts: readonly Count[], within = counts.length): ControlChart | null {
  const base = counts.slice(0, within);
  const of = base.reduce((sum, count) => sum + count.of, 0);
  if (of === 0) return null;
  const centre = base.reduce((sum, count) => sum + count.n, 0) / of;
  const points = counts.map((count) => ({
    value: count.of === 0 ? null : count.n / count.of,
    ...shareLimits(centre, count.of),
  }));
  return { centre, points: withSignals(points, centre) };
}

function shareLimits(centre: number, of: number): { readonly lower: number; readonly upper: number } {
  if (of === 0) return { lower: 0, upper: 1 };
  if (Math.min(of * centre, of * (1 - centre)) >= ENOUGH_EXPECTED) {
    const reach = 3 * Math.sqrt((centre * (1 - centre)) / of);
    return { lower: Math.max(0, centre - reach), upper: Math.min(1, centre + reach) };
  }
  const fewest = binomialLow(of, centre);
  const most = of - binomialLow(of, 1 - centre);
  return { lower: fewest / of, upper: most / of };
}

/** The smallest number that is not rarer than three sigma on its side. */
function binomialLow(of: number, share: number): number {
  if (share === 0 || share === 1) return of * share;
  let term = (1 - share) ** of;
  let sum = term;
  let n = 0;
  while (sum < THREE_SIGMA_TAIL && n < of) {
    term *= ((of - n) / (n + 1)) * (share / (1 - share));
    n += 1;
    sum += term;
  }
  return n;
}

/** The moving range of two is on average 1.128 standard deviations. */
const RANGE_OF_TWO = 1.128;

/**
 * Individual values (XmR chart): the centre is the mean, the limits three average moving ranges over 1.128 from it.
 * @returns null for fewer than two values
 */
export function xmrChart(values: readonly number[]): ControlChart | null {
  if (values.length < 2) return null;
  const centre = mean(values);
  const reach = (3 * mean(values.slice(1).map((value, at) => Math.abs(value - values[at]!)))) / RANGE_OF_TWO;
  const points = values.map((value) => ({ value, lower: centre - reach, upper: centre + reach }));
  return { centre, points: withSignals(points, centre) };
}

/**
 * Numbers between rare events (g chart; J. C. Benneyan, Health Care Management Science 4, 2001): attended between two
 * misses. The centre is the median and the limits are of the same probability as three sigma, both of the geometric
 * distribution with the mean that was found. A high value is good news.
 * @returns null without a value
 */
export function gapChart(gaps: readonly number[]): ControlChart | null {
  if (gaps.length === 0) return null;
  const missed = 1 / (mean(gaps) + 1);
  // P(gap < k) = 1 - (1 - missed)^k
  const quantile = (share: number): number =>
    missed === 1 ? 0 : Math.max(0, Math.ceil(Math.log(1 - share) / Math.log(1 - missed)) - 1);
  const limits = { lower: quantile(THREE_SIGMA_TAIL), upper: quantile(1 - THREE_SIGMA_TAIL) };
  const centre = quantile(0.5);
  return {
    centre,
    points: withSignals(
      gaps.map((value) => ({ value, ...limits })),
      centre,
    ),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

type Plotted = Omit<ChartPoint, 'signals'>;

function withSignals(points: readonly Plotted[], centre: number): readonly ChartPoint[] {
  return points.map((point, at) => {
    const upTo = points.slice(0, at + 1).filter((one) => one.value !== null);
    return { ...point, signals: point.value === null ? [] : signalsOf(upTo, centre) };
  });
}

function signalsOf(upTo: readonly Plotted[], centre: number): readonly Signal[] {
  const last = upTo.at(-1)!;
  const value = last.value!;
  const signals: Signal[] = [];
  // Limits are computed, values are counted: a hair's breadth is not a signal.
  const beyond = (limit: number, sign: number): boolean => sign * (value - limit) > 1e-9;
  if (beyond(last.upper, 1) || beyond(last.lower, -1)) signals.push('beyond-limits');
  if (isShift(upTo.slice(-SHIFT), centre)) signals.push('shift');
  if (isTrend(upTo.slice(-TREND))) signals.push('trend');
  if (isNearOneLimit(upTo.slice(-3), centre)) signals.push('two-of-three');
  return signals;
}

const isShift = (run: readonly Plotted[], centre: number): boolean =>
  run.length === SHIFT && [1, -1].some((sign) => run.every(({ value }) => sign * (value! - centre) > 0));

const isTrend = (run: readonly Plotted[]): boolean =>
  run.length === TREND &&
  [1, -1].some((sign) => run.every(({ value }, at) => at === 0 || sign * (value! - run[at - 1]!.value!) > 0));

/** Beyond two thirds of the way from the centre to the same limit. */
function isNearOneLimit(run: readonly Plotted[], centre: number): boolean {
  if (run.length < 3) return false;
  const isNear = ({ value, lower, upper }: Plotted, sign: number): boolean => {
    const limit = sign > 0 ? upper : lower;
    return limit !== centre && sign * (value! - centre) > (2 / 3) * Math.abs(limit - centre);
  };
  return [1, -1].some((sign) => isNear(run.at(-1)!, sign) && run.filter((one) => isNear(one, sign)).length >= 2);
}
