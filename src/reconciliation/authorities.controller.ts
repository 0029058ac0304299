import { BadRequestException, Controller, Get, NotFoundException, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { LATE_BELOW } from '../conferences/timing.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { authoritiesCsv, authoritiesName, authoritiesPage, type AuthoritiesFacts } from './authorities.page.js';
import { authorityFigures } from './authorities.js';
import { convenedIn } from './authority.queries.js';
import { lastMonth, readPeriod, typedPeriod } from './reconciliation.form.js';
import type { Period } from './their-meeting.js';

/** What local authorities did, for the partnership board. */
@Controller('reconciliation')
export class AuthoritiesController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get('authorities')
  async page(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = this.read(query);
    const facts = await this.facts(call.actor, query, read.period, read.errors);
    const status = read.errors.length === 0 ? 200 : 422;
    return this.pages.render(call, 'reconciliation/views/authorities.njk', authoritiesPage(facts), status);
  }

  /** A period that means nothing gives no file: a wrong file would travel. */
  @Get('authorities.csv')
  async file(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = this.read(query);
    if (read.errors.length > 0) throw new BadRequestException();
    const facts = await this.facts(call.actor, query, read.period, []);
    void call.reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${authoritiesName(read.period, facts.publish)}"`)
      .header('cache-control', 'no-store');
    return authoritiesCsv(facts);
  }

  private read(query: unknown): { readonly period: Period; readonly errors: readonly FieldError[] } {
    const today = londonDate(this.surroundings.now());
    const typed = { from: typedText(query, 'from'), to: typedText(query, 'to') };
    const usual = lastMonth(today);
    if (typed.from === '' && typed.to === '') return { period: usual, errors: [] };
    const read = readPeriod(typed, today);
    return read.ok ? { period: read.value, errors: [] } : { period: usual, errors: read.errors };
  }

  private async facts(
    actor: Actor,
    query: unknown,
    period: Period,
    errors: readonly FieldError[],
  ): Promise<AuthoritiesFacts> {
    if (!mayAtAll(actor, 'reconciliation.read')) throw new NotFoundException();
    const { reference } = this.surroundings;
    const convened = await convenedIn(this.db.reader, scopeOf(actor, 'reconciliation.read'), period);
    const { calendar, limits } = reference;
    const typed = { from: typedText(query, 'from'), to: typedText(query, 'to') };
    return {
      period,
      typed: typed.from === '' && typed.to === '' ? typedPeriod(period) : typed,
      errors,
      publish: typedText(query, 'publish') === 'yes',
      figures: reference.hubs.flatMap((hub) => {
        const all = convened.get(hub.code);
        return all === undefined ? [] : [{ hub, figures: authorityFigures(all, { hub, calendar, limits }) }];
      }),
      terms: { initial: limits.noticeInitial, review: limits.noticeReview, late: LATE_BELOW },
    };
  }
}
