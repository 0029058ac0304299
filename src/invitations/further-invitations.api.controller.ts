import { Body, Controller, Headers, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { accepted } from '../kernel/decided.js';
import { acting } from '../web/api/acting.js';
import { answered } from '../web/api/answered.js';
import { Idempotency } from '../web/api/idempotency.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf, queryOf } from '../web/api/received.js';
import {
  AddedAnswer,
  addedAnswer,
  furtherIn,
  FurtherInvitationToRecord,
  furtherProblem,
} from './further-invitations.api.js';
import { FurtherInvitationsService } from './further-invitations.service.js';
import { RecordingQuery } from './invitations.api.js';
import { byHand } from './invitations.service.js';

/** Further invitations to a conference on record, for programs. */
@Controller('api/v1/conferences/:reference/invitations')
@Api('Invitations')
export class FurtherInvitationsApiController {
  constructor(
    private readonly further: FurtherInvitationsService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Operation({
    needs: 'invitation.record',
    summary: 'Record a further invitation to a conference',
    about:
      'When the local authority tells of the same conference again. The children that are new are added; the time stays ' +
      'as it is, for a conference is moved and not told twice. Try it first with `dryRun=true`: everything is checked, ' +
      'nothing is saved and no key is used up.',
    gives: {
      201: {
        type: AddedAnswer,
        about: 'Where it was added, and what was new.',
        headers: { Location: 'The address of the conference.', 'Idempotent-Replayed': 'true when given again.' },
      },
      200: { type: AddedAnswer, about: 'Of a dry run: where it would be added, and what would be new.' },
    },
    idempotencyKey: true,
    refuses: ['not-found', 'invalid-body', 'invalid-query', 'received-in-future', 'cannot-add'],
  })
  async record(
    @Param('reference', aReference) reference: string,
    @Query(queryOf(RecordingQuery)) query: RecordingQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Body(bodyOf(FurtherInvitationToRecord)) body: FurtherInvitationToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AddedAnswer | string> {
    const actor = acting(request, 'invitation.record');
    if (query.dryRun === 'true') {
      const tried = await this.further.preview(actor, reference, furtherIn(body));
      if (!tried.ok) throw furtherProblem(tried.refusal);
      void reply.status(200);
      return addedAnswer(tried.value);
    }
    const done = await this.idempotency.once({ actor, key, asks: { further: body, to: reference } }, async (tx) => {
      const added = await this.further.addIn(tx, actor, reference, furtherIn(body), byHand);
      if (!added.ok) return added;
      return accepted({
        status: 201,
        location: `/api/v1/conferences/${reference}`,
        body: JSON.stringify(addedAnswer(added.value)),
      });
    });
    if (!done.ok) throw furtherProblem(done.refusal);
    return answered(reply, done.value);
  }
}
