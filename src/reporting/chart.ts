import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { attributesForStyles } from './chart-markup.js';

use([LineChart, GridComponent, MarkLineComponent, SVGRenderer]);

/** One month of a measure: how many of how many. `of` 0 means that none was held, which is a gap and not a nought. */
export interface ChartMonth {
  readonly label: string;
  readonly attended: number;
  readonly of: number;
  /** The same of what was imported from lists: a line of its own. Given for all months or for none. */
  readonly imported?: Pick<ChartMonth, 'attended' | 'of'>;
  /** Per cent: what chance explains, both ends included. */
  readonly limits?: { readonly lower: number; readonly upper: number };
  /** Per cent that a milestone asks of this month. */
  readonly milestone?: number;
  /** More than chance explains: drawn as a mark of its own, and named in the words beside the picture. */
  readonly isSignal?: boolean;
}

export interface MonthsChart {
  /** Short name of the picture; also makes its ids, so two charts on one page need two titles. */
  readonly title: string;
  /** What the picture shows, in a sentence, for those who do not see it. */
  readonly description: string;
  readonly months: readonly ChartMonth[];
  /** Percent. */
  readonly target: number;
}

interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly ids: string;
}

const INK = '#0b0c0c';
const QUIET = '#484d52';
const RULE = '#dfe2e5';
const ACCENT = '#1d4f91';

/** Percent attended, unrounded; null when none was held. */
const percent = (month: Pick<ChartMonth, 'attended' | 'of'>): number | null =>
  month.of === 0 ? null : (100 * month.attended) / month.of;

/**
 * Where the axis begins: the ten below the lowest month, at most 90, so that a difference of one conference can be seen.
 * The floor is printed at the axis because a cut axis makes falls look deeper than they are.
 * @returns percent, a multiple of ten between 0 and 90
 */
export function axisFloor(months: readonly ChartMonth[], target: number): number {
  const both = months.flatMap((month) => [month, ...(month.imported === undefined ? [] : [month.imported])]);
  const limits = months.flatMap((month) => (month.of === 0 || month.limits === undefined ? [] : [month.limits.lower]));
  const asked = months.flatMap(({ milestone }) => (milestone === undefined ? [] : [milestone]));
  const drawn = [...both.map(percent).filter((value) => value !== null), ...limits.map((lower) => lower + 2), ...asked];
  const lowest = Math.min(90, target - 10, ...drawn.map((value) => value - 2));
  return Math.max(0, Math.floor(lowest / 10) * 10);
}

/**
 * Months of one percentage as a drawing: a line with a point a month, "n/N" under each month, the target as a dashed line.
 * A month with none held is a gap in the line. No script, no style attribute and no style element, so it stands inline
 * under a strict content security policy; it scales with its container and prints in grey.
 * @returns an `svg` element; the same months give the same text
 */
export const monthsChart = (chart: MonthsChart): string =>
  drawn(chart, { width: 720, height: 250 + below(chart), ids: 'chart' }, (floor) => ({
    grid: { left: 58, right: 84, top: 14, bottom: below(chart) },
    xAxis: months(chart, '\n', isCrowded(chart) ? { of: '\nof ', fontSize: 12 } : { of: '/', fontSize: 14 }),
    yAxis: percentages(floor),
    series: [
      line(chart, (value) => value, { yAxis: chart.target }, beside(chart)),
      ...limitLines(chart, (value) => value),
      ...milestoneLine(chart, (value) => value),
      ...baseline(chart, (value) => value),
    ],
  }));

/** Room for the names of the months, their counts, and those of what was imported. */
const below = (chart: MonthsChart): number => (isCrowded(chart) ? 68 : 50) + (hasImported(chart) ? 18 : 0);

const hasImported = (chart: MonthsChart): boolean => chart.months.some((month) => (month.imported?.of ?? 0) > 0);

/**
 * The same drawing for a phone: the months run downwards, so that the counts stay readable at 320 pixels.
 * @returns an `svg` element, with ids that differ from those of `monthsChart`
 */
export const narrowMonthsChart = (chart: MonthsChart): string =>
  drawn(chart, { width: 340, height: 70 + 26 * chart.months.length, ids: 'chart-narrow' }, (floor) => ({
    grid: { left: hasImported(chart) ? 156 : isCrowded(chart) ? 126 : 104, right: 44, top: 48, bottom: 10 },
    xAxis: { ...percentages(floor), position: 'top' as const },
    yAxis: { ...months(chart, '  ', { of: '/', fontSize: 14 }), inverse: true },
    series: [
      line(chart, (value, month) => [value, month], { xAxis: chart.target }, above(chart)),
      ...limitLines(chart, (value, month) => [value, month]),
      ...milestoneLine(chart, (value, month) => [value, month]),
      ...baseline(chart, (value, month) => [value, month]),
    ],
  }));

function drawn(chart: MonthsChart, size: Canvas, option: (floor: number) => object): string {
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: size.height });
  try {
    const floor = axisFloor(chart.months, chart.target);
    const description = `${chart.description} The axis begins at ${floor} %.`;
    const textStyle = { fontFamily: 'Arial, Helvetica, sans-serif' };
    canvas.setOption({ animation: false, textStyle, ...option(floor) });
    return attributesForStyles(canvas.renderToSVGString({ useViewBox: true }), {
      title: chart.title,
      description,
      ids: size.ids,
    });
  } finally {
    canvas.dispose();
  }
}

