/** Cells joined over several rows hold their text in the first only; the rows below mean the same. */
import type { Columns } from './columns.js';
import type { Merge, SheetRow } from './list.js';

const MOST_FILLED = 1_000_000;

/** The rows with what a joined cell says of them written into each. Blank rows stay blank. */
export function filledDown(rows: readonly SheetRow[], merges: readonly Merge[], columns: Columns): readonly SheetRow[] {
  const tall = merges.filter((merge) => merge.lastRow > merge.firstRow);
  if (tall.length === 0) return rows;
  const places = new Map(rows.map((row, place) => [row.row, place]));
  const filled = [...rows];
  let left = MOST_FILLED;
  for (const merge of tall) {
    const column = columns.mapped.find((each) => each.column === merge.firstColumn);
    const from = places.get(merge.firstRow);
    if (column === undefined || from === undefined) continue;
    const text = filled[from]?.cells[column.index] ?? '';
    if (text === '') continue;
    for (let place = from + 1; left > 0; place += 1, left -= 1) {
      const row = filled[place];
      if (row === undefined || row.row > merge.lastRow) break;
      filled[place] = { ...row, cells: row.cells.with(column.index, text) };
    }
  }
  return filled;
}
