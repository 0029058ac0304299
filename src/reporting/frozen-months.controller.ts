import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { monthCsv } from './frozen-month.csv.js';
import { monthPage } from './frozen-month.page.js';
import { monthsPage } from './frozen-months.page.js';
import { FrozenMonthsService } from './frozen-months.service.js';

const MONTH = /^(20\d\d-(?:0[1-9]|1[0-2]))(\.json|\.csv)?$/;

/** The months as published, and as they stand now. */
@Controller('performance/months')
export class FrozenMonthsController {
  constructor(
    private readonly months: FrozenMonthsService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async list(@Call() call: PageCall): Promise<string> {
    const page = monthsPage(await this.months.list(call.actor));
    return this.pages.render(call, 'reporting/views/frozen-months.njk', page);
  }

  /** `2026-10` is the page; `2026-10.json` and `2026-10.csv` always give the same bytes. */
  @Get(':month')
  async one(@Param('month') given: string, @Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const [, text, form] = MONTH.exec(given) ?? [];
    if (text === undefined) throw new NotFoundException();
    const month = Temporal.PlainYearMonth.from(text);
    const hub = typedText(query, 'hub') || null;
    if (form !== undefined) return this.file(call, month, hub, form);
    const page = monthPage(await this.months.one(call.actor, month, hub), this.surroundings.reference);
    return this.pages.render(call, 'reporting/views/frozen-month.njk', page);
  }

  private async file(
    call: PageCall,
    month: Temporal.PlainYearMonth,
    hub: string | null,
    form: string,
  ): Promise<string> {
    const page = `/performance/months/${month.toString()}${form}`;
    const { document, text, sha256 } = await this.months.file(call.actor, month, hub, page);
    const name = ['published', hub, month.toString()].filter((part) => part !== null).join('-');
    const type = form === '.json' ? 'application/json' : 'text/csv; header=present';
    void call.reply
      .header('content-type', `${type}; charset=utf-8`)
      .header('content-disposition', `attachment; filename="${name}${form}"`)
      .header('cache-control', 'no-store')
      // Of the JSON form, from which the other is made.
      .header('x-published-sha256', sha256);
    return form === '.json' ? text : monthCsv(document);
  }
}
