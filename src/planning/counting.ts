/**
 * The levels that are counts, one after another. The relaxation is solved and narrowed to what is best; where it comes to
 * a whole number, that is taken for the value until a whole plan shows it. Where it does not, or no whole plan is left,
 * the level is solved in whole numbers.
 */
import { whole, type LevelName, type Value } from './levels.js';
import { SolverFailed, TimeIsUp, isWhole, type Relaxed, type Session } from './session.js';
import type { Standing } from './standing.js';
import { valueAt } from './worth.js';

const NEAR = 1e-6;

export class Counting {
  /** Levels whose value a relaxation says, and no whole plan yet. */
  private awaiting: { readonly level: LevelName; readonly value: number }[] = [];
  /** What was open when the last level was shown. */
  private proven: ReturnType<Session['remember']>;

  constructor(
    private readonly session: Session,
    private readonly standing: Standing,
    private readonly levels: readonly LevelName[],
  ) {
    this.proven = session.remember();
  }

  run(): void {
    this.approach();
    for (const level of this.levels) {
      if (this.standing.worth(level).size === 0) this.standing.atBest(level, whole(0));
      else this.count(level);
    }
    if (!this.showAwaiting()) this.settleAwaiting();
  }

  /**
   * Solves the relaxation once with all levels together, each worth four of the next. This proves nothing; but from
   * where it ends, each level by itself is a few steps away.
   */
  private approach(): void {
    const together = new Map<number, number>();
    let weight = 1;
    for (const level of this.levels.toReversed()) {
      const worth = this.standing.worth(level);
      for (const [column, factor] of worth) together.set(column, (together.get(column) ?? 0) + weight * factor);
      if (worth.size > 0) weight *= 4;
    }
    this.session.relax(together, 'most');
  }

  private count(level: LevelName): void {
    const relaxed = this.session.relax(this.standing.worth(level), 'most');
    const value = relaxed === null ? 0 : Math.floor(relaxed.value + NEAR);
    if (relaxed !== null && Math.abs(relaxed.value - value) < NEAR) {
      this.session.narrow(relaxed, 0);
      this.awaiting.push({ level, value });
      if (isWhole(relaxed)) this.shown(relaxed.solution.colValue);
      return;
    }
    if (relaxed !== null && this.inWholeNumbers(level, relaxed)) return;
    // An earlier level was taken too high.
    this.settleAwaiting();
    this.settle(level);
  }

  /** False when nothing whole is left. */
  private inWholeNumbers(level: LevelName, relaxed: Relaxed): boolean {
    const worth = this.standing.worth(level);
    const found = this.session.whole(worth, 'most', this.standing.best);
    if (found.columns === null && found.isProven) return false;
    const value =
      found.columns === null ? null : valueAt(this.standing.model, level, this.standing.offer(found.columns));
    if (!found.isProven || value === null) {
      if (this.awaiting.length === 0) this.standing.atBest(level, whole(Math.floor(found.bound + NEAR)));
      throw new TimeIsUp();
    }
    this.settled(level, value, relaxed);
    return true;
  }

  private settled(level: LevelName, value: Value, relaxed: Relaxed): void {
    for (const one of this.awaiting) this.standing.atBest(one.level, whole(one.value));
    this.awaiting = [];
    this.standing.atBest(level, value);
    this.session.hold(this.standing.worth(level), 'most', value.over);
    this.session.narrow(relaxed, relaxed.value - value.over);
    this.proven = this.session.remember();
  }

  /** A whole plan has all the values awaited: so they are the values. */
  private shown(columns: ArrayLike<number>): void {
    const plan = this.standing.offer(columns);
    for (const { level, value } of this.awaiting) {
      const has = valueAt(this.standing.model, level, plan);
      if (has.over < value) throw new SolverFailed(`a plan for ${level} has ${has.over} and should have ${value}`);
      this.standing.atBest(level, whole(value));
    }
    this.awaiting = [];
    this.proven = this.session.remember();
  }

  /** False when no whole plan has what the relaxations said. */
  private showAwaiting(): boolean {
    const last = this.awaiting.at(-1);
    if (last === undefined) return true;
    const found = this.session.whole(this.standing.worth(last.level), 'most', this.standing.best);
    if (found.columns === null && !found.isProven) throw new TimeIsUp();
    if (found.columns !== null) this.shown(found.columns);
    return found.columns !== null;
  }

  /** From the last level that was shown, one after another in whole numbers. */
  private settleAwaiting(): void {
    const levels = this.awaiting;
    this.awaiting = [];
    this.session.goBack(this.proven);
    for (const { level } of levels) this.settle(level);
  }

  private settle(level: LevelName): void {
    const relaxed = this.session.relax(this.standing.worth(level), 'most');
    if (relaxed === null || !this.inWholeNumbers(level, relaxed))
      throw new SolverFailed(`no whole plan is left at ${level}`);
  }
}
