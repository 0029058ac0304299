/** What a list is read by: whose it is, on which day, and in which order its columns write day and month. */
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import type { HubHours, WorkingCalendar } from '../kernel/working-time.js';
import type { Columns, MappedColumn } from './columns.js';
import { OUTCOME_FIELDS, type Field } from './fields.js';
import type { SheetRow } from './list.js';
import { onlyOrder, type DateRules, type DayOrder } from './written-cells.js';

export interface ListHub extends HubNames {
  readonly hours: HubHours;
  readonly defaultMode: ConferenceMode;
}

/** What a hub is called in lists. */
export interface HubNames {
  readonly code: string;
  readonly name: string;
  readonly localAuthority: string;
}

/** A list as it is to be planned: its columns, and what its heading and file say of all rows. */
export interface Mapping {
  readonly columns: Columns;
  /** For rows whose kind no cell says. */
  readonly kind: ConferenceKind | null;
  /** Its headings, title or cells speak of child protection conferences, so a bare "Review" is one. */
  readonly ofConferences: boolean;
  readonly from1904: boolean;
  /** The day of all rows of a list without a column for it, as its title has it. */
  readonly day: string | null;
  /** The day is written once for several rows, which leave it blank. */
  readonly daysOnce: boolean;
  /** A tick says yes in the column of outcomes, so a cross there is a no. */
  readonly ticked: boolean;
}

export interface ListRules {
  readonly mapping: Mapping;
  readonly hub: ListHub;
  readonly calendar: WorkingCalendar;
  readonly today: Temporal.PlainDate;
  /** All there are: a list may name the hub of each row. */
  readonly hubs: readonly HubNames[];
  readonly orders: ReadonlyMap<Field, DayOrder>;
  /** What the list says of conferences that are over; null when it says nothing. */
  readonly history: HistoryRules | null;
}

export interface HistoryRules {
  /** A tick stands in the same column, so a cross is a no. By itself a cross may be either. */
  readonly crossMeansNo: boolean;
  /** Whoever sent the list may record what came of conferences. */
  readonly mayTellOutcomes: boolean;
}

/** A list tells of the past when a column says whether or by whom a conference was attended. */
export function historyRules(mapping: Mapping, mayTellOutcomes: boolean): HistoryRules | null {
  const tells = mapping.columns.mapped.some(({ field }) => OUTCOME_FIELDS.includes(field));
  return tells ? { crossMeansNo: mapping.ticked, mayTellOutcomes } : null;
}

/** Over, in a list that says what came of it. */
export const isHistory = (rules: ListRules, date: Temporal.PlainDate): boolean =>
  rules.history !== null && Temporal.PlainDate.compare(date, rules.today) < 0;

// Of a date of birth only the year counts, which stands in the same place in both orders.
const DATE_FIELDS: readonly Field[] = ['date', 'start', 'previousOn', 'strategyOn', 'notifiedOn'];

export const columnOf = (mapping: Mapping, field: Field): MappedColumn | undefined =>
  mapping.columns.mapped.find((column) => column.field === field);

export interface ColumnOrder {
  readonly field: Field;
  readonly header: string;
  readonly order: DayOrder;
  /** How many cells can only be read in this order, and how many only in the other. */
  readonly fit: number;
  readonly unfit: number;
}

/**
 * The order of day and month in each column of dates, decided for the whole column: British, unless more of its cells can
 * only be read month first than day first.
 */
export class DayOrders {
  private readonly counted: readonly { readonly column: MappedColumn; dayFirst: number; monthFirst: number }[];

  constructor(columns: Columns) {
    this.counted = columns.mapped
      .filter(({ field }) => DATE_FIELDS.includes(field))
      .map((column) => ({ column, dayFirst: 0, monthFirst: 0 }));
  }

  count({ cells }: SheetRow): void {
    for (const each of this.counted) {
      const only = onlyOrder(cells[each.column.index] ?? '');
      if (only === 'day-first') each.dayFirst += 1;
      if (only === 'month-first') each.monthFirst += 1;
    }
  }

  decided(): readonly ColumnOrder[] {
    return this.counted.map(({ column: { field, header }, dayFirst, monthFirst }) =>
      monthFirst > dayFirst
        ? { field, header, order: 'month-first', fit: monthFirst, unfit: dayFirst }
        : { field, header, order: 'day-first', fit: dayFirst, unfit: monthFirst },
    );
  }
}

export const dateRulesFor = (rules: ListRules, field: Field): DateRules => ({
  order: rules.orders.get(field) ?? 'day-first',
  today: rules.today,
  from1904: rules.mapping.from1904,
});
