/** The months of one measure as a p-chart, its last month judged as "Is this month different?" judges it. Pure. */
import { formatMonth } from '../kernel/london.js';
import { pChart, SIGNAL_WORDS, type ChartPoint, type Signal } from './control-chart.js';
import { compareWithBefore } from './difference.js';
import type { MonthTally } from './figures.js';
import { sumOf, type Count } from './rate.js';

export interface JudgedMonth {
  readonly month: Temporal.PlainYearMonth;
  /** Proportions. */
  readonly lower: number;
  readonly upper: number;
  readonly signals: readonly Signal[];
}

/** Fewer say nothing of what is usual. */
const LEAST_MONTHS = 3;

/**
 * The months before the last give the centre. For the last, the answer of `compareWithBefore` is also that of the chart: two
 * answers to one question on one page would be one too many.
 * @returns null where there is too little to say what is usual
 */
export function judgeMonths(months: readonly MonthTally[]): readonly JudgedMonth[] | null {
  const before = months.slice(0, -1);
  if (before.filter(({ of }) => of > 0).length < LEAST_MONTHS) return null;
  const chart = pChart(months, before.length);
  if (chart === null) return null;
  return chart.points.map((point, at) => {
    const tally = months[at]!;
    const fair = nearNoBound(point, chart.centre);
    const judged = at === months.length - 1 ? likeTheSentence(fair, tally, sumOf(before)) : fair;
    const { lower, upper, signals } = judged;
    return { month: tally.month, lower, upper, signals };
  });
}

/** A limit at 0 or 100 % is the end of the scale: months near it are ordinary, and near 100 % nearly all of them are. */
function nearNoBound(point: ChartPoint, centre: number): ChartPoint {
  const { value, lower, upper, signals } = point;
  const isAtBound = value !== null && (value > centre ? upper === 1 : lower === 0);
  return isAtBound ? { ...point, signals: signals.filter((signal) => signal !== 'two-of-three') } : point;
}

function likeTheSentence(point: ChartPoint, month: Count, before: Count): ChartPoint {
  const others = point.signals.filter((signal) => signal !== 'beyond-limits');
  const difference = compareWithBefore(month, before);
  if (difference.kind === 'none-held' || difference.kind === 'too-few')
    return { ...point, lower: 0, upper: 1, signals: others };
  const limits = { lower: difference.from / month.of, upper: difference.to / month.of };
  const isBeyond = difference.kind !== 'ordinary';
  return { ...point, ...limits, signals: isBeyond ? ['beyond-limits', ...others] : others };
}

/** Which months are more than chance, each with the name of its rule. */
export function signalSentence(judged: readonly JudgedMonth[]): string {
  const told = judged.filter(({ signals }) => signals.length > 0);
  const limits = 'the dotted limits are what chance explains (three sigma, exact near 100 %)';
  if (told.length === 0) return `No month is more than chance: ${limits}.`;
  const each = told.map(
    ({ month, signals }) => `${formatMonth(month)} (${signals.map((signal) => SIGNAL_WORDS[signal]).join('; ')})`,
  );
  return `More than chance, marked ▲: ${each.join(', ')}; ${limits}.`;
}
