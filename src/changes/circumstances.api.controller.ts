import { Body, Controller, Headers, HttpCode, Param, Post, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { TransferInFacts } from '../conferences/circumstances.api.js';
import { answerChanged, conferenceToChange } from '../conferences/changed.api.js';
import { ConferenceAnswer } from '../conferences/conferences.api.js';
import { currentSitting } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf, tidy } from '../web/api/received.js';
import { followedAnswer, FollowedAnswer } from './changes.api.js';
import {
  ConvenerToHave,
  InquorateToRecord,
  inquorateProblem,
  quorumGiven,
  transferInGiven,
  transferOutGiven,
  TransferOutToTell,
  transferProblem,
} from './circumstances.api.js';
import { correctionProblem } from './corrections.api.js';
import { CorrectionsService } from './corrections.service.js';
import { QuorumService } from './quorum.service.js';
import { TransfersService } from './transfers.service.js';

const AS_IT_STANDS = {
  200: { type: ConferenceAnswer, about: 'The conference as it now stands.', headers: { ETag: 'Its version.' } },
} as const;

/** What changes around a conference, for programs: transfers, quorum, and who convenes it. */
@Controller('api/v1/conferences/:reference')
@Api('Conferences')
export class CircumstancesApiController {
  constructor(
    private readonly db: Database,
    private readonly transfers: TransfersService,
    private readonly quorum: QuorumService,
    private readonly corrections: CorrectionsService,
  ) {}

  @Put('transfer-in')
  @Operation({
    needs: 'conference.change',
    summary: 'Tell of a transfer-in',
    about: 'Where the family comes from, and the event from which 15 working days count.',
    gives: AS_IT_STANDS,
    ifMatch: 'required',
    refuses: [
      'not-found',
      'invalid-body',
      'not-a-transfer-in',
      'trigger-missing',
      'trigger-too-late',
      'nothing-changed',
      'cannot-correct',
    ],
  })
  async transferIn(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(TransferInFacts)) body: TransferInFacts,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConferenceAnswer> {
    const actor = acting(request, 'conference.change');
    const decided = await this.transfers.tellIn(actor, reference, transferInGiven(body, versionIn(ifMatch)));
    if (!decided.ok) throw transferProblem(decided.refusal);
    return answerChanged(this.db.reader, actor, reference, reply);
  }

  @Put('transfer-out')
  @Operation({
    needs: 'conference.change',
    summary: 'Transfer a conference out',
    about:
      'The family goes to another authority and whoever was assigned is called off; sent again, it tells what has become ' +
      'known of the receiving conference. The state change `reinstate` undoes it.',
    gives: AS_IT_STANDS,
    ifMatch: 'required',
    refuses: [
      'not-found',
      'invalid-body',
      'authority-missing',
      'receiving-day-missing',
      'receiving-too-far',
      'nothing-changed',
      'not-from-here',
      'reason-missing',
    ],
  })
  async transferOut(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(TransferOutToTell)) body: TransferOutToTell,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConferenceAnswer> {
    const actor = acting(request, 'conference.change');
    const decided = await this.transfers.transferOut(actor, reference, transferOutGiven(body, versionIn(ifMatch)));
    if (!decided.ok) throw transferProblem(decided.refusal);
    return answerChanged(this.db.reader, actor, reference, reply);
  }

  @Post('inquorate-sittings')
  @HttpCode(200)
  @Operation({
    needs: 'conference.change',
    summary: 'Record that the sitting was inquorate',
    about:
      'An adjourned one stays on record and sits again, at the time given or once it is known; one that proceeded was ' +
      'held, and its outcome is recorded as ever.',
    gives: {
      200: {
        type: FollowedAnswer,
        about: 'The conference as it now stands, and who is asked for the next sitting.',
        headers: { ETag: 'Its version.' },
      },
    },
    ifMatch: 'required',
    refuses: [
      'not-found',
      'invalid-body',
      'not-sat',
      'not-started',
      'end-before-start',
      'too-long',
      'too-far',
      'before-last-sitting',
      'confirm',
    ],
  })
  async inquorate(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(InquorateToRecord)) body: InquorateToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FollowedAnswer> {
    const actor = acting(request, 'conference.change');
    const version = versionIn(ifMatch);
    const sitting = await currentSitting(
      this.db.reader,
      (await conferenceToChange(this.db.reader, actor, reference)).id,
    );
    const decided = await this.quorum.inquorate(actor, reference, quorumGiven(body, sitting, version));
    if (!decided.ok) throw inquorateProblem(decided.refusal);
    return followedAnswer(await answerChanged(this.db.reader, actor, reference, reply), decided.value);
  }

  @Put('convener')
  @Operation({
    needs: 'conference.change',
    summary: 'Say who convenes a conference',
    about: 'What an authority outside Thames Valley convenes is reported apart from the headline figures.',
    gives: AS_IT_STANDS,
    ifMatch: 'required',
    refuses: ['not-found', 'invalid-body', 'nothing-changed', 'reason-missing', 'cannot-correct'],
  })
  async convener(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(ConvenerToHave)) body: ConvenerToHave,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConferenceAnswer> {
    const actor = acting(request, 'conference.change');
    const given = { convenedBy: tidy(body.convenedBy), reason: body.reason, version: versionIn(ifMatch) };
    const decided = await this.corrections.changeConvener(actor, reference, given);
    if (!decided.ok) throw correctionProblem(decided.refusal);
    return answerChanged(this.db.reader, actor, reference, reply);
  }
}
