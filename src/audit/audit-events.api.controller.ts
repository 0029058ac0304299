import { Controller, Get, Query, Req } from '@nestjs/common';
import type { SignedIn } from '../access/access.guard.js';
import { Database } from '../database/database.js';
import { acting } from '../web/api/acting.js';
import { bigIdKey, keyIn, limitOf, pageOf } from '../web/api/cursor.js';
import { Api, Operation } from '../web/api/operation.js';
import { queryOf } from '../web/api/received.js';
import { AuditEventPage, AuditEventQuery, eventAnswer, searchOf } from './audit-events.api.js';
import { searchTrail } from './trail.queries.js';

/** The trail for programs of the auditor. */
@Controller('api/v1/audit-events')
@Api('Audit events')
export class AuditEventsApiController {
  constructor(private readonly db: Database) {}

  @Get()
  @Operation({
    needs: 'audit.read',
    summary: 'List audit events',
    about: 'The latest first; for auditors only.',
    gives: { 200: { type: AuditEventPage, about: 'A page of the trail.' } },
    refuses: ['invalid-query'],
  })
  async list(
    @Query(queryOf(AuditEventQuery)) query: AuditEventQuery,
    @Req() request: SignedIn,
  ): Promise<AuditEventPage> {
    acting(request, 'audit.read');
    const limit = limitOf(query);
    const before = keyIn(query, bigIdKey);
    const place = before === null ? null : { before };
    const found = await searchTrail(this.db.reader, searchOf(query), place, limit);
    return pageOf(found, limit, (one) => [one.id], eventAnswer);
  }
}
