/** Steps as bars, each within the one above it. Text of an SVG without style attributes, as the content security policy asks. */

export interface DrawnStep {
  readonly name: string;
  readonly count: number;
  /** "60.2 % of those held" */
  readonly share: string;
}

const [ROW, BAR, LEFT] = [64, 26, 8];

const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x}" y="${y}" font-family="Arial, Helvetica, sans-serif" font-size="15" fill="#0b0c0c" ${more}>${words}</text>`;

/** @param width 720 for a page, 340 for a phone */
export function drawSteps(steps: readonly DrawnStep[], title: string, width: 720 | 340): string {
  const id = `steps-${width}`;
  const most = Math.max(1, ...steps.map(({ count }) => count));
  const rows = steps.map(({ name, count, share }, at) => {
    const top = at * ROW;
    const wide = count === 0 ? 0 : Math.max(2, Math.round((count / most) * (width - 2 * LEFT)));
    const words = `${count.toLocaleString('en-GB')} ${name}${share === '' ? '' : `, ${share}`}`;
    // The whole width in outline: how much is missing is seen without a colour.
    const outline = `<rect x="${LEFT}" y="${top + 26}" width="${width - 2 * LEFT}" height="${BAR}" fill="#ffffff" stroke="#b1b4b6"/>`;
    const bar = `<rect x="${LEFT}" y="${top + 26}" width="${wide}" height="${BAR}" fill="#1d4f91"/>`;
    return `${text(LEFT, top + 18, words)}${outline}${bar}`;
  });
  return `<svg role="img" aria-labelledby="${id}" viewBox="0 0 ${width} ${steps.length * ROW}"><title id="${id}">${title}. The same as a table below.</title>${rows.join('')}</svg>`;
}
