import { formatDay, londonDate } from '../kernel/london.js';
import { holidayName, hubHoursProblem, isWorkingDay, workingDaysBetween } from '../kernel/working-time.js';
import type { HubHours, WorkingCalendar } from '../kernel/working-time.js';

/** Something about a time that is unusual. Those that `mustConfirm` are accepted only when a person says so. */
export interface Caution {
  readonly kind: 'in-the-past' | 'unusually-long' | 'weekend' | 'bank-holiday' | 'outside-hub-hours' | 'late-notice';
  readonly mustConfirm: boolean;
  readonly text: string;
}

export type TimeRefusal =
  { readonly kind: 'end-before-start' } | { readonly kind: 'too-long' } | { readonly kind: 'too-far' };

export interface ProposedTime {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly receivedAt: Temporal.Instant;
}

const LONGEST_HOURS = 12;
/** Hours above which a conference is more likely a slip than a plan. */
const USUAL_HOURS = 4;
const FURTHEST_DAYS = 730;
/** Working days below which an invitation counts as late: ICPC 5, the lower bound of measure D1. */
export const LATE_BELOW = 5;

/** Whether that many working days of notice count as late. */
export const isLate = (notice: number): boolean => notice < LATE_BELOW;

/** A time that cannot be meant: ends before it starts, lasts over twelve hours, or lies more than two years ahead. */
export function impossibleTime(time: ProposedTime, now: Temporal.Instant): TimeRefusal | null {
  if (Temporal.Instant.compare(time.endsAt, time.startsAt) <= 0) return { kind: 'end-before-start' };
  if (time.startsAt.until(time.endsAt).total('hours') > LONGEST_HOURS) return { kind: 'too-long' };
  if (Math.abs(now.until(time.startsAt).total('hours')) > FURTHEST_DAYS * 24) return { kind: 'too-far' };
  return null;
}

export const TIME_SENTENCES: Record<TimeRefusal['kind'], string> = {
  'end-before-start': 'The end must be after the start. Check both times.',
  'too-long': `A conference lasts at most ${LONGEST_HOURS} hours. Check the end time.`,
  'too-far': 'The date is more than two years away. Check the year.',
};

/** Notice in working days: from the London day TVP received it, anywhere, to the London day it starts. */
export const noticeDays = (
  receivedAt: Temporal.Instant,
  startsAt: Temporal.Instant,
  calendar: WorkingCalendar,
): number => workingDaysBetween(londonDate(receivedAt), londonDate(startsAt), calendar);

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** Everything unusual about a time, in the order a coordinator should read it. Empty for an ordinary one. */
export function cautionsAbout(
  time: ProposedTime,
  hub: { readonly name: string; readonly hours: HubHours },
  calendar: WorkingCalendar,
  now: Temporal.Instant,
): readonly Caution[] {
  const cautions: Caution[] = [];
  const day = londonDate(time.startsAt);
  const holiday = holidayName(day, calendar);
  if (Temporal.Instant.compare(time.startsAt, now) < 0) {
    cautions.push({
      kind: 'in-the-past',
      mustConfirm: true,
      text: `${formatDay(day)} at this time has already passed.`,
    });
  }
  const hours = time.startsAt.until(time.endsAt).total('hours');
  if (hours > USUAL_HOURS) {
    cautions.push({
      kind: 'unusually-long',
      mustConfirm: true,
      text: `It lasts ${Math.round(hours * 10) / 10} hours.`,
    });
  }
  if (holiday !== null) {
    cautions.push({
      kind: 'bank-holiday',
      mustConfirm: true,
      text: `${formatDay(day)} is a bank holiday (${holiday}).`,
    });
  } else if (!isWorkingDay(day, calendar)) {
    cautions.push({ kind: 'weekend', mustConfirm: true, text: `${formatDay(day)} is at a weekend.` });
  } else {
    const problem = hubHoursProblem(time.startsAt, time.endsAt, hub.hours, calendar);
    if (problem) cautions.push({ kind: 'outside-hub-hours', mustConfirm: false, text: `${hub.name} hub: ${problem}.` });
  }
  const notice = noticeDays(time.receivedAt, time.startsAt, calendar);
  if (isLate(notice)) {
    cautions.push({ kind: 'late-notice', mustConfirm: false, text: `Late notice: ${plural(notice, 'working day')}.` });
  }
  return cautions;
}
