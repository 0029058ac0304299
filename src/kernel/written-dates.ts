/** How people write dates and times. What can be read in two ways is not read at all: null asks the person. */

export interface TimeRange {
  readonly start: Temporal.PlainTime;
  readonly end: Temporal.PlainTime;
}

/** Longer text is a sentence, not a date or a time; the limit also bounds the work on hostile input. */
const LONGEST = 60;

/** A date written without its year is looked for from this many days before today. */
const DAYS_BACK = 60;

const MONTH_WORDS: ReadonlyMap<string, number> = new Map(
  [
    ['january', 'jan'],
    ['february', 'feb'],
    ['march', 'mar'],
    ['april', 'apr'],
    ['may'],
    ['june', 'jun'],
    ['july', 'jul'],
    ['august', 'aug'],
    ['september', 'sept', 'sep'],
    ['october', 'oct'],
    ['november', 'nov'],
    ['december', 'dec'],
  ].flatMap((words, index) => words.map((word) => [word, index + 1] as const)),
);

const WEEKDAY_WORDS: ReadonlyMap<string, number> = new Map(
  [
    ['monday', 'mon'],
    ['tuesday', 'tues', 'tue'],
    ['wednesday', 'weds', 'wed'],
    ['thursday', 'thurs', 'thur', 'thu'],
    ['friday', 'fri'],
    ['saturday', 'sat'],
    ['sunday', 'sun'],
  ].flatMap((words, index) => words.map((word) => [word, index + 1] as const)),
);

const YEAR = String.raw`(?<year>\d{4}|\d{2})`;
const DAY = String.raw`(?<day>\d{1,2})`;
const MONTH = `(?<month>${[...MONTH_WORDS.keys()].join('|')})`;
const WEEKDAY = `(?<weekday>${[...WEEKDAY_WORDS.keys()].join('|')})`;
const ORDINAL = '(?:st|nd|rd|th)?';

const DATE_SHAPES: readonly RegExp[] = [
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/, // 2026-11-24
  new RegExp(String.raw`^${DAY} ?(?<mark>[/.-]) ?(?<month>\d{1,2}) ?\k<mark> ?${YEAR}$`), // 24/11/26
  /^(?<day>\d{1,2})\/(?<month>\d{1,2})$/, // 24/11
  new RegExp(String.raw`^${DAY}${ORDINAL}[ ./-]?(?:of )?${MONTH}\.?(?:[ ./-]?'?${YEAR})?$`), // 24th November 2026
  new RegExp(String.raw`^${MONTH}\.?[ -]?${DAY}${ORDINAL}(?:[ -]'?${YEAR})?$`), // Nov 24 2026
];
const NAMED_DAY = new RegExp(`^(?:next )?${WEEKDAY}$`);
const LEADING_WEEKDAY = new RegExp(
  String.raw`^${WEEKDAY}\.? (?:the )?(?<rest>\d.*|${[...MONTH_WORDS.keys()].join('.*|')}.*)$`,
);
const DAYS_FROM_TODAY: ReadonlyMap<string, number> = new Map([
  ['yesterday', -1],
  ['today', 0],
  ['tomorrow', 1],
]);

/**
 * The date somebody wrote, or null when it is none, cannot exist (31/02) or contradicts itself (a wrong weekday).
 *
 * Day comes before month, always: 3/4/26 is 3 April. Two digits of a year mean 2000-2099. A date without a year is the
 * first such date from 60 days before `today` on, within the year before, this or next. "Mon" and "next Monday" are both
 * the first Monday after `today`, a week on when today is one. Also read: yesterday, today, tomorrow.
 */
export function readDate(text: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  if (text.length > LONGEST) return null;
  const written = tidy(text).replaceAll(',', ' ').replaceAll('’', "'").replace(/ +/g, ' ').trim();
  const offset = DAYS_FROM_TODAY.get(written);
  if (offset !== undefined) return today.add({ days: offset });
  const named = WEEKDAY_WORDS.get(NAMED_DAY.exec(written)?.groups?.['weekday'] ?? '');
  if (named !== undefined) return today.add({ days: ((named - today.dayOfWeek + 6) % 7) + 1 });

  const leading = LEADING_WEEKDAY.exec(written)?.groups;
  const date = readCalendarDate(leading?.['rest'] ?? written, today);
  const weekday = WEEKDAY_WORDS.get(leading?.['weekday'] ?? '');
  // One of the two is a slip, and nobody but the writer knows which.
  return weekday !== undefined && date?.dayOfWeek !== weekday ? null : date;
}

function readCalendarDate(written: string, today: Temporal.PlainDate): Temporal.PlainDate | null {
  for (const shape of DATE_SHAPES) {
    const parts = shape.exec(written)?.groups;
    if (parts === undefined) continue;
    const day = Number(parts['day']);
    const month = MONTH_WORDS.get(parts['month'] ?? '') ?? Number(parts['month']);
    const year = parts['year'];
    if (year === undefined) return nearest(month, day, today);
    return existing(year.length === 2 ? 2000 + Number(year) : Number(year), month, day);
  }
  return null;
}

function nearest(month: number, day: number, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const earliest = today.subtract({ days: DAYS_BACK });
  for (const year of [today.year - 1, today.year, today.year + 1]) {
    const date = existing(year, month, day);
    if (date !== null && Temporal.PlainDate.compare(date, earliest) >= 0) return date;
  }
  return null;
}

/** Years outside 1900-2199 are slips of the finger, such as 0226 or 20266. */
function existing(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  if (day > new Temporal.PlainYearMonth(year, month).daysInMonth) return null;
  return new Temporal.PlainDate(year, month, day);
}

