import { Body, Controller, Headers, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { SignedIn } from '../access/access.guard.js';
import { destination } from '../changes/changes.api.js';
import { childrenOf, currentSitting } from '../conferences/conference.queries.js';
import { answerChanged, conferenceToChange } from '../conferences/changed.api.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, bodyOf } from '../web/api/received.js';
import {
  leadAnswer,
  MergedAnswer,
  mergeProblem,
  MergeToMake,
  SplitAnswer,
  splitProblem,
  ConferenceToSplit,
  UnmergedAnswer,
} from './merging.api.js';
import { MergingService } from './merging.service.js';
import { SplittingService } from './splitting.service.js';
import { UnmergingService } from './unmerging.service.js';

/** Two records of one conference, and one record of two, for programs. */
@Controller('api/v1/conferences/:reference')
@Api('Conferences')
export class MergingApiController {
  constructor(
    private readonly db: Database,
    private readonly merging: MergingService,
    private readonly unmerging: UnmergingService,
    private readonly splitting: SplittingService,
  ) {}

  @Post('merge')
  @HttpCode(200)
  @Operation({
    needs: 'conference.change',
    summary: 'Merge another record of a conference into it',
    about:
      'The other is voided and points here; its invitations, messages and children come over. Whoever is only on the ' +
      'other comes over with the same calendar entry if the place is free, and is called off otherwise.',
    gives: {
      200: { type: MergedAnswer, about: 'The conference that was kept.', headers: { ETag: 'Its version.' } },
    },
    ifMatch: 'required',
    refuses: [
      'not-found',
      'invalid-body',
      'same-conference',
      'merge-voided',
      'outcome-lost',
      'sat-before',
      'other-family',
      'duplicate-meeting-id',
      'too-far',
    ],
  })
  async merge(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(MergeToMake)) body: MergeToMake,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MergedAnswer> {
    const actor = acting(request, 'conference.change');
    const decided = await this.merging.merge(actor, reference, {
      other: body.other,
      take: (body.take ?? []).map(({ fact }) => fact),
      version: versionIn(ifMatch),
      otherVersion: versionIn(body.otherIfMatch),
    });
    if (!decided.ok) throw mergeProblem(decided.refusal);
    const { merged, moved, relevanceInDoubt } = decided.value;
    return {
      ...(await answerChanged(this.db.reader, actor, reference, reply)),
      merged: merged.reference,
      moved,
      relevanceInDoubt,
    };
  }

  @Post('unmerge')
  @HttpCode(200)
  @Operation({
    needs: 'conference.change',
    summary: 'Take a merge back',
    about:
      'Of the conference that was merged away, whose ETag it needs. Both are as they were; refused once somebody has ' +
      'worked on the one that was kept.',
    gives: {
      200: { type: UnmergedAnswer, about: 'The conference, of its own again.', headers: { ETag: 'Its version.' } },
    },
    ifMatch: 'required',
    refuses: ['not-found', 'not-merged', 'worked-on', 'duplicate-meeting-id', 'too-far'],
  })
  async unmerge(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UnmergedAnswer> {
    const actor = acting(request, 'conference.change');
    const decided = await this.unmerging.unmerge(actor, reference, versionIn(ifMatch));
    if (!decided.ok) throw mergeProblem(decided.refusal);
    const { kept, broughtBack, asked } = decided.value;
    return {
      ...(await answerChanged(this.db.reader, actor, reference, reply)),
      apartFrom: kept.reference,
      broughtBack,
      ...asked,
    };
  }

  @Post('split')
  @Operation({
    needs: 'conference.change',
    summary: 'Split a conference between its children',
    about: 'Makes a linked conference for some of the children. Nobody is asked for it unless `inviteLead` says so.',
    gives: {
      201: {
        type: SplitAnswer,
        about: 'The new conference.',
        headers: { ETag: 'Its version.', Location: 'Its address.' },
      },
    },
    ifMatch: 'required',
    refuses: [
      'not-found',
      'invalid-body',
      'cannot-split',
      'too-few-children',
      'nobody-goes',
      'nobody-stays',
      'never-invited',
      'reason-missing',
      'end-before-start',
      'too-long',
      'too-far',
      'confirm',
    ],
  })
  async split(
    @Param('reference', aReference) reference: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(ConferenceToSplit)) body: ConferenceToSplit,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SplitAnswer> {
    const actor = acting(request, 'conference.change');
    const version = versionIn(ifMatch);
    const { id } = await conferenceToChange(this.db.reader, actor, reference);
    const children = await childrenOf(this.db.reader, id);
    const decided = await this.splitting.split(actor, reference, {
      to: destination(await currentSitting(this.db.reader, id), body),
      // Places count in the version that was read: a list that has changed since is refused with it.
      children: body.children.flatMap(({ place }) => children[place - 1]?.id ?? []),
      shares: Object.fromEntries((body.invitations ?? []).map((one) => [one.id, one.to])),
      reason: body.reason,
      inviteLead: body.inviteLead ?? false,
      confirmed: body.confirmed ?? false,
      version,
    });
    if (!decided.ok) throw splitProblem(decided.refusal);
    const { made } = decided.value;
    void reply.status(201).header('location', `/api/v1/conferences/${made.reference}`);
    const answer = await answerChanged(this.db.reader, actor, made.reference, reply);
    return { ...answer, splitFrom: reference, ...leadAnswer(decided.value) };
  }
}
