import { Controller, ForbiddenException, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { likePairs } from '../invitations/duplicate.queries.js';
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
  async list(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const { actor } = request;
    if (!mayAtAll(actor, 'conference.change')) throw new ForbiddenException();
    const pairs = await this.db.transaction(async (tx) => {
      const found = await likePairs(tx, scopeOf(actor, 'conference.change'));
      const references = [...new Set(found.flatMap(({ one, other }) => [one.reference, other.reference]))];
      await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', { page: 'duplicates', references });
      return found;
    });
    const model = duplicatesPage(pairs, this.surroundings.reference.hubs);
    return this.pages.render(request, reply, 'merging/views/duplicates.njk', model);
  }
}
