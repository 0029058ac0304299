import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import type { Actor } from '../access/actor.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { idKey, keyIn, limitOf, pageOf, Paging } from '../web/api/cursor.js';
import { Api, Operation } from '../web/api/operation.js';
import { anId, bodyOf, dayOf, queryOf } from '../web/api/received.js';
import { CommittingService } from './committing.service.js';
import { askedIn, PlanQuestionToAsk, PlanToMake } from './plan-asking.api.js';
import { listPlans } from './plan.queries.js';
import {
  askProblem,
  commitProblem,
  planAnswer,
  PlanAnswer,
  PlanCommitted,
  planInFull,
  PlanInFull,
  PlanList,
  PlanQuestionAnswer,
  questionAnswer,
  questionProblem,
} from './plans.api.js';
import { PlansService } from './plans.service.js';

/** Plans of a period, for programs. */
@Controller('api/v1/plans')
@Api('Plans')
export class PlansApiController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly plans: PlansService,
    private readonly committing: CommittingService,
  ) {}

  @Post()
  @Operation({
    needs: 'plan.make',
    summary: 'Ask for a plan',
    about:
      'Everybody who may go to every open conference of the days is looked at, and the best plan is made in the background, ' +
      'proven level by level. Nothing is assigned. Ask for it until its `state` is `done`, `refused` or `failed`.',
    gives: {
      202: { type: PlanAnswer, about: 'The plan, which waits to be made.', headers: { Location: 'Its address.' } },
    },
    refuses: [
      'invalid-body',
      'not-found',
      'unknown-hub',
      'not-your-hub',
      'wrong-days',
      'too-many-sittings',
      'plans-waiting',
    ],
  })
  async ask(
    @Body(bodyOf(PlanToMake)) body: PlanToMake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanAnswer> {
    const actor = acting(request, 'plan.make');
    const decided = await this.plans.ask(actor, {
      hubs: body.hubs ?? this.hubsOf(actor),
      from: dayOf(body.from)!,
      to: dayOf(body.to)!,
      asked: askedIn(body, this.surroundings.reference.planning.limits.seconds),
      fromPlanId: body.fromPlan ?? null,
    });
    if (!decided.ok) throw askProblem(decided.refusal);
    void reply.status(202).header('location', `/api/v1/plans/${decided.value}`);
    return planAnswer(await this.plans.found(actor, decided.value));
  }

  @Get()
  @Operation({
    needs: 'plan.make',
    summary: 'List plans',
    gives: { 200: { type: PlanList, about: 'The latest first.' } },
    refuses: ['invalid-query'],
  })
  async list(@Query(queryOf(Paging)) query: Paging, @Req() request: SignedIn): Promise<PlanList> {
    const actor = acting(request, 'plan.make');
    const limit = limitOf(query);
    const found = await listPlans(this.db.reader, scopeOf(actor, 'plan.make'), keyIn(query, idKey), limit + 1);
    return pageOf(found, limit, ({ id }) => [id], planAnswer);
  }

  @Get(':id')
  @Operation({
    needs: 'plan.make',
    summary: 'A plan beside today',
    gives: { 200: { type: PlanInFull, about: 'Who goes where, each level with its bound, and what was asked of it.' } },
    refuses: ['not-found'],
  })
  async one(@Param('id', anId) id: number, @Req() request: SignedIn): Promise<PlanInFull> {
    const { plan, questions } = await this.plans.look(acting(request, 'plan.make'), id);
    return planInFull(plan, questions);
  }

  @Post(':id/questions')
  @Operation({
    needs: 'plan.make',
    summary: 'Ask why, or what would cover a conference',
    about: 'Found by planning again in the background. The answer is in `questions` of the plan.',
    gives: { 202: { type: PlanQuestionAnswer, about: 'The question, which waits.' } },
    refuses: ['invalid-body', 'not-found', 'not-planned', 'no-such-sitting', 'unknown-person', 'questions-waiting'],
  })
  async question(
    @Param('id', anId) id: number,
    @Body(bodyOf(PlanQuestionToAsk)) body: PlanQuestionToAsk,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanQuestionAnswer> {
    const actor = acting(request, 'plan.make');
    const asked = { kind: body.kind, sitting: body.conference, attendeeId: body.attendeeId ?? null };
    const decided = await this.plans.question(actor, id, asked);
    if (!decided.ok) throw questionProblem(decided.refusal);
    void reply.status(202);
    return questionAnswer(decided.value);
  }

  @Post(':id/commit')
  @Operation({
    needs: 'plan.make',
    summary: 'Carry a plan out',
    about:
      'All of it in one transaction, with every invitation and cancellation, or nothing when something changed since.',
    gives: { 200: { type: PlanCommitted, about: 'How many were assigned and withdrawn.' } },
    refuses: ['not-found', 'plan-not-ready', 'plan-supposed', 'plan-out-of-date'],
  })
  async commit(
    @Param('id', anId) id: number,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PlanCommitted> {
    const decided = await this.committing.commit(acting(request, 'plan.make'), id);
    if (!decided.ok) throw commitProblem(decided.refusal);
    void reply.status(200);
    return decided.value;
  }

  private hubsOf(actor: Actor): readonly string[] {
    const scope = scopeOf(actor, 'plan.make');
    const all = this.surroundings.reference.hubs.map(({ code }) => code);
    return scope.all ? all : all.filter((code) => scope.hubs.includes(code));
  }
}
