import { formatDate, formatTime, londonDate, londonInstant, startOfLondonDay } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import { ABSENCE_KINDS, type Absence } from './availability.js';

export interface TypedAbsence {
  readonly kind: string;
  readonly fromOn: string;
  readonly fromAt: string;
  readonly untilOn: string;
  readonly untilAt: string;
  readonly version: number | null;
}

export const typedAbsence = (body: unknown): TypedAbsence => ({
  kind: typedText(body, 'kind'),
  fromOn: typedText(body, 'fromOn'),
  fromAt: typedText(body, 'fromAt'),
  untilOn: typedText(body, 'untilOn'),
  untilAt: typedText(body, 'untilAt'),
  version: wholeNumber(typedText(body, 'version')),
});

/** The form as it opens on an absence; on none, for today. */
export function startingAbsence(
  known: (Absence & { readonly version: number }) | null,
  today: Temporal.PlainDate,
): TypedAbsence {
  if (known === null)
    return { kind: '', fromOn: formatDate(today), fromAt: '', untilOn: '', untilAt: '', version: null };
  const lastMidnight = known.endsAt.equals(startOfLondonDay(londonDate(known.endsAt)));
  const firstMidnight = known.startsAt.equals(startOfLondonDay(londonDate(known.startsAt)));
  const lastDay = londonDate(known.endsAt).subtract({ days: lastMidnight ? 1 : 0 });
  return {
    kind: known.kind,
    fromOn: formatDate(londonDate(known.startsAt)),
    fromAt: firstMidnight ? '' : formatTime(known.startsAt),
    untilOn: formatDate(lastDay),
    untilAt: lastMidnight ? '' : formatTime(known.endsAt),
    version: known.version,
  };
}

export type ReadAbsence =
  { readonly ok: true; readonly value: Absence } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Whole days unless times are given; without a last day it is the first one. */
export function readAbsence(typed: TypedAbsence, today: Temporal.PlainDate): ReadAbsence {
  const errors: FieldError[] = [];
  const refuse = (field: string, text: string): null => (errors.push({ text, href: `#${field}` }), null);
  const kind = ABSENCE_KINDS.find((one) => one === typed.kind) ?? refuse('kind', 'Choose why they are away');
  const first = readDate(typed.fromOn, today) ?? refuse('fromOn', 'Enter the first day, such as 24/11/26 or today');
  const last =
    typed.untilOn === ''
      ? first
      : (readDate(typed.untilOn, today) ??
        refuse('untilOn', 'Enter the last day, such as 27/11/26, or leave it empty for one day'));
  const time = (field: 'fromAt' | 'untilAt'): Temporal.PlainTime | null =>
    typed[field] === ''
      ? null
      : (readTime(typed[field]) ?? refuse(field, 'Enter a time, such as 13:00, or leave it empty'));
  const [fromAt, untilAt] = [time('fromAt'), time('untilAt')];
  if (errors.length > 0 || kind === null || first === null || last === null) return { ok: false, errors };
  const startsAt = fromAt === null ? startOfLondonDay(first) : londonInstant(first, fromAt);
  const endsAt = untilAt === null ? startOfLondonDay(last.add({ days: 1 })) : londonInstant(last, untilAt);
  return { ok: true, value: { kind, startsAt, endsAt } };
}
