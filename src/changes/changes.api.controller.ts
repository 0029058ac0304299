import { Body, Controller, Headers, HttpCode, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { answerChanged, conferenceToChange } from '../conferences/changed.api.js';
import { currentSitting } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf } from '../web/api/received.js';
import {
  destination,
  followedAnswer,
  FollowedAnswer,
  movedAnswer,
  MovedAnswer,
  moveProblem,
  MoveToMake,
  sitAgainProblem,
  SittingToAdd,
  StateChangeToMake,
  stateProblem,
} from './changes.api.js';
import { ChangesService } from './changes.service.js';
import { SittingsService } from './sittings.service.js';

/** Changes to a conference for programs: only to what was read last, so that nobody undoes a colleague unseen. */
@Controller('api/v1/conferences/:reference')
@Api('Conferences')
export class ChangesApiController {
  constructor(
    private readonly db: Database,
    private readonly changes: ChangesService,
    private readonly sittings: SittingsService,
  ) {}

  @Patch('sittings/current')
  @Operation({
    needs: 'conference.change',
    summary: 'Move a conference',
    about:
      'Gives the sitting another time or place. Everybody assigned gets the change in their calendar and must answer ' +
      'again, unless only a venue or a link changed; whoever is elsewhere at the new time is withdrawn and named. A ' +
      'conference that was stood down or postponed is on again, and whoever was called off is asked as well.',
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
      'sits-again',
      'needs-new-time',
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
    const before = await currentSitting(
      this.db.reader,
      (await conferenceToChange(this.db.reader, actor, reference)).id,
    );
    const decided = await this.changes.move(actor, reference, {
      to: destination(before, body),
      reason: body.reason,
      confirmed: body.confirmed ?? false,
      version,
    });
    if (!decided.ok) throw moveProblem(decided.refusal);
    return movedAnswer(await answerChanged(this.db.reader, actor, reference, reply), decided.value);
  }

  @Post('state-changes')
  @HttpCode(200)
  @Operation({
    needs: 'conference.change',
    summary: 'Change the state of a conference',
    about:
      'Whoever was assigned is called off by a calendar message. When the conference is put back on, they are asked again.',
    gives: {
      200: {
        type: FollowedAnswer,
        about: 'The conference as it now stands, and who is asked again.',
        headers: { ETag: 'Its version.' },
      },
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
  ): Promise<FollowedAnswer> {
    const actor = acting(request, 'conference.change');
    const version = versionIn(ifMatch);
    const decided = await this.changes.changeState(actor, reference, { ...body, version });
    if (!decided.ok) throw stateProblem(decided.refusal);
    return followedAnswer(await answerChanged(this.db.reader, actor, reference, reply), decided.value);
  }

  @Post('sittings')
  @Operation({
    needs: 'conference.change',
    summary: 'Adjourn a conference to another sitting',
    about:
      'The last sitting stays on record as it was; the new one counts from now on. Whoever was on the last one is asked ' +
      'for the new one by an invitation of its own.',
    gives: {
      201: {
        type: FollowedAnswer,
        about: 'The conference with its new sitting, and who is asked.',
        headers: { ETag: 'Its version.', Location: 'The address of the conference.' },
      },
    },
    ifMatch: 'required',
    refuses: [
      'not-found',
      'invalid-body',
      'end-before-start',
      'too-long',
      'too-far',
      'cannot-sit-again',
      'not-started',
      'before-last-sitting',
      'reason-missing',
      'confirm',
    ],
  })
  async sitAgain(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(SittingToAdd)) body: SittingToAdd,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FollowedAnswer> {
    const actor = acting(request, 'conference.change');
    const version = versionIn(ifMatch);
    const last = await currentSitting(this.db.reader, (await conferenceToChange(this.db.reader, actor, reference)).id);
    const decided = await this.sittings.sitAgain(actor, reference, {
      to: destination(last, body),
      reason: body.reason,
      confirmed: body.confirmed ?? false,
      version,
    });
    if (!decided.ok) throw sitAgainProblem(decided.refusal);
    void reply.header('location', `/api/v1/conferences/${reference}`);
    return followedAnswer(await answerChanged(this.db.reader, actor, reference, reply), decided.value);
  }
}
