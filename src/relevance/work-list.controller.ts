import { Controller, Get, NotFoundException, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { evidenceFor } from './evidence.js';
import { evidenceFacts } from './evidence.queries.js';
import { workListPage, workListSpan } from './work-list.page.js';
import { failedNotices, reviewsToDecide } from './work-list.queries.js';

/** How long mail that never arrived is shown. */
const FAILED_SHOWN = { days: 14 };

/** What is to be decided, for whoever decides. */
@Controller('relevance')
export class WorkListController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const { hubs: codes } = scopeOf(call.actor, 'relevance.decide');
    if (codes.length === 0) throw new NotFoundException();
    const { reference } = this.surroundings;
    const now = this.surroundings.now();
    const asked = typedText(query, 'hub');
    if (asked !== '' && !codes.includes(asked)) throw new NotFoundException();
    const chosen = asked === '' ? codes : [asked];
    const span = workListSpan(now, reference.calendar);
    const facts = await this.db.transaction(async (tx) => {
      const reviews = await reviewsToDecide(tx, chosen, span);
      const known = await evidenceFacts(
        tx,
        reviews.map(({ id }) => id),
      );
      const references = reviews.map((one) => one.reference);
      await record(tx, { actor: call.actor, at: now }, 'conference.listed', { page: '/relevance', references });
      const failed = await failedNotices(tx, chosen, londonDate(now).subtract(FAILED_SHOWN));
      return { reviews, failed, evidence: new Map([...known].map(([id, one]) => [id, evidenceFor(one)])) };
    });
    const hubs = reference.hubs.filter(({ code }) => codes.includes(code));
    const model = workListPage({ ...facts, hubs, hub: asked === '' ? null : asked });
    return this.pages.render(call, 'relevance/views/work-list.njk', model);
  }
}
