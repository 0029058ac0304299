/** What became of all reviews that were held and that TVP knew of, step by step. Pure. */
import type { Count } from './rate.js';

export const STOOD = ['relevant', 'undecided', 'not-relevant'] as const;
export type Stood = (typeof STOOD)[number];

/** Reviews that stood so at their start, and how many of them police attended; what was not relevant is in no headline. */
export interface StoodCell {
  readonly stood: Stood;
  readonly held: number;
  readonly attended: number;
}

export interface Steps {
  readonly held: number;
  /** Somebody had decided before the start. */
  readonly decided: number;
  readonly relevant: number;
  /** Of the relevant. */
  readonly attended: number;
  /** Nobody had decided: they count as relevant, too. */
  readonly undecided: Count;
}

/** Each step is a part of the one before it. */
export function stepsOf(cells: readonly StoodCell[]): Steps {
  const of = (stood: Stood): Count =>
    cells
      .filter((cell) => cell.stood === stood)
      .reduce((sum, { held, attended }) => ({ n: sum.n + attended, of: sum.of + held }), { n: 0, of: 0 });
  const [relevant, undecided, notRelevant] = [of('relevant'), of('undecided'), of('not-relevant')];
  const decided = relevant.of + notRelevant.of;
  return { held: decided + undecided.of, decided, relevant: relevant.of, attended: relevant.n, undecided };
}
