import { londonInstant } from '../kernel/london.js';
import { readDate, readTime } from '../kernel/written-dates.js';

const INSTANT = /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i;
const DAY_AND_TIME = /^(?<day>.+?)(?:T|,?\s+(?:at\s+)?)(?<time>[\d:.]+\s*(?:am|pm)?|noon|midday)$/i;

/**
 * The moment somebody wrote: an RFC 3339 instant, or a day and a time as people write them, on London's clock. Null when
 * it is neither. `today` is the London day from which "tomorrow" and a date without a year are reckoned.
 */
export function readMoment(text: string, today: Temporal.PlainDate): Temporal.Instant | null {
  const written = text.trim();
  if (INSTANT.test(written)) return readInstant(written);
  const parts = DAY_AND_TIME.exec(written)?.groups;
  const date = readDate(parts?.['day'] ?? '', today);
  const time = readTime(parts?.['time'] ?? '');
  return date === null || time === null ? null : londonInstant(date, time);
}

function readInstant(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch (error) {
    if ((error as Error).name === 'RangeError') return null;
    throw error;
  }
}
