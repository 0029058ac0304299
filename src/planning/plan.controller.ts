import { Body, Controller, Get, NotFoundException, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Hub } from '../../config/reference-data.js';
import { Surroundings } from '../../config/surroundings.js';
import { mayAtAll, scopeOf } from '../access/access.js';
import type { SignedIn } from '../access/access.guard.js';
import type { Actor } from '../access/actor.js';
import { formToken } from '../access/form-token.js';
import { Database } from '../database/database.js';
import { londonDate } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { withLock, type PlanAsked } from './asked.js';
import { CommittingService } from './committing.service.js';
import { askWords, commitWords, questionWords } from './plan-refusals.js';
import {
  readAway,
  readLock,
  readMore,
  readPeriod,
  typedAway,
  typedLock,
  typedMore,
  typedPeriod,
  type TypedPeriod,
} from './plan.form.js';
import { planPage, type TypedBelow } from './plan.page.js';
import { listPlans } from './plan.queries.js';
import { plansPage } from './plans.page.js';
import { PlansService } from './plans.service.js';
import { counted } from './plan-text.js';

const A_PAGE = 25;

/** Plans of a period for people: asked for, looked at, asked why, settled in part, carried out. */
@Controller('plan')
export class PlanController {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly plans: PlansService,
    private readonly committing: CommittingService,
    private readonly pages: Pages,
  ) {}

  @Get()
  list(
    @Query() query: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.showAll(request, reply, this.startingPeriod(request.actor, query), [], query);
  }

  @Post()
  async ask(
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedPeriod(body);
    const mine = this.hubsOf(request.actor).map(({ code }) => code);
    const read = readPeriod(typed, mine, this.today);
    if (!read.ok) return this.showAll(request, reply, typed, read.errors);
    const { hubs, from, to, everybody, mayMove } = read.value;
    const { seconds } = this.surroundings.reference.planning.limits;
    const asked = { locks: [], away: [], more: [], everybody, mayMove, seconds };
    const decided = await this.plans.ask(request.actor, { hubs, from, to, asked, fromPlanId: null });
    if (!decided.ok) return this.showAll(request, reply, typed, [askWords(decided.refusal)]);
    this.pages.done(request, reply, `/plan/${decided.value}`);
  }

  @Get(':id')
  one(
    @Param('id') id: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.show(request, reply, numbered(id));
  }

  @Post(':id/again')
  again(
    @Param('id') id: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    return this.askAgain(request, reply, numbered(id), (asked) => asked);
  }

  @Post(':id/locks')
  lock(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedLock(body);
    const read = readLock(typed, this.today);
    if (!read.ok) return this.show(request, reply, numbered(id), { lock: typed }, read.errors);
    const more = (asked: PlanAsked): PlanAsked => ({ ...asked, locks: withLock(asked.locks, read.value) });
    return this.askAgain(request, reply, numbered(id), more);
  }

  @Post(':id/lift')
  lift(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const number = wholeNumber(typedText(body, 'number'));
    const without = (asked: PlanAsked): PlanAsked => ({
      ...asked,
      locks: asked.locks.filter((_, at) => at + 1 !== number),
    });
    return this.askAgain(request, reply, numbered(id), without);
  }

  @Post(':id/away')
  away(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedAway(body);
    const read = readAway(typed, this.today);
    if (!read.ok) return this.show(request, reply, numbered(id), { away: typed }, read.errors);
    const more = (asked: PlanAsked): PlanAsked => ({ ...asked, away: [...asked.away, read.value] });
    return this.askAgain(request, reply, numbered(id), more);
  }

  @Post(':id/more')
  async more(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = typedMore(body);
    const { hubCodes } = await this.plans.found(request.actor, numbered(id));
    const read = readMore(typed, hubCodes, this.surroundings.now());
    if (!read.ok) return this.show(request, reply, numbered(id), { more: typed }, read.errors);
    const more = (asked: PlanAsked): PlanAsked => ({ ...asked, more: [...asked.more, read.value] });
    return this.askAgain(request, reply, numbered(id), more);
  }

  @Post(':id/questions')
  async question(
    @Param('id') id: string,
    @Body() body: unknown,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | void> {
    const typed = { conference: typedText(body, 'sitting'), attendeeId: typedText(body, 'person') };
    const kind = typedText(body, 'kind') === 'cover' ? 'cover' : 'why';
    const asked = { kind, sitting: typed.conference, attendeeId: wholeNumber(typed.attendeeId) } as const;
    const decided = await this.plans.question(request.actor, numbered(id), asked);
    if (!decided.ok)
      return this.show(request, reply, numbered(id), { question: typed }, [questionWords(decided.refusal)]);
    this.pages.done(request, reply, `/plan/${numbered(id)}#answers`);
  }

  @Post(':id/commit')
  async commit(
    @Param('id') id: string,
    @Req() request: SignedIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const decided = await this.committing.commit(request.actor, numbered(id));
    if (!decided.ok) return this.pages.done(request, reply, `/plan/${numbered(id)}`, commitWords(decided.refusal));
    const { assigned, withdrawn } = decided.value;
    this.pages.done(request, reply, `/plan/${numbered(id)}`, {
      title: 'The plan is carried out.',
      text: `${counted(assigned, 'invitation')} and ${counted(withdrawn, 'cancellation')} are on their way.`,
      href: '/board',
      linkText: 'Back to the board',
    });
  }

  /** The same days and hubs with something more or less, from where the plan stands. */
  private async askAgain(
    request: SignedIn,
    reply: FastifyReply,
    id: number,
    change: (asked: PlanAsked) => PlanAsked,
  ): Promise<string | void> {
    const plan = await this.plans.found(request.actor, id);
    const decided = await this.plans.ask(request.actor, {
      hubs: plan.hubCodes,
      from: plan.firstOn,
      to: plan.lastOn,
      asked: change(plan.asked),
      fromPlanId: plan.state === 'done' ? plan.id : null,
    });
    if (!decided.ok) return this.show(request, reply, id, {}, [askWords(decided.refusal)]);
    this.pages.done(request, reply, `/plan/${decided.value}`);
  }

  private async show(
    request: SignedIn,
    reply: FastifyReply,
    id: number,
    typed: TypedBelow = {},
    errors: readonly FieldError[] = [],
  ): Promise<string> {
    const { plan, questions } = await this.plans.look(request.actor, id);
    const { reference } = this.surroundings;
    const around = { hubs: reference.hubs, now: this.surroundings.now(), csrf: formToken(request) };
    const model = planPage({ plan, questions, ...around, typed, errors });
    return this.pages.render(request, reply, 'planning/views/plan.njk', model, errors.length > 0 ? 422 : 200);
  }

  private async showAll(
    request: SignedIn,
    reply: FastifyReply,
    typed: TypedPeriod,
    errors: readonly FieldError[],
    query: unknown = {},
  ): Promise<string> {
    if (!mayAtAll(request.actor, 'plan.make')) throw new NotFoundException();
    const before = wholeNumber(typedText(query, 'before'));
    const scope = scopeOf(request.actor, 'plan.make');
    const plans = await listPlans(this.db.reader, scope, before, A_PAGE + 1);
    const older = plans.length > A_PAGE ? `/plan?before=${plans[A_PAGE - 1]?.id}` : null;
    const model = plansPage(this.hubsOf(request.actor), plans.slice(0, A_PAGE), typed, errors, older);
    return this.pages.render(request, reply, 'planning/views/plans.njk', model, errors.length > 0 ? 422 : 200);
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

function numbered(text: string): number {
  const id = wholeNumber(text);
  if (id === null || id < 1 || id > 2_147_483_647) throw new NotFoundException();
  return id;
}
