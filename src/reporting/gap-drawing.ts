/** The gaps between misses as bars. Text of an SVG without style attributes, as the content security policy asks. */
import type { Gaps } from './gaps.js';

const MOST_BARS = 20;
const HEIGHT = 200;
const [TOP, BOTTOM, LEFT] = [22, 24, 8];

/** Keeps a number readable where the line of the median crosses it. */
const HALO = 'stroke="#ffffff" stroke-width="4" paint-order="stroke"';

const text = (x: number, y: number, words: string | number, more = ''): string =>
  `<text x="${x}" y="${y}" font-family="Arial, Helvetica, sans-serif" font-size="14" fill="#0b0c0c" ${more}>${words}</text>`;

/**
 * The latest gaps, oldest first, with the median as a dashed line; ▲ or ▼ names one beyond what chance explains.
 * @param width 720 for a page, 340 for a phone, which shows fewer
 */
export function drawGaps({ gaps, centre }: Gaps, title: string, width: 720 | 340): string {
  const shown = gaps.slice(width === 720 ? -MOST_BARS : -8);
  const id = `gaps-${width}-${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const most = Math.max(1, centre, ...shown.map(({ attended }) => attended));
  const right = width - 92;
  const step = (right - LEFT) / shown.length;
  const y = (value: number): number => Math.round(HEIGHT - BOTTOM - (value / most) * (HEIGHT - TOP - BOTTOM));
  const bars = shown.map(({ attended, signals }, at) => {
    const x = Math.round(LEFT + at * step);
    const wide = Math.max(2, Math.round(step * 0.7));
    const mark = signals.includes('beyond-limits') ? (attended > centre ? ' ▲' : ' ▼') : '';
    const bar = `<rect x="${x}" y="${y(attended)}" width="${wide}" height="${HEIGHT - BOTTOM - y(attended)}" fill="#1d4f91"/>`;
    return { bar, label: text(x + wide / 2, y(attended) - 5, `${attended}${mark}`, `text-anchor="middle" ${HALO}`) };
  });
  const line = (at: number, more: string): string =>
    `<line x1="${LEFT}" x2="${right}" y1="${at}" y2="${at}" stroke="#0b0c0c" ${more}/>`;
  return `<svg role="img" aria-labelledby="${id}" viewBox="0 0 ${width} ${HEIGHT}"><title id="${id}">${title}: attended between two misses, oldest first. The same as a table below.</title>${bars.map(({ bar }) => bar).join('')}${line(HEIGHT - BOTTOM, '')}${line(y(centre), 'stroke-dasharray="6 4"')}${bars.map(({ label }) => label).join('')}${text(right + 6, y(centre) + 5, `median ${centre}`)}${text(LEFT, HEIGHT - 6, 'oldest')}${text(right, HEIGHT - 6, 'latest', 'text-anchor="end"')}</svg>`;
}
