/** What stands below the heading of a sheet, read from the file as often as it is asked for: a long list is never held. */
import { narrowed, otherDates, type Columns } from './columns.js';
import type { Field } from './fields.js';
import type { FoundHeader } from './header.js';
import { MOST_ROWS, UnreadableList, type Sheet, type SheetRow } from './list.js';
import { FillingDown, tallMerges } from './merges.js';
import { isBlank } from './written-cells.js';
import { isTick } from './written-outcomes.js';
import { DayOrders, type ColumnOrder, type Mapping } from './rules.js';

/** Of four days each stands for two conferences: then it is left out on purpose, and not by a slip. */
const LEAST_UNDATED = 0.25;

/** The rows of a list with only those cells that are read. */
export class ListBody {
  private readonly read: Omit<Mapping, 'daysOnce' | 'ticked'>;
  private dated = 0;
  private undated = 0;
  private ticked = false;
  private readonly columns: Columns;
  private readonly orders: DayOrders;
  /** How many rows were counted. */
  rows = 0;

  constructor(
    readonly sheet: Sheet,
    readonly header: FoundHeader,
  ) {
    this.columns = narrowed(header.columns);
    this.read = {
      columns: this.columns,
      kind: header.kind?.is ?? null,
      ofConferences: header.ofConferences,
      from1904: sheet.from1904,
      day: header.day,
    };
    this.orders = new DayOrders(this.columns);
  }

  /** Takes account of a row when the sheet is read for the first time. Throws `UnreadableList` when they are too many. */
  count(row: SheetRow): void {
    if (row.row <= this.header.row) return;
    this.rows += 1;
    if (this.rows > MOST_ROWS) throw new UnreadableList({ kind: 'too-many-rows' });
    const narrow = this.narrowedRow(row);
    this.orders.count(narrow);
    this.countDay(narrow);
    this.ticked ||= this.isFilled(narrow, ['outcome'], isTick);
  }

  /** What is known of the list once all rows were counted. */
  get mapping(): Mapping {
    return {
      ...this.read,
      ticked: this.ticked,
      daysOnce: this.undated >= this.dated * LEAST_UNDATED && otherDates(this.columns).length === 0,
    };
  }

  /** The order of day and month, once all rows were counted. */
  async dayOrders(): Promise<readonly ColumnOrder[]> {
    if (tallMerges(this.sheet.merges, this.columns).size === 0) return this.orders.decided();
    // Which cells are joined stands at the end of a sheet, so what they say of their rows was not counted yet.
    const orders = new DayOrders(this.columns);
    for await (const batch of this.filled()) for (const row of batch) orders.count(row);
    return orders.decided();
  }

  /**
   * The rows, with joined cells filled in, once all were counted.
   * @param onRow is shown each with all its cells
   */
  async *filled(onRow?: (row: SheetRow) => void): AsyncIterable<readonly SheetRow[]> {
    const filling = new FillingDown(tallMerges(this.sheet.merges, this.columns), this.columns);
    for await (const batch of this.sheet.rows()) {
      const below = batch.filter(({ row }) => row > this.header.row);
      if (onRow !== undefined) below.forEach(onRow);
      yield below.map((row) => filling.filled(this.narrowedRow(row)));
    }
  }

  private countDay(row: SheetRow): void {
    const says = (cell: string): boolean => !isBlank(cell);
    if (this.isFilled(row, ['date'], says)) this.dated += 1;
    else if (this.isFilled(row, ['time', 'start'], says)) this.undated += 1;
  }

  private isFilled({ cells }: SheetRow, fields: readonly Field[], fits: (cell: string) => boolean): boolean {
    return this.columns.mapped.some(({ field, index }) => fields.includes(field) && fits(cells[index] ?? ''));
  }

  private narrowedRow({ row, cells, hidden }: SheetRow): SheetRow {
    const kept = this.columns.mapped.map(({ column }) => cells[column] ?? '');
    const filled = cells.filter((cell) => !isBlank(cell));
    return { row, cells: kept, hidden, ...(filled.length === 1 ? { alone: filled[0] ?? '' } : {}) };
  }
}