interface WrittenTime {
  readonly hour: number;
  readonly minute: number;
  readonly half: 'am' | 'pm' | null;
  /** 1 to 12 and not written "09": by itself it does not say which half of the day, so a range may lend it one. */
  readonly onTwelveHourClock: boolean;
}

const CLOCK_TIME =
  /^(?<hour>\d{1,2})(?: ?(?<mark>[:.h]) ?(?<minute>\d{2})(?::00)?)? ?(?<half>am|pm)?(?: ?(?:hrs?|hours))?$/;
const RUN_TOGETHER = /^(?<hour>\d{1,2})(?<minute>\d{2}) ?(?<half>am|pm)?(?: ?(?:hrs?|hours))?$/;
const NOON = /^(?:12 ?)?(?:noon|midday)$/;
/** Conferences are held by day, but 7 to 11 is when mornings begin; 1 to 6 could be a slip for the afternoon. */
const FIRST_CERTAIN_HOUR = 7;

/**
 * The time of day somebody wrote, or null. Never guesses: an hour from 1 to 6 written without am, pm or a leading
 * nought ("2", "2.30") may be either half of the day and is null; "02:30" and "1400" are on the 24-hour clock; a bare
 * 7 to 23 is that hour. 12 is noon and 12am is midnight; the word midnight is null, for it does not say which.
 */
export function readTime(text: string): Temporal.PlainTime | null {
  const written = text.length > LONGEST ? null : readWrittenTime(tidyTime(text));
  return written === null ? null : certain(written);
}

/**
 * A start and an end on one day, "10.30am - 12 noon" or "10:00 to 11:30"; null unless the end is after the start.
 * A start without am or pm takes that of the end, or the other half where only that comes before it: "2-3.30pm" is
 * 14:00, "11-1pm" is 11:00. An end that says neither is the one reading after the start, if there is one only:
 * "10.30am - 2" ends at 14:00.
 */
export function readTimeRange(text: string): TimeRange | null {
  if (text.length > LONGEST) return null;
  const parts = tidyTime(text)
    .replace(/^from /, '')
    .split(/ ?(?:[-\u2010-\u2015\u2212]| to | until | till ) ?/);
  const [first, last] = parts.map(readWrittenTime);
  if (parts.length !== 2 || first == null || last == null) return null;

  const end = certain(last);
  const start = end !== null && last.half !== null && isLent(first) ? lendHalf(first, last.half, end) : certain(first);
  if (start === null) return null;
  const finish = end ?? onlyReadingAfter(start, last);
  return finish !== null && Temporal.PlainTime.compare(start, finish) < 0 ? { start, end: finish } : null;
}

const isLent = (time: WrittenTime): boolean => time.half === null && time.onTwelveHourClock;

function lendHalf(time: WrittenTime, half: 'am' | 'pm', end: Temporal.PlainTime): Temporal.PlainTime | null {
  const readings = [half, half === 'am' ? 'pm' : 'am'] as const;
  const before = readings.map((each) => inHalf(time, each)).filter((each) => Temporal.PlainTime.compare(each, end) < 0);
  return before[0] ?? null;
}

function onlyReadingAfter(start: Temporal.PlainTime, time: WrittenTime): Temporal.PlainTime | null {
  const after = (['am', 'pm'] as const)
    .map((half) => inHalf(time, half))
    .filter((each) => Temporal.PlainTime.compare(each, start) > 0);
  return after.length === 1 ? (after[0] ?? null) : null;
}

function readWrittenTime(written: string): WrittenTime | null {
  if (NOON.test(written)) return { hour: 12, minute: 0, half: 'pm', onTwelveHourClock: true };
  const parts = (CLOCK_TIME.exec(written) ?? RUN_TOGETHER.exec(written))?.groups;
  if (parts === undefined) return null;
  const digits = parts['hour'] ?? '';
  const hour = Number(digits);
  const minute = Number(parts['minute'] ?? '0');
  const half = parts['half'] === 'am' || parts['half'] === 'pm' ? parts['half'] : null;
  const bareZero = hour === 0 && parts['minute'] === undefined;
  if (hour > 23 || minute > 59 || bareZero) return null;
  // "14:00pm" says one thing twice; "14:00am" and "0:30pm" contradict themselves.
  if ((half === 'am' && hour > 12) || (half === 'pm' && hour === 0)) return null;
  return { hour, minute, half, onTwelveHourClock: hour >= 1 && hour <= 12 && !digits.startsWith('0') };
}

function certain(time: WrittenTime): Temporal.PlainTime | null {
  if (time.half !== null) return inHalf(time, time.half);
  if (time.onTwelveHourClock && time.hour < FIRST_CERTAIN_HOUR) return null;
  return new Temporal.PlainTime(time.hour, time.minute);
}

function inHalf(time: WrittenTime, half: 'am' | 'pm'): Temporal.PlainTime {
  const hour = time.hour > 12 ? time.hour : (time.hour % 12) + (half === 'pm' ? 12 : 0);
  return new Temporal.PlainTime(hour, time.minute);
}

/** Lower case, every kind of space as one plain space. */
const tidy = (text: string): string => text.toLowerCase().replace(/\s+/g, ' ').trim();

/** "a.m." as am, and no full stop or comma at the end. */
const tidyTime = (text: string): string =>
  tidy(text)
    .replace(/(?<![a-z])([ap])\.? ?m\b\.?/g, '$1m')
    .replace(/[.,;]$/, '');
