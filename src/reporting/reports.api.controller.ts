import { Controller, Get, NotFoundException, Query, Req } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import type { SignedIn } from '../access/access.guard.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { acting } from '../web/api/acting.js';
import { Api, Operation } from '../web/api/operation.js';
import { queryOf } from '../web/api/received.js';
import { automationReport, AutomationReport } from './benefit.api.js';
import { benefitCells } from './benefit.queries.js';
import { monthsUntil } from './figures.js';
import { FrozenMonthsService } from './frozen-months.service.js';
import { frozenMonth } from './frozen.queries.js';
import { measureCells } from './measures.queries.js';
import { figureCells, type Reach } from './performance.queries.js';
import {
  allMeasureAnswers,
  HEADLINES,
  measureAnswer,
  publishedAnswer,
  ParticipationQuery,
  ParticipationReport,
  ReportQuery,
  type MeasureAnswer,
} from './reports.api.js';

const OPEN = { publishedFigures: [], restated: [] };

/** The figures for programs: the same sums as on the performance page. */
@Controller('api/v1/reports')
@Api('Reports')
export class ReportsApiController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly frozenMonths: FrozenMonthsService,
  ) {}

  @Get('participation')
  @Operation({
    needs: 'performance.read',
    summary: 'Read the participation of a month',
    about: 'Counts what has ended by now. What nobody recorded counts as not attended and is told apart.',
    gives: { 200: { type: ParticipationReport, about: 'A1 and B1, or every measure, each as n of N.' } },
    refuses: ['invalid-query', 'not-found'],
  })
  async participation(
    @Query(queryOf(ParticipationQuery)) query: ParticipationQuery,
    @Req() request: SignedIn,
  ): Promise<ParticipationReport> {
    const actor = acting(request, 'performance.read');
    const now = this.surroundings.now();
    const month = query.month ? Temporal.PlainYearMonth.from(query.month) : londonDate(now).toPlainYearMonth();
    const hubs = this.hubsFor(actor, query.hub);
    const frozen = await frozenMonth(this.db.reader, month);
    const measures = await this.measures(query.measures === 'all', month, { hubs, now });
    const page = 'api/v1/reports/participation';
    const state = frozen === null ? OPEN : await this.frozenMonths.one(actor, month, query.hub ?? null, page);
    return {
      month: month.toString(),
      hub: query.hub ?? null,
      definitionVersion: this.surroundings.measureVersion,
      frozenAt: frozen?.frozenAt.toString() ?? null,
      ...publishedAnswer(state, measures),
      measures,
    };
  }

  private async measures(
    all: boolean,
    month: Temporal.PlainYearMonth,
    reach: Reach,
  ): Promise<readonly MeasureAnswer[]> {
    const { measures } = this.surroundings.reference;
    const span = monthsUntil(month, 1);
    if (all) return allMeasureAnswers(measures, await measureCells(this.db.reader, span, reach));
    const cells = await figureCells(this.db.reader, span, reach);
    const headlines = measures.filter(({ id }) => (HEADLINES as readonly string[]).includes(id));
    return headlines.map((measure) => measureAnswer(measure, cells, month));
  }

  @Get('automation')
  @Operation({
    needs: 'performance.read',
    summary: 'Read what automation saved in a month',
    about: 'How many invitations service accounts recorded, and the keystrokes and time saved by a stated assumption.',
    gives: { 200: { type: AutomationReport, about: 'All hubs within reach, together and one by one.' } },
    refuses: ['invalid-query', 'not-found'],
  })
  async automation(
    @Query(queryOf(ReportQuery)) query: ReportQuery,
    @Req() request: SignedIn,
  ): Promise<AutomationReport> {
    const actor = acting(request, 'performance.read');
    const now = this.surroundings.now();
    const month = query.month ? Temporal.PlainYearMonth.from(query.month) : londonDate(now).toPlainYearMonth();
    const hubs = this.hubsFor(actor, query.hub);
    const cells = await benefitCells(this.db.reader, monthsUntil(month, 1), { hubs });
    return automationReport(month, hubs, cells, this.surroundings.reference);
  }

  /** The hubs to count. @throws NotFoundException for one that is unknown or out of reach: the two look the same */
  private hubsFor(actor: Actor, wanted: string | undefined): readonly string[] {
    const scope = scopeOf(actor, 'performance.read');
    const codes = this.surroundings.reference.hubs.map((hub) => hub.code);
    const within = scope.all ? codes : codes.filter((code) => scope.hubs.includes(code));
    if (wanted === undefined) return within;
    if (!within.includes(wanted)) throw new NotFoundException();
    return [wanted];
  }
}
