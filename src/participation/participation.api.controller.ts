import { Body, Controller, Get, Headers, NotFoundException, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { childrenOf, conferenceWithin, currentSitting } from '../conferences/conference.queries.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { etagOf, versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf } from '../web/api/received.js';
import {
  countedAnswer,
  givenIn,
  OutcomeAnswer,
  outcomeAnswer,
  outcomeProblem,
  OutcomeToRecord,
  RecordedOutcome,
} from './participation.api.js';
import { participationAt } from './participation.queries.js';
import { ParticipationService } from './participation.service.js';

/** What happened at a conference, for programs. A robot may not say: only people know who was there. */
@Controller('api/v1/conferences/:reference/participation')
@Api('Participation')
export class ParticipationApiController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly participation: ParticipationService,
  ) {}

  @Get()
  @Operation({
    needs: 'conference.read',
    summary: 'Read the outcome of a conference',
    gives: { 200: { type: OutcomeAnswer, about: 'What is on record.', headers: { ETag: 'Its version.' } } },
    refuses: ['not-found'],
  })
  async read(
    @Param('reference', aReference) reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutcomeAnswer> {
    const actor = acting(request, 'conference.read');
    const { sitting, conference } = await openConference(this, actor, 'conference.read', reference);
    const kept = await participationAt(this.db.reader, sitting.id);
    if (kept === null) throw new NotFoundException();
    void reply.header('etag', etagOf(kept));
    return outcomeAnswer(kept, await this.childIds(conference.id));
  }

  @Put()
  @Operation({
    needs: 'participation.record',
    summary: 'Record the outcome of a conference',
    about:
      'Also corrects it: then `correction` says why, and what stood before stays in the trail; to add only what was ' +
      'left open needs no reason. Fields that may be left out then stay as they stand. With `If-Match` it is refused ' +
      'when somebody corrected the outcome since it was read.',
    gives: {
      201: {
        type: RecordedOutcome,
        about: 'The first outcome on record, and how the conference counts now.',
        headers: { ETag: 'Its version.' },
      },
      200: {
        type: RecordedOutcome,
        about: 'The corrected outcome, and how the conference counts now.',
        headers: { ETag: 'Its version.' },
      },
    },
    refuses: [
      'not-found',
      'invalid-body',
      'not-started',
      'not-held',
      'who-missing',
      'nobody-was-there',
      'unknown-person',
      'mode-missing',
      'reason-missing',
      'note-missing',
      'correction-reason-missing',
      'times-of-part-only',
      'outside-the-sitting',
      'left-before-coming',
      'unknown-voice-way',
      'voice-not-heard',
      'unknown-child',
      'review-before-conference',
      'nothing-to-read-out',
      'frozen-reason-missing',
    ],
    ifMatch: 'optional',
  })
  async record(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(OutcomeToRecord)) body: OutcomeToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RecordedOutcome> {
    const actor = acting(request, 'participation.record');
    const seen = ifMatch === undefined ? null : versionIn(ifMatch);
    const found = await conferenceWithin(this.db.reader, scopeOf(actor, 'participation.record'), reference);
    const childIds = found === null ? [] : await this.childIds(found.id);
    const decided = await this.participation.record(actor, reference, givenIn(body, seen, childIds));
    if (!decided.ok) {
      const { reasons, voiceWays } = this.surroundings.reference;
      const known = {
        reasons: reasons.map(({ code }) => code),
        voiceWays: voiceWays.map(({ code }) => code),
        childIds,
      };
      throw outcomeProblem(decided.refusal, known);
    }
    const sitting = await currentSitting(this.db.reader, decided.value.id);
    const kept = await participationAt(this.db.reader, sitting.id);
    if (kept === null) throw new Error('an outcome vanished after it was recorded');
    void reply.status(kept.version === 1 ? 201 : 200).header('etag', etagOf(kept));
    return { ...outcomeAnswer(kept, childIds), counted: countedAnswer(decided.value.counted) };
  }

  private async childIds(conferenceId: number): Promise<readonly number[]> {
    return (await childrenOf(this.db.reader, conferenceId)).map(({ id }) => id);
  }
}
