/** A list becomes a plan: rows are read, put together and compared with what is recorded. No clock, no file, no database. */
import type { WorkingCalendar } from '../kernel/working-time.js';
import { baselineOf, notesOnHistory, type BaselineMonth } from './baseline.js';
import { headerTest } from './header.js';
import type { KnownConferences } from './known.js';
import type { SheetRow } from './list.js';
import type { ListedRow } from './listed.js';
import { PLANNED_ACTIONS, type PlannedAction, type PlannedRow } from './plan.js';
import { planRows } from './plan-rows.js';
import { RowReader, type Fingerprint } from './read-row.js';
import { dayOrders, historyRules, type ColumnOrder, type ListHub, type Mapping } from './rules.js';

export interface ImportSurroundings {
  readonly hub: ListHub;
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
  readonly mapping: Mapping;
  readonly orders: readonly ColumnOrder[];
  readonly rows: readonly PlannedRow[];
  readonly counts: Readonly<Record<PlannedAction, number>>;
  /** What the conferences that are over would add to the baseline, by measure and month. */
  readonly baseline: readonly BaselineMonth[];
  /** What concerns the list as a whole, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Plans the rows below the heading. Deterministic: the same rows, mapping, surroundings and day give the same plan, and
 * planning a list again after its plan was carried out finds everything `unchanged`. Never throws, whatever cells hold.
 */
export function planImport(rows: readonly SheetRow[], mapping: Mapping, around: ImportSurroundings): ImportPlan {
  const { hub, calendar, known, today, fingerprint } = around;
  const orders = dayOrders(rows, mapping);
  const inOrder = new Map(orders.map((each) => [each.field, each.order]));
  const history = historyRules(rows, mapping, around.mayTellOutcomes ?? true);
  const reader = new RowReader({ mapping, hub, calendar, today, orders: inOrder, history }, fingerprint);
  const isHeader = headerTest(mapping.columns);
  const listed: ListedRow[] = [];
  for (const row of rows) if (!isHeader(row.cells)) listed.push(reader.read(row));
  const planned = planRows(listed, known);
  const notes = [...notesOn(orders, rows), ...notesOnHistory(planned)];
  const baseline = baselineOf(planned);
  return { hubCode: hub.code, mapping, orders, rows: planned, counts: countsOf(planned), baseline, notes };
}

function countsOf(rows: readonly PlannedRow[]): Readonly<Record<PlannedAction, number>> {
  const counts = Object.fromEntries(PLANNED_ACTIONS.map((action) => [action, 0])) as Record<PlannedAction, number>;
  for (const row of rows) counts[row.action] += 1;
  return counts;
}

function notesOn(orders: readonly ColumnOrder[], rows: readonly SheetRow[]): readonly string[] {
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
  const hidden = rows.filter((row) => row.hidden).length;
  if (hidden > 0)
    notes.push(`${hidden} ${hidden === 1 ? 'row is' : 'rows are'} hidden in the sheet and read all the same.`);
  return notes;
}
