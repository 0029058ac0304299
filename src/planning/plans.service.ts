import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { record } from '../audit/record.js';
import { Database } from '../database/database.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatDay, londonDate, startOfLondonDay } from '../kernel/london.js';
import type { PlanAsked } from './asked.js';
import { isWorking, type KeptPlan, type KeptQuestion, type QuestionKind } from './kept-plan.js';
import { tooManySittings } from './period-facts.js';
import { countOpen } from './period.queries.js';
import { addPlan, addQuestion, listPlans, namesAsked, planWithin, questionsOf } from './plan.queries.js';

export interface GivenPlan {
  readonly hubs: readonly string[];
  readonly from: Temporal.PlainDate;
  /** Included. */
  readonly to: Temporal.PlainDate;
  readonly asked: PlanAsked;
  readonly fromPlanId: number | null;
}

export type AskRefusal =
  | { readonly kind: 'unknown-hub'; readonly hub: string }
  | { readonly kind: 'not-your-hub'; readonly hub: string }
  | { readonly kind: 'wrong-period'; readonly why: string }
  /** A conference that is only supposed, on a day that is not planned: nobody's hours are known for it. */
  | { readonly kind: 'added-outside'; readonly why: string }
  | { readonly kind: 'too-many-sittings'; readonly why: string }
  | { readonly kind: 'plans-waiting' };

export type QuestionRefusal =
  | { readonly kind: 'not-planned' }
  | { readonly kind: 'no-such-sitting' }
  | { readonly kind: 'no-such-person' }
  | { readonly kind: 'questions-waiting' };

export interface LookedAt {
  readonly plan: KeptPlan;
  readonly questions: readonly KeptQuestion[];
  /** Of those whom its locks and suppositions name, whether or not there is a plan. */
  readonly names: ReadonlyMap<number, string>;
}

/** Somebody who asks again and again waits for what was asked before. */
const MOST_WAITING = 5;
const MOST_QUESTIONS_WAITING = 20;
const MOST_YEARS_AHEAD = 2;

