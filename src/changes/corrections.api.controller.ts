import { Body, Controller, Headers, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { answerChanged } from '../conferences/changed.api.js';
import { Database } from '../database/database.js';
import { childOf } from '../invitations/invitations.api.js';
import { acting } from '../web/api/acting.js';
import { versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf } from '../web/api/received.js';
import {
  ChildrenChangedAnswer,
  ChildrenToHave,
  correctionProblem,
  KindConvertedAnswer,
  KindToHave,
} from './corrections.api.js';
import { CorrectionsService } from './corrections.service.js';

/** Corrections of the children and the kind of a conference, for programs. */
@Controller('api/v1/conferences/:reference')
@Api('Conferences')
export class CorrectionsApiController {
  constructor(
    private readonly db: Database,
    private readonly corrections: CorrectionsService,
  ) {}

  @Put('children')
  @Operation({
    needs: 'conference.change',
    summary: 'Change the children of a conference',
    about: 'Gives the whole list. The trail says how many came and went, and why.',
    gives: {
      200: {
        type: ChildrenChangedAnswer,
        about: 'The conference as it now stands.',
        headers: { ETag: 'Its version.' },
      },
    },
    ifMatch: 'required',
    refuses: ['not-found', 'invalid-body', 'duplicate-child', 'nothing-changed', 'reason-missing', 'cannot-correct'],
  })
  async changeChildren(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(ChildrenToHave)) body: ChildrenToHave,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ChildrenChangedAnswer> {
    const actor = acting(request, 'conference.change');
    const given = { wanted: body.children.map(childOf), reason: body.reason, version: versionIn(ifMatch) };
    const decided = await this.corrections.changeChildren(actor, reference, given);
    if (!decided.ok) throw correctionProblem(decided.refusal);
    const { relevanceInDoubt } = decided.value;
    return { ...(await answerChanged(this.db.reader, actor, reference, reply)), relevanceInDoubt };
  }

  @Post('kind-changes')
  @HttpCode(200)
  @Operation({
    needs: 'conference.change',
    summary: 'Convert the kind of a conference',
    about:
      'The same conference, of another kind: an initial one that is a review, or a child born before it. Whoever is ' +
      'still to go gets the new subject in the calendar and need not answer again.',
    gives: {
      200: { type: KindConvertedAnswer, about: 'The conference as it now stands.', headers: { ETag: 'Its version.' } },
    },
    ifMatch: 'required',
    refuses: [
      'not-found',
      'invalid-body',
      'duplicate-meeting-id',
      'nothing-changed',
      'reason-missing',
      'cannot-correct',
    ],
  })
  async convertKind(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(KindToHave)) body: KindToHave,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<KindConvertedAnswer> {
    const actor = acting(request, 'conference.change');
    const decided = await this.corrections.convertKind(actor, reference, { ...body, version: versionIn(ifMatch) });
    if (!decided.ok) throw correctionProblem(decided.refusal);
    return { ...(await answerChanged(this.db.reader, actor, reference, reply)), told: decided.value.told };
  }
}
