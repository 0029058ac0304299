import { Body, Controller, Headers, HttpCode, NotFoundException, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { ConferenceAnswer, conferenceAnswer } from '../conferences/conferences.api.js';
import type { Conference } from '../conferences/conference.js';
import { conferenceWithin, currentSitting } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { etagOf, versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf } from '../web/api/received.js';
import {
  destination,
  movedAnswer,
  MovedAnswer,
  moveProblem,
  MoveToMake,
  StateChangeToMake,
  stateProblem,
} from './changes.api.js';
import { ChangesService } from './changes.service.js';

/** Changes to a conference for programs: only to what was read last, so that nobody undoes a colleague unseen. */
@Controller('api/v1/conferences/:reference')
@Api('Conferences')
export class ChangesApiController {
  constructor(
    private readonly db: Database,
    private readonly changes: ChangesService,
  ) {}

  @Patch('sittings/current')
  @Operation({
    needs: 'conference.change',
    summary: 'Move a conference',
    about:
      'Gives the sitting another time or place. Everybody assigned gets the change in their calendar and must answer ' +
      'again; whoever is elsewhere at the new time is withdrawn and named.',
    gives: {
      200: {
        type: MovedAnswer,
        about: 'The conference as it now stands, and who is asked again.',
        headers: { ETag: 'Its version.' },
      },
    },
    ifMatch: 'required',
    refuses: [
      'not-found',
      'invalid-body',
      'end-before-start',
      'too-long',
      'too-far',
      'cannot-move',
      'nothing-changed',
      'reason-missing',
      'confirm',
    ],
  })
  async move(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(MoveToMake)) body: MoveToMake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MovedAnswer> {
    const actor = acting(request, 'conference.change');
    const version = versionIn(ifMatch);
    const before = await currentSitting(this.db.reader, (await this.found(actor, reference)).id);
    const decided = await this.changes.move(actor, reference, {
      to: destination(before, body),
      reason: body.reason,
      confirmed: body.confirmed ?? false,
      version,
    });
    if (!decided.ok) throw moveProblem(decided.refusal);
    return movedAnswer(await this.after(actor, reference, reply), decided.value);
  }

  @Post('state-changes')
  @HttpCode(200)
  @Operation({
    needs: 'conference.change',
    summary: 'Change the state of a conference',
    about: 'Whoever was assigned is called off by a calendar message, unless the conference is put back on.',
    gives: {
      200: { type: ConferenceAnswer, about: 'The conference as it now stands.', headers: { ETag: 'Its version.' } },
    },
    ifMatch: 'required',
    refuses: ['not-found', 'invalid-body', 'not-from-here', 'reason-missing'],
  })
  async changeState(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(StateChangeToMake)) body: StateChangeToMake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConferenceAnswer> {
    const actor = acting(request, 'conference.change');
    const version = versionIn(ifMatch);
    const decided = await this.changes.changeState(actor, reference, { ...body, version });
    if (!decided.ok) throw stateProblem(decided.refusal);
    return this.after(actor, reference, reply);
  }

  private async after(actor: Actor, reference: string, reply: FastifyReply): Promise<ConferenceAnswer> {
    const conference = await this.found(actor, reference);
    void reply.header('etag', etagOf(conference));
    return conferenceAnswer(this.db.reader, conference);
  }

  private async found(actor: Actor, reference: string): Promise<Conference> {
    const conference = await conferenceWithin(this.db.reader, scopeOf(actor, 'conference.change'), reference);
    if (conference === null) throw new NotFoundException();
    return conference;
  }
}
