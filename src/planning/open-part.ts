/** What is still open of a problem, as a smaller problem of its own. */
import type { Row } from './model.js';
import { fullPatterns } from './patterns.js';

export interface Bounds {
  readonly least: Float64Array;
  readonly most: Float64Array;
  readonly rowLeast: Float64Array;
  readonly rowMost: Float64Array;
}

const SURE = 1e-6;
const MOST_PATTERNS = 60;

export interface Open {
  readonly columns: readonly number[];
  readonly rows: Row[];
  readonly rowLeast: number[];
  readonly rowMost: number[];
}

/** Without the columns that are settled and the rows that can no longer bind; null when a settled row is broken. */
export function openPart(all: readonly Row[], bounds: Bounds, infinity: number): Open | null {
  const columns: number[] = [];
  const placeOf = new Int32Array(bounds.least.length).fill(-1);
  for (const [column, least] of bounds.least.entries())
    if (least !== bounds.most[column]) placeOf[column] = columns.push(column) - 1;
  const open = { columns, rows: [] as Row[], rowLeast: [] as number[], rowMost: [] as number[] };
  for (const [at, row] of all.entries()) {
    let [settled, highest, lowest] = [0, 0, 0];
    const mine: number[] = [];
    const factors: number[] = [];
    for (const [n, column] of row.columns.entries()) {
      const factor = row.factors[n] ?? 0;
      const place = placeOf[column] ?? -1;
      if (place < 0) settled += factor * (bounds.least[column] ?? 0);
      else {
        mine.push(place);
        factors.push(factor);
        if (factor > 0) highest += factor;
        else lowest += factor;
      }
    }
    const least = (bounds.rowLeast[at] ?? 0) <= -infinity ? -infinity : (bounds.rowLeast[at] ?? 0) - settled;
    const most = (bounds.rowMost[at] ?? 0) >= infinity ? infinity : (bounds.rowMost[at] ?? 0) - settled;
    if (lowest > most + SURE || highest < least - SURE) return null;
    if (mine.length === 0 || (highest <= most && lowest >= least)) continue;
    open.rows.push({ columns: mine, factors, most });
    open.rowLeast.push(least);
    open.rowMost.push(most);
  }
  return open;
}

/** Adds to the rows which lengths fit together in each person's minutes; the number of columns that takes. */
export function addPatterns(
  open: Open,
  loadRows: readonly number[],
  rows: readonly Row[],
  bounds: Bounds,
  infinity: number,
): number {
  const placeOf = new Map(open.columns.map((column, place) => [column, place]));
  let added = 0;
  for (const row of loadRows) {
    const { columns = [], factors = [] } = rows[row] ?? {};
    const mine = columns.map((column, at) => ({ column, minutes: factors[at] ?? 0 }));
    const settled = mine.filter(({ column }) => !placeOf.has(column));
    const room = settled.reduce(
      (left, { column, minutes }) => left - minutes * (bounds.least[column] ?? 0),
      bounds.rowMost[row] ?? infinity,
    );
    const free = mine.filter(({ column }) => placeOf.has(column));
    if (free.reduce((sum, { minutes }) => sum + minutes, 0) <= room) continue;
    const lengths = [...Map.groupBy(free, ({ minutes }) => minutes)].map(([minutes, same]) => ({
      minutes,
      columns: same.map(({ column }) => placeOf.get(column) ?? -1),
    }));
    const patterns = fullPatterns(lengths, room, MOST_PATTERNS);
    if (patterns === null || patterns.length === 0) continue;
    const first = open.columns.length + added;
    const places = patterns.map((_, at) => first + at);
    for (const [at, { columns }] of lengths.entries()) {
      open.rows.push({
        columns: [...columns, ...places],
        factors: [...columns.map(() => 1), ...patterns.map((pattern) => -(pattern[at] ?? 0))],
        most: 0,
      });
      open.rowLeast.push(-infinity);
      open.rowMost.push(0);
    }
    open.rows.push({ columns: places, factors: places.map(() => 1), most: 1 });
    open.rowLeast.push(1);
    open.rowMost.push(1);
    added += patterns.length;
  }
  return added;
}
