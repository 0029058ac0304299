/** Working days, the statutory clocks that are counted in them, and the hours of a hub. */
import { bankHolidaysByRule, FIRST_YEAR, LAST_YEAR } from './bank-holidays.js';
import { hourAndMinute, londonDate, londonTime, weekdayName } from './london.js';

/** Bank holidays of England and Wales: ISO date to name. */
export interface WorkingCalendar {
  readonly holidays: ReadonlyMap<string, string>;
  /** Years whose list does not reach Christmas get those of the rule as well; otherwise they have only what is listed. */
  readonly byRule?: boolean;
}

/** Wall-clock times in London, 'HH:MM'; `closes` is after `opens` on the same day. */
export interface OpeningHours {
  readonly opens: string;
  readonly closes: string;
}

/** When a hub is staffed, by day; null is a day on which it is shut. It is shut at weekends and on bank holidays. */
export interface HubHours {
  readonly monday: OpeningHours | null;
  readonly tuesday: OpeningHours | null;
  readonly wednesday: OpeningHours | null;
  readonly thursday: OpeningHours | null;
  readonly friday: OpeningHours | null;
}

/** Working days from the strategy discussion to the initial conference. */
const ICPC_WORKING_DAYS = 15;
const FIRST_REVIEW_MONTHS = 3;
const LATER_REVIEW_MONTHS = 6;

/** The name of the bank holiday on that date, or null. */
export const holidayName = (date: Temporal.PlainDate, calendar: WorkingCalendar): string | null =>
  calendar.holidays.get(date.toString()) ?? ruleFor(date.year, calendar).get(date.toString()) ?? null;

const NONE: ReadonlyMap<string, string> = new Map();
const listedYears = new WeakMap<WorkingCalendar, ReadonlySet<number>>();

/** The holidays of a year that the list does not cover; none where it does, or where nobody knows the rule. */
function ruleFor(year: number, calendar: WorkingCalendar): ReadonlyMap<string, string> {
  if (calendar.byRule !== true || year < FIRST_YEAR || year > LAST_YEAR) return NONE;
  let listed = listedYears.get(calendar);
  if (listed === undefined) {
    listed = new Set(
      [...calendar.holidays.keys()].flatMap((day) => (day.slice(5, 7) === '12' ? Number(day.slice(0, 4)) : [])),
    );
    listedYears.set(calendar, listed);
  }
  return listed.has(year) ? NONE : bankHolidaysByRule(year);
}

/**
 * Monday to Friday and no bank holiday. Days on which a local authority closes its offices between Christmas and
 * New Year are working days: the statutory clocks run on.
 */
export const isWorkingDay = (date: Temporal.PlainDate, calendar: WorkingCalendar): boolean =>
  date.dayOfWeek <= 5 && holidayName(date, calendar) === null;

/**
 * The nth working day after `date` (before it when `count` is negative). `date` is day 0 whether it is a working day
 * or not, and is the answer when `count` is 0. Throws RangeError unless `count` is a whole number.
 */
export function addWorkingDays(date: Temporal.PlainDate, count: number, calendar: WorkingCalendar): Temporal.PlainDate {
  if (!Number.isInteger(count)) throw new RangeError(`Working days are whole: ${count} is not.`);
  const step = Math.sign(count);
  let day = date;
  for (let left = Math.abs(count); left > 0;) {
    day = day.add({ days: step });
    if (isWorkingDay(day, calendar)) left -= 1;
  }
  return day;
}

/**
 * How many working days lie after `from`, up to and including `to`; 0 when `to` is the same day or earlier.
 * Notice is counted so: received on Thursday at 16:00 for a conference on Friday is 1 working day.
 */
export function workingDaysBetween(
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  calendar: WorkingCalendar,
): number {
  const days = from.until(to).days;
  if (days <= 0) return 0;
  let count = Math.floor(days / 7) * 5;
  for (let left = days % 7; left > 0; left -= 1) if ((from.dayOfWeek + left - 1) % 7 < 5) count += 1;
  const [after, last] = [from.toString(), to.toString()];
  for (const holiday of holidaysOnWeekdays(calendar)) if (holiday > after && holiday <= last) count -= 1;
  if (calendar.byRule === true) count -= unlistedBetween(from, to, calendar);
  return count;
}

/** Holidays on weekdays that only the rule knows, in the same span. */
function unlistedBetween(from: Temporal.PlainDate, to: Temporal.PlainDate, calendar: WorkingCalendar): number {
  const [after, last] = [from.toString(), to.toString()];
  let count = 0;
  const [first, end] = [Math.max(from.year, FIRST_YEAR), Math.min(to.year, LAST_YEAR)];
  for (let year = first; year <= end; year += 1) {
    for (const day of ruleFor(year, calendar).keys()) {
      if (day > after && day <= last && !calendar.holidays.has(day) && Temporal.PlainDate.from(day).dayOfWeek <= 5) {
        count += 1;
      }
    }
  }
  return count;
}

