/** Whether somebody works at a time, and why not: their pattern, their absences, and what they are on already. */
import { londonDate, londonInstant, startOfLondonDay } from '../kernel/london.js';
import { holidayName, type WorkingCalendar } from '../kernel/working-time.js';

/** Hours on one day of a cycle. Wall-clock times in London, 'HH:MM'; one that ends no later than it starts ends next day. */
export interface Shift {
  /** 1 to the weeks of the cycle. */
  readonly week: number;
  /** 1 for Monday to 7 for Sunday. */
  readonly day: number;
  readonly starts: string;
  readonly ends: string;
}

/** The hours of somebody from one day to another, both included. Week 1 of the cycle is the one with the first day. */
export interface WorkingPattern {
  readonly fromOn: Temporal.PlainDate;
  readonly untilOn: Temporal.PlainDate | null;
  readonly cycleWeeks: number;
  /** Whether they work on bank holidays as on other days. */
  readonly worksHolidays: boolean;
  readonly shifts: readonly Shift[];
}

export const ABSENCE_KINDS = ['leave', 'sick', 'course', 'court'] as const;
export type AbsenceKind = (typeof ABSENCE_KINDS)[number];

export interface Absence {
  readonly kind: AbsenceKind;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** Another conference, with the time around it that travel takes. */
export interface Booking {
  /** Null when it is outside the reach of whoever looks. */
  readonly reference: string | null;
  readonly takenFrom: Temporal.Instant;
  readonly takenUntil: Temporal.Instant;
}

/** From the first millisecond since 1970 up to, not including, the last: instants would cost too much by the thousand. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const spanOf = (starts: Temporal.Instant, ends: Temporal.Instant): Span => ({
  from: starts.epochMilliseconds,
  until: ends.epochMilliseconds,
});

/** The days of a period as London counts them, worked out once for everybody who is asked about. */
export interface LondonDays {
  readonly period: Span;
  /** From the day before the period, whose night shift reaches into it, to the day after its last one. */
  readonly days: readonly LondonDay[];
  /** What was worked out: colleagues on the same shifts can share one list of patterns. */
  readonly worked: WeakMap<readonly WorkingPattern[], readonly Span[]>;
}

interface LondonDay {
  readonly date: Temporal.PlainDate;
  readonly number: number;
  readonly weekday: number;
  /** Counted from a Monday long ago. */
  readonly week: number;
  readonly midnight: number;
  /** False on the two days a year when the clocks change. */
  readonly regular: boolean;
  readonly holiday: boolean;
}

const DAY = 86_400_000;
const MINUTE = 60_000;
/** Days since 1970, which began on a Thursday. */
const epochDay = (date: Temporal.PlainDate): number => Date.UTC(date.year, date.month - 1, date.day) / DAY;
const weekOf = (day: number): number => Math.floor((day + 3) / 7);

export function londonDays(starts: Temporal.Instant, ends: Temporal.Instant, calendar: WorkingCalendar): LondonDays {
  const days: LondonDay[] = [];
  const last = londonDate(ends).add({ days: 1 });
  let date = londonDate(starts).subtract({ days: 1 });
  let midnight = startOfLondonDay(date).epochMilliseconds;
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    const next = date.add({ days: 1 });
    const nextMidnight = startOfLondonDay(next).epochMilliseconds;
    const holiday = holidayName(date, calendar) !== null;
    const regular = nextMidnight - midnight === DAY;
    const number = epochDay(date);
    days.push({ date, number, weekday: date.dayOfWeek, week: weekOf(number), midnight, regular, holiday });
    [date, midnight] = [next, nextMidnight];
  }
  return { period: spanOf(starts, ends), days, worked: new WeakMap() };
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

const moment = (day: LondonDay, minutes: number): number =>
  day.regular
    ? day.midnight + minutes * MINUTE
    : londonInstant(day.date, new Temporal.PlainTime(Math.floor(minutes / 60), minutes % 60)).epochMilliseconds;

/** When somebody works in the period by their patterns, absences aside; times that touch are one. */
export function workingSpans(patterns: readonly WorkingPattern[], around: LondonDays): readonly Span[] {
  const known = around.worked.get(patterns);
  if (known !== undefined) return known;
  const found: Span[] = [];
  for (const pattern of patterns) addSpans(found, pattern, around);
  const spans = united(found);
  around.worked.set(patterns, spans);
  return spans;
}

function addSpans(found: Span[], pattern: WorkingPattern, { period, days }: LondonDays): void {
  const [first, last] = [epochDay(pattern.fromOn), pattern.untilOn === null ? Infinity : epochDay(pattern.untilOn)];
  const shiftsOn = byDay(pattern);
  const firstWeek = weekOf(first);
  // By index, for there may be five hundred people and sixty days: nothing is made that is not kept.
  for (let i = 0; i < days.length; i += 1) {
    const day = days[i]!;
    if (day.number < first || day.number > last || (day.holiday && !pattern.worksHolidays)) continue;
    const week = (day.week - firstWeek) % pattern.cycleWeeks;
    for (const { starts, ends } of shiftsOn[week * 7 + day.weekday - 1] ?? NO_SHIFTS) {
      const endDay = ends > starts ? day : days[i + 1];
      if (endDay === undefined) continue;
      const from = Math.max(moment(day, starts), period.from);
      const until = Math.min(moment(endDay, ends), period.until);
      // Nothing is left of hours that the clocks skip.
      if (until > from) found.push({ from, until });
    }
  }
}

interface Minutes {
  readonly starts: number;
  readonly ends: number;
}
const NO_SHIFTS: readonly Minutes[] = [];

/** Shifts in minutes after midnight, by week and day of the cycle. */
function byDay(pattern: WorkingPattern): readonly (readonly Minutes[] | undefined)[] {
  const days: Minutes[][] = [];
  for (const { week, day, starts, ends } of pattern.shifts) {
    (days[(week - 1) * 7 + day - 1] ??= []).push({ starts: minutesOf(starts), ends: minutesOf(ends) });
  }
  return days;
}

/** The same times in order, without overlaps and with touching ones made one. */
export function united(spans: readonly Span[]): readonly Span[] {
  if (spans.length < 2) return spans;
  const whole: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const before = whole.at(-1);
    if (before === undefined || before.until < span.from) whole.push(span);
    else whole[whole.length - 1] = { from: before.from, until: Math.max(before.until, span.until) };
  }
  return whole;
}

