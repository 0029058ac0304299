import { formatDay, formatTime, londonDate } from '../kernel/london.js';

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** How long something has waited, in the largest unit that says it: "just now", "12 minutes", "3 hours", "2 days". */
export function ageInWords(since: Temporal.Instant, now: Temporal.Instant): string {
  const minutes = Math.floor(since.until(now).total('minutes'));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return counted(minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? counted(hours, 'hour') : counted(Math.floor(hours / 24), 'day');
}

/** The time alone for today, else day and time. */
export function shortWhen(at: Temporal.Instant, now: Temporal.Instant): string {
  const day = londonDate(at);
  return day.equals(londonDate(now)) ? formatTime(at) : `${formatDay(day)}, ${formatTime(at)}`;
}
