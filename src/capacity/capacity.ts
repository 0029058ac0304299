/** Demand by hub and week against the hours of those who are there. Pure: facts in, numbers out. */
import type { Capacity } from '../../config/planning.js';
import type { Hub } from '../../config/reference-data.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import {
  isWithinHubHours,
  isWorkingDay,
  type HubHours,
  type OpeningHours,
  type WorkingCalendar,
} from '../kernel/working-time.js';
import { forecastOf, type Forecast } from './forecast.js';

/** A conference that took place or is to. */
export interface DemandSitting {
  readonly hubCode: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** When TVP knew of it. */
  readonly knownAt: Temporal.Instant;
  readonly inPerson: boolean;
}

export interface Weeks {
  /** Mondays of the weeks that are over, the oldest first; none before the first conference on record. */
  readonly past: readonly Temporal.PlainDate[];
  /** Of this week and those to come. */
  readonly ahead: readonly Temporal.PlainDate[];
}

export const mondayOf = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 });

export function weeksOf(
  sittings: readonly DemandSitting[],
  today: Temporal.PlainDate,
  { historyWeeks, weeksAhead }: Capacity,
): Weeks {
  const monday = mondayOf(today);
  const first = sittings.reduce<Temporal.PlainDate | null>((least, { startsAt }) => {
    const day = londonDate(startsAt);
    return least === null || Temporal.PlainDate.compare(day, least) < 0 ? day : least;
  }, null);
  const all = Array.from({ length: historyWeeks }, (_, i) => monday.subtract({ weeks: historyWeeks - i }));
  return {
    past: all.filter((one) => first !== null && Temporal.PlainDate.compare(one, mondayOf(first)) >= 0),
    ahead: Array.from({ length: weeksAhead }, (_, i) => monday.add({ weeks: i })),
  };
}

const startOf = (monday: Temporal.PlainDate): number => startOfLondonDay(monday).epochMilliseconds;

const within = (sittings: readonly DemandSitting[], monday: Temporal.PlainDate): readonly DemandSitting[] => {
  const [from, until] = [startOf(monday), startOf(monday.add({ weeks: 1 }))];
  return sittings.filter(({ startsAt }) => startsAt.epochMilliseconds >= from && startsAt.epochMilliseconds < until);
};

export interface WeekDemand {
  readonly monday: Temporal.PlainDate;
  readonly known: number;
  /** Null while there is too little history. */
  readonly forecast: Forecast | null;
  /** By history alone where the diary is so empty that it cannot have been filled yet. */
  readonly by: 'diary' | 'history';
}

export interface Asking {
  readonly now: Temporal.Instant;
  readonly percent: number;
  readonly calendar: WorkingCalendar;
}

/**
 * Each week to come: what is in the diary, and what came later in weeks gone by, counted from as long before. A diary with
 * fewer than nearly any such week had by then says nothing: then whole weeks count, by their working days.
 */
export function demandAhead(
  sittings: readonly DemandSitting[],
  { past, ahead }: Weeks,
  { now, percent, calendar }: Asking,
): readonly WeekDemand[] {
  const history = past.map((monday) => ({ monday, from: startOf(monday), sittings: within(sittings, monday) }));
  return ahead.map((monday) => {
    const before = startOf(monday) - now.epochMilliseconds;
    const known = within(sittings, monday).length;
    const later = history.map(
      (week) => week.sittings.filter(({ knownAt }) => knownAt.epochMilliseconds > week.from - before).length,
    );
    const usual = forecastOf(
      { known: 0, cameLater: history.map((week, at) => week.sittings.length - (later[at] ?? 0)) },
      percent,
    );
    if (usual === null || known >= usual.least)
      return { monday, known, forecast: forecastOf({ known, cameLater: later }, percent), by: 'diary' };
    const days = workingDays(monday, calendar);
    const whole = history.map(
      (week) => (week.sittings.length * days) / Math.max(1, workingDays(week.monday, calendar)),
    );
    const { expected, least, most } = forecastOf({ known: 0, cameLater: whole }, percent) ?? usual;
    const atLeast = (count: number): number => Math.max(known, count);
    const forecast = { expected: atLeast(expected), least: atLeast(least), most: atLeast(most) };
    return { monday, known, forecast, by: 'history' };
  });
}

const workingDays = (monday: Temporal.PlainDate, calendar: WorkingCalendar): number =>
  Array.from({ length: 7 }, (_, i) => monday.add({ days: i })).filter((day) => isWorkingDay(day, calendar)).length;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Of one conference with one person: it, and what belongs to it. */
