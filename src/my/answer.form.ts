import type { Answer } from '../assignments/assignment.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';

export interface TypedAnswer {
  readonly answer: string;
  readonly comment: string;
  /** Which sending of the invitation the page showed. */
  readonly sequence: string;
}

export interface GivenAnswer {
  readonly answer: Answer;
  readonly comment: string | null;
  readonly sequence: number | null;
}

const ANSWERS: readonly Answer[] = ['accepted', 'tentative', 'declined'];
const LONGEST_COMMENT = 300;

export const typedAnswer = (body: unknown): TypedAnswer => ({
  answer: typedText(body, 'answer'),
  comment: typedText(body, 'comment'),
  sequence: typedText(body, 'sequence'),
});

/** @param field the id of the comment box, which differs from card to card */
export function readAnswer(
  typed: TypedAnswer,
  field: string,
): { readonly ok: true; readonly value: GivenAnswer } | { readonly ok: false; readonly errors: readonly FieldError[] } {
  const answer = ANSWERS.find((known) => known === typed.answer);
  if (answer === undefined) {
    return { ok: false, errors: [{ text: 'Press Accept, Not sure or Decline', href: `#${field}` }] };
  }
  if (typed.comment.length > LONGEST_COMMENT) {
    const text = `Shorten the comment to ${LONGEST_COMMENT} characters or fewer`;
    return { ok: false, errors: [{ text, href: `#${field}` }] };
  }
  return { ok: true, value: { answer, comment: typed.comment || null, sequence: wholeNumber(typed.sequence) } };
}
