/** What a plan says of its list as a whole, as it is kept. */
import { columnLetters } from '../imports/list.js';
import { PLANNED_ACTIONS, type PlannedAction } from '../imports/plan.js';
import type { ReadPlan } from '../imports/read-plan.js';
import type { ImportSummary } from './import.js';

export function summaryOf(read: ReadPlan, remembered: boolean): ImportSummary {
  const { mapping, notes, counts, baseline } = read.plan;
  return {
    sheet: read.sheet,
    headerRow: read.headerRow,
    headers: read.headers.map((header) => header.trim()).filter((header) => header !== ''),
    kind: mapping.kind,
    kindFrom: read.kindFrom,
    columns: mapping.columns.mapped.map(({ field, column, header, confidence, why }) => ({
      field,
      column: columnLetters(column),
      header,
      confidence,
      why,
    })),
    unread: mapping.columns.unread.map(({ column, header, why }) => ({ column: columnLetters(column), header, why })),
    notes,
    counts,
    baseline,
    remembered,
  };
}

/** Of a list whose heading was not recognised: only what stands where it should be. */
export const emptySummary = (headers: readonly string[]): ImportSummary => ({
  sheet: null,
  headerRow: 0,
  headers,
  kind: null,
  kindFrom: null,
  columns: [],
  unread: [],
  notes: [],
  counts: Object.fromEntries(PLANNED_ACTIONS.map((action) => [action, 0])) as Record<PlannedAction, number>,
  remembered: false,
});
