/** Where the heading of a list is: below title lines and blank rows, perhaps in two rows, perhaps on another sheet. */
import type { ConferenceKind } from '../conferences/kinds.js';
import { readKind } from '../conferences/kinds.js';
import { findColumns, type Columns, type GivenColumns } from './columns.js';
import { FIELD_WORDS, headerMeaning, headerWords, type Field } from './fields.js';
import type { SheetRow } from './list.js';
import { readWrittenKind } from './written-kinds.js';
import { dayInTitles } from './title-day.js';
import { isBlank, onlyOrder, readMoment, type DateRules } from './written-cells.js';

export interface FoundHeader {
  /** The number of its last row. */
  readonly row: number;
  /** How many of the sampled rows come before the first row of the list. */
  readonly rowsBefore: number;
  readonly headers: readonly string[];
  readonly columns: Columns;
  /** The kind of all conferences in the list where no column says it: from a heading, a title or the sheet's name. */
  readonly kind: { readonly is: ConferenceKind; readonly from: string } | null;
  /** See `Mapping`. */
  readonly ofConferences: boolean;
  readonly day: string | null;
  /** Whether rows of the list are nothing but a day, which is that of the rows below. */
  readonly hasDayRows: boolean;
}

export interface NoHeader {
  readonly seen: readonly string[];
  readonly missing: readonly string[];
}

const SEARCHED_ROWS = 50;
const SHOWN_COLUMNS = 40;

/** Finds the heading among the first rows, or says what the likeliest one lacks. */
export function findHeader(
  sample: readonly SheetRow[],
  sheetName: string | null,
  rules: DateRules,
  given: GivenColumns = {},
): FoundHeader | NoHeader {
  const guesses = sample
    .slice(0, SEARCHED_ROWS)
    .flatMap((_, index) => headingsAt(sample, index, given))
    .sort((a, b) => b.fields - a.fields || a.rowsBefore - b.rowsBefore)
    .slice(0, 3)
    .map((heading) => complete(heading, sample, sheetName, rules, given));
  const found = guesses
    .filter((guess) => lacking(guess).length === 0 && guess.columns.mapped.length >= 2)
    .sort((a, b) => b.columns.mapped.length - a.columns.mapped.length)[0];
  if (found !== undefined) return found;
  const nearest = guesses[0];
  const seen =
    nearest?.headers ?? sample.find((row) => row.cells.filter((cell) => cell !== '').length > 1)?.cells ?? [];
  return {
    seen: seen
      .filter((name) => !isBlank(name))
      .slice(0, SHOWN_COLUMNS)
      .map((name) => name.slice(0, 40)),
    missing: nearest === undefined ? [FIELD_WORDS.date, FIELD_WORDS.kind] : lacking(nearest),
  };
}

function lacking(header: FoundHeader): readonly string[] {
  const has = (field: Field): boolean => header.columns.mapped.some((column) => column.field === field);
  const missing: string[] = [];
  const dayStands = header.day !== null || header.hasDayRows;
  if (!has('date') && !(dayStands && (has('time') || has('start'))) && !has('start')) missing.push(FIELD_WORDS.date);
  if (!has('kind') && header.kind === null) missing.push(FIELD_WORDS.kind);
  return missing;
}

interface Heading {
  readonly row: number;
  readonly rowsBefore: number;
  readonly headers: readonly string[];
  readonly fields: number;
}

/** One row as a heading, and the same with the row below where that is its second half. */
function headingsAt(sample: readonly SheetRow[], index: number, given: GivenColumns): readonly Heading[] {
  const upper = sample[index];
  if (upper === undefined || !mayHead(upper.cells)) return [];
  const one = heading(upper.row, index + 1, upper.cells, given);
  const lower = sample[index + 1];
  if (lower === undefined || lower.row !== upper.row + 1 || !mayHead(lower.cells)) return one.fields >= 2 ? [one] : [];
  const both = heading(lower.row, index + 2, joined(upper.cells, lower.cells), given);
  return [...(both.fields > one.fields ? [both] : []), one].filter((each) => each.fields >= 2);
}

/** A heading has several cells, nearly all of them words and not values. */
function mayHead(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => !isBlank(cell));
  const values = filled.filter(
    (cell) => /^[\d.,:/ -]+$/.test(cell) || onlyOrder(cell) !== null || cell.startsWith('='),
  );
  return filled.length >= 2 && values.length <= filled.length * 0.2 && filled.every((cell) => cell.length <= 200);
}

