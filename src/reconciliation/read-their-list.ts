/** From a file to the conferences that a local authority says it held: rows by the rules for all lists, and what only this kind says. */
import { KIND_WORDS, type KindFamily } from '../conferences/kinds.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { GivenColumns } from '../imports/columns.js';
import { FIELDS, OUTCOME_FIELDS } from '../imports/fields.js';
import { NOTHING_KNOWN } from '../imports/known.js';
import { refusalSentence, type ListRefusal } from '../imports/list.js';
import { openList } from '../imports/open-list.js';
import { readPlan, type ReadPlan } from '../imports/read-plan.js';
import type { HubNames, ListHub } from '../imports/rules.js';
import {
  FURTHER_FIELDS,
  furtherColumns,
  readFurther,
  type FurtherColumn,
  type FurtherFacts,
  type FurtherField,
} from './further-columns.js';
import { theirMeetings, type Period, type ReadMeetings } from './their-meeting.js';

export type ListColumns = GivenColumns & Partial<Readonly<Record<FurtherField, string | null>>>;

export interface ReadingOptions {
  readonly hub: ListHub;
  readonly hubs: readonly HubNames[];
  readonly calendar: WorkingCalendar;
  readonly today: Temporal.PlainDate;
  readonly period: Period;
  /** Columns that a person has set right. */
  readonly columns?: ListColumns;
  /** How much of it has been read, 0 to 1. */
  readonly onRead?: (share: number) => void;
}

export interface ReadColumn {
  readonly field: string;
  readonly header: string;
}

/** Headings are known even of a list that is refused, so that a person can say what they mean. */
export interface TheirList {
  readonly headers: readonly string[];
  readonly columns: readonly ReadColumn[];
  /** Of which all of it is, where a heading or title says it for the whole list. */
  readonly family: KindFamily | null;
  readonly read: ReadMeetings;
}

const NOBODY: ReadonlyMap<number, FurtherFacts> = new Map();

/** Reads a list of what was held. Throws only what the file system throws. */
export async function readTheirList(source: string | Uint8Array, options: ReadingOptions): Promise<TheirList> {
  const { period, columns = {}, ...rest } = options;
  // Whether it was held, and by whom attended, is read here: elsewhere it would be history to record.
  const decided = await readPlan(source, {
    ...rest,
    known: NOTHING_KNOWN,
    firstSheetOnly: true,
    columns: { ...ofAllLists(columns), status: null, ...NO_OUTCOMES },
  });
  if (!decided.ok) return refusedList(decided.refusal);
  const { headers, headerRow, sheet, plan } = decided.value;
  const more = furtherColumns(headers, columns);
  const further = more.length === 0 ? NOBODY : await readAgain(source, sheet, headerRow, more);
  return {
    headers,
    columns: [...columnsOf(decided.value), ...more.map(({ field, header }) => ({ field, header }))],
    family: familyOf(decided.value),
    read: theirMeetings(plan.rows, further, period, options.today),
  };
}

const NO_OUTCOMES: GivenColumns = Object.fromEntries(OUTCOME_FIELDS.map((field) => [field, null]));

const ofAllLists = (columns: ListColumns): GivenColumns =>
  Object.fromEntries(Object.entries(columns).filter(([field]) => (FIELDS as readonly string[]).includes(field)));

const refusedList = (refusal: ListRefusal): TheirList => ({
  headers: refusal.kind === 'no-header' ? refusal.seen : [],
  columns: [],
  family: null,
  read: { ok: false, refusal: { sentence: refusalSentence(refusal) } },
});

const familyOf = ({ plan, kindFrom }: ReadPlan): KindFamily | null => {
  const { kind } = plan.mapping;
  return kindFrom === null || kind === null ? null : KIND_WORDS[kind].family;
};

const columnsOf = ({ plan }: ReadPlan): readonly ReadColumn[] =>
  plan.mapping.columns.mapped.map(({ field, header }) => ({ field, header }));

/** The further cells by the number of their row; a list is read as a stream, so it is opened once more. */
async function readAgain(
  source: string | Uint8Array,
  sheetName: string | null,
  headerRow: number,
  columns: readonly FurtherColumn[],
): Promise<ReadonlyMap<number, FurtherFacts>> {
  const found = new Map<number, FurtherFacts>();
  const list = await openList(source);
  try {
    const sheet = list.sheets.find(({ name }) => name === sheetName);
    if (sheet === undefined) return found;
    for await (const batch of sheet.rows()) {
      for (const { row, cells } of batch) {
        if (row > headerRow) note(found, row, cells, columns);
      }
    }
    return found;
  } finally {
    await list.close();
  }
}

function note(
  found: Map<number, FurtherFacts>,
  row: number,
  cells: readonly string[],
  columns: readonly FurtherColumn[],
): void {
  const facts = Object.fromEntries(FURTHER_FIELDS.map((field) => [field, null])) as Record<
    FurtherField,
    boolean | null
  >;
  for (const column of columns) facts[column.field] = readFurther(column, cells[column.column] ?? '');
  if (FURTHER_FIELDS.some((field) => facts[field] !== null)) found.set(row, SHARED.get(keyOf(facts)) ?? shared(facts));
}

/** There are 27 different ones, and lists are long. */
const SHARED = new Map<string, FurtherFacts>();
const keyOf = (facts: FurtherFacts): string => FURTHER_FIELDS.map((field) => String(facts[field])).join();

function shared(facts: FurtherFacts): FurtherFacts {
  SHARED.set(keyOf(facts), facts);
  return facts;
}
