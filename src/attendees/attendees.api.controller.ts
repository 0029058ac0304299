import { Body, Controller, Get, Headers, NotFoundException, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { acting } from '../web/api/acting.js';
import { limitOf, pageOf } from '../web/api/cursor.js';
import { etagOf, versionIn } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { anId, bodyOf, queryOf } from '../web/api/received.js';
import { listAttendees } from './attendee-list.queries.js';
import type { GivenAttendee } from './attendee.js';
import {
  AttendeeAnswer,
  attendeeAnswer,
  attendeeIn,
  attendeeProblem,
  AttendeeToSave,
  AttendeePage,
  AttendeeQuery,
  filterOf,
  placeIn,
  summaryOf,
} from './attendees.api.js';
import { AttendeesService } from './attendees.service.js';
import { knownAttendee } from './known-attendee.queries.js';

const ETAG = { ETag: 'Its version.' };

/** Attendees for programs. */
@Controller('api/v1/attendees')
@Api('Attendees')
export class AttendeesApiController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly attendees: AttendeesService,
  ) {}

  @Get()
  @Operation({
    needs: 'attendee.read',
    summary: 'List attendees',
    about: 'By name.',
    gives: { 200: { type: AttendeePage, about: 'A page of the list.' } },
    refuses: ['invalid-query'],
  })
  async list(@Query(queryOf(AttendeeQuery)) query: AttendeeQuery, @Req() request: SignedIn): Promise<AttendeePage> {
    acting(request, 'attendee.read');
    const limit = limitOf(query);
    const found = await listAttendees(this.db.reader, filterOf(query), placeIn(query), limit + 1);
    return pageOf(found, limit, (one) => [one.name, one.id], summaryOf);
  }

  @Post()
  @Operation({
    needs: 'attendee.change',
    summary: 'Add an attendee',
    about: 'A mail address belongs to one attendee, so the same person sent twice is refused.',
    gives: {
      201: { type: AttendeeAnswer, about: 'The attendee.', headers: { ...ETAG, Location: 'Their address.' } },
    },
    refuses: ['invalid-body', 'unusable-attendee', 'is-the-desk', 'address-taken'],
  })
  async add(
    @Body(bodyOf(AttendeeToSave)) body: AttendeeToSave,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttendeeAnswer> {
    const actor = acting(request, 'attendee.change');
    const decided = await this.attendees.save(actor, null, this.given(body), null);
    if (!decided.ok) throw attendeeProblem(decided.refusal);
    const { id } = decided.value;
    void reply.status(201).header('location', `/api/v1/attendees/${id}`);
    return this.answer(id, reply);
  }

  @Get(':id')
  @Operation({
    needs: 'attendee.read',
    summary: 'Read an attendee',
    gives: { 200: { type: AttendeeAnswer, about: 'The attendee with addresses and skills.', headers: ETAG } },
    refuses: ['not-found'],
  })
  async one(
    @Param('id', anId) id: number,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttendeeAnswer> {
    acting(request, 'attendee.read');
    return this.answer(id, reply);
  }

  @Put(':id')
  @Operation({
    needs: 'attendee.change',
    summary: 'Change an attendee',
    about: 'The whole of it: what is left out is taken away. Somebody on conferences to come does not leave silently.',
    gives: { 200: { type: AttendeeAnswer, about: 'The attendee as they are now.', headers: ETAG } },
    refuses: ['not-found', 'invalid-body', 'unusable-attendee', 'is-the-desk', 'address-taken', 'still-assigned'],
    ifMatch: 'required',
  })
  async change(
    @Param('id', anId) id: number,
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyOf(AttendeeToSave)) body: AttendeeToSave,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AttendeeAnswer> {
    const actor = acting(request, 'attendee.change');
    const version = versionIn(ifMatch, 'attendee');
    await this.attendees.toChange(actor, id);
    const decided = await this.attendees.save(actor, id, this.given(body), version, body.keepsUpcoming ?? false);
    if (!decided.ok) throw attendeeProblem(decided.refusal);
    return this.answer(id, reply);
  }

  private given(body: AttendeeToSave): GivenAttendee {
    const { hubs, skills } = this.surroundings.reference;
    return attendeeIn(body, { hubs, skills, today: londonDate(this.surroundings.now()) });
  }

  private async answer(id: number, reply: FastifyReply): Promise<AttendeeAnswer> {
    const known = await knownAttendee(this.db.reader, id);
    if (known === null) throw new NotFoundException();
    void reply.header('etag', etagOf(known));
    return attendeeAnswer(known);
  }
}
