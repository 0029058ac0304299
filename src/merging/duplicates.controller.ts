import { Controller, ForbiddenException, Get } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { likePairs } from '../invitations/duplicate.queries.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { duplicatesPage } from './duplicates.page.js';

/** What seems to be recorded twice, for whoever can put it right. */
@Controller('duplicates')
export class DuplicatesController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Call() call: PageCall): Promise<string> {
    const { actor } = call.request;
    if (!mayAtAll(actor, 'conference.change')) throw new ForbiddenException();
    const pairs = await this.db.transaction(async (tx) => {
      const found = await likePairs(tx, scopeOf(actor, 'conference.change'));
      const references = [...new Set(found.flatMap(({ one, other }) => [one.reference, other.reference]))];
      await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', { page: 'duplicates', references });
      return found;
    });
    const model = duplicatesPage(pairs, this.surroundings.reference.hubs);
    return this.pages.render(call, 'merging/views/duplicates.njk', model);
  }
}
