import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { attributesForStyles } from '../reporting/chart-markup.js';

use([BarChart, CustomChart, GridComponent, SVGRenderer]);

export interface WeekBar {
  readonly label: string;
  readonly known: number;
  readonly expected: number;
  readonly least: number;
  readonly most: number;
}

export interface WeeksChart {
  /** Also makes the ids of the picture. */
  readonly title: string;
  /** What the picture shows, in a sentence, for those who do not see it. */
  readonly description: string;
  readonly weeks: readonly WeekBar[];
}

const INK = '#0b0c0c';
const QUIET = '#484d52';
const RULE = '#dfe2e5';
const ACCENT = '#1d4f91';
const PALE = '#9db8d9';

/** A bar a week: in the diary below, what is expected besides above, and a line for the interval. */
export const weeksChart = (chart: WeeksChart): string => drawn(chart, { width: 720, height: 260, ids: 'weeks' }, false);

/** The same lying down, for a phone. */
export const narrowWeeksChart = (chart: WeeksChart): string =>
  drawn(chart, { width: 340, height: 50 + 40 * chart.weeks.length, ids: 'weeks-narrow' }, true);

function drawn(chart: WeeksChart, size: { width: number; height: number; ids: string }, lying: boolean): string {
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: size.height });
  try {
    const labels = {
      type: 'category' as const,
      data: chart.weeks.map(({ label }) => label),
      axisLabel: { color: INK, fontSize: 14, interval: 0 },
      axisLine: { lineStyle: { color: QUIET } },
      axisTick: { show: false },
    };
    const numbers = {
      type: 'value' as const,
      min: 0,
      minInterval: 1,
      axisLabel: { color: QUIET, fontSize: 14 },
      splitLine: { lineStyle: { color: RULE } },
    };
    canvas.setOption({
      animation: false,
      textStyle: { fontFamily: 'Arial, Helvetica, sans-serif' },
      grid: lying ? { left: 62, right: 20, top: 8, bottom: 30 } : { left: 52, right: 12, top: 16, bottom: 30 },
      xAxis: lying ? numbers : labels,
      yAxis: lying ? { ...labels, inverse: true } : numbers,
      series: [
        bars(
          chart.weeks.map(({ known }) => known),
          ACCENT,
        ),
        bars(
          chart.weeks.map(({ known, expected }) => Math.max(0, expected - known)),
          PALE,
        ),
        whiskers(chart.weeks, lying),
      ],
    });
    const { title, description } = chart;
    return attributesForStyles(canvas.renderToSVGString({ useViewBox: true }), { title, description, ids: size.ids });
  } finally {
    canvas.dispose();
  }
}

const bars = (data: readonly number[], color: string) => ({
  type: 'bar' as const,
  stack: 'week',
  silent: true,
  barMaxWidth: 44,
  itemStyle: { color },
  data: [...data],
});

interface Drawing {
  value(at: number): number;
  coord(point: readonly [number, number]): readonly [number, number];
}

/** From the least to the most of the interval, with a short stroke at both ends. */
const whiskers = (weeks: readonly WeekBar[], lying: boolean) => ({
  type: 'custom' as const,
  silent: true,
  z: 5,
  data: weeks.map(({ least, most }, at) => [at, least, most]),
  renderItem: (_: unknown, api: Drawing) => {
    const point = (value: number): readonly [number, number] =>
      api.coord(lying ? [value, api.value(0)] : [api.value(0), value]);
    const [from, to] = [point(api.value(1)), point(api.value(2))];
    const stroke = (at: readonly [number, number]) =>
      lying ? line([at[0], at[1] - 6], [at[0], at[1] + 6]) : line([at[0] - 8, at[1]], [at[0] + 8, at[1]]);
    return { type: 'group' as const, children: [line(from, to), stroke(from), stroke(to)] };
  },
});

const line = ([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]) => ({
  type: 'line' as const,
  shape: { x1, y1, x2, y2 },
  style: { stroke: INK, lineWidth: 2 },
});
