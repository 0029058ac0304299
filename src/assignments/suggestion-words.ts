import type { Absence, Obstacle, Span } from '../attendees/availability.js';
import { formatDay, formatTime, londonDate, startOfLondonDay } from '../kernel/london.js';

/** What conferences took of somebody's time in four weeks. */
export interface Carried {
  readonly count: number;
  readonly minutes: number;
}

/** "away until Thu 3 Dec": when they are back matters to whoever plans, why they are away does not. */
export function absenceEndWords({ endsAt }: Absence): string {
  const last = londonDate(endsAt);
  const wholeDay = endsAt.equals(startOfLondonDay(last));
  return wholeDay ? `away, back on ${formatDay(last)}` : `away until ${formatTime(endsAt)} on ${formatDay(last)}`;
}

const clock = (ms: number): string => formatTime(Temporal.Instant.fromEpochMilliseconds(ms));
const spanWords = ({ from, until }: Span): string => `${clock(from)} to ${clock(until)}`;

/** "works 08:00 to 12:00 that day", or that they are off. */
export function hoursWords({ hours, holiday }: Extract<Obstacle, { kind: 'not-working' }>): string {
  if (holiday !== null) return `does not work on the bank holiday (${holiday})`;
  return hours.length === 0 ? 'does not work that day' : `works ${hours.map(spanWords).join(' and ')} that day`;
}

const tenths = (minutes: number): string => String(Math.round(minutes / 6) / 10);

/** "3 h of 140 h in the last 4 weeks, 4.5 h of 148 h in the next": conferences against the time they have. */
export function loadWords(
  { last, next }: { readonly last: Carried; readonly next: Carried },
  [availableLast = null, availableNext = null]: readonly (number | null)[],
): string {
  if (last.count + next.count === 0) return 'no other conference in 8 weeks';
  const part = ({ count, minutes }: Carried, available: number | null): string =>
    available === null ? String(count) : `${tenths(minutes)} h of ${Math.round(available / 60)} h`;
  const words = `${part(last, availableLast)} in the last 4 weeks, ${part(next, availableNext)} in the next`;
  return availableLast === null ? `conferences: ${words} (hours not kept)` : words;
}
