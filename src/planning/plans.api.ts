import { ASSIGNMENT_STATES, type AssignmentState } from '../assignments/assignment.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { never } from '../kernel/decided.js';
import { Choice, Day, Decimal, Flag, Moment, Part, Parts, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { isSupposed } from './asked.js';
import type { CommitRefusal } from './committing.service.js';
import { PLAN_STATES, type KeptPlan, type KeptQuestion, type PlanState } from './kept-plan.js';
import { LEVELS, asNumber } from './levels.js';
import { CHANGES, planDiff, type DiffRow, type PlanChange } from './plan-diff.js';
import { askWords, commitSentence, questionWords } from './plan-refusals.js';
import type { ListedPlan } from './plan.queries.js';
import type { AskRefusal, QuestionRefusal } from './plans.service.js';

export class PlanQuestionAnswer {
  @WholeNumber({ example: 1 })
  readonly id!: number;
  @Choice(['why', 'cover'], { example: 'why' })
  readonly kind!: 'why' | 'cover';
  @Text({ example: 'TV-26-004211' })
  readonly conference!: string;
  @Text({ presence: 'nullable', example: 'Ada Okafor' })
  readonly person!: string | null;
  @Choice(['queued', 'running', 'done', 'failed'], { example: 'done' })
  readonly state!: KeptQuestion['state'];
  @Texts({ example: ['Ada Okafor is away Mon 30 Nov.'], about: 'The answer, in sentences.' })
  readonly sentences!: readonly string[];
}

export class PlanAnswer {
  @WholeNumber({ example: 1 })
  readonly id!: number;
  @Choice(PLAN_STATES, { example: 'done', about: 'Ask again while it is `queued` or `running`.' })
  readonly state!: PlanState;
  @Texts({ example: ['reading'] })
  readonly hubs!: readonly string[];
  @Day({ example: '2026-11-30' })
  readonly from!: string;
  @Day({ example: '2026-12-04' })
  readonly to!: string;
  @Text({ example: 'Priya Shah' })
  readonly askedBy!: string;
  @Moment({ example: '2026-11-27T09:00:00Z' })
  readonly askedAt!: string;
  @Flag({ example: false, about: 'It supposes what is not so, and cannot be carried out.' })
  readonly supposed!: boolean;
  @WholeNumber({ presence: 'nullable', example: 41, about: 'Places that the best plan so far fills.' })
  readonly filled!: number | null;
  @WholeNumber({ presence: 'nullable', example: 43, about: 'Places there are.' })
  readonly places!: number | null;
  @Texts({ example: [], about: 'Why there is no plan, in sentences.' })
  readonly sentences!: readonly string[];
  @Text({ presence: 'nullable', example: null, about: 'Who carried it out.' })
  readonly committedBy!: string | null;
}

export class PlanList {
  @Parts(PlanAnswer)
  readonly items!: readonly PlanAnswer[];
  @Text({ presence: 'nullable', example: null, about: 'Send as `after` to read on; null on the last page.' })
  readonly next!: string | null;
}

class GoesAnswer {
  @WholeNumber({ example: 1 })
  readonly attendeeId!: number;
  @Text({ example: 'Ada Okafor' })
  readonly name!: string;
  @Flag({ example: true })
  readonly lead!: boolean;
}

class OnItAnswer extends GoesAnswer {
  @Choice(ASSIGNMENT_STATES, { example: 'invited' })
  readonly state!: AssignmentState;
  @Text({
    presence: 'nullable',
    example: null,
    about: 'The rule by which no plan has them here; null when a plan may.',
  })
  readonly whyNot!: string | null;
}

class PlannedAnswer {
  @Text({ example: 'TV-26-004211', about: 'What is only supposed has another name.' })
  readonly conference!: string;
  @Text({ example: 'reading' })
  readonly hub!: string;
  @Choice(CONFERENCE_KINDS, { example: 'icpc' })
  readonly kind!: ConferenceKind;
  @Moment({ example: '2026-11-30T09:30:00Z' })
  readonly startsAt!: string;
  @Moment({ example: '2026-11-30T11:00:00Z' })
  readonly endsAt!: string;
  @Choice(CHANGES, { example: 'new' })
  readonly change!: PlanChange;
  @Parts(OnItAnswer)
  readonly today!: readonly OnItAnswer[];
  @Parts(GoesAnswer)
  readonly goes!: readonly GoesAnswer[];
  @Flag({ example: false })
  readonly lacksLead!: boolean;
  @WholeNumber({ example: 0 })
  readonly lacksSeconds!: number;
}

class LevelAnswer {
  @Choice(LEVELS.map(({ name }) => name), { example: 'icpc-leads' })
  readonly name!: string;
  @Decimal({ example: 9 })
  readonly value!: number;
  @Decimal({ example: 9, about: 'No plan as good at all levels before passes it.' })
  readonly bound!: number;
  @Flag({ example: true })
  readonly proven!: boolean;
}

class LeftAnswer {
  @Text({ example: 'TV-26-004212' })
  readonly conference!: string;
  @Texts({ example: ['Ada Okafor does not have the skill "conference-trained".'] })
  readonly sentences!: readonly string[];
}

class MadeAnswer {
  @Flag({ example: true })
  readonly proven!: boolean;
  @Text({ presence: 'nullable', max: 1_000, example: null, about: 'Why not everything is proven.' })
  readonly remark!: string | null;
  @Decimal({ example: 0.4 })
  readonly seconds!: number;
  @Parts(LevelAnswer, { about: 'The first before all others.' })
  readonly levels!: readonly LevelAnswer[];
  @Parts(PlannedAnswer, { about: 'By start.' })
  readonly items!: readonly PlannedAnswer[];
  @Parts(LeftAnswer, { about: 'Left as they are, because somebody meant what no plan would do.' })
  readonly left!: readonly LeftAnswer[];
}

export class PlanInFull extends PlanAnswer {
  @Part(MadeAnswer, { presence: 'nullable', about: 'Null until it is made.' })
  readonly plan!: MadeAnswer | null;
  @Parts(PlanQuestionAnswer, { about: 'The latest first.' })
  readonly questions!: readonly PlanQuestionAnswer[];
}

export class PlanCommitted {
  @WholeNumber({ example: 2, about: 'Invitations on their way.' })
  readonly assigned!: number;
  @WholeNumber({ example: 1, about: 'Cancellations on their way.' })
  readonly withdrawn!: number;
}

export const planAnswer = (plan: ListedPlan): PlanAnswer => ({
  id: plan.id,
  state: plan.state,
  hubs: plan.hubCodes,
  from: plan.firstOn.toString(),
  to: plan.lastOn.toString(),
  askedBy: plan.askedBy,
  askedAt: plan.askedAt.toString(),
  supposed: isSupposed(plan.asked),
  filled: plan.filled,
  places: plan.places,
  sentences: plan.said,
  committedBy: plan.committedBy,
});

export const questionAnswer = ({ id, kind, sitting, person, state, said }: KeptQuestion): PlanQuestionAnswer => ({
  id,
  kind,
  conference: sitting,
  person,
  state,
  sentences: said,
});

export function planInFull(plan: KeptPlan, questions: readonly KeptQuestion[]): PlanInFull {
  return { ...planAnswer(plan), plan: madeAnswer(plan), questions: questions.map(questionAnswer) };
}

function madeAnswer({ known, result }: KeptPlan): MadeAnswer | null {
  if (known === null || result === null) return null;
  return {
    proven: result.isProven,
    remark: result.remark,
    seconds: Math.round(result.seconds * 1000) / 1000,
    levels: result.levels.map(({ name, value, bound, isProven }) => ({
      name,
      value: asNumber(value),
      bound: asNumber(bound),
      proven: isProven,
    })),
    items: planDiff(known, result).map(plannedAnswer),
    left: known.left.map(({ name, why }) => ({ conference: name, sentences: why })),
  };
}

const plannedAnswer = ({ sitting, change, goes, lacksLead, lacksSeconds }: DiffRow): PlannedAnswer => ({
  conference: sitting.name,
  hub: sitting.hub,
  kind: sitting.kind,
  startsAt: sitting.startsAt,
  endsAt: sitting.endsAt,
  change,
  today: sitting.on.map(({ attendeeId, name, lead, state, whyNot }) => ({ attendeeId, name, lead, state, whyNot })),
  goes,
  lacksLead,
  lacksSeconds,
});

/** Each refusal as a problem, in the words of the page. */
export function askProblem(refused: AskRefusal): Error {
  const { text } = askWords(refused);
  const isAboutDays = refused.kind === 'wrong-period' || refused.kind === 'added-outside';
  return refusal(isAboutDays ? 'wrong-days' : refused.kind, text);
}

export const questionProblem = (refused: QuestionRefusal): Error =>
  refusal(refused.kind === 'no-such-person' ? 'unknown-person' : refused.kind, questionWords(refused).text);

export function commitProblem(refused: CommitRefusal): Error {
  const sentence = commitSentence(refused);
  switch (refused.kind) {
    case 'not-ready':
      return refusal('plan-not-ready', sentence, { state: refused.state });
    case 'supposed':
      return refusal('plan-supposed', sentence);
    case 'changed':
      return refusal('plan-out-of-date', sentence, { because: refused.because });
    default:
      return never(refused);
  }
}
