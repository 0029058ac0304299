/** Whether guidance is within its review date. Pure: a date and today in, words out. */
import { formatDate } from './london.js';

/** Guidance is good up to and including the day on which its review is due. */
export type Currency =
  | { readonly state: 'current' }
  | { readonly state: 'due'; readonly inDays: number }
  | { readonly state: 'overdue'; readonly days: number };

const DAYS_OF_WARNING = 60;

export function currencyOf(reviewOn: Temporal.PlainDate, today: Temporal.PlainDate): Currency {
  const { days } = today.until(reviewOn, { largestUnit: 'day' });
  if (days < 0) return { state: 'overdue', days: -days };
  return days <= DAYS_OF_WARNING ? { state: 'due', inDays: days } : { state: 'current' };
}

const daysWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

/** "Current", "Review due today", "Review due in 12 days", "Overdue by 3 days". */
export function currencyWords(currency: Currency): string {
  if (currency.state === 'current') return 'Current';
  if (currency.state === 'overdue') return `Overdue by ${daysWords(currency.days)}`;
  return currency.inDays === 0 ? 'Review due today' : `Review due in ${daysWords(currency.inDays)}`;
}

/** "relevance-criteria" as "Relevance criteria": files are named in words that people know. */
export const guidanceName = (file: string): string =>
  (file.charAt(0).toUpperCase() + file.slice(1)).replaceAll('-', ' ');

export interface Reviewed {
  readonly version: string;
  readonly owner: string;
  readonly reviewOn: Temporal.PlainDate;
}

/** What a page says that rests on guidance whose review is overdue; null when none of it is. */
export function overdueGuidance(
  files: readonly string[],
  editions: Readonly<Record<string, Reviewed>>,
  today: Temporal.PlainDate,
): { readonly text: string } | null {
  const lines = files.flatMap((file) => {
    const edition = editions[file];
    if (edition === undefined || currencyOf(edition.reviewOn, today).state !== 'overdue') return [];
    const { version, owner, reviewOn } = edition;
    return [
      `${guidanceName(file)}, version ${version}, should have been reviewed by ${formatDate(reviewOn)} (${owner}).`,
    ];
  });
  return lines.length === 0 ? null : { text: `${lines.join(' ')} It stays in force until it is replaced.` };
}

/** The last day for which a list of bank holidays is whole: the end of its last year, if it reaches December. */
export function holidaysCoveredUntil(days: Iterable<string>): Temporal.PlainDate | null {
  const last = [...days].sort().at(-1);
  if (last === undefined) return null;
  const day = Temporal.PlainDate.from(last);
  return day.month === 12 ? day.with({ day: 31 }) : day;
}

const MONTHS_COVERED = 12;

/** Clocks run a year ahead: a list that ends before that counts holidays as working days. */
export const isCoveredEnough = (until: Temporal.PlainDate | null, today: Temporal.PlainDate): boolean =>
  until !== null && Temporal.PlainDate.compare(until, today.add({ months: MONTHS_COVERED })) >= 0;
