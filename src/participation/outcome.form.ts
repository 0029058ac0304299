import { ATTRIBUTIONS, type Attribution } from '../../config/reference-data.js';
import { CONFERENCE_MODES, type ConferenceMode } from '../conferences/modes.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import { readBesides, typedBesides, type TypedBesides, type When } from './besides.form.js';
import { OUTCOMES, type GivenOutcome, type Outcome } from './participation.js';

/** Each answer has its own questions below it, so that the page asks the right ones with or without a script. */
export const QUESTIONS = ['who', 'mode', 'decision', 'reason', 'note', 'attribution'] as const;
export type Question = (typeof QUESTIONS)[number];
type FieldName = `${Outcome}-${Question}`;

/** The name of a question's field under one of the three answers. */
export const fieldOf = (outcome: Outcome, question: Question): FieldName => `${outcome}-${question}`;

/** Everything that stood in the form, to be printed again when something is missing. */
export interface TypedOutcome {
  readonly outcome: string;
  readonly correction: string;
  /** The version of the outcome that the page showed, 0 for none. */
  readonly seen: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly besides: TypedBesides;
}

export type OutcomeForm =
  { readonly ok: true; readonly value: GivenOutcome } | { readonly ok: false; readonly errors: readonly FieldError[] };

const LONGEST_NOTE = 500;
const ENTERED: readonly Outcome[] = ['attended', 'part'];

export function typedOutcome(body: unknown): TypedOutcome {
  const names = OUTCOMES.flatMap((outcome) => QUESTIONS.map((question) => fieldOf(outcome, question)));
  return {
    outcome: typedText(body, 'outcome'),
    correction: typedText(body, 'correction'),
    seen: typedText(body, 'seen'),
    fields: Object.fromEntries(names.map((name) => [name, typedText(body, name)])),
    besides: typedBesides(body),
  };
}

/**
 * The answer somebody gave. Only the questions under the chosen answer are read: what stands under another one is a
 * leftover from a change of mind. Whether enough was said is the rule's decision; the form refuses what cannot be read.
 */
export function readOutcome(typed: TypedOutcome, when: When): OutcomeForm {
  const outcome = OUTCOMES.find((known) => known === typed.outcome);
  if (outcome === undefined) {
    return { ok: false, errors: [{ text: 'Say whether TVP attended for the decision', href: '#outcome' }] };
  }
  const field = (question: Question): string => typed.fields[fieldOf(outcome, question)] ?? '';
  const besides = readBesides(typed.besides, outcome, when);
  const errors = [...problems(typed, outcome, field), ...besides.errors];
  if (errors.length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      outcome,
      presentAtDecision: outcome === 'attended' || (outcome === 'part' && field('decision') === 'yes'),
      mode: oneOf<ConferenceMode>(CONFERENCE_MODES, field('mode')),
      attendedById: wholeNumber(field('who')),
      reason: field('reason') || null,
      reasonNote: field('note') || null,
      attribution: oneOf<Attribution>(ATTRIBUTIONS, field('attribution')),
      correction: typed.correction || null,
      seen: wholeNumber(typed.seen) ?? 0,
      besides: besides.value,
    },
  };
}

function problems(typed: TypedOutcome, outcome: Outcome, field: (question: Question) => string): FieldError[] {
  const at = (question: Question): `#${string}` => `#${fieldOf(outcome, question)}`;
  const errors: FieldError[] = [];
  if (ENTERED.includes(outcome) && wholeNumber(field('who')) === null) {
    errors.push({ text: 'Choose who went', href: at('who') });
  }
  if (ENTERED.includes(outcome) && oneOf(CONFERENCE_MODES, field('mode')) === null) {
    errors.push({ text: 'Choose how they attended', href: at('mode') });
  }
  if (outcome === 'part' && field('decision') !== 'yes' && field('decision') !== 'no') {
    errors.push({ text: 'Say whether they were there when the decision was taken', href: at('decision') });
  }
  if (field('note').length > LONGEST_NOTE) {
    errors.push({ text: `Shorten the note to ${LONGEST_NOTE} characters or fewer`, href: at('note') });
  }
  if (typed.correction.length > LONGEST_NOTE) {
    errors.push({ text: `Shorten the reason to ${LONGEST_NOTE} characters or fewer`, href: '#correction' });
  }
  return errors;
}

const oneOf = <T extends string>(known: readonly T[], given: string): T | null =>
  known.find((one) => one === given) ?? null;
