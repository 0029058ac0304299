import { londonDate, londonInstant } from '../kernel/london.js';
import { readDate, readTime, readTimeRange } from '../kernel/written-dates.js';
import type { InvitationFieldName, TypedInvitation } from './typed-invitation.js';

/** Notes what is wrong with a field; gives null, so that it can stand where the value would. */
export type Fault = (field: string, text: string) => null;

/** What an authority books when it names no end. */
const USUAL_MINUTES = 90;

const DATE_EXAMPLE = 'such as 24/11/26';
const TIME_EXAMPLE = 'such as 9:30 or 2pm';

/** An optional date; null when empty, and when it cannot be read, which is then a fault. */
export function readOptionalDate(
  typed: TypedInvitation,
  field: InvitationFieldName,
  today: Temporal.PlainDate,
  fault: Fault,
): Temporal.PlainDate | null {
  if (typed[field] === '') return null;
  const date = readDate(typed[field], today);
  if (date !== null) return date;
  return fault(field, `“${shortened(typed[field])}” cannot be read as a date. Write it ${DATE_EXAMPLE}`);
}

interface Span {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/**
 * When the conference is, Europe/London. The start may hold both times ("10.30am - 12 noon"); without an end it lasts
 * 90 minutes. An end before the start is read as such and left to the rules.
 */
export function readSpan(typed: TypedInvitation, today: Temporal.PlainDate, fault: Fault): Span | null {
  const day =
    typed.startsOn === ''
      ? fault('startsOn', `Enter the date of the conference, ${DATE_EXAMPLE}`)
      : readOptionalDate(typed, 'startsOn', today, fault);
  const times = readTimes(typed, fault);
  if (day === null || times === null) return null;
  const startsAt = londonInstant(day, times.start);
  const endsAt = times.end === null ? startsAt.add({ minutes: USUAL_MINUTES }) : londonInstant(day, times.end);
  return { startsAt, endsAt };
}

interface Times {
  readonly start: Temporal.PlainTime;
  readonly end: Temporal.PlainTime | null;
}

function readTimes(typed: TypedInvitation, fault: Fault): Times | null {
  if (typed.startsAt === '') return fault('startsAt', `Enter the time at which it starts, ${TIME_EXAMPLE}`);
  // Both together first: "2" to "3.30pm" says which half of the day the start is in.
  const range = readTimeRange(typed.endsAt === '' ? typed.startsAt : `${typed.startsAt} to ${typed.endsAt}`);
  if (range !== null) return range;
  const start = readTime(typed.startsAt) ?? fault('startsAt', unreadableTime(typed.startsAt));
  if (typed.endsAt === '') return start && { start, end: null };
  const end = readTime(typed.endsAt) ?? fault('endsAt', unreadableTime(typed.endsAt));
  return start && end && { start, end };
}

function unreadableTime(text: string): string {
  const hour = /^([1-6])(?:[:.]([0-5]\d))?$/.exec(text);
  if (!hour) return `“${shortened(text)}” cannot be read as a time. Write it ${TIME_EXAMPLE}`;
  return `“${text}” may be morning or afternoon. Write ${hour[1]}${hour[2] ? `:${hour[2]}` : ''}pm or ${`0${hour[1]}`.slice(-2)}:${hour[2] ?? '00'}`;
}

/** When TVP received it, Europe/London; nothing typed means now. */
export function readReceived(typed: TypedInvitation, now: Temporal.Instant, fault: Fault): Temporal.Instant | null {
  if (typed.receivedOn === '' && typed.receivedTime === '') return now;
  const today = londonDate(now);
  const day = typed.receivedOn === '' ? today : readOptionalDate(typed, 'receivedOn', today, fault);
  const time =
    typed.receivedTime === ''
      ? fault('receivedTime', 'Enter the time at which it was received, such as 9:30. An estimate will do')
      : (readTime(typed.receivedTime) ?? fault('receivedTime', unreadableTime(typed.receivedTime)));
  return day && time && londonInstant(day, time);
}

export const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
