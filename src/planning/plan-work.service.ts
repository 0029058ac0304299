import { Injectable } from '@nestjs/common';
import { Surroundings } from '../../config/surroundings.js';
import { Database } from '../database/database.js';
import type { Reader } from '../database/transaction.js';
import { Log } from '../kernel/log.js';
import type { Decided } from '../kernel/decided.js';
import { answerTo } from './answering.js';
import { readInstance } from './instance-file.js';
import type { Assignment } from './instance.js';
import type { KeptPlan, KeptQuestion } from './kept-plan.js';
import { readyToPlan, type Ready } from './known.js';
import { withLockWords } from './lock-words.js';
import { factsOf } from './period-facts.js';
import {
  beginPlan,
  beginQuestion,
  claim,
  dropPlansBefore,
  endPlan,
  endQuestion,
  instanceOfPlan,
  planWithin,
  plansToWorkOn,
  questionsToWorkOn,
  savePlan,
  saveProgress,
} from './plan.queries.js';
import { makePlan, type Plan } from './plan.js';
import { earlierFrom, keepRoles } from './standing-people.js';
import { Solving } from './solving.service.js';

const MOST_ATTEMPTS = 2;
const KEPT_DAYS = 90;
/** For each of the solves that a question takes. */
const QUESTION_SECONDS = 20;
const EVERYTHING = { all: true, hubs: [], assignedTo: null };
const ENDED = 'The program stopped twice while this was worked on. Try a shorter period or fewer hubs.';
const FAULT = 'A fault of the tracker stopped this, and nothing was changed. Try again; the fault is in its log.';

/** Makes the plans that wait and answers what is asked of them. State-driven: a program that stops begins again. */
@Injectable()
export class PlanWork {
  constructor(
    private readonly db: Database,
    private readonly surroundings: Surroundings,
    private readonly solving: Solving,
    private readonly log: Log,
  ) {}

  /** Works on everything that waits; true when there was something. */
  async turn(): Promise<boolean> {
    let worked = false;
    for (const id of await plansToWorkOn(this.db.reader)) worked = (await this.workOn('plan', id)) || worked;
    for (const id of await questionsToWorkOn(this.db.reader)) worked = (await this.workOn('question', id)) || worked;
    return worked;
  }

  /** Ends the solving under way; what is not done waits for the next start. */
  stop(): Promise<void> {
    return this.solving.stop();
  }

  sweep(): Promise<void> {
    const before = this.surroundings.now().subtract({ hours: KEPT_DAYS * 24 });
    return this.db.transaction(async (tx) => {
      await dropPlansBefore(tx, before);
    });
  }

  /** The claim is a transaction of its own that changes nothing: what is saved meanwhile is seen at once. */
  private workOn(what: 'plan' | 'question', id: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      if (this.solving.isStopped || !(await claim(tx, what, id))) return false;
      try {
        await (what === 'plan' ? this.plan(id) : this.question(id));
      } catch (error) {
        this.log.error({ err: error, [what]: id }, 'the work on a plan failed');
        await this.end(what, id, 'failed', [FAULT]);
      }
      return true;
    });
  }

  private async plan(id: number): Promise<void> {
    const kept = await this.db.transaction((tx) => beginPlan(tx, id, this.surroundings.now()));
    if (kept === null) return;
    if (kept.attempts > MOST_ATTEMPTS) return this.end('plan', id, 'failed', [ENDED]);
    const facts = await factsOf(this.db.reader, this.surroundings, kept);
    if (!facts.ok) return this.end('plan', id, 'refused', facts.refusal);
    const ready = readyToPlan(facts.value, kept.asked);
    if (!ready.ok) return this.end('plan', id, 'refused', ready.refusal);
    const made = await this.made(kept, ready.value);
    if (this.solving.isStopped) return this.end('plan', id, 'queued', []);
    if (!made.ok) {
      const said = made.refusal.map((sentence) => withLockWords(sentence, ready.value.instance));
      return this.end('plan', id, 'refused', said);
    }
    const assignment = keepRoles(ready.value.instance, ready.value.known.today, made.value.assignment);
    await this.db.transaction((tx) =>
      savePlan(tx, id, ready.value, { ...made.value, assignment }, this.surroundings.now()),
    );
  }

  private async made(kept: KeptPlan, { instance, known }: Ready): Promise<Decided<Plan, readonly string[]>> {
    const places = instance.sittings.reduce((sum, { seconds }) => sum + 1 + seconds, 0);
    const progress = new Progress((filled) => this.db.transaction((tx) => saveProgress(tx, kept.id, filled, places)));
    const earlier = await earlierOf(this.db.reader, kept, known.today);
    const made = await makePlan(instance, {
      seconds: kept.asked.seconds,
      earlier,
      solver: (problem, seconds, asked) => {
        const pairs = problem.pairs.length;
        const filled = (columns: readonly number[]): number =>
          columns.slice(0, pairs).reduce((sum, one) => sum + Number(one > 0.5), 0);
        return this.solving.solver((columns) => progress.told(filled(columns)))(problem, seconds, asked);
      },
    });
    await progress.end();
    return made;
  }

  private async question(id: number): Promise<void> {
    const question = await this.db.transaction((tx) => beginQuestion(tx, id));
    if (question === null) return;
    if (question.attempts > MOST_ATTEMPTS) return this.end('question', id, 'failed', [ENDED]);
    const kept = await planWithin(this.db.reader, EVERYTHING, question.planId);
    const read = readInstance(await instanceOfPlan(this.db.reader, question.planId));
    if (kept === null || kept.known === null || kept.result === null || !read.ok)
      return this.end('question', id, 'failed', ['This plan was not made, so nothing can be asked of it.']);
    const { instance } = read.value;
    const options = {
      seconds: QUESTION_SECONDS,
      earlier: await earlierOf(this.db.reader, kept, kept.known.today),
      solver: this.solving.solver(),
    };
    const said = await answerTo(instance, kept.result, question, options);
    if (this.solving.isStopped) return this.end('question', id, 'queued', []);
    await this.end(
      'question',
      id,
      'done',
      said.map((sentence) => withLockWords(sentence, instance)),
    );
  }

  private end(
    what: 'plan' | 'question',
    id: number,
    state: 'queued' | 'refused' | 'failed' | 'done',
    said: readonly string[],
  ): Promise<void> {
    return this.db.transaction((tx) =>
      what === 'plan'
        ? endPlan(tx, id, state === 'done' ? 'failed' : state, said, this.surroundings.now())
        : endQuestion(tx, id, state === 'refused' ? 'failed' : state, said),
    );
  }
}

export type { KeptQuestion };

/** The plan to disturb as little as possible: the one it was made from, or how things stand today. */
async function earlierOf(reader: Reader, kept: KeptPlan, today: Assignment): Promise<Assignment | null> {
  const before = kept.fromPlanId === null ? null : await planWithin(reader, EVERYTHING, kept.fromPlanId);
  if (before?.result && before.known) return earlierFrom(before.result.assignment, before.known.today, today);
  return kept.asked.mayMove ? null : today;
}

/** Says how far it is where others can see it, and never more often than the last was saved. */
class Progress {
  private best = -1;
  private saving: Promise<void> | null = null;

  constructor(private readonly save: (filled: number) => Promise<void>) {}

  readonly told = (filled: number): void => {
    if (this.saving !== null || filled <= this.best) return;
    this.best = filled;
    this.saving = this.save(filled).finally(() => (this.saving = null));
  };

  async end(): Promise<void> {
    await this.saving;
  }
}