/** What is left of the first spans where none of the others is; `spans` as `united` gives them. */
export function without(spans: readonly Span[], others: readonly Span[]): readonly Span[] {
  if (others.length === 0) return spans;
  const taken = united(others);
  return spans.flatMap((span) => {
    const left: Span[] = [];
    let from = span.from;
    for (const other of taken) {
      if (other.until <= from || other.from >= span.until) continue;
      if (other.from > from) left.push({ from, until: other.from });
      from = other.until;
    }
    return from < span.until ? [...left, { from, until: span.until }] : left;
  });
}

export const minutesIn = (spans: readonly Span[]): number =>
  spans.reduce((sum, span) => sum + (span.until - span.from) / MINUTE, 0);

const absenceSpan = (absence: Absence): Span => spanOf(absence.startsAt, absence.endsAt);

/** Minutes in which they work and are not away; null when no pattern is kept, because then nobody knows. */
export function availableMinutes(
  patterns: readonly WorkingPattern[],
  absences: readonly Absence[],
  days: LondonDays,
): number | null {
  if (patterns.length === 0) return null;
  return minutesIn(without(workingSpans(patterns, days), absences.map(absenceSpan)));
}

/** What stands in the way of somebody at a time, the firmest reason first. */
export type Obstacle =
  | { readonly kind: 'away'; readonly absence: Absence }
  | { readonly kind: 'booked'; readonly booking: Booking }
  /** `hours` are those of the London day on which it starts; empty when they are off that day. */
  | { readonly kind: 'not-working'; readonly hours: readonly Span[]; readonly holiday: string | null };

/** A time that somebody is wanted for, with the days around it worked out once for all who are asked. */
export interface Asked {
  readonly meeting: Span;
  /** The same with the time that travel takes. */
  readonly taken: Span;
  /** The London day on which it starts, and until it ends. */
  readonly around: LondonDays;
  readonly dayEnds: number;
  readonly holiday: string | null;
}

export function askedFor(
  time: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant; readonly taken: Span },
  calendar: WorkingCalendar,
): Asked {
  const date = londonDate(time.startsAt);
  const midnight = startOfLondonDay(date.add({ days: 1 }));
  const last = Temporal.Instant.compare(midnight, time.endsAt) > 0 ? midnight : time.endsAt;
  return {
    meeting: spanOf(time.startsAt, time.endsAt),
    taken: time.taken,
    around: londonDays(startOfLondonDay(date), last, calendar),
    dayEnds: midnight.epochMilliseconds,
    holiday: holidayName(date, calendar),
  };
}

export interface Known {
  readonly patterns: readonly WorkingPattern[];
  readonly absences: readonly Absence[];
  readonly bookings: readonly Booking[];
}

const overlap = (a: Span, b: Span): boolean => a.from < b.until && b.from < a.until;

/**
 * Whether somebody can be there from start to end; null when nothing stands in the way. Somebody without any pattern may:
 * their hours are not known. The meeting itself has to lie in their hours, the travel need not.
 */
export function obstacleOf(known: Known, asked: Asked): Obstacle | null {
  const { meeting } = asked;
  const absence = known.absences.find((one) => overlap(absenceSpan(one), meeting));
  if (absence !== undefined) return { kind: 'away', absence };
  const booking = known.bookings.find((one) => overlap(spanOf(one.takenFrom, one.takenUntil), asked.taken));
  if (booking !== undefined) return { kind: 'booked', booking };
  if (known.patterns.length === 0) return null;
  const works = workingSpans(known.patterns, asked.around);
  if (works.some((span) => span.from <= meeting.from && span.until >= meeting.until)) return null;
  const hours = works.filter((span) => span.from < asked.dayEnds);
  return { kind: 'not-working', hours, holiday: hours.length > 0 ? null : asked.holiday };
}
