import { formatDate } from '../kernel/london.js';
import { typedChoices, typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import type { Shift, WorkingPattern } from './availability.js';
import { MOST_CYCLE_WEEKS } from './working-pattern.js';

export interface TypedPattern {
  readonly fromOn: string;
  readonly untilOn: string;
  readonly weeks: number;
  readonly worksHolidays: boolean;
  /** Hours as written, by week and day: "w1d3" is Wednesday of the first week. */
  readonly hours: Readonly<Record<string, string>>;
  readonly version: number | null;
}

const MOST_SHIFTS_A_DAY = 3;
const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const dayField = (week: number, day: number): string => `w${week}d${day}`;

export function typedPattern(body: unknown): TypedPattern {
  const weeks = Math.min(Math.max(wholeNumber(typedText(body, 'weeks')) ?? 1, 1), MOST_CYCLE_WEEKS);
  const fields = Array.from({ length: weeks }, (_, i) => DAYS.map((day) => dayField(i + 1, day))).flat();
  return {
    fromOn: typedText(body, 'fromOn'),
    untilOn: typedText(body, 'untilOn'),
    weeks,
    worksHolidays: typedChoices(body, 'worksHolidays').includes('yes'),
    hours: Object.fromEntries(fields.map((field) => [field, typedText(body, field)])),
    version: wholeNumber(typedText(body, 'version')),
  };
}

/** The form as it opens: on the hours that stand, from today on; else on an ordinary week. */
export function startingPattern(
  stands: WorkingPattern | null,
  today: Temporal.PlainDate,
  version: number,
): TypedPattern {
  const ordinary = DAYS.slice(0, 5).map((day) => ({
    week: 1,
    day,
    starts: '08:00',
    ends: day === 5 ? '15:30' : '16:00',
  }));
  const shifts = stands?.shifts ?? ordinary;
  const hours: Record<string, string> = {};
  for (const shift of shifts) {
    const field = dayField(shift.week, shift.day);
    const written = `${shift.starts} to ${shift.ends}`;
    hours[field] = hours[field] === undefined ? written : `${hours[field]}, ${written}`;
  }
  return {
    fromOn: formatDate(today),
    untilOn: '',
    weeks: stands?.cycleWeeks ?? 1,
    worksHolidays: stands?.worksHolidays ?? false,
    hours,
    version,
  };
}

/** The same with one week more, which begins as the last one. */
export function withAnotherWeek(typed: TypedPattern): TypedPattern {
  if (typed.weeks >= MOST_CYCLE_WEEKS) return typed;
  const weeks = typed.weeks + 1;
  const copied = DAYS.map((day) => [dayField(weeks, day), typed.hours[dayField(typed.weeks, day)] ?? ''] as const);
  return { ...typed, weeks, hours: { ...typed.hours, ...Object.fromEntries(copied) } };
}

export type ReadPattern =
  | { readonly ok: true; readonly value: WorkingPattern }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

export function readPattern(typed: TypedPattern, today: Temporal.PlainDate): ReadPattern {
  const errors: FieldError[] = [];
  const refuse = (field: string, text: string): void => void errors.push({ text, href: `#${field}` });
  const fromOn = readDate(typed.fromOn, today);
  if (fromOn === null) refuse('fromOn', 'Enter the first day of these hours, such as 1/12/26 or today');
  const untilOn = typed.untilOn === '' ? null : readDate(typed.untilOn, today);
  if (typed.untilOn !== '' && untilOn === null) {
    refuse('untilOn', 'Enter the last day of these hours, such as 31/3/27, or leave it empty');
  }
  const shifts: Shift[] = [];
  for (let week = 1; week <= typed.weeks; week += 1) {
    for (const day of DAYS) {
      const field = dayField(week, day);
      const read = readHours(typed.hours[field] ?? '', week, day);
      if (read === null) refuse(field, 'Enter hours such as 08:00 to 16:00, or leave the day empty');
      else shifts.push(...read);
    }
  }
  if (errors.length > 0 || fromOn === null) return { ok: false, errors };
  const { weeks: cycleWeeks, worksHolidays } = typed;
  return { ok: true, value: { fromOn, untilOn, cycleWeeks, worksHolidays, shifts } };
}

/** "08:00 to 12:00, 13:00 to 17:00"; nothing on a day off, null for what cannot be read. */
function readHours(text: string, week: number, day: number): readonly Shift[] | null {
  if (/^(-|–|off|none)?$/i.test(text)) return [];
  const pieces = text.split(/\s*(?:,|;|&|\band\b)\s*/i);
  if (pieces.length > MOST_SHIFTS_A_DAY) return null;
  const shifts = pieces.map((piece) => {
    const ends = piece.split(/\s*(?:[-\u2010-\u2015\u2212]|\bto\b|\buntil\b)\s*/i).map(readTime);
    const [starts, until] = ends;
    return ends.length === 2 && starts && until ? { week, day, starts: written(starts), ends: written(until) } : null;
  });
  return shifts.every((shift) => shift !== null) ? shifts : null;
}

const written = (time: Temporal.PlainTime): string => time.toString({ smallestUnit: 'minute' });
