/** Where a search stands: the best plan so far, and what is proven of each level. */
import { LEVELS, compareValues, comparePlans, type LevelName, type Value } from './levels.js';
import type { Model } from './model.js';
import type { Worth } from './session.js';
import { columnValues, completed, plainBound, valueAt } from './worth.js';

/** No plan that is as good at all levels before can pass it. */
export interface Proof {
  readonly bound: Value;
  readonly isProven: boolean;
}

const NO_WORTH: Worth = new Map();

export class Standing {
  private readonly bounds = new Map<LevelName, Value>();
  private bestColumns: readonly number[];

  constructor(
    readonly model: Model,
    first: readonly number[],
    private readonly onBetter: (columns: readonly number[]) => void,
  ) {
    this.bestColumns = completed(model, first);
    onBetter(this.bestColumns);
  }

  get best(): readonly number[] {
    return this.bestColumns;
  }

  bestAt(level: LevelName): Value {
    return valueAt(this.model, level, this.bestColumns);
  }

  worth(level: LevelName): Worth {
    return this.model.worth.get(level) ?? NO_WORTH;
  }

  /** A plan that was found, with its lead columns as they follow from it. */
  offer(given: ArrayLike<number>): readonly number[] {
    const columns = completed(this.model, given);
    if (comparePlans(columnValues(this.model, columns), columnValues(this.model, this.bestColumns)) < 0) {
      this.bestColumns = columns;
      this.onBetter(columns);
    }
    return columns;
  }

  /** What was best until now breaks what is asked. */
  startOver(columns: ArrayLike<number>): void {
    this.bestColumns = completed(this.model, columns);
    this.onBetter(this.bestColumns);
  }

  atBest(level: LevelName, bound: Value): void {
    this.bounds.set(level, bound);
  }

  proofs(): readonly Proof[] {
    return LEVELS.map(({ name }) => {
      const bound = this.bounds.get(name) ?? plainBound(this.model, name);
      return { bound, isProven: compareValues(bound, this.bestAt(name)) === 0 };
    });
  }
}
