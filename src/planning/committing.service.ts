import { Injectable, NotFoundException } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { scopeOf } from '../access/access.js';
import type { Actor } from '../access/actor.js';
import { assignRefusal } from '../assignments/assign.page.js';
import { AssignmentsService } from '../assignments/assignments.service.js';
import { lockPeople } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import { lockConferences } from '../conferences/conference.queries.js';
import { Database } from '../database/database.js';
import { violatedConstraint } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { isSupposed } from './asked.js';
import { changedSince } from './changed-since.js';
import type { KeptPlan, PlanState } from './kept-plan.js';
import { readyToPlan } from './known.js';
import { factsOf } from './period-facts.js';
import { planDiff, type DiffRow } from './plan-diff.js';
import { lockPlan, markCommitted } from './plan.queries.js';

export type CommitRefusal =
  | { readonly kind: 'not-ready'; readonly state: PlanState }
  | { readonly kind: 'supposed' }
  | { readonly kind: 'changed'; readonly because: readonly string[] };

export interface Committed {
  readonly assigned: number;
  readonly withdrawn: number;
}

const REASON = 'By the plan';
/** Whoever is quicker takes a place that the database gives once. */
const RACES = ['assignment_lead_key', 'assignment_overlap_excl', 'assignment_person_key'];

/** Carries a plan out: all of it in one transaction, or nothing when something changed since. */
@Injectable()
export class CommittingService {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly assignments: AssignmentsService,
  ) {}

  async commit(actor: Actor, id: number): Promise<Decided<Committed, CommitRefusal>> {
    const decided = await this.winOrLose(() => this.db.transaction((tx) => this.commitIn(tx, actor, id)));
    if (!decided.ok && decided.refusal.kind === 'changed') await this.recordRefusal(actor, id, decided.refusal.because);
    return decided;
  }

  private async commitIn(tx: Tx, actor: Actor, id: number): Promise<Decided<Committed, CommitRefusal>> {
    const plan = await lockPlan(tx, scopeOf(actor, 'plan.make'), id);
    if (plan === null) throw new NotFoundException();
    if (plan.state !== 'done' || plan.known === null || plan.result === null)
      return refused({ kind: 'not-ready', state: plan.state });
    if (isSupposed(plan.asked)) return refused({ kind: 'supposed' });
    const rows = planDiff(plan.known, plan.result).filter(({ off, on }) => off.length + on.length > 0);
    await this.lock(tx, actor, rows);
    const because = await this.changed(tx, plan);
    if (because.length > 0) return refused({ kind: 'changed', because });
    const done = await this.carryOut(tx, actor, rows);
    if (!done.ok) return done;
    await markCommitted(tx, id, actor.name);
    const occasion = { actor, at: this.surroundings.now() };
    await record(tx, occasion, 'plan.committed', { planId: id, ...done.value });
    return done;
  }

  /** In the order of their ids, conferences before people, as everybody locks them. */
  private async lock(tx: Tx, actor: Actor, rows: readonly DiffRow[]): Promise<void> {
    const references = rows.map(({ sitting }) => sitting.name);
    await lockConferences(tx, scopeOf(actor, 'assignment.change'), references);
    await lockPeople(tx, [...new Set(rows.flatMap(({ on, off }) => [...on, ...off].map((one) => one.attendeeId)))]);
  }

  private async changed(tx: Tx, plan: KeptPlan): Promise<readonly string[]> {
    const { known, result, asked } = plan;
    if (known === null || result === null) return [];
    const facts = await factsOf(tx, this.surroundings, plan);
    if (!facts.ok) return facts.refusal;
    const now = readyToPlan(
      facts.value,
      asked,
      known.left.map(({ name }) => name),
    );
    return now.ok ? changedSince(known, result, now.value) : now.refusal;
  }

  /** Everybody who goes goes first, so that those who come find their time free. */
  private async carryOut(tx: Tx, actor: Actor, rows: readonly DiffRow[]): Promise<Decided<Committed, CommitRefusal>> {
    for (const { sitting, off, on } of rows)
      for (const { assignmentId, name } of off) {
        const as = on.length > 0 ? 'reassigned' : 'withdrawn';
        const gone = await this.assignments.withdrawIn(tx, actor, sitting.name, assignmentId, { reason: REASON, as });
        if (!gone.ok) return refused({ kind: 'changed', because: [`${name} is not on ${sitting.name} any more.`] });
      }
    for (const { sitting, on } of rows)
      for (const { attendeeId, lead } of on) {
        const given = { attendeeId, lead, overlapReason: null };
        const put = await this.assignments.assignIn(tx, actor, sitting.name, given);
        if (put.ok) continue;
        return refused({ kind: 'changed', because: [`${sitting.name}: ${assignRefusal(put.refusal).text}`] });
      }
    return accepted({
      assigned: rows.reduce((sum, { on }) => sum + on.length, 0),
      withdrawn: rows.reduce((sum, { off }) => sum + off.length, 0),
    });
  }

  private async winOrLose(
    work: () => Promise<Decided<Committed, CommitRefusal>>,
  ): Promise<Decided<Committed, CommitRefusal>> {
    try {
      return await work();
    } catch (error) {
      if (!RACES.includes(violatedConstraint(error) ?? '')) throw error;
      return refused({ kind: 'changed', because: ['A colleague was quicker: somebody was assigned at this moment.'] });
    }
  }

  private recordRefusal(actor: Actor, planId: number, because: readonly string[]): Promise<void> {
    const occasion = { actor, at: this.surroundings.now() };
    return this.db.transaction((tx) => record(tx, occasion, 'plan.refused', { planId, because: because.slice(0, 20) }));
  }
}
