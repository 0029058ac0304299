import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { openConference } from '../conferences/opened.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { RefusedForm } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { readReport, typedReport, type TypedReport } from './report.form.js';
import { reportStanding, standingWords, type ReportRefusal } from './report.js';
import { reportAsOpened, reportErrors, reportPage, type ReportPageFacts } from './report.page.js';
import { reportFacts, ReportService } from './report.service.js';

/** The police report to a conference: when it went, and its correction. */
@Controller('conferences/:reference/report')
export class ReportController {
  constructor(
    readonly db: Database,
    readonly surroundings: Surroundings,
    private readonly service: ReportService,
    private readonly pages: Pages,
  ) {}

  @Get()
  ask(@Param('reference') reference: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, reference, null, null);
  }

  @Post()
  async save(
    @Param('reference') reference: string,
    @Body() body: unknown,
    @Call() call: PageCall,
  ): Promise<string | void> {
    const typed = typedReport(body);
    const form = readReport(typed, londonDate(this.surroundings.now()));
    if (!form.ok) return this.show(call, reference, typed, { status: 422, errors: form.errors });
    const decided = await this.service.record(call.actor, reference, form.value);
    if (!decided.ok) {
      const refused = { status: statusOf(decided.refusal), errors: reportErrors(decided.refusal) };
      return this.show(call, reference, typed, refused);
    }
    const { hub, calendar, report } = await this.load(call.request, reference);
    const words = standingWords(reportStanding(report, decided.value, { hub, calendar }), decided.value);
    const title = `${decided.value.version === 1 ? 'Recorded' : 'Corrected'}: ${words}.`;
    this.pages.done(call, `/conferences/${reference}`, { title });
  }

  private async show(
    call: PageCall,
    reference: string,
    typed: TypedReport | null,
    refused: RefusedForm | null,
  ): Promise<string> {
    const facts = await this.load(call.request, reference);
    const model = reportPage(facts, typed ?? reportAsOpened(facts), refused?.errors ?? []);
    return this.pages.render(call, 'participation/views/report.njk', model, refused?.status ?? 200);
  }

  private async load({ actor }: SignedIn, reference: string): Promise<ReportPageFacts> {
    const opened = await openConference(this, actor, 'participation.record', reference);
    const report = await reportFacts(this.db.reader, opened.conference, this.surroundings.now());
    return { ...opened, calendar: this.surroundings.reference.calendar, report, me: actor.name };
  }
}

const statusOf = ({ kind }: ReportRefusal): 409 | 422 =>
  kind === 'changed-meanwhile' || kind === 'report-of-voided' ? 409 : 422;
