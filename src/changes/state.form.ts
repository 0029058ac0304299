import { STATE_CHANGES } from '../conferences/conference.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import type { Choosable, TypedState } from './state.page.js';

export const typedState = (body: unknown): TypedState => ({
  change: typedText(body, 'change'),
  reason: typedText(body, 'reason'),
  version: typedText(body, 'version'),
});

export type ReadState =
  | { readonly ok: true; readonly value: { change: Choosable; reason: string; version: number } }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** What is to happen to the conference and why. Whether it is possible from its state is for the rules to say. */
export function readState(typed: TypedState): ReadState {
  const change = STATE_CHANGES.filter((one) => one !== 'hold').find((one) => one === typed.change);
  const errors: FieldError[] = [
    ...(change === undefined ? [{ text: 'Choose what happens to the conference.', href: '#change' } as const] : []),
    ...(typed.reason === '' ? [{ text: 'Say why in a few words.', href: '#reason' } as const] : []),
  ];
  if (change === undefined || errors.length > 0) return { ok: false, errors };
  return { ok: true, value: { change, reason: typed.reason, version: wholeNumber(typed.version) ?? 0 } };
}
