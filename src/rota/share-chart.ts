import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { attributesForStyles } from '../reporting/chart-markup.js';

use([BarChart, GridComponent, SVGRenderer]);

export interface ShareBar {
  readonly label: string;
  /** Per cent. */
  readonly ofTime: number;
  readonly ofLoad: number;
}

const INK = '#0b0c0c';
const QUIET = '#484d52';
const LOAD = '#1d4f91';
const TIME = '#b1b4b6';

/** Two lying bars for each person: the dark one their part of the conferences, the grey one their part of the time. */
export function sharesChart(
  bars: readonly ShareBar[],
  words: { readonly title: string; readonly description: string },
  width: 'wide' | 'narrow',
): string {
  const size = width === 'wide' ? { width: 720, left: 170 } : { width: 340, left: 104 };
  const canvas = init(null, null, { renderer: 'svg', ssr: true, width: size.width, height: 16 + 46 * bars.length });
  const series = (values: readonly number[], color: string, of: string) => ({
    type: 'bar' as const,
    silent: true,
    barMaxWidth: 16,
    itemStyle: { color },
    label: { show: true, position: 'right' as const, color: INK, fontSize: 12, formatter: `{c} % of the ${of}` },
    data: values.map((value) => Math.round(value)),
  });
  try {
    canvas.setOption({
      animation: false,
      textStyle: { fontFamily: 'Arial, Helvetica, sans-serif' },
      grid: { left: size.left, right: 110, top: 4, bottom: 4 },
      xAxis: { type: 'value', min: 0, show: false },
      yAxis: {
        type: 'category',
        inverse: true,
        data: bars.map(({ label }) => label),
        axisLabel: { color: INK, fontSize: 13, interval: 0, width: size.left - 10, overflow: 'truncate' },
        axisLine: { lineStyle: { color: QUIET } },
        axisTick: { show: false },
      },
      series: [
        series(
          bars.map(({ ofLoad }) => ofLoad),
          LOAD,
          'load',
        ),
        series(
          bars.map(({ ofTime }) => ofTime),
          TIME,
          'time',
        ),
      ],
    });
    const ids = `shares-${width}`;
    return attributesForStyles(canvas.renderToSVGString({ useViewBox: true }), { ...words, ids });
  } finally {
    canvas.dispose();
  }
}
