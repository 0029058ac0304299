/** When conferences are, and how many a working day. Pure: counts in, sums out. */
import { isWorkingDay, type WorkingCalendar } from '../kernel/working-time.js';

/** Conferences of one hub that start on one weekday in one hour, London time. */
export interface DemandCell {
  readonly hubCode: string;
  /** 1 is Monday. */
  readonly weekday: number;
  readonly hour: number;
  readonly conferences: number;
}

export interface Days {
  readonly from: Temporal.PlainDate;
  /** Included. */
  readonly to: Temporal.PlainDate;
}

export const WEEKS_AHEAD = 4;

/** The twelve months up to yesterday: today is not over. */
export const lastYear = (today: Temporal.PlainDate): Days => ({
  from: today.subtract({ years: 1 }),
  to: today.subtract({ days: 1 }),
});

export const weeksAhead = (today: Temporal.PlainDate): Days => ({
  from: today,
  to: today.add({ days: WEEKS_AHEAD * 7 - 1 }),
});

export function workingDaysIn({ from, to }: Days, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = from; Temporal.PlainDate.compare(day, to) <= 0; day = day.add({ days: 1 })) {
    if (isWorkingDay(day, calendar)) count += 1;
  }
  return count;
}

export const conferencesIn = (cells: readonly DemandCell[]): number =>
  cells.reduce((sum, { conferences }) => sum + conferences, 0);

/** "4.2": one decimal; "under 0.1" for what would round to nothing. */
export function perDayWords(conferences: number, days: number): string {
  if (conferences === 0 || days === 0) return '0';
  const perDay = conferences / days;
  return perDay < 0.05 ? 'under 0.1' : perDay.toFixed(1);
}

/** The hours from the first to the last in which anything starts, none left out between. */
export function hoursOf(cells: readonly DemandCell[]): readonly number[] {
  if (cells.length === 0) return [];
  const hours = cells.map(({ hour }) => hour);
  const first = Math.min(...hours);
  return Array.from({ length: Math.max(...hours) - first + 1 }, (_, i) => first + i);
}

export interface Peak {
  readonly weekday: number;
  readonly hour: number;
  readonly conferences: number;
}

/** The weekday and hour in which most start; the earlier of equals. */
export function peakOf(cells: readonly DemandCell[]): Peak | null {
  const slots = Map.groupBy(cells, ({ weekday, hour }) => weekday * 24 + hour);
  const peaks = [...slots.values()].map((slot) => ({
    weekday: slot[0]!.weekday,
    hour: slot[0]!.hour,
    conferences: conferencesIn(slot),
  }));
  return peaks.toSorted((a, b) => b.conferences - a.conferences || a.weekday - b.weekday || a.hour - b.hour)[0] ?? null;
}
