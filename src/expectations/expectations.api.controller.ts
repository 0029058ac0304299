import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { accepted } from '../kernel/decided.js';
import { acting } from '../web/api/acting.js';
import { answered } from '../web/api/answered.js';
import { isRowId, keyIn, limitOf, pageOf } from '../web/api/cursor.js';
import { etagOf, versionIn } from '../web/api/etag.js';
import { Idempotency } from '../web/api/idempotency.js';
import { Api, Operation } from '../web/api/operation.js';
import { anId, bodyOf, queryOf } from '../web/api/received.js';
import { EXPECTATION_STATES, STANDINGS, type Standing } from './expectation.js';
import { expectationWithin, type PlaceInList } from './expectation.queries.js';
import {
  changeOf,
  changeProblem,
  ExpectationAnswer,
  expectationAnswer,
  ExpectationChangeToMake,
  ExpectationPageAnswer,
  ExpectationsQuery,
  ExpectationToTell,
  tellingProblem,
  writtenOf,
} from './expectations.api.js';
import { ExpectationChanges } from './expectation-changes.service.js';
import { ExpectationsService } from './expectations.service.js';

/** Conferences that should be coming, for programs. A robot tells of strategy discussions and decides nothing. */
@Controller('api/v1/expectations')
@Api('Expectations')
export class ExpectationsApiController {
  constructor(
    private readonly expectations: ExpectationsService,
    private readonly changes: ExpectationChanges,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Operation({
    needs: 'expectation.record',
    summary: 'Tell of a strategy discussion or a transfer',
    about:
      'Its conference is expected within 15 working days, and is met by itself once an invitation has come. Told twice it ' +
      'is kept once: the second answer is 200 with the one on record. A later strategy discussion about the same children ' +
      'does not start the clock again.',
    gives: {
      200: { type: ExpectationAnswer, about: 'It was on record already.', headers: { ETag: 'Its version.' } },
      201: {
        type: ExpectationAnswer,
        about: 'It is expected from now on.',
        headers: {
          ETag: 'Its version.',
          Location: 'Its address.',
          'Idempotent-Replayed': 'true when given again.',
        },
      },
    },
    idempotencyKey: true,
    refuses: ['invalid-body', 'unknown-hub', 'not-your-hub', 'confirm'],
  })
  async tell(
    @Headers('idempotency-key') key: string | undefined,
    @Body(bodyOf(ExpectationToTell)) body: ExpectationToTell,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const actor = acting(request, 'expectation.record');
    const done = await this.idempotency.once<never>({ actor, key, asks: { expectation: body } }, async (tx) => {
      const how = { source: 'api', confirmed: body.confirmed === true } as const;
      const result = await this.expectations.tellIn(tx, actor, writtenOf(body), how);
      if (result.problem !== null) throw tellingProblem(result);
      const kept = (await expectationWithin(tx, null, result.id!))!;
      const answer = expectationAnswer(kept, this.expectations.today);
      const location = `/api/v1/expectations/${kept.id}`;
      return accepted({ status: result.state === 'added' ? 201 : 200, location, body: JSON.stringify(answer) });
    });
    if (!done.ok) throw new Error('what is refused is thrown');
    void reply.header('etag', etagOf(JSON.parse(done.value.body) as ExpectationAnswer));
    return answered(reply, done.value);
  }

  @Get()
  @Operation({
    needs: 'expectation.read',
    summary: 'List expected conferences',
    gives: { 200: { type: ExpectationPageAnswer, about: 'A page of the list.' } },
    refuses: ['invalid-query'],
  })
  async list(
    @Query(queryOf(ExpectationsQuery)) query: ExpectationsQuery,
    @Req() request: SignedIn,
  ): Promise<ExpectationPageAnswer> {
    const actor = acting(request, 'expectation.read');
    const limit = limitOf(query);
    const filter = { hub: query.hub ?? null, kind: query.kind ?? null, standings: standingsOf(query) };
    const found = await this.expectations.list(actor, filter, keyIn(query, placeIn), limit + 1);
    const { today } = this.expectations;
    return pageOf(
      found,
      limit,
      ({ dueOn, id }) => [dueOn.toString(), id],
      (one) => expectationAnswer(one, today),
    );
  }

  @Get(':id')
  @Operation({
    needs: 'expectation.read',
    summary: 'Read an expected conference',
    gives: { 200: { type: ExpectationAnswer, about: 'As it stands.', headers: { ETag: 'Its version.' } } },
    refuses: ['not-found'],
  })
  async one(
    @Param('id', anId) id: number,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExpectationAnswer> {
    const found = await this.expectations.one(acting(request, 'expectation.read'), id);
    void reply.header('etag', etagOf(found));
    return expectationAnswer(found, this.expectations.today);
  }

  @Post(':id/changes')
  @HttpCode(200)
  @Operation({
    needs: 'expectation.change',
    summary: 'Say what became of it',
    about:
      'That an invitation is the one expected (`match`), that none will come and why (`close`), that it is expected after ' +
      'all (`reopen`), or that the authority was asked (`letter-sent`).',
    gives: { 200: { type: ExpectationAnswer, about: 'As it stands now.', headers: { ETag: 'Its version.' } } },
    ifMatch: 'required',
    refuses: ['invalid-body', 'not-found', 'not-from-here', 'reason-missing', 'cannot-match'],
  })
  async change(
    @Param('id', anId) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(ExpectationChangeToMake)) body: ExpectationChangeToMake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ExpectationAnswer> {
    const actor = acting(request, 'expectation.change');
    const decided = await this.changes.change(actor, id, versionIn(ifMatch), changeOf(body));
    if (!decided.ok) throw changeProblem(decided.refusal);
    void reply.header('etag', etagOf(decided.value));
    return expectationAnswer(decided.value, this.expectations.today);
  }
}

/** Those of a state are those whose standing it is; an open one stands in four ways. */
function standingsOf({ standing, state }: ExpectationsQuery): readonly Standing[] {
  const settled: readonly string[] = EXPECTATION_STATES.filter((one) => one !== 'open');
  const ofState = STANDINGS.filter(
    (one) => state === undefined || one === state || (state === 'open' && !settled.includes(one)),
  );
  return standing === undefined ? ofState : ofState.filter((one) => one === standing);
}

/** @returns null for a cursor of another list */
function placeIn(parts: readonly unknown[]): PlaceInList | null {
  const [day, id] = parts;
  if (parts.length !== 2 || typeof day !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01])$/.test(day))
    return null;
  if (!isRowId(id)) return null;
  const [year = 1970, month = 1, date = 1] = day.split('-').map(Number);
  return { dueOn: Temporal.PlainDate.from({ year, month, day: Math.max(date, 1) }), id };
}
