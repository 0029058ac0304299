import { Controller, ForbiddenException, Get } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import { Database } from '../database/database.js';
import { formatDate, londonDate, startOfLondonDay } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
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
  async show(@Call() call: PageCall): Promise<string> {
    if (!mayAtAll(call.actor, 'performance.read')) throw new ForbiddenException();
    const scope = scopeOf(call.actor, 'performance.read');
    const now = this.surroundings.now();
    const from = londonDate(now).subtract({ months: 12 });
    const cells = await relevanceCells(this.db.reader, startOfLondonDay(from), now);
    const hubs = this.surroundings.reference.hubs.filter(({ code }) => scope.all || scope.hubs.includes(code));
    const span = `Reviews held from ${formatDate(from)} to ${formatDate(londonDate(now))}`;
    const model = relevanceRatePage(cells, hubs, span);
    return this.pages.render(call, 'reporting/views/relevance-rate.njk', model);
  }
}
