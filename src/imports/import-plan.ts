/** A list becomes a plan: rows are read, put together and compared with what is recorded. No clock, no file, no database. */
import type { WorkingCalendar } from '../kernel/working-time.js';
import { HistoryCount, type BaselineMonth } from './baseline.js';
import { otherDates } from './columns.js';
import { headerTest } from './header.js';
import type { KnownConferences } from './known.js';
import type { SheetRow } from './list.js';
import { PLANNED_ACTIONS, type PlannedAction, type PlannedRows } from './plan.js';
import { RowPlanner } from './plan-rows.js';
import { RowReader, type Fingerprint } from './read-row.js';
import { historyRules, type ColumnOrder, type HubNames, type ListHub, type Mapping } from './rules.js';

export interface ImportSurroundings {
  readonly hub: ListHub;
  readonly hubs: readonly HubNames[];
  readonly calendar: WorkingCalendar;
  readonly known: KnownConferences;
  /** The day in London on which it is planned. */
  readonly today: Temporal.PlainDate;
  readonly fingerprint: Fingerprint;
  /** Whoever sent the list may record what came of conferences; yes when left out. */
  readonly mayTellOutcomes?: boolean;
}

export interface ImportPlan {
  readonly hubCode: string;
  /** Of its first sheet, as are the orders. */
  readonly mapping: Mapping;
  readonly orders: readonly ColumnOrder[];
  readonly rows: PlannedRows;
  readonly counts: Readonly<Record<PlannedAction, number>>;
  /** What the conferences that are over would add to the baseline, by measure and month. */
  readonly baseline: readonly BaselineMonth[];
  /** What concerns the list as a whole, in sentences. */
  readonly notes: readonly string[];
}

/** One sheet of a list, as it is to be read. */
export interface PlannedSheet {
  readonly mapping: Mapping;
  /** As they were decided from all its rows. */
  readonly orders: readonly ColumnOrder[];
}

/**
 * Plans the rows below the headings of the sheets of a list, which are given one after the other. Deterministic: the same rows, mapping,
 * surroundings and day give the same plan, and planning a list again after its plan was carried out finds everything
 * `unchanged`. Never throws, whatever cells hold.
 */
export class ImportPlanner {
  private readonly planner: RowPlanner;
  private readonly sheets: PlannedSheet[] = [];
  private tellsOfPast = false;
  private hidden = 0;

  constructor(private readonly around: ImportSurroundings) {
    this.planner = new RowPlanner(around.known);
  }

  /** The next sheet; what is answered takes its rows in their order. */
  sheet(sheet: PlannedSheet): (row: SheetRow) => void {
    const { mapping, orders } = sheet;
    const { hub, hubs, calendar, today, fingerprint, mayTellOutcomes = true } = this.around;
    const history = historyRules(mapping, mayTellOutcomes);
    const inOrder = new Map(orders.map((each) => [each.field, each.order]));
    const reader = new RowReader({ mapping, hub, hubs, calendar, today, orders: inOrder, history }, fingerprint);
    const isHeader = headerTest(mapping.columns);
    this.sheets.push(sheet);
    this.tellsOfPast ||= history !== null;
    this.planner.endSheet();
    return (row) => {
      if (row.hidden) this.hidden += 1;
      if (!isHeader(row.cells)) this.planner.add(reader.read(row));
    };
  }

  plan(): ImportPlan {
    const { planner } = this;
    const [first] = this.sheets;
    if (first === undefined) throw new Error('a list has at least one sheet');
    const actions = planner.decide();
    const rows: PlannedRows = {
      length: actions.length,
      *[Symbol.iterator]() {
        for (let place = 0; place < actions.length; place += 1) yield planner.planned(place);
      },
    };
    const history = this.countHistory(actions);
    const ofSheets = this.sheets.flatMap((each) => [...notesOn(each.orders), ...noteOtherDates(each.mapping)]);
    const notes = [...new Set(ofSheets), ...noteHidden(this.hidden), ...history.notes()];
    const counts = countsOf(actions);
    return { hubCode: this.around.hub.code, ...first, rows, counts, baseline: history.baseline(), notes };
  }

  /** Of most lists nothing is over: their rows are not worked out once more for it. */
  private countHistory(actions: readonly PlannedAction[]): HistoryCount {
    const history = new HistoryCount();
    if (!this.tellsOfPast) return history;
    actions.forEach((action, place) => {
      if (action === 'create') history.count(this.planner.planned(place));
    });
    return history;
  }
}

function countsOf(actions: readonly PlannedAction[]): Readonly<Record<PlannedAction, number>> {
  const counts = Object.fromEntries(PLANNED_ACTIONS.map((action) => [action, 0])) as Record<PlannedAction, number>;
  for (const action of actions) counts[action] += 1;
  return counts;
}

const noteHidden = (hidden: number): readonly string[] =>
  hidden === 0 ? [] : [`${hidden} ${hidden === 1 ? 'row is' : 'rows are'} hidden in the sheet and read all the same.`];

function notesOn(orders: readonly ColumnOrder[]): readonly string[] {
  const notes: string[] = [];
  for (const { header, order, fit, unfit } of orders) {
    if (order === 'month-first') {
      notes.push(
        `“${header}” is read month first (12/25/2026): ${fit} of its dates exist only so. Check it before you go on.`,
      );
    }
    if (unfit > 0)
      notes.push(`“${header}” mixes two orders of day and month: ${unfit} of its dates do not fit the rest.`);
  }
  const conference = orders.find((each) => each.field === 'date');
  const foreign = orders.find((each) => each.order === 'month-first' && each.field !== 'date');
  if (conference?.order === 'day-first' && conference.fit === 0 && foreign !== undefined) {
    notes.push(
      `“${conference.header}” is read day first, but “${foreign.header}” is written month first. Check its dates.`,
    );
  }
  return notes;
}

/** Nobody should have to find out later that another column says when it is. */
function noteOtherDates({ columns }: Mapping): readonly string[] {
  const read = columns.mapped.find(({ field }) => field === 'date')?.header ?? '';
  return otherDates(columns).map(
    ({ header }) => `“${header}” may be a date of the conference too and is not read: “${read}” is. Check the columns.`,
  );
}
