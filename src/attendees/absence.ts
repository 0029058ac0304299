import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatDay, formatDayAndYear, formatSpan, londonDate, startOfLondonDay } from '../kernel/london.js';
import type { Absence, AbsenceKind } from './availability.js';

export type AbsenceSource = 'page' | 'api' | 'ics';

/** An absence as it is kept. */
export interface KeptAbsence extends Absence {
  readonly id: number;
  readonly version: number;
  readonly source: AbsenceSource;
  /** Which entry of an uploaded calendar it is. */
  readonly sourceUid: string | null;
}

export type AbsenceRefusal =
  | { readonly kind: 'end-before-start' }
  | { readonly kind: 'absence-too-long' }
  | { readonly kind: 'absence-too-far' }
  /** Null when it came between our look and our write. */
  | { readonly kind: 'absence-overlaps'; readonly other: Absence | null }
  | { readonly kind: 'changed-meanwhile'; readonly now: KeptAbsence };

const LONGEST_DAYS = 2 * 366;
/** Nobody plans further: what a calendar has later, such as in the year 9999, is no absence. */
const FURTHEST_DAYS = 5 * 366;

/** Whether somebody may be away so: one person is away once at a time, so that ending one absence brings them back. */
export function decideAbsence(
  given: Absence,
  others: readonly Absence[],
  now: Temporal.Instant,
): Decided<Absence, AbsenceRefusal> {
  const minutes = given.startsAt.until(given.endsAt).total('minutes');
  if (minutes <= 0) return refused({ kind: 'end-before-start' });
  if (minutes > LONGEST_DAYS * 24 * 60) return refused({ kind: 'absence-too-long' });
  if (now.until(given.startsAt).total('hours') > FURTHEST_DAYS * 24) return refused({ kind: 'absence-too-far' });
  const isBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) < 0;
  const other = others.find((one) => isBefore(one.startsAt, given.endsAt) && isBefore(given.startsAt, one.endsAt));
  return other === undefined ? accepted(given) : refused({ kind: 'absence-overlaps', other });
}

export const KIND_WORDS: Record<AbsenceKind, string> = {
  leave: 'Leave',
  sick: 'Sick',
  course: 'Course',
  court: 'Court',
};

const isMidnight = (at: Temporal.Instant): boolean => at.equals(startOfLondonDay(londonDate(at)));

/** "Tue 24 Nov 2026", "Tue 24 Nov to Fri 27 Nov 2026", or with times when it does not last whole days. */
export function absenceWords({ startsAt, endsAt }: Pick<Absence, 'startsAt' | 'endsAt'>): string {
  if (!isMidnight(startsAt) || !isMidnight(endsAt)) return formatSpan(startsAt, endsAt);
  const [first, last] = [londonDate(startsAt), londonDate(endsAt).subtract({ days: 1 })];
  if (first.equals(last)) return formatDayAndYear(first);
  const start = first.year === last.year ? formatDay(first) : formatDayAndYear(first);
  return `${start} to ${formatDayAndYear(last)}`;
}

/** Each refusal as a sentence. */
export function absenceRefusal(refusal: AbsenceRefusal): string {
  switch (refusal.kind) {
    case 'end-before-start':
      return 'The absence ends before it starts. Check both';
    case 'absence-too-long':
      return 'The absence lasts longer than two years. Check the year, or record that the person left';
    case 'absence-too-far':
      return 'The absence is more than five years away. Check the year';
    case 'absence-overlaps':
      return refusal.other === null
        ? 'Somebody recorded another absence of that time just now. Look at it first'
        : `They are away ${absenceWords(refusal.other)} already. Change that absence instead, or choose other days`;
    case 'changed-meanwhile':
      return `Somebody else changed this absence since you opened it: it is ${absenceWords(refusal.now)} now. Check it, then save again`;
  }
}
