/**
 * Finds the plan that is best at every level, and proves it. The relaxation is solved level by level and narrowed to
 * what is best so far; where it comes to a whole number, that is taken for the value until a whole plan shows it. Where
 * it does not, or no whole plan is left, the level is solved in whole numbers.
 */
import type { Highs } from 'highs';
import { greedyColumns } from './greedy.js';
import { LEVELS, NOTHING, compareValues, comparePlans, whole, type LevelName, type Value } from './levels.js';
import { modelOf, type Model } from './model.js';
import type { Problem } from './problem.js';
import { Session, SolverFailed, TimeIsUp, type Relaxed, type Sense, type Worth } from './session.js';
import { sharesOf } from './shares.js';
import { columnValues, completed, plainBound, valueAt } from './worth.js';

/** No plan that is as good at all levels before can pass it. */
export interface Proof {
  readonly bound: Value;
  readonly isProven: boolean;
}

export interface Found {
  readonly columns: readonly number[];
  readonly proofs: readonly Proof[];
  readonly ended: 'proven' | 'time' | 'failed' | 'impossible';
  readonly failure: string | null;
}

export interface Asked {
  /** A sitting that has to have a lead, or at least so many people: there may be no such plan. */
  readonly must: { readonly sitting: number; readonly lead: boolean; readonly people: number } | null;
  /** Ends after covering: whether something can be covered at all is known then. */
  readonly coverOnly: boolean;
}
export const EVERYTHING: Asked = { must: null, coverOnly: false };

const NEAR = 1e-6;
const NO_WORTH: Worth = new Map();

/** Levels before fairness, in their order: counts that rows and columns say. */
const COUNTED = LEVELS.filter(({ sense }) => sense === 'most').map(({ name }) => name);
export const COVERING = COUNTED.filter((name) => name.endsWith('-leads') || name.endsWith('-seconds'));

export class Search {
  private readonly model: Model;
  private readonly session: Session;
  private readonly proofs = new Map<LevelName, Proof>();
  private best: readonly number[];
  /** Levels whose value a relaxation says, and no whole plan yet. */
  private awaiting: { readonly level: LevelName; readonly value: number }[] = [];
  private proven: ReturnType<Session['remember']>;

  constructor(
    highs: Highs,
    problem: Problem,
    secondsLeft: () => number,
    private readonly asked: Asked = EVERYTHING,
    private readonly onBetter: (columns: readonly number[]) => void = () => undefined,
  ) {
    this.model = modelOf(problem);
    this.best = completed(this.model, greedyColumns(problem));
    this.onBetter(this.best);
    this.session = new Session(highs, this.model, secondsLeft);
    this.proven = this.session.remember();
  }

  run(): Found {
    let ended: Found['ended'] = 'proven';
    let failure: string | null = null;
    try {
      // Nobody may go anywhere: the bounds that need no solving are the values.
      if (this.model.columns === 0 && this.asked.must === null)
        return { columns: [], proofs: this.allProofs(), ended, failure };
      if (!this.meetsMust()) return { columns: this.best, proofs: [], ended: 'impossible', failure };
      this.counts();
      if (!this.asked.coverOnly) this.fairnessAndTravel();
    } catch (error) {
      if (error instanceof TimeIsUp) ended = 'time';
      else if (error instanceof SolverFailed) [ended, failure] = ['failed', error.message];
      else throw error;
    } finally {
      this.session.dispose();
    }
    return { columns: this.best, proofs: this.allProofs(), ended, failure };
  }

  /** From here on only plans that do what is asked; false when there are none. */
  private meetsMust(): boolean {
    const { must } = this.asked;
    if (must === null) return true;
    const here = [...this.model.problem.pairs.entries()].filter(([, { sitting }]) => sitting === must.sitting);
    if (here.length === 0) return false;
    const count = (pairs: typeof here): Worth => new Map(pairs.map(([column]) => [column, 1]));
    if (must.lead) this.session.hold(count(here.filter(([, { lead }]) => lead)), 'most', 1);
    this.session.hold(count(here), 'most', must.people);
    this.proven = this.session.remember();
    const first = this.session.whole(null, 'most', null);
    if (first.columns === null && !first.isProven) throw new TimeIsUp();
    if (first.columns === null) return false;
    this.best = completed(this.model, first.columns);
    return true;
  }

