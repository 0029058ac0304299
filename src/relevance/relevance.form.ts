import { typedChoices, typedText } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import { RELEVANCE_VALUES, type RelevanceDecision } from './relevance.js';

export interface TypedRelevance {
  readonly value: string;
  readonly criteria: readonly string[];
  readonly reason: string;
  /** What the page showed when it was opened. */
  readonly seen: string;
}

export const typedRelevance = (body: unknown): TypedRelevance => ({
  value: typedText(body, 'value'),
  criteria: typedChoices(body, 'criteria'),
  reason: typedText(body, 'reason'),
  seen: typedText(body, 'seen'),
});

export type ReadRelevance =
  | { readonly ok: true; readonly value: Pick<RelevanceDecision, 'value' | 'criteria' | 'reason'> }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** A decision as typed. Which criteria exist, and whether this one is complete, is for the rules to say. */
export function readRelevance(typed: TypedRelevance): ReadRelevance {
  const value = RELEVANCE_VALUES.find((one) => one === typed.value);
  if (value === undefined) {
    const errors: FieldError[] = [{ text: 'Choose whether the review is relevant.', href: '#value' }];
    if (typed.reason === '') errors.push({ text: 'Say why in a few words.', href: '#reason' });
    return { ok: false, errors };
  }
  return { ok: true, value: { value, criteria: [...new Set(typed.criteria)], reason: typed.reason } };
}
