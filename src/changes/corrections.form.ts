import { CONFERENCE_KINDS } from '../conferences/kinds.js';
import { readChildren } from '../invitations/children.form.js';
import { filledIn, typedInvitation } from '../invitations/typed-invitation.js';
import { londonDate } from '../kernel/london.js';
import { typedChoices, typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import { ROWS_TO_ADD, type TypedChildren, type TypedKind } from './corrections.page.js';
import type { GivenKind } from './corrections.service.js';
import type { ChildrenChange } from './corrections.js';

type ReadForm<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

export const typedChildren = (body: unknown): TypedChildren => ({
  remove: typedChoices(body, 'remove'),
  children: typedInvitation(body).children.slice(0, ROWS_TO_ADD),
  reason: typedText(body, 'reason'),
  version: typedText(body, 'version'),
});

/** Children to add and the ids of those to take off. Dates in the past are years of birth, or overdue. */
export function readChildrenForm(
  typed: TypedChildren,
  now: Temporal.Instant,
): ReadForm<ChildrenChange & { readonly reason: string; readonly version: number }> {
  const errors: FieldError[] = [];
  const add = readChildren(filledIn({}, typed.children), { today: londonDate(now), preBirth: false }, (field, text) => {
    errors.push({ text, href: `#${field}` });
    return null;
  });
  if (typed.reason === '') errors.push({ text: 'Say why in a few words.', href: '#reason' });
  if (errors.length > 0) return { ok: false, errors };
  const remove = typed.remove.map(wholeNumber).filter((id) => id !== null);
  return { ok: true, value: { add, remove, reason: typed.reason, version: wholeNumber(typed.version) ?? 0 } };
}

export const typedKind = (body: unknown): TypedKind => ({
  kind: typedText(body, 'kind'),
  reason: typedText(body, 'reason'),
  version: typedText(body, 'version'),
});

export function readKindForm(typed: TypedKind): ReadForm<GivenKind> {
  const kind = CONFERENCE_KINDS.find((one) => one === typed.kind);
  const errors: FieldError[] = [
    ...(kind === undefined ? [{ text: 'Choose the kind of conference.', href: '#kind' } as const] : []),
    ...(typed.reason === '' ? [{ text: 'Say why in a few words.', href: '#reason' } as const] : []),
  ];
  if (kind === undefined || errors.length > 0) return { ok: false, errors };
  return { ok: true, value: { kind, reason: typed.reason, version: wholeNumber(typed.version) ?? 0 } };
}
