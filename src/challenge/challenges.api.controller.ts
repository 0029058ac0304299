import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { accepted } from '../kernel/decided.js';
import { acting } from '../web/api/acting.js';
import { answered } from '../web/api/answered.js';
import { idKey, keyIn, limitOf, pageOf } from '../web/api/cursor.js';
import { etagOf, versionIn } from '../web/api/etag.js';
import { Idempotency } from '../web/api/idempotency.js';
import { Api, Operation } from '../web/api/operation.js';
import { anId, bodyOf, queryOf } from '../web/api/received.js';
import {
  ChallengeAnswer,
  challengeAnswer,
  ChallengePageAnswer,
  ChallengesQuery,
  ChallengeStepToTake,
  ChallengeToRaise,
  namedBy,
  raiseProblem,
  stepOf,
  stepProblem,
} from './challenges.api.js';
import { ChallengesService } from './challenges.service.js';

/** Professional challenges, for programs that act for a person. */
@Controller('api/v1/challenges')
@Api('Challenges')
export class ChallengesApiController {
  constructor(
    private readonly challenges: ChallengesService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Operation({
    needs: 'challenge.change',
    summary: 'Raise a professional challenge',
    about:
      'About an invitation that did not come or came late, a refused place, or a dissent on record. It goes through the ' +
      'stages of the hub’s procedure; letters are drafted on its page and sent by people.',
    gives: {
      201: {
        type: ChallengeAnswer,
        about: 'Raised, at its first stage.',
        headers: { ETag: 'Its version.', Location: 'Its address.', 'Idempotent-Replayed': 'true when given again.' },
      },
    },
    idempotencyKey: true,
    refuses: ['invalid-body', 'not-found', 'nothing-to-challenge', 'challenge-refused'],
  })
  async raise(
    @Headers('idempotency-key') key: string | undefined,
    @Body(bodyOf(ChallengeToRaise)) body: ChallengeToRaise,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const actor = acting(request, 'challenge.change');
    const named = namedBy(body);
    const done = await this.idempotency.once({ actor, key, asks: { challenge: body } }, async (tx) => {
      const decided = await this.challenges.raiseOnceIn(tx, actor, named, body.about);
      if (!decided.ok) return decided;
      const answer = challengeAnswer(decided.value, this.challenges.today);
      const location = `/api/v1/challenges/${answer.id}`;
      return accepted({ status: 201, location, body: JSON.stringify(answer) });
    });
    if (!done.ok) throw raiseProblem(done.refusal);
    void reply.header('etag', etagOf(JSON.parse(done.value.body) as ChallengeAnswer));
    return answered(reply, done.value);
  }

  @Get()
  @Operation({
    needs: 'challenge.read',
    summary: 'List professional challenges',
    gives: { 200: { type: ChallengePageAnswer, about: 'A page of the list.' } },
    refuses: ['invalid-query'],
  })
  async list(
    @Query(queryOf(ChallengesQuery)) query: ChallengesQuery,
    @Req() request: SignedIn,
  ): Promise<ChallengePageAnswer> {
    const actor = acting(request, 'challenge.read');
    const limit = limitOf(query);
    const states = query.state === undefined ? null : [query.state];
    const filter = { hub: query.hub ?? null, about: query.about ?? null, states };
    const found = await this.challenges.list(actor, filter, keyIn(query, idKey), limit + 1);
    const { today } = this.challenges;
    return pageOf(
      found,
      limit,
      ({ id }) => [id],
      (one) => challengeAnswer(one, today),
    );
  }

  @Get(':id')
  @Operation({
    needs: 'challenge.read',
    summary: 'Read a professional challenge',
    gives: { 200: { type: ChallengeAnswer, about: 'As it stands.', headers: { ETag: 'Its version.' } } },
    refuses: ['not-found'],
  })
  async one(
    @Param('id', anId) id: number,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChallengeAnswer> {
    const found = await this.challenges.one(acting(request, 'challenge.read'), id);
    void reply.header('etag', etagOf(found));
    return challengeAnswer(found, this.challenges.today);
  }

  @Post(':id/steps')
  @HttpCode(200)
  @Operation({
    needs: 'challenge.change',
    summary: 'Take a challenge further',
    about:
      'That the letter of the stage was sent, what was answered, or that it is withdrawn. Agreement ends it; without it the ' +
      'next stage begins, and after the last it stays unresolved.',
    gives: { 200: { type: ChallengeAnswer, about: 'As it stands now.', headers: { ETag: 'Its version.' } } },
    ifMatch: 'required',
    refuses: ['invalid-body', 'not-found', 'challenge-refused', 'reason-missing'],
  })
  async step(
    @Param('id', anId) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(ChallengeStepToTake)) body: ChallengeStepToTake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChallengeAnswer> {
    const actor = acting(request, 'challenge.change');
    const decided = await this.challenges.step(actor, id, versionIn(ifMatch), stepOf(body));
    if (!decided.ok) throw stepProblem(decided.refusal);
    void reply.header('etag', etagOf(decided.value));
    return challengeAnswer(decided.value, this.challenges.today);
  }
}
