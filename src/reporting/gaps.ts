/** How many conferences were attended between two that were missed: what to look at when nearly all are. Pure. */
import type { CountedId } from '../measures/measure.js';
import { gapChart, type Signal } from './control-chart.js';
import type { Tally } from './figures.js';

/** One miss, and how many of the measure were attended before it since the span began. */
export interface MissedLine {
  readonly measure: CountedId;
  readonly reference: string;
  readonly countsFrom: Temporal.Instant;
  readonly attendedBefore: number;
}

export interface Gap {
  /** The miss that ended it. */
  readonly reference: string;
  readonly countsFrom: Temporal.Instant;
  readonly attended: number;
  readonly signals: readonly Signal[];
}

export interface Gaps {
  readonly gaps: readonly Gap[];
  readonly centre: number;
  readonly lower: number;
  readonly upper: number;
  /** Attended since the last miss. */
  readonly since: number;
}

/** Where more are missed, a month has several, and the months say it better. */
const MOST_MISSES = 60;
/** More than the force holds in a year; the conferences have to be put in order. */
const MOST_HELD = 20_000;
/** Fewer gaps say nothing of what is usual. */
const LEAST_MISSES = 4;

/** Whether misses are rare enough to be read by what lies between them. */
export const areRare = ({ n, of }: Pick<Tally, 'n' | 'of'>): boolean =>
  of - n >= LEAST_MISSES && of - n <= MOST_MISSES && of <= MOST_HELD;

/**
 * The gaps between one miss and the next. What went before the first miss is no gap: nobody knows when it began.
 * @param missed in order of time
 * @param attended in the whole span
 */
export function gapsOf(missed: readonly MissedLine[], attended: number): Gaps | null {
  const between = missed.slice(1).map((one, at) => one.attendedBefore - missed[at]!.attendedBefore);
  const chart = gapChart(between);
  if (chart === null || missed.length < LEAST_MISSES) return null;
  const { lower, upper } = chart.points[0]!;
  const gaps = between.map((n, at) => {
    const { reference, countsFrom } = missed[at + 1]!;
    return { reference, countsFrom, attended: n, signals: chart.points[at]!.signals };
  });
  return { gaps, centre: chart.centre, lower, upper, since: attended - missed.at(-1)!.attendedBefore };
}
