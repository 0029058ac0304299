import { typedText } from '../kernel/typed-text.js';
import { formatMonth } from '../kernel/london.js';
import type { FieldError } from '../web/page-parts.js';

/** What a page of figures is about. */
export interface Period {
  readonly month: Temporal.PlainYearMonth;
  /** Code of one hub, or null for all the person may see. Whether they may see it is not known here. */
  readonly hub: string | null;
}

export interface PeriodBounds {
  /** The month it is in London: the last that can be shown. */
  readonly latest: Temporal.PlainYearMonth;
}

export type ReadPeriod =
  | { readonly ok: true; readonly value: Period }
  | { readonly ok: false; readonly errors: readonly FieldError[]; readonly nearest: Period };

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;

/** `month=2026-11&hub=reading`; without a month, the present one. A month that means nothing or is to come is refused. */
export function readPeriod(query: unknown, { latest }: PeriodBounds): ReadPeriod {
  const hub = typedText(query, 'hub') || null;
  const given = typedText(query, 'month');
  if (given === '') return { ok: true, value: { month: latest, hub } };
  const month = MONTH.test(given) ? Temporal.PlainYearMonth.from(given) : null;
  if (month !== null && Temporal.PlainYearMonth.compare(month, latest) <= 0) return { ok: true, value: { month, hub } };
  const text =
    month === null
      ? `Choose a month, such as ${latest.toString()}`
      : `Choose a month up to ${formatMonth(latest)}: ${formatMonth(month)} has not begun`;
  return { ok: false, errors: [{ text, href: '#filter-month' }], nearest: { month: latest, hub } };
}
