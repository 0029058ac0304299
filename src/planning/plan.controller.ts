import { Body, Controller, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { formToken } from '../access/form-token.js';
import { londonDate } from '../kernel/london.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { Call, type PageCall } from '../web/page-call.js';
import type { FieldError } from '../web/page-parts.js';
import { Pages } from '../web/pages.js';
import { withLock, type PlanAsked } from './asked.js';
import { CommittingService } from './committing.service.js';
import { askWords, commitWords, questionWords } from './plan-refusals.js';
import { readAway, readLock, readMore, typedAway, typedLock, typedMore } from './plan.form.js';
import { planPage, type TypedBelow } from './plan.page.js';
import { PlansService } from './plans.service.js';
import { counted } from './plan-text.js';

/** One plan for people: looked at, asked why, settled in part, supposed otherwise, carried out. */
@Controller('plan')
export class PlanController {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly plans: PlansService,
    private readonly committing: CommittingService,
    private readonly pages: Pages,
  ) {}

  @Get(':id')
  one(@Param('id') id: string, @Call() call: PageCall): Promise<string> {
    return this.show(call, numbered(id));
  }

  @Post(':id/again')
  again(@Param('id') id: string, @Call() call: PageCall): Promise<string | void> {
    return this.askAgain(call, numbered(id), (asked) => asked, {}, 'today');
  }

  @Post(':id/locks')
  lock(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedLock(body);
    const read = readLock(typed, this.today);
    if (!read.ok) return this.show(call, numbered(id), { lock: typed }, read.errors);
    const more = (asked: PlanAsked): PlanAsked => ({ ...asked, locks: withLock(asked.locks, read.value) });
    return this.askAgain(call, numbered(id), more, { lock: typed });
  }

  @Post(':id/lift')
  lift(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const number = wholeNumber(typedText(body, 'number'));
    const without = (asked: PlanAsked): PlanAsked => ({
      ...asked,
      locks: asked.locks.filter((_, at) => at + 1 !== number),
    });
    return this.askAgain(call, numbered(id), without, {});
  }

  @Post(':id/away')
  away(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedAway(body);
    const read = readAway(typed, this.today);
    if (!read.ok) return this.show(call, numbered(id), { away: typed }, read.errors);
    const more = (asked: PlanAsked): PlanAsked => ({ ...asked, away: [...asked.away, read.value] });
    return this.askAgain(call, numbered(id), more, { away: typed });
  }

  @Post(':id/more')
  async more(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = typedMore(body);
    const { hubCodes } = await this.plans.found(call.actor, numbered(id));
    const read = readMore(typed, hubCodes, this.surroundings.now());
    if (!read.ok) return this.show(call, numbered(id), { more: typed }, read.errors);
    const more = (asked: PlanAsked): PlanAsked => ({ ...asked, more: [...asked.more, read.value] });
    return this.askAgain(call, numbered(id), more, { more: typed });
  }

  @Post(':id/questions')
  async question(@Param('id') id: string, @Body() body: unknown, @Call() call: PageCall): Promise<string | void> {
    const typed = { conference: typedText(body, 'sitting'), attendeeId: typedText(body, 'person') };
    const kind = typedText(body, 'kind') === 'cover' ? 'cover' : 'why';
    const asked = { kind, sitting: typed.conference, attendeeId: wholeNumber(typed.attendeeId) } as const;
    const decided = await this.plans.question(call.actor, numbered(id), asked);
    if (!decided.ok) return this.show(call, numbered(id), { question: typed }, [questionWords(decided.refusal)]);
    this.pages.done(call, `/plan/${numbered(id)}#answers`);
  }

  @Post(':id/commit')
  async commit(@Param('id') id: string, @Call() call: PageCall): Promise<void> {
    const decided = await this.committing.commit(call.actor, numbered(id));
    if (!decided.ok) return this.pages.done(call, `/plan/${numbered(id)}`, commitWords(decided.refusal));
    const { assigned, withdrawn } = decided.value;
    this.pages.done(call, `/plan/${numbered(id)}`, {
      title: 'The plan is carried out.',
      text: `${counted(assigned, 'invitation')} and ${counted(withdrawn, 'cancellation')} are on their way.`,
      href: '/board',
      linkText: 'Back to the board',
    });
  }

  /** The same days and hubs with something more or less, from where the plan stands. */
  private async askAgain(
    call: PageCall,
    id: number,
    change: (asked: PlanAsked) => PlanAsked,
    typed: TypedBelow,
    from: 'plan' | 'today' = 'plan',
  ): Promise<string | void> {
    const plan = await this.plans.found(call.actor, id);
    const decided = await this.plans.ask(call.actor, {
      hubs: plan.hubCodes,
      from: plan.firstOn,
      to: plan.lastOn,
      asked: change(plan.asked),
      fromPlanId: from === 'plan' && plan.state === 'done' ? plan.id : null,
    });
    if (!decided.ok) return this.show(call, id, typed, [askWords(decided.refusal)]);
    this.pages.done(call, `/plan/${decided.value}`);
  }

  private async show(
    call: PageCall,
    id: number,
    typed: TypedBelow = {},
    errors: readonly FieldError[] = [],
  ): Promise<string> {
    const looked = await this.plans.look(call.actor, id);
    const { reference } = this.surroundings;
    const around = { hubs: reference.hubs, now: this.surroundings.now(), csrf: formToken(call.request) };
    const model = planPage({ ...looked, ...around, typed, errors });
    return this.pages.render(call, 'planning/views/plan.njk', model, errors.length > 0 ? 422 : 200);
  }

  private get today(): Temporal.PlainDate {
    return londonDate(this.surroundings.now());
  }
}

function numbered(text: string): number {
  const id = wholeNumber(text);
  if (id === null || id < 1 || id > 2_147_483_647) throw new NotFoundException();
  return id;
}
