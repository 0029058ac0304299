/** Rows of separated text (RFC 4180 and its relatives): quoted line breaks, ragged rows, stray quotation marks. */
import { LONGEST_CELL, MOST_COLUMNS, UnreadableList } from './list.js';

const QUOTE = 34;
const LINE_FEED = 10;
const RETURN = 13;
/** One row of a list is shorter; a longer one is a quotation mark that nobody closed. */
const LONGEST_ROW = 1_000_000;

export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Takes text in pieces of any size and gives back whole rows. */
export class SeparatedRows {
  private rest = '';
  private given = 0;
  private readonly separator: number;

  constructor(separator: Separator) {
    this.separator = separator.charCodeAt(0);
  }

  /** The rows that are complete with this piece. Throws `UnreadableList` for a quotation mark left open. */
  push(text: string): readonly string[][] {
    return this.take(this.rest + text, false);
  }

  /** The last rows. */
  end(): readonly string[][] {
    return this.take(this.rest, true);
  }

  private take(text: string, isEnd: boolean): readonly string[][] {
    const rows: string[][] = [];
    let at = 0;
    while (at < text.length) {
      const fields: string[] = [];
      const next = this.readRow(text, at, isEnd, fields);
      if (next < 0) break;
      rows.push(fields);
      at = next;
    }
    this.given += rows.length;
    this.rest = text.slice(at);
    if (this.rest.length > LONGEST_ROW || (isEnd && this.rest !== '')) {
      const kind = this.rest.includes('"') ? 'open-quotation' : 'long-row';
      throw new UnreadableList({ kind, row: this.given + 1 });
    }
    return rows;
  }

  /** Where the next row begins, or -1 when this one is not complete yet. */
  private readRow(text: string, from: number, isEnd: boolean, fields: string[]): number {
    let at = from;
    for (;;) {
      at = text.charCodeAt(at) === QUOTE ? this.readQuoted(text, at, isEnd, fields) : this.readPlain(text, at, fields);
      if (at < 0) return -1;
      if (at >= text.length) return isEnd ? at : -1;
      const mark = text.charCodeAt(at);
      at += 1;
      if (mark === this.separator) continue;
      if (mark !== RETURN) return at;
      if (at >= text.length && !isEnd) return -1;
      return text.charCodeAt(at) === LINE_FEED ? at + 1 : at;
    }
  }

  private readPlain(text: string, from: number, fields: string[]): number {
    const at = this.endOfPlain(text, from);
    add(fields, text.slice(from, at));
    return at;
  }

  private endOfPlain(text: string, from: number): number {
    let at = from;
    for (; at < text.length; at += 1) {
      const mark = text.charCodeAt(at);
      if (mark === this.separator || mark === LINE_FEED || mark === RETURN) break;
    }
    return at;
  }

  private readQuoted(text: string, from: number, isEnd: boolean, fields: string[]): number {
    let closing = text.indexOf('"', from + 1);
    while (closing >= 0 && text.charCodeAt(closing + 1) === QUOTE) closing = text.indexOf('"', closing + 2);
    // A mark at the very end of a piece may be the first of two.
    if (closing < 0 || (closing + 1 >= text.length && !isEnd)) return -1;
    const inside = text.slice(from + 1, closing).replaceAll('""', '"');
    const at = this.endOfPlain(text, closing + 1);
    add(fields, inside + text.slice(closing + 1, at));
    return at;
  }
}

function add(fields: string[], text: string): void {
  if (fields.length < MOST_COLUMNS) fields.push(text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) : text);
}

const SAMPLE_ROWS = 30;

/** What separates the columns: whatever gives most rows the same number of them. A comma when nothing does. */
export function guessSeparator(sample: string): Separator {
  let best: { separator: Separator; score: number } = { separator: ',', score: 0 };
  for (const separator of SEPARATORS) {
    const score = evenness(sample, separator);
    if (score > best.score) best = { separator, score };
  }
  return best.separator;
}

function evenness(sample: string, separator: Separator): number {
  const often = new Map<number, number>();
  for (const fields of sampleRows(sample, separator)) {
    if (fields.length > 1) often.set(fields.length, (often.get(fields.length) ?? 0) + 1);
  }
  return Math.max(0, ...[...often].map(([columns, rows]) => rows * Math.log2(columns)));
}

function sampleRows(sample: string, separator: Separator): readonly string[][] {
  const rows = new SeparatedRows(separator);
  try {
    const first = rows.push(sample);
    return first.length > 0 ? first.slice(0, SAMPLE_ROWS) : rows.end();
  } catch (error) {
    // With the wrong separator a quotation mark may never close: then it is not this one.
    if (error instanceof UnreadableList) return [];
    throw error;
  }
}

/** Excel's own first line, "sep=;", which it does not show or count. */
export const SEPARATOR_LINE = /^sep=([,;\t|])\r?\n/i;