export function hoursEach(sittings: readonly DemandSitting[], minutesAround: number): number {
  if (sittings.length === 0) return 0;
  const lasted = sittings.reduce((sum, one) => sum + one.endsAt.epochMilliseconds - one.startsAt.epochMilliseconds, 0);
  return lasted / sittings.length / HOUR + minutesAround / 60;
}

/** Most conferences that one moment ever had, with the travel of those in person. */
export function busiest(sittings: readonly DemandSitting[], bufferMinutes: number): number {
  const edges = sittings.flatMap(({ startsAt, endsAt, inPerson }) => {
    const buffer = inPerson ? bufferMinutes * MINUTE : 0;
    return [
      { at: startsAt.epochMilliseconds - buffer, by: 1 },
      { at: endsAt.epochMilliseconds + buffer, by: -1 },
    ];
  });
  // Whoever ends as another begins is free for it.
  edges.sort((a, b) => a.at - b.at || a.by - b.by);
  let [open, most] = [0, 0];
  for (const { by } of edges) most = Math.max(most, (open += by));
  return most;
}

export interface Staff {
  /** Who could lead a conference. */
  readonly people: number;
  /** Of a usual week, without anybody's absences. */
  readonly usualHours: number;
  /** Of each week to come, absences taken off. */
  readonly hours: readonly number[];
}

export interface Need {
  readonly byHours: number;
  readonly byOverlap: number;
  readonly people: number;
}

/**
 * How many people a hub needs so that nobody is missing: enough hours for the upper end of the forecast, and enough people
 * for the busiest moment of the history, since some are always off or away.
 */
export function needOf(
  { most, each, busiest: atOnce }: { readonly most: number; readonly each: number; readonly busiest: number },
  { people, usualHours, hours }: Staff,
  usualWeekHours: number,
): Need {
  const present = hours.reduce((sum, one) => sum + one, 0) / Math.max(1, hours.length);
  const hoursEachPerson = people === 0 ? usualWeekHours : present / people;
  const presence = usualHours === 0 ? 1 : Math.min(1, Math.max(0.1, present / usualHours));
  const byHours = hoursEachPerson <= 0 ? 0 : Math.ceil((most * each) / hoursEachPerson - 1e-9);
  const byOverlap = Math.ceil(atOnce / presence - 1e-9);
  return { byHours, byOverlap, people: Math.max(byHours, byOverlap) };
}

export interface OutsideHours {
  readonly outside: number;
  readonly of: number;
  /** Hours of such conferences, a week. */
  readonly hoursAWeek: number;
  /** What an hour more a day would bring inside; null when nothing. */
  readonly better: { readonly end: 'opens' | 'closes'; readonly fewer: number } | null;
}

const isInside = (one: DemandSitting, { hours }: Hub, calendar: WorkingCalendar): boolean =>
  isWithinHubHours(one.startsAt, one.endsAt, hours, calendar);

const shifted = (time: string, hours: number): string => {
  const hour = Math.min(23, Math.max(0, Number(time.slice(0, 2)) + hours));
  return `${String(hour).padStart(2, '0')}${time.slice(2)}`;
};

/** The same hub, open an hour earlier or later on every day on which it opens at all. */
function wider(hub: Hub, end: 'opens' | 'closes'): Hub {
  const by = end === 'opens' ? -1 : 1;
  const days = Object.entries(hub.hours).map(([day, open]: [string, OpeningHours | null]) => [
    day,
    open === null ? null : { ...open, [end]: shifted(open[end], by) },
  ]);
  return { ...hub, hours: Object.fromEntries(days) as HubHours };
}

/** Of a hub's conferences of the weeks that are over. */
export function outsideHours(
  sittings: readonly DemandSitting[],
  weeks: number,
  hub: Hub,
  calendar: WorkingCalendar,
): OutsideHours {
  const outside = sittings.filter((one) => !isInside(one, hub, calendar));
  const lasted = outside.reduce((sum, one) => sum + one.endsAt.epochMilliseconds - one.startsAt.epochMilliseconds, 0);
  const fewer = (end: 'opens' | 'closes'): number =>
    outside.filter((one) => isInside(one, wider(hub, end), calendar)).length;
  const [earlier, later] = [fewer('opens'), fewer('closes')];
  const best =
    later >= earlier ? ({ end: 'closes', fewer: later } as const) : ({ end: 'opens', fewer: earlier } as const);
  return {
    outside: outside.length,
    of: sittings.length,
    hoursAWeek: weeks === 0 ? 0 : lasted / HOUR / weeks,
    better: best.fewer === 0 ? null : best,
  };
}
