/**
 * From a file to a plan: opens it, finds the sheets and their headings, and plans what stands below. The file is read twice, for
 * what concerns whole columns and for the rows, so that no more of it is held than a row.
 */
import { hash } from 'node:crypto';
import type { ConferenceKind } from '../conferences/kinds.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import type { GivenColumns } from './columns.js';
import { findHeader, type FoundHeader, type NoHeader } from './header.js';
import { ImportPlanner, type ImportPlan, type ImportSurroundings } from './import-plan.js';
import { ListBody } from './list-body.js';
import { MOST_ROWS, rowNumber, UnreadableList, type ListRefusal, type Sheet, type SheetRow } from './list.js';
import { openList } from './open-list.js';

export interface ReadPlan {
  readonly plan: ImportPlan;
  /** The tab it was read from, the first of them when it was more than one; null for a text file. */
  readonly sheet: string | null;
  /** All tabs it was read from, in the order in which rows number them. */
  readonly sheets: readonly string[];
  readonly headerRow: number;
  /** Every heading as written, in the order of the columns. */
  readonly headers: readonly string[];
  /** Where the kind of all conferences was found, when no column says it. */
  readonly kindFrom: string | null;
  /** Of each sheet that was read the kind of all its conferences, null where its rows say it. */
  readonly kinds: readonly (ConferenceKind | null)[];
}

export interface ReadPlanOptions extends Omit<ImportSurroundings, 'fingerprint'> {
  /** Columns a person has set right before. */
  readonly columns?: GivenColumns;
  /** Given the headings of a sheet, is shown each of its rows with all its cells, numbered as in the plan. */
  readonly beside?: (headers: readonly string[]) => (row: SheetRow) => void;
  /** Told now and then how much of the list has been read, from 0 to 1. */
  readonly onRead?: (share: number) => void;
}

/** From these the heading and the columns are found; the order of day and month is decided from all rows. */
const SAMPLE_ROWS = 500;

/**
 * Plans the list in a file, given by its path or its bytes. Refuses what is no list with a reason (`refusalSentence`);
 * throws only what the file system throws, such as ENOENT.
 */
export async function readPlan(
  source: string | Uint8Array,
  options: ReadPlanOptions,
): Promise<Decided<ReadPlan, ListRefusal>> {
  try {
    const list = await openList(source);
    try {
      return await planFirst(list.sheets, options);
    } finally {
      await list.close();
    }
  } catch (error) {
    if (error instanceof UnreadableList) return refused(error.refusal);
    throw error;
  }
}

/** Short enough to keep for every row, long enough that no two rows share one by chance. */
const fingerprint = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

async function planFirst(sheets: readonly Sheet[], options: ReadPlanOptions): Promise<Decided<ReadPlan, ListRefusal>> {
  let nearest: NoHeader | null = null;
  const [bodies, apart]: [ListBody[], Sheet[]] = [[], []];
  for (const sheet of sheets) {
    // The order in which a workbook has them: those on show come first.
    const mayBeRead = bodies.length === 0 || !sheet.hidden;
    const read = mayBeRead ? await surveyed(sheet, options) : null;
    if (!mayBeRead && (await holdsList(sheet, options))) apart.push(sheet);
    if (read === null) continue;
    if ('header' in read) bodies.push(read);
    else if (nearest === null || read.seen.length > nearest.seen.length) nearest = read;
  }
  if (bodies.length === 0) return refused(nearest === null ? { kind: 'empty' } : { kind: 'no-header', ...nearest });
  if (sum(bodies.map(({ rows }) => rows)) > MOST_ROWS) return refused({ kind: 'too-many-rows' });
  return accepted(withNotes(await planned(bodies, options), apart));
}

/** Reads the sheet once, for its heading and for what can be known of its columns only from all rows; null when it is empty. */
async function surveyed(sheet: Sheet, options: ReadPlanOptions): Promise<ListBody | NoHeader | null> {
  const rules = { order: 'day-first', today: options.today, from1904: sheet.from1904 } as const;
  const sample: SheetRow[] = [];
  let body: ListBody | null = null;
  for await (const batch of sheet.rows()) {
    for (const row of batch) {
      if (body !== null) body.count(row);
      else if (sample.push(row) === SAMPLE_ROWS) {
        const found = findHeader(sample, sheet.name, rules, options.columns);
        if (!('row' in found)) return found;
        body = bodyOf(sheet, found, sample);
      }
    }
  }
  if (body !== null || sample.length === 0) return body;
  const found = findHeader(sample, sheet.name, rules, options.columns);
  return 'row' in found ? bodyOf(sheet, found, sample) : found;
}

/** Whether it holds a list, too: nobody should have to find out later that it was not read. */
async function holdsList(sheet: Sheet, options: ReadPlanOptions): Promise<boolean> {
  const sample: SheetRow[] = [];
  for await (const batch of sheet.rows()) if (sample.push(...batch) >= SAMPLE_ROWS) break;
  const rules = { order: 'day-first', today: options.today, from1904: sheet.from1904 } as const;
  const header = findHeader(sample.slice(0, SAMPLE_ROWS), sheet.name, rules, options.columns);
  return 'row' in header && sample.some(({ row }) => row > header.row);
}

const quoted = (name: string | null): string => `“${name ?? ''}”`;

function withNotes(read: ReadPlan, apart: readonly Sheet[]): ReadPlan {
  const { sheets } = read;
  const notes = [...read.plan.notes];
  if (apart.length > 0) {
    const names = apart.map(({ name }) => quoted(name)).join(', ');
    const hidden = apart.every((sheet) => sheet.hidden) ? 'hidden in ' : 'in ';
    notes.unshift(`There is a list ${hidden}${names} too, which was not read: send it as a file of its own.`);
  }
  if (sheets.length > 1) {
    notes.unshift(`Read are ${sheets.map((name, i) => `sheet ${i + 1}, ${quoted(name)}`).join('; ')}.`);
  }
  return { ...read, plan: { ...read.plan, notes } };
}

function bodyOf(sheet: Sheet, header: FoundHeader, sample: readonly SheetRow[]): ListBody {
  const body = new ListBody(sheet, header);
  for (const row of sample) body.count(row);
  return body;
}

async function planned(bodies: readonly ListBody[], options: ReadPlanOptions): Promise<ReadPlan> {
  const planner = new ImportPlanner({ ...options, fingerprint });
  const all = sum(bodies.map(({ rows }) => rows));
  let read = 0;
  for (const [number, body] of bodies.entries()) {
    const add = planner.sheet({ mapping: body.mapping, orders: await body.dayOrders() });
    const show = options.beside?.(body.header.headers);
    const shown = show && ((row: SheetRow) => show({ ...row, row: rowNumber(number, row.row) }));
    for await (const batch of body.filled(shown)) {
      for (const row of batch) add({ ...row, row: rowNumber(number, row.row) });
      read += batch.length;
      options.onRead?.(read / all);
    }
  }
  const [first] = bodies as readonly [ListBody, ...ListBody[]];
  const { sheet, header } = first;
  return {
    plan: planner.plan(),
    sheet: sheet.name,
    sheets: bodies.flatMap((body) => (body.sheet.name === null ? [] : [body.sheet.name])),
    headerRow: header.row,
    headers: header.headers,
    kindFrom: hasKinds(first) ? null : (header.kind?.from ?? null),
    kinds: bodies.map((body) => (hasKinds(body) ? null : body.mapping.kind)),
  };
}

const hasKinds = ({ mapping }: ListBody): boolean => mapping.columns.mapped.some(({ field }) => field === 'kind');

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
