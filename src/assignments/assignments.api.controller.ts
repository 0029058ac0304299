import { Body, Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, anId, maybeBodyOf, bodyOf, queryOf } from '../web/api/received.js';
import {
  AssignmentAnswer,
  assignmentAnswer,
  AssignmentList,
  AssignmentToMake,
  assignProblem,
  givenIn,
  Withdrawal,
  WithdrawalQuery,
  withdrawProblem,
} from './assignments.api.js';
import type { Assignment } from './assignment.js';
import { peopleOn } from './assignment.queries.js';
import { AssignmentsService } from './assignments.service.js';

/** Who goes, for programs. */
@Controller('api/v1/conferences/:reference/assignments')
@Api('Assignments')
export class AssignmentsApiController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
  ) {}

  @Get()
  @Operation({
    needs: 'conference.read',
    summary: 'List who is assigned',
    gives: { 200: { type: AssignmentList, about: 'Everybody ever assigned: the lead first, those withdrawn last.' } },
    refuses: ['not-found'],
  })
  async list(@Param('reference', aReference) reference: string, @Req() request: SignedIn): Promise<AssignmentList> {
    const actor = acting(request, 'conference.read');
    const { sitting } = await openConference(this, actor, 'conference.read', reference);
    const people = await peopleOn(this.db.reader, sitting.id);
    return { items: people.map(assignmentAnswer) };
  }

  @Post()
  @Operation({
    needs: 'assignment.change',
    summary: 'Assign an attendee',
    about: 'Their calendar invitation is on its way in the same moment.',
    gives: { 201: { type: AssignmentAnswer, about: 'The assignment.', headers: { Location: 'Its address.' } } },
    refuses: [
      'not-found',
      'invalid-body',
      'unknown-person',
      'not-open',
      'already-started',
      'has-left',
      'no-mail-address',
      'is-the-desk',
      'already-on-it',
      'lead-taken',
      'overlap',
      'away',
      'conflict-of-interest',
    ],
  })
  async assign(
    @Param('reference', aReference) reference: string,
    @Body(bodyOf(AssignmentToMake)) body: AssignmentToMake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AssignmentAnswer> {
    const actor = acting(request, 'assignment.change');
    const decided = await this.assignments.assign(actor, reference, givenIn(body));
    if (!decided.ok) throw assignProblem(decided.refusal);
    const { assignment } = decided.value;
    void reply.header('location', `/api/v1/conferences/${reference}/assignments/${assignment.id}`);
    return this.answer(assignment);
  }

  @Delete(':id')
  @ApiBody({ type: Withdrawal, required: false })
  @Operation({
    needs: 'assignment.change',
    summary: 'Withdraw an attendee',
    about: 'Their calendar gets the cancellation. The assignment stays on record as withdrawn.',
    gives: { 200: { type: AssignmentAnswer, about: 'The assignment, withdrawn.' } },
    refuses: ['not-found', 'invalid-body', 'invalid-query', 'not-active', 'reason-missing'],
  })
  async withdraw(
    @Param('reference', aReference) reference: string,
    @Param('id', anId) id: number,
    @Query(queryOf(WithdrawalQuery)) query: WithdrawalQuery,
    @Body(maybeBodyOf(Withdrawal)) body: Withdrawal,
    @Req() request: SignedIn,
  ): Promise<AssignmentAnswer> {
    const actor = acting(request, 'assignment.change');
    const decided = await this.assignments.withdraw(actor, reference, id, query.reason ?? body.reason ?? '');
    if (!decided.ok) throw withdrawProblem(decided.refusal);
    return this.answer(decided.value.assignment);
  }

  private async answer(assignment: Assignment): Promise<AssignmentAnswer> {
    const people = await peopleOn(this.db.reader, assignment.sittingId);
    const person = people.find((one) => one.id === assignment.id);
    if (person === undefined) throw new Error('an assignment vanished after it was changed');
    return assignmentAnswer(person);
  }
}
