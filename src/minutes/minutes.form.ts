import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import type { GivenMinutes, KeptMinutes } from './minutes.js';

export interface TypedMinutes {
  readonly askedOn: string;
  readonly receivedOn: string;
  /** The version that the page showed, 0 for none. */
  readonly seen: string;
}

export type MinutesForm =
  { readonly ok: true; readonly value: GivenMinutes } | { readonly ok: false; readonly errors: readonly FieldError[] };

export const typedMinutes = (body: unknown): TypedMinutes => ({
  askedOn: typedText(body, 'askedOn'),
  receivedOn: typedText(body, 'receivedOn'),
  seen: typedText(body, 'seen'),
});

const written = (day: Temporal.PlainDate | null | undefined): string =>
  day == null ? '' : `${day.day}/${day.month}/${day.year}`;

export const minutesAsOpened = (before: KeptMinutes | null): TypedMinutes => ({
  askedOn: written(before?.askedOn),
  receivedOn: written(before?.receivedOn),
  seen: String(before?.version ?? 0),
});

/** What somebody typed; an empty day means that it has not happened. */
export function readMinutes(typed: TypedMinutes, today: Temporal.PlainDate): MinutesForm {
  const errors: FieldError[] = [];
  const day = (name: 'askedOn' | 'receivedOn'): Temporal.PlainDate | null => {
    const read = typed[name] === '' ? null : readDate(typed[name], today);
    if (read === null && typed[name] !== '') {
      const text = `“${typed[name].slice(0, 40)}” is not a date. Write it like 24/11/26, 24 Nov or today`;
      errors.push({ text, href: `#${name}` });
    }
    return read;
  };
  const value = { askedOn: day('askedOn'), receivedOn: day('receivedOn'), seen: wholeNumber(typed.seen) ?? 0 };
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value };
}
