import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { scopeOf } from '../access/access.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { limitOf, pageOf } from '../web/api/cursor.js';
import { etagOf } from '../web/api/etag.js';
import { Api, Operation } from '../web/api/operation.js';
import { aReference, queryOf } from '../web/api/received.js';
import { listConferences, sittingsOf } from './conference-list.queries.js';
import {
  ConferenceAnswer,
  conferenceAnswer,
  ConferencePage,
  ConferenceQuery,
  filterOf,
  placeIn,
  placeOf,
  sittingAnswer,
  SittingList,
  summaryOf,
} from './conferences.api.js';
import { openConference } from './opened.js';

/** Conferences for programs. Every look is on the record, as on the pages. */
@Controller('api/v1/conferences')
@Api('Conferences')
export class ConferencesApiController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
  ) {}

  @Get()
  @Operation({
    needs: 'conference.read',
    summary: 'List conferences',
    about: 'Earliest start first. Give `from` to leave out the past.',
    gives: { 200: { type: ConferencePage, about: 'A page of the list.' } },
    refuses: ['invalid-query'],
  })
  async list(
    @Query(queryOf(ConferenceQuery)) query: ConferenceQuery,
    @Req() request: SignedIn,
  ): Promise<ConferencePage> {
    const actor = acting(request, 'conference.read');
    const limit = limitOf(query);
    const after = placeIn(query);
    const scope = scopeOf(actor, 'conference.read');
    return this.db.transaction(async (tx) => {
      const found = await listConferences(tx, scope, filterOf(query), after, limit + 1);
      const page = pageOf(found, limit, placeOf, summaryOf);
      await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', {
        page: 'api/v1/conferences',
        references: page.items.map((one) => one.reference),
      });
      return page;
    });
  }

  @Get(':reference')
  @Operation({
    needs: 'conference.read',
    summary: 'Read a conference',
    about: 'Its `ETag` is what a change to it must send as `If-Match`.',
    gives: {
      200: { type: ConferenceAnswer, about: 'The conference as it now stands.', headers: { ETag: 'Its version.' } },
    },
    refuses: ['not-found'],
  })
  async one(
    @Param('reference', aReference) reference: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConferenceAnswer> {
    const actor = acting(request, 'conference.read');
    const { conference } = await openConference(this, actor, 'conference.read', reference);
    void reply.header('etag', etagOf(conference));
    return conferenceAnswer(this.db.reader, conference);
  }

  @Get(':reference/sittings')
  @Operation({
    needs: 'conference.read',
    summary: 'List the sittings of a conference',
    gives: { 200: { type: SittingList, about: 'Every sitting, the first one first; the last one counts now.' } },
    refuses: ['not-found'],
  })
  async sittings(@Param('reference', aReference) reference: string, @Req() request: SignedIn): Promise<SittingList> {
    const actor = acting(request, 'conference.read');
    const { conference } = await openConference(this, actor, 'conference.read', reference);
    const found = await sittingsOf(this.db.reader, conference.id);
    return { items: found.map(sittingAnswer) };
  }
}
