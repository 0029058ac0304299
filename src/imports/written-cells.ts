/** Dates and times as cells hold them: written by people, by programs, or as Excel's numbers. */
import { readDate, readTime, readTimeRange } from '../kernel/written-dates.js';
import { LONDON } from '../kernel/london.js';
import { momentOfSerial, type Moment } from './cell-format.js';

/** The order of day and month in a column of dates such as 3/4/2026. */
export type DayOrder = 'day-first' | 'month-first';

export interface DateRules {
  readonly order: DayOrder;
  readonly today: Temporal.PlainDate;
  readonly from1904: boolean;
}

export interface WrittenMoment extends Moment {
  readonly end: Temporal.PlainTime | null;
}

const LONGEST = 60;
const NUMERIC = /(?<![\d/.-])(\d{1,2})( ?[/.-] ?)(\d{1,2})\2(\d{4}|\d{2})(?![\d/.-]*\d)/;
const ISO_MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/i;

/** Which order a written date can only be in; null when it reads both ways or in neither. */
export function onlyOrder(text: string): DayOrder | null {
  const parts = NUMERIC.exec(text);
  if (parts === null) return null;
  const [first, second] = [Number(parts[1]), Number(parts[3])];
  if (first > 12 && first <= 31 && second >= 1 && second <= 12) return 'day-first';
  return second > 12 && second <= 31 && first >= 1 && first <= 12 ? 'month-first' : null;
}

/** Nothing, or one of the marks people put where nothing is known. */
export const isBlank = (text: string): boolean => /^(\s|[-–—.?]|n\/?a|none|nil|null|unknown|not known)*$/i.test(text);

/**
 * The date in a cell, with the time or the times that stand beside it: "07/12/2026", "Mon 7 Dec 2026 at 2pm",
 * "7/12/26 10:00-11:30", 46363.4167, "2026-12-07T10:00:00Z". Null when it is none or does not exist. Midnight is no time:
 * programs write it for a whole day.
 */
export function readMoment(text: string, rules: DateRules): WrittenMoment | null {
  const written = tidyDate(text);
  // Without a digit it is "Monday" or "tomorrow", which in a list is no date.
  if (written.length > LONGEST || !/\d/.test(written)) return null;
  if (/^\d{5}(\.\d+)?$/.test(written)) {
    const moment = momentOfSerial(Number(written), rules.from1904);
    return moment === null || moment.date === null ? null : { ...moment, end: null };
  }
  const iso = ISO_MOMENT.exec(written);
  if (iso !== null) return readIso(iso);
  const compact = /^(20\d{2})(\d{2})(\d{2})$/.exec(written);
  const ordered = compact === null ? inOrder(written, rules.order) : `${compact[1]}-${compact[2]}-${compact[3]}`;
  const date = readDate(ordered, rules.today);
  return date === null ? readDateThenTime(ordered, rules.today) : { date, time: null, end: null };
}

const tidyDate = (text: string): string =>
  text
    .replace(/[\s\u00a0]+/g, ' ')
    // "(Teams)", "(virtual)": how it is held is read by itself.
    .replace(/ ?\([^()\d]*\) ?$/, '')
    .replace(/^(20\d{2})([/.])(\d{1,2})\2(\d{1,2})(?!\d)/, '$1-$3-$4')
    .replace(/ ?\((mon|tue|wed|thu|fri|sat|sun)[a-z]*\)/gi, '')
    .replace(/[ ,]+(mon|tues?|wed(nes)?|thu(rs?)?|fri|sat(ur)?|sun)(day)?$/i, '')
    .trim();

function readIso(parts: RegExpExecArray): WrittenMoment | null {
  const [, day = '', clock = '', offset] = parts;
  const date = readDate(day, Temporal.PlainDate.from('2000-01-01'));
  const time = readTime(clock);
  if (date === null || time === null) return null;
  if (offset === undefined || clock === '00:00') return wholeDayAtMidnight(date, time);
  const zone = offset.toUpperCase().replace(/^(...)(\d\d)$/, '$1:$2');
  const london = Temporal.Instant.from(`${date.toString()}T${clock}:00${zone}`).toZonedDateTimeISO(LONDON);
  return wholeDayAtMidnight(london.toPlainDate(), london.toPlainTime());
}