/** Month and count belong together: the count stands under (or beside) the name, where no line can cross it. */
function months(chart: MonthsChart, between: string, { of, fontSize }: { of: string; fontSize: number }) {
  return {
    type: 'category' as const,
    data: chart.months.map((month) => `${month.label}${between}${countOf(month, of)}${importedWords(month, between)}`),
    axisLabel: { color: INK, fontSize, interval: 0, margin: 8, lineHeight: 18 },
    axisLine: { lineStyle: { color: QUIET } },
    axisTick: { show: false },
  };
}

const importedWords = ({ imported }: ChartMonth, between: string): string =>
  imported === undefined || imported.of === 0 ? '' : `${between}◇ ${imported.attended}/${imported.of}`;

const countOf = (month: ChartMonth, of = '/'): string =>
  month.of === 0 ? 'none' : `${month.attended}${of}${month.of}`;

const PLOT_WIDTH = 720 - 58 - 84;
/** Of a digit or a capital in Arial at 14 pixels, with a little air. */
const LETTER_WIDTH = 8.2;

/** "123/132" thirteen times does not fit beside itself: the two numbers then stand one above the other. */
const isCrowded = (chart: MonthsChart): boolean =>
  Math.max(...chart.months.map((month) => countOf(month).length), 0) * LETTER_WIDTH > PLOT_WIDTH / chart.months.length;

function percentages(floor: number) {
  return {
    type: 'value' as const,
    min: floor,
    max: 100,
    interval: floor >= 80 ? 5 : floor >= 50 ? 10 : 20,
    axisLabel: { color: QUIET, fontSize: 14, formatter: '{value} %' },
    splitLine: { lineStyle: { color: RULE } },
  };
}

const beside = (chart: MonthsChart) => ({ position: 'end', distance: 8, formatter: `target\n${chart.target} %` });

/** Higher than the numbers of the axis, which the target would otherwise overprint. */
const above = (chart: MonthsChart) => ({
  position: 'start',
  distance: [22, 30],
  align: 'center',
  formatter: `target ${chart.target} %`,
});

type Placed = number | null | readonly [number | null, number];

function line(
  chart: MonthsChart,
  place: (value: number | null, month: number) => Placed,
  target: { yAxis: number } | { xAxis: number },
  targetLabel: object,
) {
  return {
    type: 'line' as const,
    silent: true,
    connectNulls: false,
    symbol: 'circle',
    symbolSize: 9,
    lineStyle: { color: ACCENT, width: 2 },
    itemStyle: { color: ACCENT, borderColor: '#ffffff', borderWidth: 1 },
    data: chart.months.map((month, index) => {
      const value = place(percent(month), index);
      return month.isSignal === true ? { value, symbol: 'triangle', symbolSize: 16, itemStyle: { color: INK } } : value;
    }),
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: INK, type: [6, 4], width: 1.5 },
      label: { color: INK, fontSize: 14, ...targetLabel },
      data: [target],
    },
  };
}

/** Another shape, hollow, on a dotted line: told apart without colour. None where nothing was imported. */
function baseline(chart: MonthsChart, place: (value: number | null, month: number) => Placed) {
  if (!hasImported(chart)) return [];
  return [
    {
      type: 'line' as const,
      silent: true,
      connectNulls: false,
      symbol: 'diamond',
      symbolSize: 12,
      lineStyle: { color: QUIET, width: 1.5, type: [2, 3] },
      itemStyle: { color: '#ffffff', borderColor: QUIET, borderWidth: 2 },
      data: chart.months.map((month, index) =>
        place(month.imported === undefined ? null : percent(month.imported), index),
      ),
    },
  ];
}

/** Thin dotted lines without points, above and below. None where the months have no limits. */
function limitLines(chart: MonthsChart, place: (value: number | null, month: number) => Placed) {
  if (chart.months.every(({ limits }) => limits === undefined)) return [];
  return (['lower', 'upper'] as const).map((end) => ({
    type: 'line' as const,
    silent: true,
    connectNulls: false,
    symbol: 'none',
    lineStyle: { color: QUIET, width: 1, type: [1, 4] },
    data: chart.months.map(({ of, limits }, index) => place(of === 0 ? null : (limits?.[end] ?? null), index)),
  }));
}

/** A line from month to month, with a hollow square where it begins, changes and ends: seen on the line of the target, too. */
function milestoneLine(chart: MonthsChart, place: (value: number | null, month: number) => Placed) {
  const asked = chart.months.map(({ milestone }) => milestone ?? null);
  if (asked.every((one) => one === null)) return [];
  const turns = (at: number): boolean => asked[at] !== asked[at - 1] || asked[at] !== asked[at + 1];
  return [
    {
      type: 'line' as const,
      silent: true,
      connectNulls: false,
      symbol: 'rect',
      lineStyle: { color: INK, width: 1 },
      itemStyle: { color: '#ffffff', borderColor: INK, borderWidth: 1.5 },
      z: 1,
      data: asked.map((value, at) => ({ value: place(value, at), symbolSize: value !== null && turns(at) ? 13 : 0 })),
    },
  ];
}
