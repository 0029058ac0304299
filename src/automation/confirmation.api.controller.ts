import { Controller, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { ConferenceAnswer, conferenceAnswer } from '../conferences/conferences.api.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { changedMeanwhile, etagOf, versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { refusal } from '../web/api/problems.js';
import { aReference } from '../web/api/received.js';
import { ConfirmationService } from './confirmation.service.js';

/** Confirming what automation recorded, for programs that a person works with. */
@Controller('api/v1/conferences/:reference/confirmation')
@Api('Conferences')
export class ConfirmationApiController {
  constructor(
    private readonly db: Database,
    private readonly confirmation: ConfirmationService,
  ) {}

  @Post()
  @HttpCode(200)
  @Operation({
    needs: 'automation.confirm',
    summary: 'Confirm what automation recorded',
    about:
      'Says that a person has seen the conference and that it is right as it stands. Changing it says so as well. No ' +
      'service account may.',
    gives: {
      200: { type: ConferenceAnswer, about: 'The conference, confirmed.', headers: { ETag: 'Its version.' } },
    },
    ifMatch: 'required',
    refuses: ['not-found', 'nothing-to-confirm'],
  })
  async confirm(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConferenceAnswer> {
    const actor = acting(request, 'automation.confirm');
    const confirmed = await this.confirmation.confirm(actor, reference, versionIn(ifMatch));
    if (!confirmed.ok) {
      const { refusal: why } = confirmed;
      throw why.kind === 'changed-meanwhile' ? changedMeanwhile(why.now) : refusal(why.kind);
    }
    void reply.header('etag', etagOf(confirmed.value));
    return conferenceAnswer(this.db.reader, confirmed.value);
  }
}
