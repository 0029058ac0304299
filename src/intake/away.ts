import { formatDay, londonDate } from '../kernel/london.js';

/** What a machine wrote for somebody who is away. */
export interface AwayNotice {
  readonly receivedAt: Temporal.Instant;
  /** The date it names; whether they are back on that day or after it, nobody can tell. */
  readonly until: Temporal.PlainDate | null;
}

/**
 * Whether a notice explains that somebody has not answered: while the date in it is not past, else, without a date, if
 * it came after they were invited.
 */
export function explainsSilence(notice: AwayNotice, invitedAt: Temporal.Instant, now: Temporal.Instant): boolean {
  if (notice.until !== null) return Temporal.PlainDate.compare(notice.until, londonDate(now)) >= 0;
  return Temporal.Instant.compare(notice.receivedAt, invitedAt) >= 0;
}

/** "away until Mon 7 Dec", or "away" when the notice names no date. */
export const awayWords = ({ until }: Pick<AwayNotice, 'until'>): string =>
  until === null ? 'away' : `away until ${formatDay(until)}`;

/** True when they are away on that whole day and beyond. */
export const isAwayBeyond = ({ until }: AwayNotice, day: Temporal.PlainDate): boolean =>
  until !== null && Temporal.PlainDate.compare(until, day) > 0;
