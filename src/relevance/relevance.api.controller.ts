import { Body, Controller, Get, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { currentSitting } from '../conferences/conference.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { Api, Operation } from '../web/api/operation.js';
import { refusal } from '../web/api/problems.js';
import { aReference, bodyOf } from '../web/api/received.js';
import { markersOn } from './evidence.queries.js';
import {
  decisionAnswer,
  DecisionAnswer,
  DecisionList,
  DecisionToMake,
  relevanceProblem,
  seenIn,
  seenTag,
} from './relevance.api.js';
import { decisionsOn, RelevanceService } from './relevance.service.js';
import { seenOf } from './seen.js';

/** Decisions on reviews for programs. A robot may make none: deciding is for people. */
@Controller('api/v1/conferences/:reference/relevance-decisions')
@Api('Relevance decisions')
export class RelevanceApiController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly relevance: RelevanceService,
  ) {}

  @Get()
  @Operation({
    needs: 'conference.read',
    summary: 'List the decisions on a review',
    gives: {
      200: {
        type: DecisionList,
        about: 'Every decision, the first one first; none is ever changed.',
        headers: { ETag: 'The decisions and the police markers that there are.' },
      },
    },
    refuses: ['not-found'],
  })
  async list(
    @Param('reference', aReference) reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecisionList> {
    const actor = acting(request, 'conference.read');
    const { conference, sitting } = await openConference(this, actor, 'conference.read', reference);
    const found = await decisionsOn(this.db.reader, conference.id);
    void reply.header('etag', seenTag(await this.seenNow(conference.id)));
    return { items: found.map((decision) => decisionAnswer(decision, sitting.startsAt)) };
  }

  @Post()
  @Operation({
    needs: 'relevance.decide',
    summary: 'Decide whether a review is relevant',
    about:
      'Adds a decision; the last one before the start counts. Undecided counts as relevant. With `If-Match`, the ETag of the ' +
      'list of decisions, it is refused when somebody decided or a police marker arrived since that was read.',
    gives: { 201: { type: DecisionAnswer, about: 'The decision as it is kept.' } },
    refuses: ['not-found', 'invalid-body', 'not-a-review', 'criteria-missing', 'unknown-criterion', 'reason-missing'],
    ifMatch: 'optional',
  })
  async decide(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(DecisionToMake)) body: DecisionToMake,
    @Req() request: SignedIn,
  ): Promise<DecisionAnswer> {
    const actor = acting(request, 'relevance.decide');
    const given = { value: body.value, criteria: body.criteria ?? [], reason: body.reason };
    const decided = await this.relevance.decide(actor, reference, given, seenIn(ifMatch));
    if (!decided.ok) {
      const known = this.surroundings.reference.criteria.map((criterion) => criterion.code);
      const { conference } = await openConference(this, actor, 'relevance.decide', reference);
      throw relevanceProblem(decided.refusal, known, await this.seenNow(conference.id));
    }
    const { startsAt } = await currentSitting(this.db.reader, decided.value.conference.id);
    const kept = (await decisionsOn(this.db.reader, decided.value.conference.id)).at(-1);
    if (kept === undefined) throw new Error('a decision vanished after it was made');
    return decisionAnswer(kept, startsAt);
  }

  @Post('unchanged')
  @HttpCode(200)
  @Operation({
    needs: 'relevance.decide',
    summary: 'Say that a decision stands',
    about:
      'After a child was added or the review was brought forward: somebody has looked again and what was decided stands. ' +
      'Nothing is decided by it.',
    gives: { 200: { type: DecisionList, about: 'Every decision, the first one first.' } },
    refuses: ['not-found', 'nothing-to-look-at'],
  })
  async keep(@Param('reference', aReference) reference: string, @Req() request: SignedIn): Promise<DecisionList> {
    const actor = acting(request, 'relevance.decide');
    const kept = await this.relevance.keep(actor, reference);
    if (!kept.ok) throw refusal(kept.refusal.kind);
    const sitting = await currentSitting(this.db.reader, kept.value.id);
    const found = await decisionsOn(this.db.reader, kept.value.id);
    return { items: found.map((decision) => decisionAnswer(decision, sitting.startsAt)) };
  }

  private async seenNow(conferenceId: number): Promise<string> {
    const decisions = await decisionsOn(this.db.reader, conferenceId);
    return seenOf(decisions.length, await markersOn(this.db.reader, conferenceId));
  }
}