  private allProofs(): readonly Proof[] {
    return LEVELS.map(({ name }) => {
      const bound = this.proofs.get(name)?.bound ?? plainBound(this.model, name);
      return { bound, isProven: compareValues(bound, valueAt(this.model, name, this.best)) === 0 };
    });
  }

  private offer(given: readonly number[]): readonly number[] {
    const columns = completed(this.model, given);
    if (comparePlans(columnValues(this.model, columns), columnValues(this.model, this.best)) < 0) {
      this.best = columns;
      this.onBetter(columns);
    }
    return columns;
  }

  private worth(level: LevelName): Worth {
    return this.model.worth.get(level) ?? NO_WORTH;
  }

  /**
   * Solves the relaxation once with all levels together, each worth four of the next. This proves nothing; but from
   * where it ends, each level by itself is a few steps away.
   */
  private approach(levels: readonly LevelName[]): void {
    const together = new Map<number, number>();
    let weight = 1;
    for (const level of levels.toReversed()) {
      for (const [column, factor] of this.worth(level))
        together.set(column, (together.get(column) ?? 0) + weight * factor);
      if (this.worth(level).size > 0) weight *= 4;
    }
    this.session.relax(together, 'most');
  }

  private counts(): void {
    const levels = this.asked.coverOnly ? COVERING : COUNTED;
    this.approach(levels);
    for (const level of levels) {
      if (this.worth(level).size === 0) {
        this.prove(level, whole(0));
        continue;
      }
      if (!this.count(level)) throw new SolverFailed(`no whole plan is left at ${level}`);
    }
    if (!this.showAwaiting()) this.settleAwaiting();
  }

  /** False when an earlier level was taken too high: then nothing has been decided about this one. */
  private count(level: LevelName): boolean {
    const worth = this.worth(level);
    const relaxed = this.session.relax(worth, 'most');
    if (relaxed === null) return this.mendThen(level);
    const value = Math.floor(relaxed.value + NEAR);
    if (Math.abs(relaxed.value - value) < NEAR) {
      this.session.narrow(relaxed, 0);
      this.awaiting.push({ level, value });
      if (isWhole(relaxed)) this.shown(Array.from(relaxed.solution.colValue));
      return true;
    }
    return this.inWholeNumbers(level, relaxed) || this.mendThen(level);
  }

  private mendThen(level: LevelName): boolean {
    this.settleAwaiting();
    return this.inWholeNumbers(level, this.session.relax(this.worth(level), 'most'));
  }

  /** False when nothing whole is left, which an earlier level taken too high is to blame for. */
  private inWholeNumbers(level: LevelName, relaxed: Relaxed | null): boolean {
    const worth = this.worth(level);
    const found = this.session.whole(worth, 'most', this.best);
    if (found.columns === null && found.isProven) return false;
    const value = found.columns === null ? null : valueAt(this.model, level, this.offer(found.columns));
    if (!found.isProven || value === null) {
      if (this.awaiting.length === 0)
        this.proofs.set(level, { bound: whole(Math.floor(found.bound + NEAR)), isProven: false });
      throw new TimeIsUp();
    }
    for (const one of this.awaiting) this.prove(one.level, whole(one.value));
    this.awaiting = [];
    this.prove(level, value);
    this.session.hold(worth, 'most', value.over);
    if (relaxed !== null) this.session.narrow(relaxed, relaxed.value - value.over);
    this.proven = this.session.remember();
    return true;
  }

  private prove(level: LevelName, bound: Value): void {
    this.proofs.set(level, { bound, isProven: true });
  }

