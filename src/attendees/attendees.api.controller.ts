import { Controller, Get, NotFoundException, Param, Query, Req } from '@nestjs/common';
import type { SignedIn } from '../access/access.guard.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { limitOf, pageOf } from '../web/api/cursor.js';
import { Api, Operation } from '../web/api/operation.js';
import { anId, queryOf } from '../web/api/received.js';
import { listAttendees } from './attendee-list.queries.js';
import { addressesOf, attendeeById, delegatesOf, skillsOf } from './attendee.queries.js';
import {
  AttendeeAnswer,
  attendeeAnswer,
  AttendeePage,
  AttendeeQuery,
  filterOf,
  placeIn,
  summaryOf,
} from './attendees.api.js';

/** Attendees for programs. */
@Controller('api/v1/attendees')
@Api('Attendees')
export class AttendeesApiController {
  constructor(private readonly db: Database) {}

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

  @Get(':id')
  @Operation({
    needs: 'attendee.read',
    summary: 'Read an attendee',
    gives: { 200: { type: AttendeeAnswer, about: 'The attendee with addresses and skills.' } },
    refuses: ['not-found'],
  })
  async one(@Param('id', anId) id: number, @Req() request: SignedIn): Promise<AttendeeAnswer> {
    acting(request, 'attendee.read');
    const attendee = await attendeeById(this.db.reader, id);
    if (attendee === null) throw new NotFoundException();
    const addresses = await addressesOf(this.db.reader, attendee);
    const delegates = await delegatesOf(this.db.reader, id);
    return attendeeAnswer(attendee, addresses, delegates, await skillsOf(this.db.reader, id));
  }
}
