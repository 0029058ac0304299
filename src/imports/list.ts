/** A list as it was sent: its sheets, its rows and why it may be refused. What the rows mean is not known here. */
import { never } from '../kernel/decided.js';

/** The 65th column is BM: lists of conferences end long before, formatting often does not. */
export const MOST_COLUMNS = 256;
export const MOST_ROWS = 200_000;
export const LARGEST_FILE = 200 * 1024 * 1024;
/** What Excel itself allows in one cell. */
export const LONGEST_CELL = 32_767;

export interface SheetRow {
  /**
   * As a person sees it beside the sheet: the first row of the file is 1, the header and blank rows count. Rows of further
   * sheets are numbered on, see `rowName`.
   */
  readonly row: number;
  /** Text as a person would see it; '' where nothing stands. A formula begins with "=". */
  readonly cells: readonly string[];
  readonly hidden: boolean;
  /** Of a row of which only some cells are kept: the only cell that is filled, wherever it stands. */
  readonly alone?: string;
}

/** Cells joined into one, from first to last row and column, counted as in `SheetRow` and its cells (from 0). */
export interface Merge {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

export interface Sheet {
  /** The name on its tab; null in a text file. */
  readonly name: string | null;
  /** Hidden in the workbook. */
  readonly hidden: boolean;
  /** Whether days are counted from 1904 instead of 1900. */
  readonly from1904: boolean;
  /** Rows without any content are left out. Reads the file again each time; throws `UnreadableList`. */
  rows(): AsyncIterable<readonly SheetRow[]>;
  /** Complete once all rows were read. */
  readonly merges: readonly Merge[];
}

export interface OpenedList {
  /** Those on show first; at least one. */
  readonly sheets: readonly Sheet[];
  close(): Promise<void>;
}

/** More than any sheet has, so that one number says the sheet and the row in it. */
const ROWS_OF_A_SHEET = 10_000_000;

/** The number of a row of the sheet at a place among those that are read, counted from 0. */
export const rowNumber = (sheet: number, row: number): number => sheet * ROWS_OF_A_SHEET + row;

/** The place of the sheet among those that were read, and the row as a person sees it there. */
export const placeOf = (row: number): { readonly sheet: number; readonly row: number } => ({
  sheet: Math.floor(row / ROWS_OF_A_SHEET),
  row: row % ROWS_OF_A_SHEET,
});

/** "12", or "12 of sheet 2": the sheets that were read are numbered in a note on the list. */
export function rowName(number: number): string {
  const { sheet, row } = placeOf(number);
  return sheet === 0 ? String(row) : `${row} of sheet ${sheet + 1}`;
}

export type ListRefusal =
  | { readonly kind: 'too-large' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-many-rows' }
  | { readonly kind: 'zip-bomb' }
  | { readonly kind: 'encrypted' }
  | { readonly kind: 'old-excel' }
  | { readonly kind: 'not-a-list'; readonly what: string }
  | { readonly kind: 'damaged'; readonly where: string }
  | { readonly kind: 'open-quotation'; readonly row: number }
  | { readonly kind: 'long-row'; readonly row: number }
  | { readonly kind: 'no-header'; readonly seen: readonly string[]; readonly missing: readonly string[] };

/** Thrown while a list is read; `readPlan` turns it into a refusal. */
export class UnreadableList extends Error {
  constructor(readonly refusal: ListRefusal) {
    super(refusal.kind);
  }
}

const SAVE_AS = 'Open it in Excel and save it as .xlsx or .csv.';

/** What to tell the person who sent the list. */
export function refusalSentence(refusal: ListRefusal): string {
  switch (refusal.kind) {
    case 'too-large':
      return 'The file is larger than 200 MB. Send a part of the list at a time.';
    case 'empty':
      return 'The file is empty: there is no list in it.';
    case 'too-many-rows':
      return 'The list has more than 200,000 rows. Send a part of it at a time.';
    case 'zip-bomb':
      return 'The file unpacks to far more than a list of conferences needs, so it was not opened.';
    case 'encrypted':
      return 'The file is protected with a password. Save it without one and send it again.';
    case 'old-excel':
      return `The file is an old Excel file (.xls). ${SAVE_AS}`;
    case 'not-a-list':
      return `The file is ${refusal.what}, not a list in .xlsx or .csv. ${SAVE_AS}`;
    case 'damaged':
      return `The file is damaged: ${refusal.where}. ${SAVE_AS}`;
    case 'open-quotation':
      return `Row ${refusal.row} opens a quotation mark that is never closed. Close it, or save the list as .xlsx.`;
    case 'long-row':
      return `Row ${refusal.row} is longer than any row of a list. Write one conference in each row.`;
    case 'no-header':
      return noHeader(refusal.seen, refusal.missing);
    default:
      return never(refusal);
  }
}

function noHeader(seen: readonly string[], missing: readonly string[]): string {
  const columns = seen.length === 0 ? 'no columns with a heading' : seen.map((name) => `“${name}”`).join(', ');
  const lacks = missing.length === 0 ? '' : ` Missing: ${missing.join(', ')}.`;
  return `No row was recognised as the heading of a list of conferences. Seen: ${columns}.${lacks}`;
}

/** "A" for column 0, "AB" for 27: as above the columns of a sheet. */
export function columnLetters(column: number): string {
  const before = Math.floor(column / 26) - 1;
  return (before < 0 ? '' : columnLetters(before)) + String.fromCharCode(65 + (column % 26));
}
