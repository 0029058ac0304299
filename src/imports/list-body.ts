/** What stands below the heading of a sheet, read from the file as often as it is asked for: a long list is never held. */
import { narrowed, type Columns } from './columns.js';
import type { FoundHeader } from './header.js';
import { MOST_ROWS, UnreadableList, type Sheet, type SheetRow } from './list.js';
import { FillingDown, tallMerges } from './merges.js';
import { DayOrders, type ColumnOrder, type Mapping } from './rules.js';

/** The rows of a list with only those cells that are read. */
export class ListBody {
  readonly mapping: Mapping;
  private readonly columns: Columns;
  private readonly orders: DayOrders;
  /** How many rows were counted. */
  rows = 0;

  constructor(
    readonly sheet: Sheet,
    readonly header: FoundHeader,
  ) {
    this.columns = narrowed(header.columns);
    this.mapping = {
      columns: this.columns,
      kind: header.kind?.is ?? null,
      ofConferences: header.ofConferences,
      from1904: sheet.from1904,
    };
    this.orders = new DayOrders(this.mapping);
  }

  /** Takes account of a row when the sheet is read for the first time. Throws `UnreadableList` when they are too many. */
  count(row: SheetRow): void {
    if (row.row <= this.header.row) return;
    this.rows += 1;
    if (this.rows > MOST_ROWS) throw new UnreadableList({ kind: 'too-many-rows' });
    this.orders.count(this.narrowedRow(row));
  }

  /** The order of day and month, once all rows were counted. */
  async dayOrders(): Promise<readonly ColumnOrder[]> {
    if (tallMerges(this.sheet.merges, this.columns).size === 0) return this.orders.decided();
    // Which cells are joined stands at the end of a sheet, so what they say of their rows was not counted yet.
    const orders = new DayOrders(this.mapping);
    for await (const batch of this.filled()) for (const row of batch) orders.count(row);
    return orders.decided();
  }

  /** The rows, with joined cells filled in, once all were counted. */
  async *filled(): AsyncIterable<readonly SheetRow[]> {
    const filling = new FillingDown(tallMerges(this.sheet.merges, this.columns), this.columns);
    for await (const batch of this.sheet.rows()) {
      yield batch.filter(({ row }) => row > this.header.row).map((row) => filling.filled(this.narrowedRow(row)));
    }
  }

  private narrowedRow({ row, cells, hidden }: SheetRow): SheetRow {
    return { row, cells: this.columns.mapped.map(({ column }) => cells[column] ?? ''), hidden };
  }
}
