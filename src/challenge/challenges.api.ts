import { Paging } from '../web/api/cursor.js';
import { Choice, Day, Flag, Parts, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { tidy } from '../web/api/received.js';
import {
  ANSWERS,
  CHALLENGE_STATES,
  CHALLENGED,
  isOverdue,
  type Answer,
  type Challenged,
  type ChallengeState,
  type ChallengeStep,
} from './challenge.js';

import type { KeptChallenge } from './challenge.queries.js';
import type { Named, RaiseRefusal, SteppedRefusal } from './challenges.service.js';
import { raiseWords } from './raise.page.js';
import { stepWords } from './step.form.js';

export class ChallengeToRaise {
  @Choice(CHALLENGED, { example: 'late-invitation' })
  readonly about!: Challenged;

  @Text({ presence: 'omittable', max: 20, example: 'TV-26-004211', about: 'The conference; or give `expectation`.' })
  readonly conference?: string;

  @WholeNumber({ presence: 'omittable', min: 1, about: 'The expected conference whose invitation did not come.' })
  readonly expectation?: number;
}

export class ChallengesQuery extends Paging {
  @Text({ presence: 'omittable', max: 60, example: 'reading', about: 'Only of this hub.' })
  readonly hub?: string;

  @Choice(CHALLENGED, { presence: 'omittable', example: 'dissent', about: 'Only about this.' })
  readonly about?: Challenged;

  @Choice(CHALLENGE_STATES, { presence: 'omittable', example: 'open', about: 'Only in this state.' })
  readonly state?: ChallengeState;
}

class StageAnswer {
  @WholeNumber({ example: 1 })
  readonly number!: number;
  @Text({ example: 'Informal' })
  readonly name!: string;
  @Text({ example: 'Team manager', about: 'The role that it goes to.' })
  readonly sentTo!: string;
  @Day({ example: '2026-11-23' })
  readonly begunOn!: string;
  @Day({ example: '2026-11-30', about: 'By when an answer is due.' })
  readonly dueOn!: string;
  @Day({ presence: 'nullable', example: null })
  readonly letterSentOn!: string | null;
  @Choice(ANSWERS, { presence: 'nullable', example: null })
  readonly answer!: Answer | null;
  @Day({ presence: 'nullable', example: null })
  readonly answeredOn!: string | null;
}

export class ChallengeAnswer {
  @WholeNumber({ example: 3 })
  readonly id!: number;

  @Text({ example: 'reading' })
  readonly hub!: string;

  @Choice(CHALLENGED, { example: 'late-invitation' })
  readonly about!: Challenged;

  @Text({ presence: 'nullable', example: 'TV-26-004211' })
  readonly conference!: string | null;

  @WholeNumber({ presence: 'nullable', example: null })
  readonly expectation!: number | null;

  @Text({ example: 'berkshire', about: 'The code of the procedure.' })
  readonly procedure!: string;

  @Choice(CHALLENGE_STATES, { example: 'open' })
  readonly state!: ChallengeState;

  @Flag({ example: false, about: 'Whether the answer to the current stage was due before today.' })
  readonly overdue!: boolean;

  @Text({ presence: 'nullable', example: null, about: 'How it ended.' })
  readonly outcome!: string | null;

  @Parts(StageAnswer, { about: 'Each in its turn; the last is where it stands.' })
  readonly stages!: readonly StageAnswer[];

  @WholeNumber({ example: 1 })
  readonly version!: number;
}

export class ChallengePageAnswer {
  @Parts(ChallengeAnswer, { about: 'The latest first.' })
  readonly items!: readonly ChallengeAnswer[];

  @Text({ presence: 'nullable', example: null, about: 'Send as `after` to read on; null on the last page.' })
  readonly next!: string | null;
}

export class ChallengeStepToTake {
  @Choice(['letter-sent', 'answer', 'withdraw'], { example: 'letter-sent' })
  readonly step!: ChallengeStep['kind'];

  @Choice(ANSWERS, { presence: 'omittable', example: 'agreed', about: 'For `answer`.' })
  readonly answer?: Answer;

  @Text({ presence: 'omittable', max: 500, example: 'A new checklist.', about: 'What was agreed, or why withdrawn.' })
  readonly note?: string;
}

/** Of the two exactly one. */
export function namedBy({ conference, expectation }: ChallengeToRaise): Named {
  if ((conference === undefined) === (expectation === undefined)) {
    const detail = 'Give `conference` or `expectation`, and only one of them.';
    const code = conference === undefined ? 'missing' : 'invalid-value';
    const errors = [{ pointer: '/conference', code, detail }];
    throw refusal('invalid-body', 'One place in the body must be put right: see errors.', { errors });
  }
  return { conference: conference ?? null, expectation: expectation ?? null };
}

export const challengeAnswer = (one: KeptChallenge, today: Temporal.PlainDate): ChallengeAnswer => ({
  id: one.id,
  hub: one.hubCode,
  about: one.about,
  conference: one.conference,
  expectation: one.expectationId,
  procedure: one.procedure,
  state: one.state,
  overdue: isOverdue(one, today),
  outcome: one.outcome,
  stages: one.stages.map((stage) => ({
    number: stage.number,
    name: stage.name,
    sentTo: stage.sentTo,
    begunOn: stage.begunOn.toString(),
    dueOn: stage.dueOn.toString(),
    letterSentOn: stage.letterSentOn?.toString() ?? null,
    answer: stage.answer,
    answeredOn: stage.answeredOn?.toString() ?? null,
  })),
  version: one.version,
});

export function stepOf({ step, answer, note }: ChallengeStepToTake): ChallengeStep {
  if (step === 'letter-sent') return { kind: 'letter-sent' };
  if (step === 'withdraw') return { kind: 'withdraw', reason: note ?? '' };
  if (answer === undefined) {
    const errors = [{ pointer: '/answer', code: 'missing', detail: `Give one of ${ANSWERS.join(', ')}.` }];
    throw refusal('invalid-body', 'One place in the body must be put right: see errors.', { errors });
  }
  return { kind: 'answer', answer, note: tidy(note) };
}

export const raiseProblem = (refused: RaiseRefusal): Error =>
  refusal(refused.kind === 'open-already' ? 'challenge-refused' : 'nothing-to-challenge', raiseWords(refused));

export const stepProblem = (refused: SteppedRefusal): Error =>
  refused.kind === 'changed-meanwhile'
    ? refusal('changed-meanwhile', stepWords(refused), { etag: `"${refused.version}"` })
    : refusal(refused.kind === 'reason-missing' ? 'reason-missing' : 'challenge-refused', stepWords(refused));
