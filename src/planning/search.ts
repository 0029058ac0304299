/** Finds the plan that is best at every level, and proves it, as far as the time allows. ADR 0017 says how. */
import type { Highs } from 'highs';
import { Counting } from './counting.js';
import { greedyColumns } from './greedy.js';
import { LEVELS } from './levels.js';
import { modelOf } from './model.js';
import type { Problem } from './problem.js';
import { Session, SolverFailed, TimeIsUp, type Worth } from './session.js';
import { Sharing } from './sharing.js';
import { Standing, type Proof } from './standing.js';

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

/** Levels before fairness, in their order: counts that rows and columns say. */
const COUNTED = LEVELS.filter(({ sense }) => sense === 'most').map(({ name }) => name);
export const COVERING = COUNTED.filter((name) => name.endsWith('-leads') || name.endsWith('-seconds'));

export function search(
  highs: Highs,
  problem: Problem,
  secondsLeft: () => number,
  asked: Asked = EVERYTHING,
  onBetter: (columns: readonly number[]) => void = () => undefined,
): Found {
  // Before the model is built, which takes longer: this one can be shown whatever happens.
  const first = greedyColumns(problem);
  onBetter(first);
  const standing = new Standing(modelOf(problem), first, onBetter);
  const result = (ended: Found['ended'], failure: string | null = null): Found => ({
    columns: standing.best,
    proofs: standing.proofs(),
    ended,
    failure,
  });
  // Nobody may go anywhere: the bounds that need no solving are the values.
  if (standing.model.columns === 0) return result(asked.must === null ? 'proven' : 'impossible');
  const session = new Session(highs, standing.model, secondsLeft);
  try {
    if (!meetsMust(session, standing, asked.must)) return result('impossible');
    new Counting(session, standing, asked.coverOnly ? COVERING : COUNTED).run();
    if (!asked.coverOnly) new Sharing(session, standing).run();
    return result('proven');
  } catch (error) {
    if (error instanceof TimeIsUp) return result('time');
    if (error instanceof SolverFailed) return result('failed', error.message);
    throw error;
  } finally {
    session.dispose();
  }
}

/** From here on only plans that do what is asked; false when there are none. */
function meetsMust(session: Session, standing: Standing, must: Asked['must']): boolean {
  if (must === null) return true;
  const here = [...standing.model.problem.pairs.entries()].filter(([, { sitting }]) => sitting === must.sitting);
  if (here.length === 0) return false;
  const count = (pairs: typeof here): Worth => new Map(pairs.map(([column]) => [column, 1]));
  if (must.lead) session.hold(count(here.filter(([, { lead }]) => lead)), 'most', 1);
  session.hold(count(here), 'most', must.people);
  const first = session.whole(null, 'most', null);
  if (first.columns === null && !first.isProven) throw new TimeIsUp();
  if (first.columns !== null) standing.startOver(first.columns);
  return first.columns !== null;
}
