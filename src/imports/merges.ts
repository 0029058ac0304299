/** Cells joined over several rows hold their text in the first only; the rows below mean the same. */
import type { Columns } from './columns.js';
import type { Merge, SheetRow } from './list.js';

interface Open {
  readonly lastRow: number;
  readonly index: number;
  readonly text: string;
}

/** Those joined cells that reach over several rows of a column that is read, by their first row. */
export function tallMerges(merges: readonly Merge[], columns: Columns): ReadonlyMap<number, readonly Merge[]> {
  const read = new Set(columns.mapped.map(({ column }) => column));
  const tall = merges.filter((merge) => merge.lastRow > merge.firstRow && read.has(merge.firstColumn));
  return Map.groupBy(tall, ({ firstRow }) => firstRow);
}

/** Writes what a joined cell says into each of its rows, which are given in their order. Blank rows stay blank. */
export class FillingDown {
  private open: readonly Open[] = [];
  private readonly places: ReadonlyMap<number, number>;

  constructor(
    private readonly merges: ReadonlyMap<number, readonly Merge[]>,
    columns: Columns,
  ) {
    this.places = new Map(columns.mapped.map(({ column, index }) => [column, index]));
  }

  filled(row: SheetRow): SheetRow {
    if (this.merges.size === 0) return row;
    this.open = this.open.filter(({ lastRow }) => lastRow >= row.row);
    let { cells } = row;
    for (const { index, text } of this.open) cells = cells.with(index, text);
    for (const { firstColumn, lastRow } of this.merges.get(row.row) ?? []) {
      const index = this.places.get(firstColumn) ?? 0;
      const text = cells[index] ?? '';
      if (text !== '') this.open = [...this.open.filter((each) => each.index !== index), { lastRow, index, text }];
    }
    return cells === row.cells ? row : { ...row, cells };
  }
}
