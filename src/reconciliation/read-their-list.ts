/** From a file to the conferences that a local authority says it held: rows by the rules for all lists, and what only this kind says. */
import { setImmediate } from 'node:timers/promises';
import { KIND_WORDS, type KindFamily } from '../conferences/kinds.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { GivenColumns } from '../imports/columns.js';
import { FIELDS, OUTCOME_FIELDS } from '../imports/fields.js';
import { NOTHING_KNOWN } from '../imports/known.js';
import { placeOf, refusalSentence, type ListRefusal, type SheetRow } from '../imports/list.js';
import type { PlannedRow, PlannedRows } from '../imports/plan.js';
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
  /** What concerns the list as a whole, in sentences. */
  readonly notes: readonly string[];
  readonly read: ReadMeetings;
}

/** Reads a list of what was held. Throws only what the file system throws. */
export async function readTheirList(source: string | Uint8Array, options: ReadingOptions): Promise<TheirList> {
  const { period, columns = {}, ...rest } = options;
  const further = new FurtherCells(columns);
  // Whether it was held, and by whom attended, is read here: elsewhere it would be history to record.
  const decided = await readPlan(source, {
    ...rest,
    known: NOTHING_KNOWN,
    columns: { ...ofAllLists(columns), status: null, ...NO_OUTCOMES },
    beside: further.sheet,
  });
  if (!decided.ok) return refusedList(decided.refusal);
  const { plan } = decided.value;
  return {
    headers: further.headers,
    columns: [...columnsOf(decided.value), ...further.columns],
    family: familyOf(decided.value),
    notes: plan.notes,
    read: await theirMeetings({ rows: unhurried(plan.rows), further: further.of }, period, options.today),
  };
}

const ROWS_TOGETHER = 1_000;

/** A long list keeps nobody waiting: others have their turn in between. */
const unhurried = (rows: PlannedRows): AsyncIterable<PlannedRow> => ({
  async *[Symbol.asyncIterator]() {
    let many = 0;
    for (const row of rows) {
      yield row;
      many += 1;
      if (many % ROWS_TOGETHER === 0) await setImmediate();
    }
  },
});

const NO_OUTCOMES: GivenColumns = Object.fromEntries(OUTCOME_FIELDS.map((field) => [field, null]));

const ofAllLists = (columns: ListColumns): GivenColumns =>
  Object.fromEntries(Object.entries(columns).filter(([field]) => (FIELDS as readonly string[]).includes(field)));

const refusedList = (refusal: ListRefusal): TheirList => ({
  headers: refusal.kind === 'no-header' ? refusal.seen : [],
  columns: [],
  family: null,
  notes: [],
  read: { ok: false, refusal: { sentence: refusalSentence(refusal) } },
});

/** Null unless all of its sheets are of the same. */
function familyOf({ kinds }: ReadPlan): KindFamily | null {
  const families = new Set(kinds.map((kind) => (kind === null ? null : KIND_WORDS[kind].family)));
  const [only = null] = families;
  return families.size === 1 ? only : null;
}

const columnsOf = ({ plan }: ReadPlan): readonly ReadColumn[] =>
  plan.mapping.columns.mapped.map(({ field, header }) => ({ field, header }));

/** What only this kind of list says, by the numbers of its rows. A list is long, so each row takes a byte. */
class FurtherCells {
  /** Of all sheets. */
  headers: readonly string[] = [];
  columns: readonly ReadColumn[] = [];
  private readonly sheets: Uint8Array[] = [];

  constructor(private readonly given: ListColumns) {}

  readonly sheet = (headers: readonly string[]): ((row: SheetRow) => void) => {
    const columns = furtherColumns(headers, this.given);
    const isNew = ({ field }: FurtherColumn): boolean => !this.columns.some((each) => each.field === field);
    this.headers = [...new Set([...this.headers, ...headers])];
    this.columns = [...this.columns, ...columns.filter(isNew).map(({ field, header }) => ({ field, header }))];
    return ({ row, cells }) => this.note(row, cells, columns);
  };

  readonly of = (number: number): FurtherFacts => {
    const { sheet, row } = placeOf(number);
    return ANSWERS[this.sheets[sheet]?.[row] ?? 0]!;
  };

  private note(number: number, cells: readonly string[], columns: readonly FurtherColumn[]): void {
    const facts: Record<FurtherField, boolean | null> = { held: null, police: null, quorate: null };
    for (const column of columns) facts[column.field] = readFurther(column, cells[column.column] ?? '');
    const at = ANSWERS.findIndex((each) => FURTHER_FIELDS.every((field) => each[field] === facts[field]));
    const { sheet, row } = placeOf(number);
    this.bytes(sheet, row)[row] = at;
  }

  /** Of a sheet, with room for the row. */
  private bytes(sheet: number, row: number): Uint8Array {
    const before = this.sheets[sheet] ?? new Uint8Array();
    if (row < before.length) return before;
    const more = new Uint8Array(2 * row + 1);
    more.set(before);
    this.sheets[sheet] = more;
    return more;
  }
}

const SAID = [null, true, false] as const;

/** All 27 that there are; the first says nothing. */
const ANSWERS: readonly FurtherFacts[] = SAID.flatMap((held) =>
  SAID.flatMap((police) => SAID.map((quorate) => ({ held, police, quorate }))),
);
