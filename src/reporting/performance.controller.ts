import { BadRequestException, Controller, Get, Param, PayloadTooLargeException, Query } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { benefitCsv } from './benefit.csv.js';
import { countedCsv, csvName } from './counted.csv.js';
import { countedListPage } from './counted-list.page.js';
import { measuresPage } from './measures.page.js';
import { explainPage } from './explain.page.js';
import { readListFilter, type ReadFilter } from './list-filter.js';
import { readPeriod } from './performance.form.js';
import { performancePage } from './performance.page.js';
import { ReportingService } from './reporting.service.js';
import { splitsPage } from './splits.page.js';

const PAGE_SIZE = 50;
/** Five years of the whole force; a file is made in memory. */
const MOST_IN_FILE = 50_000;

/** The figures, the conferences behind each of them, and why each counts as it does. */
@Controller('performance')
export class PerformanceController {
  constructor(
    private readonly reporting: ReportingService,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = readPeriod(query, { latest: this.reporting.latest });
    const report = await this.reporting.report(call.actor, read.ok ? read.value : read.nearest);
    const page = performancePage(report, read.ok ? [] : read.errors);
    return this.pages.render(call, 'reporting/views/performance.njk', page, read.ok ? 200 : 422);
  }

  @Get('measures')
  async measures(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = this.filter(query);
    const { months, ...period } = read.ok ? read.value : read.nearest;
    const page = measuresPage(await this.reporting.measures(call.actor, period, months), read.ok ? [] : read.errors);
    return this.pages.render(call, 'reporting/views/measures.njk', page, read.ok ? 200 : 422);
  }

  @Get('parts')
  async parts(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = readPeriod(query, { latest: this.reporting.latest });
    const splits = await this.reporting.splits(call.actor, read.ok ? read.value : read.nearest);
    const page = splitsPage(splits, read.ok ? [] : read.errors);
    return this.pages.render(call, 'reporting/views/splits.njk', page, read.ok ? 200 : 422);
  }

  @Get('conferences')
  async list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = this.filter(query);
    const filter = read.ok ? read.value : read.nearest;
    const part = { page: '/performance/conferences', offset: (filter.page - 1) * PAGE_SIZE, most: PAGE_SIZE };
    const list = await this.reporting.list(call.actor, filter, part);
    const page = countedListPage(list, read.ok ? [] : read.errors);
    return this.pages.render(call, 'reporting/views/conferences.njk', page, read.ok ? 200 : 422);
  }

  /** The same list, whole, as CSV. A filter that means nothing gives no file: a wrong file would travel. */
  @Get('conferences.csv')
  async file(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = this.filter(query);
    if (!read.ok) throw new BadRequestException();
    const part = { page: '/performance/conferences.csv', offset: 0, most: MOST_IN_FILE };
    const { lines, counts } = await this.reporting.list(call.actor, read.value, part);
    if (counts[read.value.counted] > lines.length) throw new PayloadTooLargeException();
    void call.reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${csvName(read.value)}"`)
      .header('cache-control', 'no-store');
    return countedCsv(lines, this.surroundings.reference);
  }

  /** What came by automation and what that saved, month by month and hub by hub, as CSV. */
  @Get('automation.csv')
  async automation(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = readPeriod(query, { latest: this.reporting.latest });
    if (!read.ok) throw new BadRequestException();
    const cells = await this.reporting.benefit(call.actor, read.value);
    const name = ['automation', read.value.hub, read.value.month.toString()].filter((part) => part !== null).join('-');
    void call.reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${name}.csv"`)
      .header('cache-control', 'no-store');
    return benefitCsv(cells, this.surroundings.reference);
  }

  @Get('explain/:reference')
  async explain(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    const explained = await this.reporting.explain(call.actor, reference);
    return this.pages.render(call, 'reporting/views/explain.njk', explainPage(explained));
  }

  private filter(query: unknown): ReadFilter {
    const reasons = this.surroundings.reference.reasons.map((reason) => reason.code);
    return readListFilter(query, { latest: this.reporting.latest, reasons });
  }
}
