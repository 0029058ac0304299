import { Body, Controller, Get, Headers, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { minutesDueBy } from '../conferences/statutory-clocks.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { acting } from '../web/api/acting.js';
import { etagOf, versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf } from '../web/api/received.js';
import { givenMinutes, MinutesAnswer, minutesAnswer, minutesProblem, MinutesToRecord } from './minutes.api.js';
import { minutesOf } from './minutes.queries.js';
import { MinutesService } from './minutes.service.js';

/** The minutes of a conference, for programs. */
@Controller('api/v1/conferences/:reference/minutes')
@Api('Participation')
export class MinutesApiController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly minutes: MinutesService,
  ) {}

  @Get()
  @Operation({
    needs: 'conference.read',
    summary: 'Read how a conference stands with its minutes',
    gives: { 200: { type: MinutesAnswer, about: 'What is on record.', headers: { ETag: 'Its version.' } } },
    refuses: ['not-found'],
  })
  read(
    @Param('reference', aReference) reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MinutesAnswer> {
    return this.answer(request, reply, reference);
  }

  @Put()
  @Operation({
    needs: 'participation.record',
    summary: 'Record that minutes were asked for, or came',
    about:
      'Both days as they are to stand. What is asked for and not received by its day is chased. With `If-Match` it is ' +
      'refused when somebody changed it since it was read.',
    gives: { 200: { type: MinutesAnswer, about: 'As it now stands.', headers: { ETag: 'Its version.' } } },
    refuses: [
      'not-found',
      'invalid-body',
      'minutes-of-none',
      'minutes-too-early',
      'minutes-too-late',
      'minutes-before-asked',
      'nothing-changed',
    ],
    ifMatch: 'optional',
  })
  async record(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(MinutesToRecord)) body: MinutesToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MinutesAnswer> {
    const actor = acting(request, 'participation.record');
    const seen = ifMatch === undefined ? null : versionIn(ifMatch);
    const decided = await this.minutes.record(actor, reference, givenMinutes(body, seen));
    if (!decided.ok) throw minutesProblem(decided.refusal);
    return this.answer(request, reply, reference);
  }

  private async answer(request: SignedIn, reply: FastifyReply, reference: string): Promise<MinutesAnswer> {
    const actor = acting(request, 'conference.read');
    const { conference, sitting } = await openConference(this, actor, 'conference.read', reference);
    const kept = await minutesOf(this.db.reader, conference.id);
    const terms = this.surroundings.clockTermsOf(conference);
    const due = minutesDueBy(londonDate(sitting.startsAt), terms, this.surroundings.reference.calendar);
    void reply.header('etag', etagOf(kept ?? { version: 0 }));
    return minutesAnswer(kept, due);
  }
}
