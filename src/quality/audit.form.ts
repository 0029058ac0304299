import type { Quality } from '../../config/quality.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import type { GivenAudit } from './quality.js';

export interface TypedAudit {
  readonly basis: string;
  /** By code of the criterion: `yes`, `no` or nothing. */
  readonly findings: Readonly<Record<string, string>>;
  readonly correction: string;
  /** The version of the audit that the page showed, 0 for none. */
  readonly seen: string;
}

export type AuditForm =
  { readonly ok: true; readonly value: GivenAudit } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The field of a criterion on the page. */
export const fieldOf = (code: string): string => `met-${code}`;

export const typedAudit = (body: unknown, { criteria }: Quality): TypedAudit => ({
  basis: typedText(body, 'basis'),
  findings: Object.fromEntries(criteria.map(({ code }) => [code, typedText(body, fieldOf(code))])),
  correction: typedText(body, 'correction'),
  seen: typedText(body, 'seen'),
});

/** What somebody chose. Whether it can be so is the rule's decision; the form refuses what was left open. */
export function readAudit(typed: TypedAudit, { criteria }: Quality): AuditForm {
  const errors: FieldError[] = [];
  if (typed.basis === '') errors.push({ text: 'Say what you judge by', href: '#basis' });
  for (const { code, label } of criteria) {
    if (typed.findings[code] === 'yes' || typed.findings[code] === 'no') continue;
    errors.push({
      text: `Say yes or no: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
      href: `#${fieldOf(code)}`,
    });
  }
  if (errors.length > 0) return { ok: false, errors };
  const findings = Object.fromEntries(criteria.map(({ code }) => [code, typed.findings[code] === 'yes']));
  const { basis, correction } = typed;
  return { ok: true, value: { basis, findings, correction: correction || null, seen: wholeNumber(typed.seen) ?? 0 } };
}
