import { formatDayAndYear } from '../kernel/london.js';
import { typedText } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import { ANSWERS, type ChallengeStep } from './challenge.js';
import type { SteppedRefusal } from './challenges.service.js';

export interface TypedStep {
  readonly step: string;
  readonly answer: string;
  readonly note: string;
  readonly reason: string;
}

export const typedStep = (body: unknown): TypedStep => ({
  step: typedText(body, 'step'),
  answer: typedText(body, 'answer'),
  note: typedText(body, 'note'),
  reason: typedText(body, 'reason'),
});
export const NO_STEP = typedStep({});

const LONGEST = 500;

export function readStep(
  typed: TypedStep,
): { readonly ok: true; readonly value: ChallengeStep } | { readonly ok: false; readonly error: FieldError } {
  const wrong = (href: `#${string}`, text: string) => ({ ok: false, error: { text, href } }) as const;
  if (typed.note.length > LONGEST) return wrong('#note', `Shorten this to ${LONGEST} characters or fewer`);
  if (typed.reason.length > LONGEST) return wrong('#reason', `Shorten this to ${LONGEST} characters or fewer`);
  if (typed.step === 'letter-sent') return { ok: true, value: { kind: 'letter-sent' } };
  if (typed.step === 'withdraw') return { ok: true, value: { kind: 'withdraw', reason: typed.reason } };
  const answer = ANSWERS.find((one) => one === typed.answer);
  if (answer === undefined) return wrong('#answer', 'Choose what they answered');
  return { ok: true, value: { kind: 'answer', answer, note: typed.note || null } };
}

export function stepWords(refusal: SteppedRefusal): string {
  switch (refusal.kind) {
    case 'not-open':
      return 'This challenge has ended, so nothing more is recorded.';
    case 'letter-not-sent':
      return 'Send the letter of this stage first, and mark it as sent.';
    case 'not-due-yet':
      return `They may still answer until ${formatDayAndYear(refusal.dueOn)}. Record it after that day.`;
    case 'outcome-missing':
      return 'Say in a few words what was agreed.';
    case 'reason-missing':
      return 'Say why in a few words.';
    case 'changed-meanwhile':
      return 'Somebody took this challenge further since you opened it. Look at it again, then decide.';
  }
}

const STEP_AT: Partial<Record<SteppedRefusal['kind'], `#${string}`>> = {
  'outcome-missing': '#note',
  'reason-missing': '#reason',
};
export const stepError = (refusal: SteppedRefusal): FieldError => ({
  text: stepWords(refusal),
  href: STEP_AT[refusal.kind] ?? '#stands',
});
