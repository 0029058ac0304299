/** The finite set of values that the largest share can have, and what each leaves room for. */
import { compareValues, type Value } from './levels.js';
import { minutesAt } from './model.js';
import type { Problem } from './problem.js';

export interface Shares {
  /** Every share that somebody can come to, the smallest first, none twice. */
  readonly values: readonly Value[];
  /** The most minutes each person can be given without passing that share. */
  room(value: Value): readonly number[];
}

/** Only those up to `most`: what the best plan so far has. */
export function sharesOf(problem: Problem, most: Value): Shares {
  const byPerson = Map.groupBy(problem.pairs.keys(), (column) => problem.pairs[column]?.person ?? -1);
  const reachable = problem.people.map((_, at) => {
    const minutes = (byPerson.get(at) ?? []).map((column) => minutesAt(problem, column));
    return sumsOf(minutes);
  });
  const all = problem.people.flatMap(({ available, carried }, at) =>
    (reachable[at] ?? [])
      .map((sum) => ({ over: carried + sum, under: available }))
      .filter((value) => compareValues(value, most) <= 0),
  );
  all.sort(compareValues);
  return {
    values: all.filter((value, at) => at === 0 || compareValues(value, all[at - 1] as Value) !== 0),
    room: (value) =>
      problem.people.map(({ available, carried }, at) => {
        const most = Math.floor((available * value.over) / value.under + 1e-9) - carried;
        return lastUpTo(reachable[at] ?? [], most);
      }),
  };
}

/** Beyond so many units every multiple is taken for reachable: a weaker bound, never a wrong one. */
const MOST_UNITS = 4096;

/** Sums that some of the numbers have, above 0, the smallest first. */
function sumsOf(numbers: readonly number[]): readonly number[] {
  const unit = numbers.reduce(commonDivisor, 0);
  const total = numbers.reduce((sum, one) => sum + one, 0);
  if (unit === 0) return [];
  const most = total / unit;
  if (most > MOST_UNITS) return Array.from({ length: Math.min(most, 100_000) }, (_, at) => (at + 1) * unit);
  let reached = 1n;
  for (const one of numbers) reached |= reached << BigInt(one / unit);
  return Array.from({ length: most }, (_, at) => at + 1)
    .filter((at) => ((reached >> BigInt(at)) & 1n) === 1n)
    .map((at) => at * unit);
}

function commonDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

function lastUpTo(sorted: readonly number[], most: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (sorted[low - 1] ?? 0);
}
