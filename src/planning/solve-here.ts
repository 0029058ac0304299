/** Solves in this thread. */
import * as highs from 'highs';
import type { Highs } from 'highs';
import type { Problem } from './problem.js';
import { search, type Asked, type Found } from './search.js';

// The package's types are those of its CommonJS form, whose default is one step further in than that of its modules.
const loadHighs = highs.default as unknown as typeof highs.default.default;

let loaded: Promise<Highs> | null = null;

/** Reading and compiling the solver takes a moment: once a thread. */
export const highsHere = (): Promise<Highs> => (loaded ??= loadHighs());

export async function solveHere(
  problem: Problem,
  seconds: number,
  asked: Asked,
  onBetter?: (columns: readonly number[]) => void,
): Promise<Found> {
  const ends = performance.now() + seconds * 1000;
  const solver = await highsHere();
  return search(solver, problem, () => (ends - performance.now()) / 1000, asked, onBetter);
}
