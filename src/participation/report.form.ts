import { oneLine } from '../calendar/writing.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import { REPORT_KINDS, type GivenReport } from './report.js';

export interface TypedReport {
  readonly kind: string;
  readonly sentOn: string;
  readonly sentTime: string;
  readonly sentBy: string;
  readonly readOut: string;
  readonly correction: string;
  /** The version of the report that the page showed, 0 for none. */
  readonly seen: string;
}

export type ReportForm =
  { readonly ok: true; readonly value: GivenReport } | { readonly ok: false; readonly errors: readonly FieldError[] };

const LONGEST_NAME = 120;
const LONGEST_REASON = 500;

export const typedReport = (body: unknown): TypedReport => ({
  kind: typedText(body, 'kind'),
  sentOn: typedText(body, 'sentOn'),
  sentTime: typedText(body, 'sentTime'),
  sentBy: oneLine(typedText(body, 'sentBy')),
  readOut: typedText(body, 'readOut'),
  correction: typedText(body, 'correction'),
  seen: typedText(body, 'seen'),
});

/** What somebody typed. Whether it can be so is the rule's decision; the form refuses what cannot be read. */
export function readReport(typed: TypedReport, today: Temporal.PlainDate): ReportForm {
  const kind = REPORT_KINDS.find((known) => known === typed.kind);
  const sentOn = readDate(typed.sentOn, today);
  const sentTime = readTime(typed.sentTime);
  const errors: FieldError[] = [];
  if (kind === undefined) errors.push({ text: 'Say what was sent', href: '#kind' });
  if (sentOn === null) errors.push({ text: dateComplaint(typed.sentOn), href: '#sentOn' });
  if (sentTime === null && typed.sentTime !== '') {
    const text = `“${typed.sentTime.slice(0, 40)}” is not a certain time. Write it like 9:30 or 2pm`;
    errors.push({ text, href: '#sentTime' });
  }
  if (typed.sentBy === '') errors.push({ text: 'Say who sent it', href: '#sentBy' });
  if (typed.sentBy.length > LONGEST_NAME) {
    errors.push({ text: `Shorten the name to ${LONGEST_NAME} characters or fewer`, href: '#sentBy' });
  }
  if (typed.correction.length > LONGEST_REASON) {
    errors.push({ text: `Shorten the reason to ${LONGEST_REASON} characters or fewer`, href: '#correction' });
  }
  if (kind === undefined || sentOn === null || errors.length > 0) return { ok: false, errors };
  const readOut = typed.readOut === 'yes' ? true : typed.readOut === 'no' ? false : null;
  const correction = typed.correction || null;
  const seen = wholeNumber(typed.seen) ?? 0;
  return { ok: true, value: { kind, sentOn, sentTime, sentBy: typed.sentBy, readOut, correction, seen } };
}

const dateComplaint = (typed: string): string =>
  typed === ''
    ? 'Enter the day on which it was sent, such as 24/11/26'
    : `“${typed.slice(0, 40)}” is not a date. Write it like 24/11/26, 24 Nov or today`;