function heading(row: number, rowsBefore: number, headers: readonly string[], given: GivenColumns): Heading {
  const names = new Set(Object.values(given).map((name) => headerWords(name ?? '')));
  const fields = new Set<string>();
  let others = 0;
  for (const header of headers) {
    const meaning = headerMeaning(header);
    if (meaning.kind === 'field') fields.add(meaning.field);
    else if (meaning.kind !== 'unknown' || names.has(headerWords(header))) others += 1;
  }
  return { row, rowsBefore, headers, fields: fields.size + others / 4 };
}

/** Two rows as one: what stands over several columns belongs to each of them. */
function joined(upper: readonly string[], lower: readonly string[]): readonly string[] {
  let over = '';
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, column) => {
    const [above, below] = [upper[column]?.trim() ?? '', lower[column]?.trim() ?? ''];
    if (above !== '') over = above;
    if (below === '') return above;
    const both = `${over} ${below}`.trim();
    const [alone, together] = [headerMeaning(below), headerMeaning(both)];
    const strength = (meaning: typeof alone): number => (meaning.kind === 'field' ? meaning.strength : 0);
    // "Child" over "Name" still names people, whatever "Child Name" might hold.
    if (alone.kind === 'names' || together.kind === 'names') return both;
    return strength(together) > strength(alone) || alone.kind === 'unknown' ? both : below;
  });
}

function complete(
  { row, rowsBefore, headers }: Heading,
  sample: readonly SheetRow[],
  sheetName: string | null,
  rules: DateRules,
  given: GivenColumns,
): FoundHeader {
  const below = sample.slice(rowsBefore).map((each) => each.cells);
  const columns = findColumns(headers, below, rules, given);
  const titles = sample
    .slice(0, Math.max(0, rowsBefore - 1))
    .flatMap((each) => each.cells.filter((cell) => cell !== ''));
  const kinds = columns.mapped.find((column) => column.field === 'kind');
  const ofConferences =
    [...headers, ...titles, sheetName ?? ''].some((words) => SPEAKS_OF_CONFERENCES.test(headerWords(words))) ||
    (kinds !== undefined &&
      below.some((cells) => readWrittenKind(cells[kinds.index] ?? '', false).kind === 'conference'));
  const hasDate = columns.mapped.some((column) => column.field === 'date');
  return {
    row,
    rowsBefore,
    headers,
    columns,
    kind: kindOfAll(columns, titles, sheetName),
    ofConferences,
    day: hasDate ? null : dayInTitles(titles),
    hasDayRows: below.some((cells) => isDayRow(cells, rules)),
  };
}

/** A row that holds a day and nothing else. */
function isDayRow(cells: readonly string[], rules: DateRules): boolean {
  const [only = '', ...more] = cells.filter((cell) => !isBlank(cell));
  return more.length === 0 && (readMoment(only, rules)?.date ?? null) !== null;
}

const SPEAKS_OF_CONFERENCES = /\b(conf|conference|conferences|cpc|cpcs|icpc|rcpc|icpcs|rcpcs|child protection)\b/;

function kindOfAll(columns: Columns, titles: readonly string[], sheetName: string | null): FoundHeader['kind'] {
  const date = columns.mapped.find((column) => column.field === 'date')?.header ?? '';
  if (/^cppr_|cppreviewdate/i.test(date)) return { is: 'rcpc', from: `heading “${date}”` };
  const places: readonly (readonly [string, string])[] = [
    [headerWords(date), `heading “${date}”`],
    ...titles.map((title) => [singular(title), 'title of the list'] as const),
    [singular(sheetName ?? ''), `name of the sheet`],
  ];
  for (const [text, from] of places) {
    const kind = readKind(text);
    if (kind !== null && !namesBoth(text)) return { is: kind, from };
  }
  return null;
}

/** "ICPCs and RCPCs" is the title of a list of both. */
const namesBoth = (text: string): boolean => /\b(icpc|initial)\b/i.test(text) && /\b(rcpc|review)s?\b/i.test(text);

const singular = (text: string): string => text.slice(0, 200).replace(/\b(icpc|rcpc|cpc)s\b/gi, '$1');

/** A test for rows that are the heading printed once more, as on every page of a long list. */
export function headerTest(columns: Columns): (cells: readonly string[]) => boolean {
  const headings = columns.mapped.map(({ index, header }) => ({ index, header, words: headerWords(header) }));
  // Nearly every row differs in its first cell already, which is why that is looked at before words are taken apart.
  return (cells) =>
    headings.length > 1 &&
    headings.every(({ index, header, words }) => {
      const cell = cells[index] ?? '';
      return cell.length <= header.length + 10 && cell !== '' && headerWords(cell) === words;
    });
}
