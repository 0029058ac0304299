import { Body, Controller, Get, Headers, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { conferenceAnswer } from '../conferences/conferences.api.js';
import type { Conference } from '../conferences/conference.js';
import { cautionsAbout, noticeDays, type Caution } from '../conferences/timing.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, type Decided } from '../kernel/decided.js';
import { acting } from '../web/api/acting.js';
import { answered } from '../web/api/answered.js';
import { idKey, keyIn, limitOf, pageOf } from '../web/api/cursor.js';
import { Idempotency, type Given } from '../web/api/idempotency.js';
import { Api, Operation } from '../web/api/operation.js';
import { bodyOf, queryOf } from '../web/api/received.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';
import { listInvitations } from './invitation-list.queries.js';
import {
  DryRunAnswer,
  invitationAnswer,
  InvitationPage,
  plannedConference,
  RecordedAnswer,
} from './invitation-answers.api.js';
import { filterOf, givenIn, InvitationQuery, InvitationToRecord, RecordingQuery } from './invitations.api.js';
import { invitationProblems } from './invitation-problems.api.js';
import { byHand, InvitationsService } from './invitations.service.js';

/** Invitations for programs: the way in for the robot. */
@Controller('api/v1/invitations')
@Api('Invitations')
export class InvitationsApiController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly invitations: InvitationsService,
    private readonly idempotency: Idempotency,
  ) {}

  @Post()
  @Operation({
    needs: 'invitation.record',
    summary: 'Record an invitation',
    about:
      'Makes the conference that the local authority invites to. Sent again with the same `Idempotency-Key` within ' +
      'seven days, it gives the same answer with `Idempotent-Replayed: true` and records nothing twice. A refusal ' +
      'uses up no key. Try it first with `dryRun=true`: everything is checked, and nothing is saved.',
    gives: {
      201: {
        type: RecordedAnswer,
        about: 'The conference that it made.',
        headers: { Location: 'The address of the conference.', 'Idempotent-Replayed': 'true when given again.' },
      },
      200: { type: DryRunAnswer, about: 'Of a dry run: what would be made, and all that is unusual about it.' },
    },
    idempotencyKey: true,
    refuses: [
      'invalid-body',
      'invalid-query',
      'unknown-hub',
      'not-your-hub',
      'end-before-start',
      'too-long',
      'too-far',
      'received-in-future',
      'strategy-after-start',
      'not-begun',
      'not-a-transfer-in',
      'trigger-missing',
      'trigger-too-late',
      'duplicate-child',
      'duplicate-meeting-id',
      'possible-duplicate',
      'confirm',
    ],
  })
  async record(
    @Query(queryOf(RecordingQuery)) query: RecordingQuery,
    @Headers('idempotency-key') key: string | undefined,
    @Body(bodyOf(InvitationToRecord)) body: InvitationToRecord,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DryRunAnswer | string> {
    const actor = acting(request, 'invitation.record');
    const given = givenIn(body);
    if (query.dryRun === 'true') {
      void reply.status(200);
      return this.dryRun(actor, given);
    }
    const done = await this.recordOnce(actor, key, body, given);
    if (!done.ok) {
      const { refusals } = await this.invitations.preview(actor, given);
      throw invitationProblems(done.refusal, refusals, given);
    }
    return answered(reply, done.value);
  }

  @Get()
  @Operation({
    needs: 'conference.read',
    summary: 'List invitations',
    about: 'The last recorded first. Several may point to one conference.',
    gives: { 200: { type: InvitationPage, about: 'A page of the list.' } },
    refuses: ['invalid-query'],
  })
  async list(
    @Query(queryOf(InvitationQuery)) query: InvitationQuery,
    @Req() request: SignedIn,
  ): Promise<InvitationPage> {
    const actor = acting(request, 'conference.read');
    const limit = limitOf(query);
    const before = keyIn(query, idKey);
    const scope = scopeOf(actor, 'conference.read');
    return this.db.transaction(async (tx) => {
      const found = await listInvitations(tx, scope, filterOf(query), before, limit + 1);
      const page = pageOf(found, limit, (one) => [one.id], invitationAnswer);
      await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', {
        page: 'api/v1/invitations',
        references: page.items.map((one) => one.conference),
      });
      return page;
    });
  }

  private async recordOnce(
    actor: Actor,
    key: string | undefined,
    body: InvitationToRecord,
    given: GivenInvitation,
  ): Promise<Decided<Given, InvitationRefusal>> {
    try {
      return await this.idempotency.once({ actor, key, asks: { invitation: body } }, async (tx) => {
        const made = await this.invitations.recordIn(tx, actor, given, byHand);
        if (!made.ok) return made;
        const location = `/api/v1/conferences/${made.value.reference}`;
        return accepted({ status: 201, location, body: await this.recorded(tx, made.value, given) });
      });
    } catch (error) {
      return this.invitations.lostRace(error, given);
    }
  }

  private async recorded(tx: Tx, conference: Conference, given: GivenInvitation): Promise<string> {
    const answer: RecordedAnswer = { ...(await conferenceAnswer(tx, conference)), ...this.remarks(given) };
    return JSON.stringify(answer);
  }

  private async dryRun(actor: Actor, given: GivenInvitation): Promise<DryRunAnswer> {
    const { refusals, toConfirm } = await this.invitations.preview(actor, { ...given, confirmed: true });
    const [first] = refusals;
    if (first !== undefined) throw invitationProblems(first, refusals, given);
    return { ...this.remarks(given), toConfirm: toConfirm ?? [], conference: plannedConference(given) };
  }

  private remarks(given: GivenInvitation): { noticeDays: number; cautions: readonly Caution[] } {
    const { calendar } = this.surroundings.reference;
    return {
      noticeDays: noticeDays(given.receivedAt, given.startsAt, calendar),
      cautions: cautionsAbout(given, this.surroundings.hubOf(given), calendar, this.surroundings.now()),
    };
  }
}
