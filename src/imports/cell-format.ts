/** Numbers of a spreadsheet as the dates and times they stand for. */

/** What a number format shows of a number. */
export type NumberFormat = 'number' | 'date' | 'time';

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, ...between(27, 31), 34, 35, 36, ...between(50, 58)]);
const BUILT_IN_TIMES = new Set([18, 19, 20, 21, 32, 33, 45, 46, 47]);

function between(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** The meaning of a format number and, for one of the file's own, its code ("dd/mm/yyyy;@"). */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) return BUILT_IN_DATES.has(id) ? 'date' : BUILT_IN_TIMES.has(id) ? 'time' : 'number';
  // What stands in quotation marks, behind a backslash or in brackets is shown, or is a colour or a language.
  const letters = code
    .toLowerCase()
    .replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/g, '')
    .replace(/general/g, '');
  if (/[dy]/.test(letters)) return 'date';
  if (/[hs]/.test(letters)) return 'time';
  return /m/.test(letters) ? 'date' : 'number';
}

const MINUTES_A_DAY = 1440;
const DAY_0_OF_1900 = new Temporal.PlainDate(1899, 12, 30);
const DAY_0_OF_1904 = new Temporal.PlainDate(1904, 1, 1);
/** 1954 to 2149: what lies outside is another number. Dates of birth of children and of conferences lie inside. */
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 91_311];

export interface Moment {
  /** Null where only a time of day was given. */
  readonly date: Temporal.PlainDate | null;
  /** Null for a whole day. */
  readonly time: Temporal.PlainTime | null;
}

/**
 * The moment a serial number means: days since 30 December 1899 (or 1 January 1904) and the fraction of a day, to the
 * nearest minute. Below 1 it is a time alone. Null for a number that is no date of our lifetime.
 */
export function momentOfSerial(serial: number, from1904: boolean): Moment | null {
  if (!Number.isFinite(serial) || serial < 0) return null;
  const minutes = Math.round(serial * MINUTES_A_DAY);
  const day = Math.floor(minutes / MINUTES_A_DAY);
  const rest = minutes % MINUTES_A_DAY;
  const time = new Temporal.PlainTime(Math.floor(rest / 60), rest % 60);
  // Midnight of "day 1" is what some programs write for a time of day with an empty date.
  if (day < 2) return { date: null, time };
  const days1900 = from1904 ? day + 1462 : day;
  if (days1900 < FIRST_SERIAL || days1900 > LAST_SERIAL) return null;
  const date = (from1904 ? DAY_0_OF_1904 : DAY_0_OF_1900).add({ days: day });
  return { date, time: rest === 0 ? null : time };
}

/** The text for a cell with a number in it: a date or time is written so that the readers of cells know it again. */
export function numberText(value: string, format: NumberFormat, from1904: boolean): string {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) return value;
  // 9.3 is kept as 9.3000000000000007 in some files; the shortest form is what was typed.
  if (format === 'number') return String(number);
  const moment = momentOfSerial(number, from1904);
  if (moment === null) return String(number);
  const clock = moment.time?.toString({ smallestUnit: 'minute' }) ?? null;
  if (moment.date === null) return clock ?? String(number);
  return clock === null ? moment.date.toString() : `${moment.date.toString()}T${clock}`;
}