/** What people and programs ask of plans; the long work is done by `PlanWork`. */
@Injectable()
export class PlansService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
  ) {}

  ask(actor: Actor, given: GivenPlan): Promise<Decided<number, AskRefusal>> {
    return this.db.transaction((tx) => this.askIn(tx, actor, given));
  }

  async askIn(tx: Tx, actor: Actor, given: GivenPlan): Promise<Decided<number, AskRefusal>> {
    const refusal =
      this.refuseHubs(actor, given.hubs) ??
      this.refusePeriod(given) ??
      this.refuseAdded(given) ??
      (await this.refuseSize(tx, given));
    if (refusal !== null) return refused(refusal);
    if (given.fromPlanId !== null) await this.found(actor, given.fromPlanId);
    const before = await listPlans(tx, scopeOf(actor, 'plan.make'), null, 200);
    const waiting = before.filter((plan) => isWorking(plan) && plan.accountId === actor.id);
    if (waiting.length >= MOST_WAITING) return refused({ kind: 'plans-waiting' });
    const now = this.surroundings.now();
    const planId = await addPlan(tx, {
      hubCodes: [...new Set(given.hubs)],
      firstOn: given.from,
      lastOn: given.to,
      asked: given.asked,
      fromPlanId: given.fromPlanId,
      accountId: actor.id!,
      askedBy: actor.name,
      askedAt: now,
    });
    const [from, to] = [given.from.toString(), given.to.toString()];
    await record(tx, { actor, at: now }, 'plan.asked', { planId, hubs: given.hubs, from, to });
    return accepted(planId);
  }

  /** The plan, with a line in the trail that somebody saw who goes where. */
  look(actor: Actor, id: number): Promise<LookedAt> {
    return this.db.transaction(async (tx) => {
      const plan = await planWithin(tx, scopeOf(actor, 'plan.make'), id);
      if (plan === null) throw new NotFoundException();
      if (plan.known !== null) await record(tx, { actor, at: this.surroundings.now() }, 'plan.viewed', { planId: id });
      return { plan, questions: await questionsOf(tx, id), names: await namesAsked(tx, plan.asked) };
    });
  }

  /** @throws NotFoundException when it does not exist or is out of reach: the two look the same */
  async found(actor: Actor, id: number): Promise<KeptPlan> {
    const plan = await planWithin(this.db.reader, scopeOf(actor, 'plan.make'), id);
    if (plan === null) throw new NotFoundException();
    return plan;
  }

  question(
    actor: Actor,
    id: number,
    asked: { readonly kind: QuestionKind; readonly sitting: string; readonly attendeeId: number | null },
  ): Promise<Decided<KeptQuestion, QuestionRefusal>> {
    return this.db.transaction(async (tx): Promise<Decided<KeptQuestion, QuestionRefusal>> => {
      const { known, result } = await this.found(actor, id);
      if (known === null || result === null) return refused({ kind: 'not-planned' });
      if (!known.sittings.some(({ name }) => name === asked.sitting)) return refused({ kind: 'no-such-sitting' });
      const person = known.people.find((one) => one.id === asked.attendeeId)?.name ?? null;
      if (asked.kind === 'why' && person === null) return refused({ kind: 'no-such-person' });
      const waiting = (await questionsOf(tx, id)).filter(({ state }) => state === 'queued' || state === 'running');
      if (waiting.length >= MOST_QUESTIONS_WAITING) return refused({ kind: 'questions-waiting' });
      const at = this.surroundings.now();
      const question = { planId: id, kind: asked.kind, sitting: asked.sitting, askedBy: actor.name, askedAt: at };
      await record(tx, { actor, at }, 'plan.question-asked', {
        planId: id,
        kind: asked.kind,
        conference: asked.sitting,
      });
      return accepted(await addQuestion(tx, { ...question, person: asked.kind === 'why' ? person : null }));
    });
  }

  private refuseHubs(actor: Actor, hubs: readonly string[]): AskRefusal | null {
    const scope = scopeOf(actor, 'plan.make');
    for (const hub of hubs) {
      if (this.surroundings.reference.hub(hub) === undefined) return { kind: 'unknown-hub', hub };
      if (!scope.all && !scope.hubs.includes(hub)) return { kind: 'not-your-hub', hub };
    }
    return hubs.length === 0 ? { kind: 'unknown-hub', hub: '' } : null;
  }

  private refusePeriod({ from, to }: GivenPlan): AskRefusal | null {
    const { days } = this.surroundings.reference.planning.limits;
    const today = londonDate(this.surroundings.now());
    const isBefore = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) < 0;
    const because = (why: string): AskRefusal => ({ kind: 'wrong-period', why });
    if (isBefore(to, from)) return because('The last day lies before the first.');
    if (isBefore(to, today)) return because('These days are over: plan days to come.');
    if (from.until(to).days + 1 > days) return because(`A plan takes at most ${days} days. Plan a shorter period.`);
    return isBefore(today.add({ years: MOST_YEARS_AHEAD }), to) ? because('That is more than two years away.') : null;
  }

  private refuseAdded({ from, to, asked }: GivenPlan): AskRefusal | null {
    const days = asked.more.map(({ startsAt }) => londonDate(Temporal.Instant.from(startsAt)));
    const isOutside = (day: Temporal.PlainDate): boolean =>
      Temporal.PlainDate.compare(day, from) < 0 || Temporal.PlainDate.compare(to, day) < 0;
    if (!days.some(isOutside)) return null;
    const period = from.equals(to) ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`;
    return { kind: 'added-outside', why: `Add a conference on a day that is planned: ${period}.` };
  }

  private async refuseSize(tx: Tx, { hubs, from, to }: GivenPlan): Promise<AskRefusal | null> {
    const period = { hubs, from: startOfLondonDay(from), until: startOfLondonDay(to.add({ days: 1 })) };
    const most = this.surroundings.reference.planning.limits.sittings;
    const found = await countOpen(tx, period, this.surroundings.now());
    return found <= most ? null : { kind: 'too-many-sittings', why: tooManySittings(found, most) };
  }
}
