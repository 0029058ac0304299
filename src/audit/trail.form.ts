import { isConferenceReference } from '../kernel/ids.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import { AUDIT_WORDS, type AuditAction } from './events.js';
import type { TrailPlace, TrailSearch } from './trail.queries.js';

export const AUDIT_ACTIONS = Object.keys(AUDIT_WORDS) as AuditAction[];

/** What stood in the filter, to be printed again. */
export interface TypedSearch {
  readonly reference: string;
  readonly person: string;
  readonly action: string;
  readonly from: string;
  readonly to: string;
}

export const typedSearch = (query: unknown): TypedSearch => ({
  reference: typedText(query, 'reference'),
  person: typedText(query, 'person').slice(0, 100),
  action: typedText(query, 'action'),
  from: typedText(query, 'from'),
  to: typedText(query, 'to'),
});

/** Where the page begins; an address that names no line begins with the latest. */
export function readPlace(query: unknown): TrailPlace {
  const before = wholeNumber(typedText(query, 'before'));
  const after = wholeNumber(typedText(query, 'after'));
  if (before !== null) return { before };
  return after === null ? null : { after };
}

/** A filter that cannot be read finds nothing: an auditor must not take a wider list for the answer. */
export function readSearch(
  typed: TypedSearch,
  today: Temporal.PlainDate,
): { readonly ok: true; readonly value: TrailSearch } | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const errors: FieldError[] = [];
  const refuse = (field: keyof TypedSearch, text: string): null => {
    errors.push({ text, href: `#filter-${field}` });
    return null;
  };
  const day = (field: 'from' | 'to'): Temporal.PlainDate | null =>
    typed[field] === ''
      ? null
      : (readDate(typed[field], today) ??
        refuse(field, `Enter the ${field === 'from' ? 'first' : 'last'} day, such as 24/11/26`));
  const reference = typed.reference.toUpperCase();
  if (reference !== '' && !isConferenceReference(reference)) {
    refuse('reference', 'Enter a whole reference, such as TV-26-004211');
  }
  const action = AUDIT_ACTIONS.find((known) => known === typed.action) ?? null;
  if (typed.action !== '' && action === null) refuse('action', 'Choose what happened from the list');
  const from = day('from');
  const to = day('to');
  if (from !== null && to !== null && Temporal.PlainDate.compare(to, from) < 0) {
    refuse('to', 'The last day must not be before the first');
  }
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, value: { reference: reference || null, person: typed.person || null, action, from, to } };
}
