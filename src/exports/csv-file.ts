import type { Written } from './columns.js';

/** Excel takes a file for UTF-8 when it begins with this. */
const BOM = '\u{feff}';
/** What spreadsheets take for a formula, the full-width signs included; a tab and a carriage return may hide one. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const TO_QUOTE = /[",\r\n]/;

/** Text that begins as a formula gets an apostrophe before it; numbers are numbers. */
function cellOf(value: Written): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return TO_QUOTE.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const lineOf = (cells: readonly Written[]): string => `${cells.map(cellOf).join(',')}\r\n`;

/** RFC 4180 text in UTF-8, piece by piece. */
export async function* csvFile(
  header: readonly string[],
  pieces: AsyncIterable<readonly (readonly Written[])[]>,
): AsyncGenerator<string> {
  yield BOM + lineOf(header);
  for await (const piece of pieces) yield piece.map(lineOf).join('');
}
