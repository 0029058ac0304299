import { Controller, ForbiddenException, Get, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll } from '../access/access.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { lastSeal } from './seal.queries.js';
import { readPlace, readSearch, typedSearch } from './trail.form.js';
import { LINES_A_PAGE, trailPage } from './trail.page.js';
import { searchTrail } from './trail.queries.js';

/** Who saw, changed, sent or erased what. */
@Controller('audit')
export class AuditController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async trail(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    if (!mayAtAll(call.actor, 'audit.read')) throw new ForbiddenException();
    const typed = typedSearch(query);
    const place = readPlace(query);
    const search = readSearch(typed, londonDate(this.surroundings.now()));
    const found = search.ok ? await searchTrail(this.db.reader, search.value, place, LINES_A_PAGE) : [];
    const seal = await lastSeal(this.db.reader);
    const model = trailPage(typed, found, place, seal, search.ok ? [] : search.errors);
    return this.pages.render(call, 'audit/views/trail.njk', model, search.ok ? 200 : 422);
  }
}