const onWeekdays = new WeakMap<WorkingCalendar, readonly string[]>();

/** ISO dates, worked out once: a long list asks for them at every row. */
function holidaysOnWeekdays(calendar: WorkingCalendar): readonly string[] {
  const known = onWeekdays.get(calendar);
  if (known !== undefined) return known;
  const found = [...calendar.holidays.keys()].filter((day) => Temporal.PlainDate.from(day).dayOfWeek <= 5);
  onWeekdays.set(calendar, found);
  return found;
}

/**
 * The last working day on or before a date: the practical target where a statutory date, which is never moved,
 * falls on a weekend or a bank holiday.
 */
export function workingDayOnOrBefore(date: Temporal.PlainDate, calendar: WorkingCalendar): Temporal.PlainDate {
  return isWorkingDay(date, calendar) ? date : addWorkingDays(date, -1, calendar);
}

/**
 * The last day for an initial conference: 15 working days after the strategy discussion that began the section 47
 * enquiry, which is day 0 (Working Together to Safeguard Children).
 */
export const icpcDueBy = (strategyDiscussionOn: Temporal.PlainDate, calendar: WorkingCalendar): Temporal.PlainDate =>
  addWorkingDays(strategyDiscussionOn, ICPC_WORKING_DAYS, calendar);

/**
 * The last day for the first review: three calendar months after the initial conference, on the same day of the month
 * or else the month's last. Not moved off weekends (Working Together to Safeguard Children).
 */
export const firstReviewDueBy = (icpcOn: Temporal.PlainDate): Temporal.PlainDate =>
  icpcOn.add({ months: FIRST_REVIEW_MONTHS }, { overflow: 'constrain' });

/** The last day for a later review: six calendar months after the one before, counted as for the first. */
export const reviewDueBy = (previousOn: Temporal.PlainDate): Temporal.PlainDate =>
  previousOn.add({ months: LATER_REVIEW_MONTHS }, { overflow: 'constrain' });

/** Whether the hub is staffed from start to end. Ending exactly at closing time is within its hours. */
export const isWithinHubHours = (
  start: Temporal.Instant,
  end: Temporal.Instant,
  hours: HubHours,
  calendar: WorkingCalendar,
): boolean => hubHoursProblem(start, end, hours, calendar) === null;

/**
 * Why a conference is outside the hub's hours, to be put after "The conference": "ends at 16:30, after the hub closes
 * at 15:30 on Fridays". Null when it is within them. London time.
 */
export function hubHoursProblem(
  start: Temporal.Instant,
  end: Temporal.Instant,
  hours: HubHours,
  calendar: WorkingCalendar,
): string | null {
  const date = londonDate(start);
  const holiday = holidayName(date, calendar);
  if (holiday !== null) return `is on a bank holiday (${holiday})`;
  const open = openingHours(date, hours);
  if (open === null) return `is on a ${weekdayName(date)}, when the hub is closed`;
  if (!londonDate(end).equals(date)) return 'ends on another day';
  return outside(londonTime(start), londonTime(end), open, `${weekdayName(date)}s`);
}

/** When a hub opens and closes on that day of the week; null when it is shut. */
export function openingHours(date: Temporal.PlainDate, hours: HubHours): OpeningHours | null {
  const week = [hours.monday, hours.tuesday, hours.wednesday, hours.thursday, hours.friday];
  return week[date.dayOfWeek - 1] ?? null;
}

function outside(start: Temporal.PlainTime, end: Temporal.PlainTime, open: OpeningHours, days: string): string | null {
  const opens = Temporal.PlainTime.from(open.opens);
  const closes = Temporal.PlainTime.from(open.closes);
  const isAfter = (a: Temporal.PlainTime, b: Temporal.PlainTime): boolean => Temporal.PlainTime.compare(a, b) > 0;
  // A conference that begins after closing time needs one complaint, not two.
  if (!isAfter(closes, start))
    return `starts at ${hourAndMinute(start)}, when the hub has closed (${open.closes} on ${days})`;
  const problems: string[] = [];
  if (isAfter(opens, start)) problems.push(`starts at ${hourAndMinute(start)}, before the hub opens at ${open.opens}`);
  if (isAfter(end, closes))
    problems.push(`ends at ${hourAndMinute(end)}, after the hub closes at ${open.closes} on ${days}`);
  return problems.length === 0 ? null : problems.join(', and ');
}
