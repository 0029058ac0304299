import { Controller, ForbiddenException, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import { Database } from '../database/database.js';
import { formatDate, londonDate, startOfLondonDay } from '../kernel/london.js';
import { Pages } from '../web/pages.js';
import { relevanceRatePage } from './relevance-rate.page.js';
import { relevanceCells } from './relevance-rate.queries.js';

/** Whether 100 % was reached by calling reviews not relevant: the rate of each hub and person beside the others. */
@Controller('performance/relevance')
export class RelevanceRateController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Req() request: SignedIn, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!mayAtAll(request.actor, 'performance.read')) throw new ForbiddenException();
    const scope = scopeOf(request.actor, 'performance.read');
    const now = this.surroundings.now();
    const from = londonDate(now).subtract({ months: 12 });
    const cells = await relevanceCells(this.db.reader, startOfLondonDay(from), now);
    const hubs = this.surroundings.reference.hubs.filter(({ code }) => scope.all || scope.hubs.includes(code));
    const span = `Reviews held from ${formatDate(from)} to ${formatDate(londonDate(now))}`;
    const model = relevanceRatePage(cells, hubs, span);
    return this.pages.render(request, reply, 'reporting/views/relevance-rate.njk', model);
  }
}
