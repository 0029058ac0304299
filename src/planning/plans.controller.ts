import { Body, Controller, Get, NotFoundException, Post, Query } from '@nestjs/common';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { askWords } from './plan-refusals.js';
import { readPeriod, typedPeriod, type TypedPeriod } from './plan.form.js';
import { listPlans } from './plan.queries.js';
import { plansPage } from './plans.page.js';
import { PlansService } from './plans.service.js';

const A_PAGE = 25;

/** Where a plan is asked for, and those there are. */
@Controller('plan')
export class PlansController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly plans: PlansService,
    private readonly pages: Pages,
  ) {}

  @Get()
  list(@Query() query: unknown, @Call() call: PageCall): Promise<string> {
    return this.showAll(call, this.startingPeriod(call.actor, query), [], query);
  }

  @Post()
  async ask(@Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedPeriod(body);
    const mine = this.hubsOf(call.actor).map(({ code }) => code);
    const read = readPeriod(typed, mine, this.today);
    if (!read.ok) return this.showAll(call, typed, read.errors);
    const { hubs, from, to, everybody, mayMove } = read.value;
    const { seconds } = this.surroundings.reference.planning.limits;
    const asked = { locks: [], away: [], more: [], everybody, mayMove, seconds };
    const decided = await this.plans.ask(call.actor, { hubs, from, to, asked, fromPlanId: null });
    if (!decided.ok) return this.showAll(call, typed, [askWords(decided.refusal)]);
    this.pages.done(call, `/plan/${decided.value}`);
  }

  private async showAll(
    call: PageCall,
    typed: TypedPeriod,
    errors: readonly FieldError[],
    query: unknown = {},
  ): Promise<string> {
    if (!mayAtAll(call.actor, 'plan.make')) throw new NotFoundException();
    const before = wholeNumber(typedText(query, 'before'));
    const scope = scopeOf(call.actor, 'plan.make');
    const plans = await listPlans(this.db.reader, scope, before, A_PAGE + 1);
    const older = plans.length > A_PAGE ? `/plan?before=${plans[A_PAGE - 1]?.id}` : null;
    const model = plansPage(this.hubsOf(call.actor), plans.slice(0, A_PAGE), typed, errors, older);
    return this.pages.render(call, 'planning/views/plans.njk', model, errors.length > 0 ? 422 : 200);
  }

  private startingPeriod(actor: Actor, query: unknown): TypedPeriod {
    const { from, to } = typedPeriod(query);
    const hubs = this.hubsOf(actor).map(({ code }) => code);
    return {
      hubs,
      from: from || 'today',
      to: to || typedDay(this.today.add({ days: 6 })),
      who: 'hubs',
      invited: 'stay',
    };
  }

  private hubsOf(actor: Actor): readonly Hub[] {
    const scope = scopeOf(actor, 'plan.make');
    return this.surroundings.reference.hubs.filter(({ code }) => scope.all || scope.hubs.includes(code));
  }

  private get today(): Temporal.PlainDate {
    return londonDate(this.surroundings.now());
  }
}

const typedDay = ({ day, month, year }: Temporal.PlainDate): string => `${day}/${month}/${year % 100}`;
