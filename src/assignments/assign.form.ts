import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import type { Answer } from './assignment.js';
import type { GivenReassignment } from './assignments.service.js';
import type { GivenAssignment } from './refusing.js';

/** A form that was understood, or what to say at which field. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: FieldError[] };

/** What stood in the boxes, to be shown again. */
export interface TypedAssignment {
  readonly attendeeId: string;
  readonly place: string;
  readonly overlapReason: string;
}

export const typedAssignment = (body: unknown): TypedAssignment => ({
  attendeeId: typedText(body, 'attendeeId'),
  place: typedText(body, 'place'),
  overlapReason: typedText(body, 'overlapReason'),
});

/** As much as a program may send. */
const LONGEST_REASON = 500;

/** What is wrong with a reason that somebody typed. */
export const tooLong = (field: string, text: string): readonly FieldError[] =>
  text.length > LONGEST_REASON
    ? [{ text: `Shorten this to ${LONGEST_REASON} characters or fewer.`, href: `#${field}` }]
    : [];

/** Who is to go, as lead or second; a reason only when one person is knowingly put in two places. */
export function readAssignment(typed: TypedAssignment): Read<GivenAssignment> {
  const attendeeId = wholeNumber(typed.attendeeId);
  const errors: FieldError[] = [];
  if (attendeeId === null) errors.push({ text: 'Choose who will attend.', href: '#attendeeId' });
  if (typed.place !== 'lead' && typed.place !== 'second') {
    errors.push({ text: 'Choose whether they lead or come second.', href: '#place' });
  }
  errors.push(...tooLong('overlapReason', typed.overlapReason));
  if (attendeeId === null || errors.length > 0) return { ok: false, errors };
  const overlapReason = typed.overlapReason === '' ? null : typed.overlapReason;
  return { ok: true, value: { attendeeId, lead: typed.place === 'lead', overlapReason } };
}

/** What stood in the boxes for giving a place to somebody else. */
export interface TypedReassignment {
  readonly attendeeId: string;
  readonly reason: string;
  readonly overlapReason: string;
}

export const typedReassignment = (body: unknown): TypedReassignment => ({
  attendeeId: typedText(body, 'attendeeId'),
  reason: typedText(body, 'reason'),
  overlapReason: typedText(body, 'overlapReason'),
});

/** Who takes the place, and why the one who had it does not go. */
export function readReassignment(typed: TypedReassignment): Read<GivenReassignment> {
  const attendeeId = wholeNumber(typed.attendeeId);
  const errors: FieldError[] = [];
  if (attendeeId === null) errors.push({ text: 'Choose who will attend.', href: '#attendeeId' });
  if (typed.reason === '') errors.push({ text: 'Say in a few words why somebody else goes.', href: '#reason' });
  errors.push(...tooLong('reason', typed.reason), ...tooLong('overlapReason', typed.overlapReason));
  if (attendeeId === null || errors.length > 0) return { ok: false, errors };
  const overlapReason = typed.overlapReason === '' ? null : typed.overlapReason;
  return { ok: true, value: { attendeeId, reason: typed.reason, overlapReason } };
}

export interface TypedAnswer {
  readonly answer: string;
  readonly comment: string;
}

export const typedAnswer = (body: unknown): TypedAnswer => ({
  answer: typedText(body, 'answer'),
  comment: typedText(body, 'comment'),
});

const ANSWERS: readonly Answer[] = ['accepted', 'tentative', 'declined'];

/** What somebody answered. Anything but one of the three answers asks again. */
export function readAnswer(typed: TypedAnswer): Read<{ answer: Answer; comment: string | null }> {
  const answer = ANSWERS.find((one) => one === typed.answer);
  if (answer === undefined) return { ok: false, errors: [{ text: 'Choose an answer.', href: '#answer' }] };
  return { ok: true, value: { answer, comment: typed.comment === '' ? null : typed.comment } };
}
