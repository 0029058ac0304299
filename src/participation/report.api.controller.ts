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
import { givenReport, ReportAnswer, reportAnswer, reportProblem, ReportToRecord } from './report.api.js';
import { reportStanding } from './report.js';
import { reportFacts, ReportService } from './report.service.js';

/** The police report to a conference, for programs. A robot may not record one: only people know what they sent. */
@Controller('api/v1/conferences/:reference/report')
@Api('Participation')
export class ReportApiController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly reports: ReportService,
  ) {}

  @Get()
  @Operation({
    needs: 'conference.read',
    summary: 'Read how a conference stands with its report',
    gives: {
      200: { type: ReportAnswer, about: 'What is on record, or what is due.', headers: { ETag: 'Its version.' } },
    },
    refuses: ['not-found'],
  })
  read(
    @Param('reference', aReference) reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportAnswer> {
    return this.answer(request, reply, reference);
  }

  @Put()
  @Operation({
    needs: 'participation.record',
    summary: 'Record the report to a conference',
    about:
      'Also corrects it: then `correction` says why, and what stood before stays in the trail. With `If-Match` it is ' +
      'refused when somebody changed the report since it was read.',
    gives: {
      201: { type: ReportAnswer, about: 'The first report on record.', headers: { ETag: 'Its version.' } },
      200: { type: ReportAnswer, about: 'The corrected report.', headers: { ETag: 'Its version.' } },
    },
    refuses: [
      'not-found',
      'invalid-body',
      'report-of-voided',
      'sent-by-missing',
      'sent-in-future',
      'sent-too-early',
      'sent-time-missing',
      'nothing-to-add-not-enough',
      'read-out-before-start',
      'nothing-to-read-out',
      'correction-reason-missing',
    ],
    ifMatch: 'optional',
  })
  async record(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(ReportToRecord)) body: ReportToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportAnswer> {
    const actor = acting(request, 'participation.record');
    const seen = ifMatch === undefined ? null : versionIn(ifMatch);
    const decided = await this.reports.record(actor, reference, givenReport(body, seen));
    if (!decided.ok) throw reportProblem(decided.refusal);
    void reply.status(decided.value.version === 1 ? 201 : 200);
    return this.answer(request, reply, reference);
  }

  private async answer(request: SignedIn, reply: FastifyReply, reference: string): Promise<ReportAnswer> {
    const { conference, hub } = await openConference(
      this,
      acting(request, 'conference.read'),
      'conference.read',
      reference,
    );
    const facts = await reportFacts(this.db.reader, conference, this.surroundings.now());
    const { calendar } = this.surroundings.reference;
    void reply.header('etag', etagOf(facts.before ?? { version: 0 }));
    return reportAnswer(facts.before, reportStanding(facts, facts.before, { hub, calendar }));
  }
}
