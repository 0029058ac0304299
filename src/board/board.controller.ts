import { Controller, ForbiddenException, Get, Query } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf, type Scope } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { CHASING } from '../chasing/chasing.service.js';
import { proofNotice } from '../chasing/night.js';
import { firstRun, recentProofs } from '../chasing/past.queries.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { countToAskFor } from '../expectations/expectation.queries.js';
import { typedText } from '../kernel/typed-text.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from '../kernel/working-time.js';
import { readDate } from '../kernel/written-dates.js';
import { Call, type PageCall } from '../web/page-call.js';
import { Pages } from '../web/pages.js';
import { readBoardFilter } from './board.filter.js';
import { boardPage } from './board.page.js';
import { boardSittings, daySheetLines } from './board.queries.js';
import { daySheetPage } from './day-sheet.page.js';

const SHOWN_WORKING_DAYS = 10;

/** Today, or the next working day when nothing is held today. */
const nextOpenDay = (today: Temporal.PlainDate, calendar: WorkingCalendar): Temporal.PlainDate =>
  isWorkingDay(today, calendar) ? today : addWorkingDays(today, 1, calendar);

/** The board that coordinators live on, and its day sheet for paper. */
@Controller('board')
export class BoardController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly pages: Pages,
  ) {}

  @Get()
  async board(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const { reference } = this.surroundings;
    const now = this.surroundings.now();
    const hubs = this.hubsOf(call.actor);
    const filter = readBoardFilter(
      query,
      hubs.map((hub) => hub.code),
    );
    const today = londonDate(now);
    const until = addWorkingDays(today, SHOWN_WORKING_DAYS, reference.calendar).add({ days: 1 });
    const span = { from: startOfLondonDay(today), until: startOfLondonDay(until) };
    const sittings = await this.listed(call.actor, 'board', (tx) =>
      boardSittings(tx, this.scope(hubs, filter.hub), span),
    );
    const mayAct = mayAtAll(call.actor, 'assignment.change');
    const [[proof], begun] = [await recentProofs(this.db.reader, 1), await firstRun(this.db.reader, CHASING)];
    const alarm = proofNotice(proof ?? null, begun, now);
    const model = boardPage({
      sittings,
      filter,
      until,
      hubs,
      mayAct,
      now,
      calendar: reference.calendar,
      alarm,
      expected: await this.expected(call.actor, filter.hub, today),
      termsOf: (sitting) => this.surroundings.clockTermsOf(sitting),
    });
    return this.pages.render(call, 'board/views/board.njk', model);
  }

  private expected(actor: Actor, hub: string | null, today: Temporal.PlainDate): Promise<number> {
    const { hubs } = scopeOf(actor, 'expectation.change');
    const shown = hub === null ? hubs : hubs.filter((one) => one === hub);
    return countToAskFor(this.db.reader, shown, today);
  }

  @Get('day-sheet')
  async daySheet(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    const now = this.surroundings.now();
    const { calendar } = this.surroundings.reference;
    const hubs = this.hubsOf(call.actor);
    const today = londonDate(now);
    const day = readDate(typedText(query, 'date'), today) ?? nextOpenDay(today, calendar);
    const span = { from: startOfLondonDay(day), until: startOfLondonDay(day.add({ days: 1 })) };
    const lines = await this.listed(call.actor, 'day sheet', (tx) => daySheetLines(tx, this.scope(hubs, null), span));
    const model = daySheetPage({ lines, day, now, hubs, calendar });
    return this.pages.render(call, 'board/views/day-sheet.njk', model);
  }

  /** The hubs the board may show this person. Somebody who reaches only their own conferences has a page of their own. */
  private hubsOf(actor: Actor): readonly Hub[] {
    const scope = scopeOf(actor, 'conference.read');
    const hubs = this.surroundings.reference.hubs.filter((hub) => scope.all || scope.hubs.includes(hub.code));
    if (hubs.length === 0) throw new ForbiddenException();
    return hubs;
  }

  private scope(hubs: readonly Hub[], only: string | null): Scope {
    return { all: false, hubs: only === null ? hubs.map((hub) => hub.code) : [only], assignedTo: null };
  }

  /** Reads a list and records in the same transaction who was shown which conferences (DPA 2018 s.62). */
  private listed<T extends { readonly reference: string }>(
    actor: Actor,
    page: string,
    read: (tx: Tx) => Promise<T[]>,
  ): Promise<T[]> {
    return this.db.transaction(async (tx) => {
      const found = await read(tx);
      const references = found.map((one) => one.reference);
      await record(tx, { actor, at: this.surroundings.now() }, 'conference.listed', { page, references });
      return found;
    });
  }
}
