/** When a conference is, put together from whichever cells of its row speak of it. */
import { formatDate, londonInstant, londonTime } from '../kernel/london.js';
import { readTimeRange } from '../kernel/written-dates.js';
import type { Field } from './fields.js';
import { listedTime, type ListedTime } from './listed.js';
import { isBlank, readClock, readClockRange, readMinutes, readMoment, type DateRules } from './written-cells.js';

export type WrittenTimes =
  | {
      readonly ok: true;
      readonly time: ListedTime;
      readonly yearAssumed: boolean;
      /** Its column is month first, and day first it would be another date. */
      readonly monthFirst: boolean;
    }
  | { readonly ok: false; readonly field: Field; readonly message: string };

/** The text of a field in the row; '' where the list has no such column or the cell is blank. */
export type CellText = (field: Field) => string;

const MOST_SHOWN = 40;
const shown = (text: string): string => `“${text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text}”`;
const wrong = (field: Field, message: string): WrittenTimes => ({ ok: false, field, message });

/** Reads date, start and end. `timesListed` says that the list has a column for times, so a missing one is a slip. */
export function readTimes(cell: CellText, rules: DateRules, timesListed: boolean): WrittenTimes {
  const dateField: Field = isBlank(cell('date')) && readMoment(cell('start'), rules) !== null ? 'start' : 'date';
  const text = cell(dateField);
  if (isBlank(text)) return wrong('date', 'The date is missing.');
  const moment = readMoment(text, rules);
  if (moment === null || moment.date === null)
    return wrong(dateField, `${shown(text)} is no date that exists. Write it as 7/12/2026.`);
  const yearAssumed = dependsOnToday(text, rules, moment.date);
  const british = readMoment(text, { ...rules, order: 'day-first' })?.date ?? moment.date;
  const clock = readClocks(cell, rules, moment, timesListed);
  if (!clock.ok) return clock;
  const { date } = moment;
  const skipped = [clock.start, clock.end].find((time) => time !== null && isSkipped(date, time));
  if (skipped != null) {
    const time = skipped.toString({ smallestUnit: 'minute' });
    return wrong('start', `There is no ${time} on ${formatDate(date)}: the clocks go forward. Check the time.`);
  }
  const monthFirst = !british.equals(moment.date);
  return { ok: true, time: listedTime(moment.date, clock.start, clock.end), yearAssumed, monthFirst };
}

const isSkipped = (date: Temporal.PlainDate, time: Temporal.PlainTime): boolean =>
  !londonTime(londonInstant(date, time)).equals(time);

/** "7 Dec" is read as the next one, so another today would give another date. */
function dependsOnToday(text: string, rules: DateRules, date: Temporal.PlainDate): boolean {
  const later = readMoment(text, { ...rules, today: rules.today.add({ years: 5 }) })?.date ?? null;
  return later === null || !later.equals(date);
}

type Clocks =
  | { readonly ok: true; readonly start: Temporal.PlainTime | null; readonly end: Temporal.PlainTime | null }
  | (WrittenTimes & { readonly ok: false });

interface Given {
  readonly time: Temporal.PlainTime | null;
  readonly end: Temporal.PlainTime | null;
}

function readClocks(cell: CellText, rules: DateRules, given: Given, timesListed: boolean): Clocks {
  const field: Field = !isBlank(cell('start')) ? 'start' : 'time';
  const text = cell(field);
  const endText = cell('end');
  const range = readClockRange(text);
  if (range !== null && isBlank(endText)) return { ok: true, start: range.start, end: range.end };
  if (isBlank(text)) return fromDateCell(cell, rules, given, timesListed);
  const start = range?.start ?? clockIn(text, rules);
  // "2" and "3.30pm" in two cells say together what neither says alone.
  const together = isBlank(endText) ? null : readTimeRange(`${text} - ${endText}`);
  if (start === null) {
    if (together !== null) return { ok: true, ...together };
    return wrong(field, unreadable(text)) as Clocks;
  }
  return withEnd(start, cell, rules, together?.end ?? null);
}

function fromDateCell(cell: CellText, rules: DateRules, given: Given, timesListed: boolean): Clocks {
  if (given.time !== null) {
    return given.end === null
      ? withEnd(given.time, cell, rules, null)
      : { ok: true, start: given.time, end: given.end };
  }
  if (timesListed) return wrong('start', 'The start time is missing.') as Clocks;
  return { ok: true, start: null, end: null };
}

function withEnd(
  start: Temporal.PlainTime,
  cell: CellText,
  rules: DateRules,
  together: Temporal.PlainTime | null,
): Clocks {
  const text = cell('end');
  if (isBlank(text)) {
    const minutes = readMinutes(cell('duration'), true);
    return { ok: true, start, end: minutes === null ? null : sameDay(start, minutes) };
  }
  const end = clockIn(text, rules) ?? together ?? lasting(start, text);
  if (end === null) return wrong('end', unreadable(text)) as Clocks;
  if (Temporal.PlainTime.compare(end, start) > 0) return { ok: true, start, end };
  return wrong('end', `The end ${shown(text)} is not after the start.`) as Clocks;
}

function clockIn(text: string, rules: DateRules): Temporal.PlainTime | null {
  return readClock(text) ?? readMoment(text, rules)?.time ?? null;
}

const lasting = (start: Temporal.PlainTime, text: string): Temporal.PlainTime | null => {
  const minutes = readMinutes(text, false);
  return minutes === null ? null : sameDay(start, minutes);
};

const sameDay = (start: Temporal.PlainTime, minutes: number): Temporal.PlainTime | null => {
  const end = start.add({ minutes });
  return Temporal.PlainTime.compare(end, start) > 0 ? end : null;
};

function unreadable(text: string): string {
  const halves = /^(0?[1-6])(?:[:.](\d{2}))?$/.exec(text.trim());
  if (halves === null) return `${shown(text)} is no time. Write it as 14:00 or 2pm.`;
  return `${shown(text)} may be morning or afternoon. Write it as 14:00 or 2pm.`;
}
