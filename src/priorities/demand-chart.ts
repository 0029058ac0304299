import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { attributesForStyles } from '../reporting/chart-markup.js';

use([BarChart, GridComponent, SVGRenderer]);

export interface Bar {
  readonly label: string;
  readonly conferences: number;
}

export interface BarsChart {
  /** Also makes the ids of the picture. */
  readonly title: string;
  /** What the picture shows, in a sentence, for those who do not see it. */
  readonly description: string;
  readonly bars: readonly Bar[];
}

const INK = '#0b0c0c';
const QUIET = '#484d52';
const RULE = '#dfe2e5';
const ACCENT = '#1d4f91';

/** One upright bar for each label with its number on top; stands inline under a strict policy, as the charts of months do. */
export const barsChart = (chart: BarsChart): string =>
  drawn(
    chart,
    { width: 720, height: 230, ids: 'bars' },
    {
      grid: { left: 52, right: 12, top: 24, bottom: 30 },
      xAxis: labels(chart),
      yAxis: numbers(),
      series: [bars(chart.bars, 'top')],
    },
  );

/** The same lying down, for a phone. */
export const narrowBarsChart = (chart: BarsChart): string =>
  drawn(
    chart,
    { width: 340, height: 24 + 26 * chart.bars.length, ids: 'bars-narrow' },
    {
      grid: { left: 62, right: 52, top: 8, bottom: 8 },
      xAxis: { ...numbers(), show: false },
      yAxis: { ...labels(chart), inverse: true },
      series: [bars(chart.bars, 'right')],
    },
  );

function drawn(chart: BarsChart, size: { width: number; height: number; ids: string }, option: object): string {
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: size.height });
  try {
    const textStyle = { fontFamily: 'Arial, Helvetica, sans-serif' };
    canvas.setOption({ animation: false, textStyle, ...option });
    const { title, description } = chart;
    return attributesForStyles(canvas.renderToSVGString({ useViewBox: true }), { title, description, ids: size.ids });
  } finally {
    canvas.dispose();
  }
}

const labels = (chart: BarsChart) => ({
  type: 'category' as const,
  data: chart.bars.map(({ label }) => label),
  axisLabel: { color: INK, fontSize: 14, interval: 0 },
  axisLine: { lineStyle: { color: QUIET } },
  axisTick: { show: false },
});

const numbers = () => ({
  type: 'value' as const,
  min: 0,
  minInterval: 1,
  axisLabel: { color: QUIET, fontSize: 14 },
  splitLine: { lineStyle: { color: RULE } },
});

const bars = (all: readonly Bar[], position: 'top' | 'right') => ({
  type: 'bar' as const,
  silent: true,
  barMaxWidth: 44,
  itemStyle: { color: ACCENT },
  label: { show: true, position, color: INK, fontSize: 14 },
  data: all.map(({ conferences }) => conferences),
});
