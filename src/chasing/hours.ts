/** When people are told: on the full hours at which a hub is staffed, on working days. */
import { LONDON, londonDate, londonTime } from '../kernel/london.js';
import { isWorkingDay, openingHours, type HubHours, type WorkingCalendar } from '../kernel/working-time.js';

/** A hub as far as telling people at it goes. */
export interface StaffedHub {
  readonly code: string;
  readonly hours: HubHours;
}

/** Whether the hub is staffed at that moment, bank holidays and weekends being shut. */
export function isStaffed(
  at: Temporal.Instant,
  { hours }: Pick<StaffedHub, 'hours'>,
  calendar: WorkingCalendar,
): boolean {
  const day = londonDate(at);
  const open = openingHours(day, hours);
  if (open === null || !isWorkingDay(day, calendar)) return false;
  const time = londonTime(at);
  const isFrom = Temporal.PlainTime.compare(time, Temporal.PlainTime.from(open.opens)) >= 0;
  return isFrom && Temporal.PlainTime.compare(time, Temporal.PlainTime.from(open.closes)) < 0;
}

/** The run that a moment belongs to: the full hour at or before it, so that there is one run an hour. */
export const runOf = (now: Temporal.Instant): Temporal.Instant =>
  now.toZonedDateTimeISO('UTC').round({ smallestUnit: 'hour', roundingMode: 'floor' }).toInstant();

/** The full hours at which a hub is staffed, after `from` and up to `until`. */
export function staffedHours(
  from: Temporal.Instant,
  until: Temporal.Instant,
  hub: Pick<StaffedHub, 'hours'>,
  calendar: WorkingCalendar,
): readonly Temporal.Instant[] {
  const hours: Temporal.Instant[] = [];
  let at = runOf(from).add({ hours: 1 });
  while (Temporal.Instant.compare(at, until) <= 0) {
    if (isWorkingDay(londonDate(at), calendar)) {
      if (isStaffed(at, hub, calendar)) hours.push(at);
      at = at.add({ hours: 1 });
    } else at = startOfNextDay(at);
  }
  return hours;
}

const startOfNextDay = (at: Temporal.Instant): Temporal.Instant =>
  at.toZonedDateTimeISO(LONDON).add({ days: 1 }).startOfDay().toInstant();

export type HoursOf = (from: Temporal.Instant, until: Temporal.Instant, hub: StaffedHub) => readonly Temporal.Instant[];

/** Most hubs are staffed at the same hours, which are then counted once. */
export function hoursOfEach(calendar: WorkingCalendar): HoursOf {
  const known = new Map<string, readonly Temporal.Instant[]>();
  return (from, until, hub) => {
    const key = JSON.stringify([from, until, hub.hours]);
    const hours = known.get(key) ?? staffedHours(from, until, hub, calendar);
    known.set(key, hours);
    return hours;
  };
}

/** Those of the full hours, in order and each once, in which nothing ran. */
export function hoursWithout(
  runs: readonly Temporal.Instant[],
  hours: readonly Temporal.Instant[],
): readonly Temporal.Instant[] {
  const ran = new Set(runs.map((run) => runOf(run).epochMilliseconds));
  return [...new Set(hours.map((hour) => hour.epochMilliseconds))]
    .filter((hour) => !ran.has(hour))
    .toSorted((a, b) => a - b)
    .map((hour) => Temporal.Instant.fromEpochMilliseconds(hour));
}