const wholeDayAtMidnight = (date: Temporal.PlainDate, time: Temporal.PlainTime): WrittenMoment => ({
  date,
  time: time.hour === 0 && time.minute === 0 ? null : time,
  end: null,
});

const inOrder = (text: string, order: DayOrder): string =>
  order === 'day-first'
    ? text
    : text.replace(NUMERIC, (_, month, mark, day, year) => `${day}${mark}${month}${mark}${year}`);

function readDateThenTime(text: string, today: Temporal.PlainDate): WrittenMoment | null {
  const words = text.replace(/(\d),/g, '$1 ,').split(' ');
  for (let count = Math.min(words.length - 1, 6); count >= 1; count -= 1) {
    const date = readDate(words.slice(0, count).join(' ').replace(/[,;]$/, ''), today);
    if (date === null) continue;
    const clock = words
      .slice(count)
      .join(' ')
      .replace(/^[ ,@-]*(at |from )?/i, '');
    const range = readClockRange(clock);
    if (range !== null) return { date, time: range.start, end: range.end };
    const time = readClock(clock);
    if (time !== null) return wholeDayAtMidnight(date, time);
  }
  return null;
}

/** A time of day in a cell: as people write it, with seconds, or as a fraction of the day. Null where it may be two. */
export function readClock(text: string): Temporal.PlainTime | null {
  const written = tidyClock(text);
  if (/^0?\.\d+$/.test(written)) return momentOfSerial(Number(written), false)?.time ?? null;
  return readTime(written);
}

/** "10:00-11:30" in one cell, also with seconds. */
export const readClockRange = (text: string): ReturnType<typeof readTimeRange> => readTimeRange(tidyClock(text));

const tidyClock = (text: string): string =>
  text
    .slice(0, 2 * LONGEST)
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^1(899-12-3[01]|900-01-0[01])[T ]/, '')
    .replace(/\b(\d{1,2})[:;.](\d{2})[:.]\d{2}(?:\.\d+)?\b/g, '$1:$2')
    .replace(/\b(\d{1,2});(\d{2})\b/g, '$1:$2')
    // A number cell loses the nought: 14.30 becomes 14.3. Other tenths could be parts of an hour.
    .replace(/^(\d{1,2})\.3$/, '$1.30')
    .replace(/^(at|from|@) ?/i, '')
    .trim();

/** Minutes of "90 mins", "1.5 hours", "1h 30", "1:30" or, in a column of durations, "90"; null for anything else. */
export function readMinutes(text: string, bareNumber: boolean): number | null {
  const written = text.toLowerCase().trim();
  const hours = /^(\d(?:\.\d+)?) ?(?:h|hrs?|hours?)(?: ?(?:and )?(\d{1,2}) ?(?:m|mins?|minutes?)?)?$/.exec(written);
  const clock = bareNumber ? /^0?(\d):(\d{2})(?::00)?$/.exec(written) : null;
  const found = hours ?? clock;
  if (found !== null) return inReason(Math.round(Number(found[1]) * 60) + Number(found[2] ?? '0'));
  const minutes = /^(\d{1,3}|\d(?:\.\d{1,2})?)(?: ?(m|mins?|minutes?))?$/.exec(written);
  if (minutes === null || (minutes[2] === undefined && !bareNumber)) return null;
  const number = Number(minutes[1]);
  return inReason(minutes[2] === undefined && number <= 8 ? Math.round(number * 60) : number);
}

const inReason = (minutes: number): number | null => (minutes >= 10 && minutes <= 720 ? minutes : null);

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** The day of the week, 1 to 7, of a cell that holds nothing else: "Mon", "Weds", "Thursday". */
export function readWeekday(text: string): number | null {
  const named = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?$/i.exec(text.trim());
  return named === null ? null : WEEKDAYS.indexOf((named[1] ?? '').toLowerCase()) + 1;
}
