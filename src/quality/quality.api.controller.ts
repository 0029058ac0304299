import { Body, Controller, Get, Headers, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { etagOf, versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf } from '../web/api/received.js';
import {
  AuditAnswer,
  auditAnswer,
  auditProblem,
  AuditToRecord,
  givenAudit,
  SampleAnswer,
  sampleAnswer,
} from './quality.api.js';
import { QualityService } from './quality.service.js';

/** Quality audits for programs. A robot may not record one: judging is for people. */
@Controller('api/v1')
@Api('Quality audits')
export class QualityApiController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly quality: QualityService,
  ) {}

  @Get('quality-sample')
  @Operation({
    needs: 'quality.read',
    summary: 'Read which contributions are to be audited next',
    gives: { 200: { type: SampleAnswer, about: 'By hub, and how many were audited.' } },
    refuses: [],
  })
  async sample(@Req() request: SignedIn): Promise<SampleAnswer> {
    return sampleAnswer((await this.quality.sample(acting(request, 'quality.read'))).hubs);
  }

  @Get('conferences/:reference/quality-audit')
  @Operation({
    needs: 'quality.read',
    summary: 'Read the audit of a contribution',
    gives: { 200: { type: AuditAnswer, about: 'What is on record.', headers: { ETag: 'Its version.' } } },
    refuses: ['not-found'],
  })
  read(
    @Param('reference', aReference) reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuditAnswer> {
    return this.answer(request, reply, reference);
  }

  @Put('conferences/:reference/quality-audit')
  @Operation({
    needs: 'quality.audit',
    summary: 'Record the audit of a contribution',
    about:
      'Also corrects it: then `correction` says why, and what stood before stays in the trail. With `If-Match` it is ' +
      'refused when somebody changed the audit since it was read. Nobody audits what they brought themselves.',
    gives: {
      201: { type: AuditAnswer, about: 'The first audit on record.', headers: { ETag: 'Its version.' } },
      200: { type: AuditAnswer, about: 'The corrected audit.', headers: { ETag: 'Its version.' } },
    },
    refuses: [
      'not-found',
      'invalid-body',
      'not-over',
      'of-other-authority',
      'nothing-contributed',
      'own-contribution',
      'unknown-basis',
      'basis-absent',
      'findings-incomplete',
      'unknown-finding',
      'finding-twice',
      'unknown-correction',
      'correction-reason-missing',
      'frozen-reason-missing',
    ],
    ifMatch: 'optional',
  })
  async record(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(AuditToRecord)) body: AuditToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AuditAnswer> {
    const actor = acting(request, 'quality.audit');
    const seen = ifMatch === undefined ? null : versionIn(ifMatch);
    const decided = await this.quality.record(actor, reference, givenAudit(body, seen));
    if (!decided.ok) throw auditProblem(decided.refusal);
    void reply.status(decided.value.version === 1 ? 201 : 200);
    return this.answer(request, reply, reference);
  }

  private async answer(request: SignedIn, reply: FastifyReply, reference: string): Promise<AuditAnswer> {
    const actor = acting(request, 'quality.read');
    const { conference } = await openConference(this, actor, 'quality.read', reference);
    const { before, contribution } = await this.quality.facts(this.db.reader, actor, conference);
    void reply.header('etag', etagOf(before ?? { version: 0 }));
    return auditAnswer(before, contribution);
  }
}
