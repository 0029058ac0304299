/** Sums of what is stored about how conferences count. Pure: rows in, numbers out. */
import type { MeasureId } from '../measures/measure.js';
import type { Count } from './rate.js';

/** One measure in one month of one hub, by one version of the definitions. */
export interface FigureCell {
  readonly measure: MeasureId;
  /** The first day of the month. */
  readonly month: Temporal.PlainDate;
  readonly hubCode: string;
  readonly definitionVersion: string;
  readonly held: number;
  readonly attended: number;
  /** In the denominator with no outcome on record: part of `held`, not of `attended`. */
  readonly unrecorded: number;
  /** Not in the denominator. */
  readonly outside: number;
}

/** What lists told of, never in one sum with what the tracker recorded. */
export interface ImportedCell extends FigureCell {
  /** Of those outside: reviews held of which the list does not say whether they were relevant. */
  readonly unknown: number;
}

export interface Tally extends Count {
  readonly unrecorded: number;
  readonly outside: number;
}

/** The cells together; percentages are made of the sums and never averaged. */
export function tallyOf(cells: readonly FigureCell[]): Tally {
  let [n, of, unrecorded, outside] = [0, 0, 0, 0];
  for (const cell of cells) {
    n += cell.attended;
    of += cell.held;
    unrecorded += cell.unrecorded;
    outside += cell.outside;
  }
  return { n, of, unrecorded, outside };
}

/** A span of whole months, by their first days, both included. */
export interface Months {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** `count` months ending with `last`. */
export const monthsUntil = (last: Temporal.PlainYearMonth, count: number): Months => ({
  from: last.subtract({ months: count - 1 }).toPlainDate({ day: 1 }),
  to: last.toPlainDate({ day: 1 }),
});

const isWithin = (month: Temporal.PlainDate, { from, to }: Months): boolean =>
  Temporal.PlainDate.compare(month, from) >= 0 && Temporal.PlainDate.compare(month, to) <= 0;

/** The cells of one measure in these months, of one hub or of all. */
export const cellsOf = <Cell extends FigureCell>(
  cells: readonly Cell[],
  measure: MeasureId,
  months: Months,
  hubCode: string | null = null,
): readonly Cell[] =>
  cells.filter(
    (cell) =>
      cell.measure === measure && isWithin(cell.month, months) && (hubCode === null || cell.hubCode === hubCode),
  );

/** The versions that counted what is shown, in order. */
export const versionsOf = (cells: readonly FigureCell[]): readonly string[] =>
  [...new Set(cells.map((cell) => cell.definitionVersion))].sort();

export interface MonthTally extends Tally {
  readonly month: Temporal.PlainYearMonth;
}

/** One measure month by month, oldest first; a month in which nothing counted is there with zeros. */
export function byMonth(cells: readonly FigureCell[], measure: MeasureId, months: Months): readonly MonthTally[] {
  const tallies: MonthTally[] = [];
  for (let day = months.from; Temporal.PlainDate.compare(day, months.to) <= 0; day = day.add({ months: 1 })) {
    tallies.push({ month: day.toPlainYearMonth(), ...tallyOf(cellsOf(cells, measure, { from: day, to: day })) });
  }
  return tallies;
}

/** Working days from the first invitation to the start it named; `to` null means no upper end. */
export interface NoticeBand {
  readonly code: string;
  readonly label: string;
  readonly from: number;
  readonly to: number | null;
}

/** Police ask for 7 working days; same-day invitations and those of a month are both usual ("Notice" in docs/domain.md). */
export const NOTICE_BANDS: readonly NoticeBand[] = [
  { code: '0-2', label: '0 to 2 working days', from: 0, to: 2 },
  { code: '3-4', label: '3 to 4 working days', from: 3, to: 4 },
  { code: '5-9', label: '5 to 9 working days', from: 5, to: 9 },
  { code: '10-19', label: '10 to 19 working days', from: 10, to: 19 },
  { code: '20', label: '20 working days or more', from: 20, to: null },
];
