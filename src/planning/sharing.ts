/** The least largest share, by halving the values it can have; then the least travel within it. */
import { NOTHING, compareValues, whole, type Value } from './levels.js';
import { TimeIsUp, isWhole, type Relaxed, type Session, type Worth } from './session.js';
import { sharesOf, type Shares } from './shares.js';
import type { Standing } from './standing.js';

const NEAR = 1e-6;
const NO_WORTH: Worth = new Map();

export class Sharing {
  private readonly shares: Shares;
  /** Those that are not worse than what the best plan has, the smallest first. */
  private readonly values: readonly Value[];

  constructor(
    private readonly session: Session,
    private readonly standing: Standing,
  ) {
    this.shares = sharesOf(standing.model.problem, standing.bestAt('fairness'));
    this.values = this.shares.values;
  }

  run(): void {
    this.leastShare(this.lowest());
    this.makeRoom(this.standing.bestAt('fairness'));
    this.travel();
  }

  private makeRoom(value: Value | undefined): void {
    this.session.makeRoom(this.shares.room(value ?? NOTHING));
  }

  private place(value: Value): number {
    return this.values.findIndex((one) => compareValues(one, value) === 0);
  }

  /** Below it even the relaxation is impossible. */
  private lowest(): number {
    let low = 0;
    let high = this.values.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      this.makeRoom(this.values[middle]);
      if (this.session.relax(NO_WORTH, 'least') === null) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private leastShare(lowest: number): void {
    let low = lowest;
    let high = this.place(this.standing.bestAt('fairness'));
    // The lowest is usually possible; after it the middle of what is left.
    let next = low;
    while (low < high) {
      this.standing.atBest('fairness', this.values[low] ?? NOTHING);
      this.makeRoom(this.values[next]);
      const found = this.session.whole(null, 'least', null);
      if (found.columns === null && !found.isProven) throw new TimeIsUp();
      if (found.columns === null) low = next + 1;
      else {
        this.standing.offer(found.columns);
        high = this.place(this.standing.bestAt('fairness'));
      }
      next = (low + high) >> 1;
    }
    this.standing.atBest('fairness', this.standing.bestAt('fairness'));
  }

  private travel(): void {
    const relaxed = this.session.relax(this.standing.worth('travel'), 'least');
    if (relaxed === null || this.isLeast(relaxed)) return;
    this.session.narrow(relaxed, this.standing.bestAt('travel').over - relaxed.value);
    const found = this.session.whole(this.standing.worth('travel'), 'least', this.standing.best);
    if (found.columns !== null) this.standing.offer(found.columns);
    const bound = found.isProven ? this.standing.bestAt('travel') : whole(Math.ceil(found.bound - NEAR));
    this.standing.atBest('travel', bound);
    if (!found.isProven) throw new TimeIsUp();
  }

  private isLeast(relaxed: Relaxed): boolean {
    const bound = whole(Math.ceil(relaxed.value - NEAR));
    this.standing.atBest('travel', bound);
    if (isWhole(relaxed)) this.standing.offer(relaxed.solution.colValue);
    return compareValues(this.standing.bestAt('travel'), bound) === 0;
  }
}
