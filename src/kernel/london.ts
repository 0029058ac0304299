/** The one zone of the product, and how its dates and times are written for people. */
export const LONDON = 'Europe/London';

// Written by hand: Intl gives "Sept" in British English and costs far more on a list of a thousand rows.
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** 'January' to 'December'; `month` is 1 to 12. */
export function monthName(month: number): string {
  const name = MONTHS[month - 1];
  if (name === undefined) throw new RangeError(`There is no month ${month}.`);
  return name;
}

/** 'Monday' to 'Sunday'. */
export function weekdayName(date: Temporal.PlainDate): string {
  const name = WEEKDAYS[date.dayOfWeek - 1];
  if (name === undefined) throw new RangeError(`There is no day ${date.dayOfWeek} in a week.`);
  return name;
}

/** The date on a wall calendar in London at that instant. */
export const londonDate = (instant: Temporal.Instant): Temporal.PlainDate =>
  instant.toZonedDateTimeISO(LONDON).toPlainDate();

/** The time on a wall clock in London at that instant. */
export const londonTime = (instant: Temporal.Instant): Temporal.PlainTime =>
  instant.toZonedDateTimeISO(LONDON).toPlainTime();

/**
 * The instant at which a wall clock in London shows this date and time.
 * A time that the spring change skips (01:30 on the last Sunday of March) is taken an hour later, 02:30 BST; a time
 * that the autumn change repeats is its first occurrence, in BST. Calendar clients do the same (RFC 5545, 3.3.5).
 */
export const londonInstant = (date: Temporal.PlainDate, time: Temporal.PlainTime): Temporal.Instant =>
  date.toPlainDateTime(time).toZonedDateTime(LONDON, { disambiguation: 'compatible' }).toInstant();

/** The first instant of that date in London: 23:00 UTC the evening before while British Summer Time lasts. */
export const startOfLondonDay = (date: Temporal.PlainDate): Temporal.Instant =>
  date.toZonedDateTime(LONDON).toInstant();

/** "24 November 2026" */
export const formatDate = (date: Temporal.PlainDate): string => `${date.day} ${monthName(date.month)} ${date.year}`;

/** "Tue 24 Nov" */
export const formatDay = (date: Temporal.PlainDate): string =>
  `${weekdayName(date).slice(0, 3)} ${date.day} ${monthName(date.month).slice(0, 3)}`;

/** "Tue 24 Nov 2026" */
export const formatDayAndYear = (date: Temporal.PlainDate): string => `${formatDay(date)} ${date.year}`;

/** "November 2026" */
export const formatMonth = (month: Temporal.PlainYearMonth): string => `${monthName(month.month)} ${month.year}`;

/** "14:00", London time, seconds cut off. */
export const formatTime = (instant: Temporal.Instant): string => hourAndMinute(londonTime(instant));

/** "14:00" for a wall-clock time, seconds cut off. */
export const hourAndMinute = (time: Temporal.PlainTime): string => `${twoDigits(time.hour)}:${twoDigits(time.minute)}`;

/** "Tue 24 Nov 2026, 14:00", London time. */
export function formatWhen(instant: Temporal.Instant): string {
  const local = instant.toZonedDateTimeISO(LONDON);
  return `${formatDayAndYear(local.toPlainDate())}, ${hourAndMinute(local.toPlainTime())}`;
}

/** An instant as `formatWhen`, a day as itself: as the trail keeps them. */
export const formatKept = (kept: string): string =>
  kept.includes('T') ? formatWhen(Temporal.Instant.from(kept)) : formatDayAndYear(Temporal.PlainDate.from(kept));

/** From midnight to midnight in London: the day is known and the time is not. No conference lasts as long. */
export const isWholeDay = (start: Temporal.Instant, end: Temporal.Instant): boolean =>
  start.equals(startOfLondonDay(londonDate(start))) && end.equals(startOfLondonDay(londonDate(start).add({ days: 1 })));

/** When something begins: "Tue 24 Nov 2026, 14:00", or the day alone where only that is known. */
export const formatStart = (start: Temporal.Instant, end: Temporal.Instant): string =>
  isWholeDay(start, end) ? formatDayAndYear(londonDate(start)) : formatWhen(start);

/**
 * "Tue 24 Nov 2026, 14:00 to 15:30", London time; the end has its own date when it is on another day. Of a whole day the
 * day alone: no time is made up for it.
 */
export function formatSpan(start: Temporal.Instant, end: Temporal.Instant): string {
  if (isWholeDay(start, end)) return formatDayAndYear(londonDate(start));
  const sameDay = londonDate(start).equals(londonDate(end));
  return `${formatWhen(start)} to ${sameDay ? formatTime(end) : formatWhen(end)}`;
}
