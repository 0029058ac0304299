import { ASSIGNMENT_STATES, type AssignmentState } from '../assignments/assignment.js';
import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { never } from '../kernel/decided.js';
import { Choice, Codes, Day, Decimal, Flag, Moment, Part, Parts, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { isSupposed, type AskedLock, type PlanAsked } from './asked.js';
import type { CommitRefusal } from './committing.service.js';
import { ROLES, type Role } from './instance.js';
import { PLAN_STATES, type KeptPlan, type KeptQuestion, type PlanState } from './kept-plan.js';
import { LEVELS, asNumber } from './levels.js';
import { CHANGES, planDiff, type DiffRow, type PlanChange } from './plan-diff.js';
import { askWords, commitSentence, questionWords } from './plan-refusals.js';
import type { ListedPlan } from './plan.queries.js';
import type { AskRefusal, QuestionRefusal } from './plans.service.js';

const LOCK_KINDS = ['keep', 'not', 'not-on'] as const;

class LockToMake {
  @Choice(LOCK_KINDS, { example: 'not', about: '`keep` them here, `not` them here, or `not-on` that day.' })
  readonly kind!: AskedLock['kind'];

  @WholeNumber({ min: 1, example: 1, about: 'The id of an attendee.' })
  readonly attendeeId!: number;

  @Text({ presence: 'optional', max: 20, example: 'TV-26-004211', about: 'Of `keep` and `not`.' })
  readonly conference?: string | null;

  @Choice(ROLES, { presence: 'optional', example: null, about: 'Of `keep`, when it matters.' })
  readonly role?: Role | null;

  @Day({ presence: 'optional', example: '2026-12-03', about: 'Of `not-on`.' })
  readonly day?: string | null;
}

class AwayToSuppose {
  @WholeNumber({ min: 1, example: 1 })
  readonly attendeeId!: number;
  @Day({ example: '2026-12-01' })
  readonly from!: string;
  @Day({ example: '2026-12-02', about: 'Included.' })
  readonly to!: string;
}

class ConferenceToSuppose {
  @Text({ max: 60, example: 'reading' })
  readonly hub!: string;
  @Choice(CONFERENCE_KINDS, { example: 'icpc' })
  readonly kind!: ConferenceKind;
  @Moment({ example: '2026-12-01T09:30:00Z' })
  readonly startsAt!: string;
  @Moment({ example: '2026-12-01T11:00:00Z' })
  readonly endsAt!: string;
  @Flag({ example: false })
  readonly inPerson!: boolean;
}

export class PlanToMake {
  @Day({ example: '2026-11-30', about: 'The first day.' })
  readonly from!: string;

  @Day({ example: '2026-12-04', about: 'The last day; a month at most.' })
  readonly to!: string;

  @Codes({ presence: 'optional', example: ['reading'], about: 'Hubs of the token; all of them when left out.' })
  readonly hubs?: readonly string[] | null;

  @Flag({ presence: 'optional', example: false, about: 'People of other hubs may go as well.' })
  readonly everybody?: boolean | null;

  @Flag({ presence: 'optional', example: false, about: 'Whoever is invited and has not accepted may be moved.' })
  readonly mayMove?: boolean | null;

  @WholeNumber({ presence: 'optional', min: 1, max: 600, example: 60, about: 'The solver ends by then.' })
  readonly seconds?: number | null;

  @Parts(LockToMake, { presence: 'optional', max: 500, example: [], about: 'What is settled.' })
  readonly locks?: readonly LockToMake[] | null;

  @Parts(AwayToSuppose, { presence: 'optional', max: 100, example: [], about: 'What if they were away.' })
  readonly away?: readonly AwayToSuppose[] | null;

  @Parts(ConferenceToSuppose, { presence: 'optional', max: 100, example: [], about: 'What if there were these.' })
  readonly more?: readonly ConferenceToSuppose[] | null;

  @WholeNumber({
    presence: 'optional',
    min: 1,
    example: null,
    about: 'The id of a plan that this one is to disturb as little as covering allows.',
  })
  readonly fromPlan?: number | null;
}

export class PlanQuestionToAsk {
  @Choice(['why', 'cover'], { example: 'why', about: '`why` not this person; what would `cover` it.' })
  readonly kind!: 'why' | 'cover';
  @Text({ max: 20, example: 'TV-26-004211' })
  readonly conference!: string;
  @WholeNumber({ presence: 'optional', min: 1, example: 1, about: 'Of `why`.' })
  readonly attendeeId?: number | null;
}

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

export const askedIn = (body: PlanToMake, seconds: number): PlanAsked => ({
  locks: (body.locks ?? []).map(lockIn),
  away: body.away ?? [],
  more: body.more ?? [],
  everybody: body.everybody ?? false,
  mayMove: body.mayMove ?? false,
  seconds: body.seconds ?? seconds,
});

function lockIn({ kind, attendeeId, conference, role, day }: LockToMake): AskedLock {
  if (kind === 'not-on' && day) return { kind, attendeeId, day };
  if (kind === 'keep' && conference) return { kind, attendeeId, conference, role: role ?? null };
  if (kind === 'not' && conference) return { kind, attendeeId, conference };
  const needs = kind === 'not-on' ? 'a day' : 'a conference';
  throw refusal('invalid-body', `A lock of the kind ${kind} needs ${needs}.`, {
    errors: [{ pointer: '/locks', code: 'missing', detail: `Give ${needs}.` }],
  });
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
  today: sitting.on.map(({ attendeeId, name, lead, state }) => ({ attendeeId, name, lead, state })),
  goes,
  lacksLead,
  lacksSeconds,
});

/** Each refusal as a problem, in the words of the page. */
export function askProblem(refused: AskRefusal): Error {
  const { text } = askWords(refused);
  return refusal(refused.kind === 'wrong-period' ? 'wrong-days' : refused.kind, text);
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
