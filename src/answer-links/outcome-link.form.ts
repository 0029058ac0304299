import { CONFERENCE_MODES, type ConferenceMode } from '../conferences/modes.js';
import { typedText } from '../kernel/typed-text.js';
import { OUTCOMES, type Outcome } from '../participation/participation.js';
import type { FieldError } from '../web/page-parts.js';
import type { ToldByLink } from './answer-links.service.js';

export interface TypedOver {
  readonly outcome: string;
  /** "yes" once the questions under the pressed button have been on the page. */
  readonly asked: string;
  readonly mode: string;
  readonly decision: string;
  readonly reason: string;
  readonly note: string;
}

export const typedOver = (body: unknown): TypedOver => ({
  outcome: typedText(body, 'outcome'),
  asked: typedText(body, 'asked'),
  mode: typedText(body, 'mode'),
  decision: typedText(body, 'decision'),
  reason: typedText(body, 'reason'),
  note: typedText(body, 'note'),
});

const LONGEST_NOTE = 500;

export type OverForm =
  | { readonly kind: 'told'; readonly value: ToldByLink }
  /** The pressed button needs its questions: without errors they have not been asked yet. */
  | { readonly kind: 'ask'; readonly outcome: Outcome; readonly errors: readonly FieldError[] }
  | { readonly kind: 'nothing-pressed' };

/** @param planned how they were to attend; null when the plan leaves it open, and the form asks */
export function readOver(typed: TypedOver, planned: ConferenceMode | null): OverForm {
  const outcome = OUTCOMES.find((known) => known === typed.outcome);
  if (outcome === undefined) return { kind: 'nothing-pressed' };
  const wantsMode = outcome !== 'not' && planned === null;
  if (typed.asked !== 'yes' && (outcome !== 'attended' || wantsMode)) return { kind: 'ask', outcome, errors: [] };
  const mode = CONFERENCE_MODES.find((known) => known === typed.mode && known !== 'hybrid') ?? null;
  const errors: FieldError[] = [];
  if (wantsMode && mode === null) errors.push({ text: 'Choose how you attended', href: '#mode' });
  if (outcome === 'part' && typed.decision !== 'yes' && typed.decision !== 'no') {
    errors.push({ text: 'Say whether you were there when the decision was taken', href: '#decision' });
  }
  if (typed.note.length > LONGEST_NOTE) {
    errors.push({ text: `Shorten this to ${LONGEST_NOTE} characters or fewer`, href: '#note' });
  }
  if (errors.length > 0) return { kind: 'ask', outcome, errors };
  const presentAtDecision = outcome === 'attended' || (outcome === 'part' && typed.decision === 'yes');
  const reason = typed.reason || null;
  const reasonNote = typed.note || null;
  return { kind: 'told', value: { outcome, presentAtDecision, mode: wantsMode ? mode : null, reason, reasonNote } };
}
