import { never } from '../kernel/decided.js';
import { Choice, Flag, Moment, Parts, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { tidy } from '../web/api/received.js';
import { assignRefusal } from './assign.page.js';
import { ASSIGNMENT_STATES, type AnswerChannel, type AssignmentState } from './assignment.js';
import type { AssignedPerson } from './assignment.queries.js';
import type { AssignRefusal, GivenAssignment } from './refusing.js';

const ANSWER_CHANNELS: readonly AnswerChannel[] = ['mail', 'link', 'page', 'told'];

export class AssignmentToMake {
  @WholeNumber({ min: 1, example: 1, about: 'The id of an attendee.' })
  readonly attendeeId!: number;

  @Flag({ example: true, about: 'A sitting has one lead; others come as well.' })
  readonly lead!: boolean;

  @Text({ presence: 'optional', max: 500, about: 'Why somebody goes who is on another conference or away then.' })
  readonly overlapReason?: string | null;
}

export class WithdrawalQuery {
  @Text({ presence: 'omittable', max: 500, example: 'Called to court', about: 'Why; or as `reason` in a JSON body.' })
  readonly reason?: string;
}

export class Withdrawal {
  @Text({ presence: 'omittable', max: 500, example: 'Called to court', about: 'Needed unless the query gives it.' })
  readonly reason?: string;
}

export class AssignmentAnswer {
  @WholeNumber({ min: 1, example: 1 })
  readonly id!: number;

  @WholeNumber({ min: 1, example: 1 })
  readonly attendeeId!: number;

  @Text({ example: 'Ada Okafor' })
  readonly name!: string;

  @Flag({ example: true })
  readonly lead!: boolean;

  @Choice(ASSIGNMENT_STATES, { example: 'invited' })
  readonly state!: AssignmentState;

  @Text({ presence: 'nullable', max: 500 })
  readonly overlapReason!: string | null;

  @Moment({ example: '2026-11-20T09:00:00Z' })
  readonly invitedAt!: string;

  @Moment({ presence: 'nullable' })
  readonly answeredAt!: string | null;

  @Choice(ANSWER_CHANNELS, { presence: 'nullable', example: null })
  readonly answerChannel!: AnswerChannel | null;

  @Text({ presence: 'nullable', max: 10_000 })
  readonly answerComment!: string | null;

  @Text({ presence: 'nullable', max: 500 })
  readonly withdrawnReason!: string | null;
}

export class AssignmentList {
  @Parts(AssignmentAnswer)
  readonly items!: readonly AssignmentAnswer[];
}

export const givenIn = (body: AssignmentToMake): GivenAssignment => ({
  attendeeId: body.attendeeId,
  lead: body.lead,
  overlapReason: tidy(body.overlapReason),
});

export const assignmentAnswer = (person: AssignedPerson): AssignmentAnswer => ({
  id: person.id,
  attendeeId: person.attendeeId,
  name: person.name,
  lead: person.lead,
  state: person.state,
  overlapReason: person.overlapReason,
  invitedAt: person.invitedAt.toString(),
  answeredAt: person.answeredAt?.toString() ?? null,
  answerChannel: person.answerChannel,
  answerComment: person.answerComment,
  withdrawnReason: person.withdrawnReason,
});

/** Each refused assignment as a problem, in the words of the page. */
export function assignProblem(refused: AssignRefusal): Error {
  const { text } = assignRefusal(refused);
  if (refused.kind !== 'overlap') return refusal(refused.kind, text);
  return refusal('overlap', text, {
    reference: refused.clash?.reference ?? null,
    startsAt: refused.clash?.startsAt.toString() ?? null,
    endsAt: refused.clash?.endsAt.toString() ?? null,
  });
}

/** Each refused withdrawal as a problem. */
export function withdrawProblem(refused: { readonly kind: 'not-active' | 'reason-missing' }): Error {
  switch (refused.kind) {
    case 'not-active':
      return refusal(refused.kind);
    case 'reason-missing':
      return refusal(refused.kind, 'Say why in a few words, as reason in the query or in a JSON body.');
    default:
      return never(refused.kind);
  }
}