  /** A whole plan has all the values awaited: so they are the values. */
  private shown(columns: readonly number[]): void {
    const plan = this.offer(columns);
    for (const { level, value } of this.awaiting) {
      const has = valueAt(this.model, level, plan);
      if (has.over < value) throw new SolverFailed(`a plan for ${level} has ${has.over} and should have ${value}`);
      this.prove(level, whole(value));
    }
    this.awaiting = [];
    this.proven = this.session.remember();
  }

  private showAwaiting(): boolean {
    if (this.awaiting.length === 0) return true;
    const last = this.awaiting.at(-1);
    const found = this.session.whole(last === undefined ? null : this.worth(last.level), 'most', this.best);
    if (found.columns === null && !found.isProven) throw new TimeIsUp();
    if (found.columns === null) return false;
    this.shown(found.columns);
    return true;
  }

  /** From the last levels that are shown, one after another in whole numbers. */
  private settleAwaiting(): void {
    const levels = this.awaiting;
    this.awaiting = [];
    this.session.goBack(this.proven);
    for (const { level } of levels)
      if (!this.inWholeNumbers(level, this.session.relax(this.worth(level), 'most')))
        throw new SolverFailed(`no whole plan is left at ${level}`);
  }

  /** The least largest share by halving what it can be; then travel within it. */
  private fairnessAndTravel(): void {
    const shares = sharesOf(this.model.problem);
    const have = valueAt(this.model, 'fairness', this.best);
    const values = shares.values.filter((value) => compareValues(value, have) <= 0);
    const isPossible = (value: Value | undefined): boolean => {
      this.session.makeRoom(shares.room(value ?? NOTHING));
      return this.session.relax(NO_WORTH, 'least') !== null;
    };
    let low = 0;
    let high = values.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isPossible(values[middle])) high = middle;
      else low = middle + 1;
    }
    const has = this.leastShare(values, low, shares.room);
    this.prove('fairness', has);
    this.session.makeRoom(shares.room(has));
    this.travel();
  }

  /** Below `low` the relaxation is impossible already. */
  private leastShare(values: readonly Value[], low: number, room: (value: Value) => readonly number[]): Value {
    const placeOf = (has: Value): number => values.findIndex((value) => compareValues(value, has) === 0);
    let high = placeOf(valueAt(this.model, 'fairness', this.best));
    let next = low;
    while (low < high) {
      this.proofs.set('fairness', { bound: values[low] ?? NOTHING, isProven: false });
      this.session.makeRoom(room(values[next] ?? NOTHING));
      const found = this.session.whole(null, 'least', null);
      if (found.columns === null && !found.isProven) throw new TimeIsUp();
      if (found.columns === null) low = next + 1;
      else high = placeOf(valueAt(this.model, 'fairness', this.offer(found.columns)));
      next = (low + high) >> 1;
    }
    return values[high] ?? NOTHING;
  }

  private travel(): void {
    const worth = this.worth('travel');
    const relaxed = worth.size === 0 ? null : this.session.relax(worth, 'least');
    if (relaxed === null) return this.prove('travel', NOTHING);
    const bound = whole(Math.ceil(relaxed.value - NEAR));
    this.proofs.set('travel', { bound, isProven: false });
    if (isWhole(relaxed)) this.offer(Array.from(relaxed.solution.colValue));
    const have = valueAt(this.model, 'travel', this.best);
    if (compareValues(have, bound) === 0) return;
    this.session.narrow(relaxed, have.over - relaxed.value);
    const found = this.session.whole(worth, 'least' satisfies Sense, this.best);
    if (found.columns !== null) this.offer(found.columns);
    const proven = found.isProven ? valueAt(this.model, 'travel', this.best) : whole(Math.ceil(found.bound - NEAR));
    this.prove('travel', proven);
    if (!found.isProven) throw new TimeIsUp();
  }
}

const isWhole = ({ solution }: Relaxed): boolean =>
  solution.colValue.every((value) => Math.abs(value - Math.round(value)) < NEAR);
