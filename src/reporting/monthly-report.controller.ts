import { Controller, Get, Query } from '@nestjs/common';
import { typedText } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { FrozenMonthsService } from './frozen-months.service.js';
import { monthlyReportPage } from './monthly-report.page.js';
import { readPeriod } from './performance.form.js';
import { ReportingService } from './reporting.service.js';

/** One month to print or to save as PDF: `month`, `hub`, and `for=publication`: all hubs, small numbers hidden. */
@Controller('performance/report')
export class MonthlyReportController {
  constructor(
    private readonly reporting: ReportingService,
    private readonly months: FrozenMonthsService,
    private readonly pages: Pages,
  ) {}

  @Get()
  async show(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const read = readPeriod(query, { latest: this.reporting.latest });
    const period = read.ok ? read.value : read.nearest;
    const reader = typedText(query, 'for');
    const errors: FieldError[] = read.ok ? [] : [...read.errors];
    if (reader !== '' && reader !== 'publication') {
      errors.push({ text: 'Choose whether it is for use inside the force or for publication', href: '#filter-for' });
    }
    // What cannot be read is taken for the stricter of the two.
    const isPublic = reader !== '';
    // Of one hub alone more could be shown than beside the others, and what was hidden there would be known.
    const report = await this.reporting.report(call.actor, isPublic ? { ...period, hub: null } : period);
    if (isPublic && !report.everywhere) {
      const text = 'What is published is made of all hubs together: ask somebody who sees all of them';
      errors.push({ text, href: '#filter-for' });
    }
    const frozen = await this.months.one(call.actor, period.month, report.hub?.code ?? null);
    const page = monthlyReportPage(report, frozen, isPublic, errors);
    return this.pages.render(call, 'reporting/views/monthly-report.njk', page, errors.length > 0 ? 422 : 200);
  }
}
