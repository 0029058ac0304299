import { FIELDS, FIELD_WORDS } from '../imports/fields.js';
import { startOfLondonDay } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import { FURTHER_FIELDS, FURTHER_WORDS } from './further-columns.js';
import { checkPeriod, PERIOD_SENTENCES, POSITIONS, type Agreement, type Position } from './reconciliation.js';
import type { Period } from './their-meeting.js';

type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

export interface TypedTheirList {
  readonly hub: string;
  readonly from: string;
  readonly to: string;
}

export const typedTheirList = (body: unknown): TypedTheirList => ({
  hub: typedText(body, 'hub'),
  from: typedText(body, 'from'),
  to: typedText(body, 'to'),
});

/** The last month that is over: what a list of what was held is usually of. */
export function lastMonth(today: Temporal.PlainDate): Period {
  const from = today.with({ day: 1 }).subtract({ months: 1 });
  return { from, to: from.with({ day: from.daysInMonth }) };
}

const slashed = (day: Temporal.PlainDate): string => `${day.day}/${day.month}/${day.year}`;
export const typedPeriod = ({ from, to }: Period): Pick<TypedTheirList, 'from' | 'to'> => ({
  from: slashed(from),
  to: slashed(to),
});

/** Whose list it is, and of which days. */
export function readTheirs(
  typed: TypedTheirList,
  hubs: readonly string[],
  today: Temporal.PlainDate,
): Read<{ readonly hubCode: string; readonly period: Period }> {
  const errors: FieldError[] = [];
  if (!hubs.includes(typed.hub)) errors.push({ text: 'Choose whose list it is', href: '#hub' });
  const read = readPeriod(typed, today);
  if (!read.ok) errors.push(...read.errors);
  return errors.length > 0 || !read.ok
    ? { ok: false, errors }
    : { ok: true, value: { hubCode: typed.hub, period: read.value } };
}

/** Two days in the order of the calendar, the first of which has come. */
export function readPeriod(typed: Pick<TypedTheirList, 'from' | 'to'>, today: Temporal.PlainDate): Read<Period> {
  const from = readDate(typed.from, today);
  const to = readDate(typed.to, today);
  const errors: FieldError[] = [];
  if (from === null) errors.push({ text: 'Enter the first day of the list, such as 1/11/26', href: '#from' });
  if (to === null) errors.push({ text: 'Enter the last day of the list, such as 30/11/26', href: '#to' });
  if (from === null || to === null) return { ok: false, errors };
  const wrong = checkPeriod({ from, to }, today);
  if (wrong === null) return { ok: true, value: { from, to } };
  return {
    ok: false,
    errors: [{ text: PERIOD_SENTENCES[wrong.kind], href: wrong.kind === 'period-ahead' ? '#from' : '#to' }],
  };
}

export const NOT_IN_LIST = '-';

/** Every field that a list of what was held may have, in words. */
export const LIST_FIELDS: readonly { readonly field: string; readonly words: string }[] = [
  ...FIELDS.filter((field) => field !== 'status').map((field) => ({ field, words: FIELD_WORDS[field] })),
  ...FURTHER_FIELDS.map((field) => ({ field, words: FURTHER_WORDS[field] })),
];

/** Where each field stands, as a person says; a heading can be only one field. */
export function readHeadings(body: unknown): Read<Readonly<Record<string, string | null>>> {
  const columns: Record<string, string | null> = {};
  const errors: FieldError[] = [];
  for (const { field, words } of LIST_FIELDS) {
    const heading = typedText(body, `column-${field}`);
    if (heading === '') continue;
    if (heading !== NOT_IN_LIST && Object.values(columns).includes(heading)) {
      errors.push({
        text: `“${heading}” is given twice: choose it once, and another column for ${words}`,
        href: `#column-${field}`,
      });
    }
    columns[field] = heading === NOT_IN_LIST ? null : heading;
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value: columns };
}

export interface TypedRow {
  readonly version: number;
  readonly reference: string;
  readonly as: string;
  readonly time: string;
  readonly receivedOn: string;
  readonly receivedBy: string;
  readonly change: string;
  readonly reason: string;
  readonly position: string;
  readonly agreedWith: string;
  readonly note: string;
}

export const typedRow = (body: unknown): TypedRow => ({
  version: wholeNumber(typedText(body, 'version')) ?? 0,
  reference: typedText(body, 'reference'),
  as: typedText(body, 'as'),
  time: typedText(body, 'time'),
  receivedOn: typedText(body, 'receivedOn'),
  receivedBy: typedText(body, 'receivedBy').slice(0, 200),
  change: typedText(body, 'change'),
  reason: typedText(body, 'reason').slice(0, 500),
  position: typedText(body, 'position'),
  agreedWith: typedText(body, 'agreedWith').slice(0, 100),
  note: typedText(body, 'note').slice(0, 500),
});

/** A time of day that nobody has to know. */
export function readTimeOfDay(text: string): Read<Temporal.PlainTime | null> {
  if (text === '') return { ok: true, value: null };
  const time = readTime(text);
  return time === null
    ? { ok: false, errors: [{ text: 'Enter the time as 9:30 or 2pm, or leave it empty', href: '#time' }] }
    : { ok: true, value: time };
}

/** The day on which an invitation reached somebody, who is named by mailbox or role. */
export function readReceipt(
  { receivedOn, receivedBy }: TypedRow,
  today: Temporal.PlainDate,
): Read<{ readonly receivedAt: Temporal.Instant; readonly receivedBy: string }> {
  const errors: FieldError[] = [];
  const day = readDate(receivedOn, today);
  if (day === null)
    errors.push({ text: 'Enter the day on which it was received, such as 24/11/26', href: '#receivedOn' });
  else if (Temporal.PlainDate.compare(day, today) > 0)
    errors.push({ text: 'It cannot have been received later than today', href: '#receivedOn' });
  if (receivedBy === '') errors.push({ text: 'Say which mailbox or role received it', href: '#receivedBy' });
  if (errors.length > 0 || day === null) return { ok: false, errors };
  return { ok: true, value: { receivedAt: startOfLondonDay(day), receivedBy } };
}

export function readAgreement({ position, agreedWith, note }: TypedRow): Read<Agreement> {
  const chosen = POSITIONS.find((each): each is Position => each === position);
  if (chosen === undefined) return { ok: false, errors: [{ text: 'Choose what stands', href: '#position' }] };
  return { ok: true, value: { position: chosen, agreedWith, note } };
}
