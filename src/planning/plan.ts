/** A plan as it is shown: who goes where, what stays open, and each level with what is proven about it. */
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { checkPlan } from './check-plan.js';
import { contradictionInWords, contradictions } from './contradictions.js';
import { assignmentOf } from './decode.js';
import { greedyColumns } from './greedy.js';
import type { Assignment, Instance, Sitting } from './instance.js';
import { LEVELS, asNumber, compareValues, valuesOf, whole, type LevelName, type Value } from './levels.js';
import { clashing, MOST_CLASHES } from './clashes.js';
import { problemOf, type Problem } from './problem.js';
import { EVERYTHING, type Asked, type Found } from './search.js';
import type { Proof } from './standing.js';

export interface LevelResult {
  readonly level: number;
  readonly name: LevelName;
  readonly words: string;
  readonly value: Value;
  /** No plan that is as good at all levels before can pass it. */
  readonly bound: Value;
  readonly isProven: boolean;
}
export interface Uncovered {
  readonly sitting: string;
  readonly lead: boolean;
  readonly seconds: number;
}
export interface Plan {
  readonly assignment: Assignment;
  readonly uncovered: readonly Uncovered[];
  readonly levels: readonly LevelResult[];
  readonly isProven: boolean;
  /** Why it is not proven, as a sentence. */
  readonly remark: string | null;
  readonly seconds: number;
}

/** Solves a problem within so many seconds; in the program in a worker, so that nothing else waits. */
export type Solver = (problem: Problem, seconds: number, asked: Asked) => Promise<Found>;

export interface PlanOptions {
  readonly seconds: number;
  /** A plan that is to be disturbed as little as covering allows. */
  readonly earlier: Assignment | null;
  readonly solver: Solver;
  readonly asked?: Asked;
}

/** Beyond so many pairs not even the relaxation is solved in useful time. */
const MOST_PAIRS = 250_000;
/** However little time there is: in this all but the largest are read, and common sense has a plan. */
const LEAST_SECONDS = 1;
const IN_NO_TIME = 'To see who may go where takes more than half of the time';
/** Who may go where is asked for each of them. */
const MOST_QUESTIONS = 10_000_000;

export async function makePlan(
  instance: Instance,
  { seconds, earlier, solver, asked = EVERYTHING }: PlanOptions,
): Promise<Decided<Plan, readonly string[]>> {
  const begun = performance.now();
  const size = instance.people.length * instance.sittings.length;
  if (size > MOST_QUESTIONS)
    return refused([
      `${instance.sittings.length} sittings for ${instance.people.length} people are too many for one plan: plan a shorter period, or fewer hubs.`,
    ]);
  const wrong = contradictions(instance);
  if (wrong.length > 0) return refused(wrong.map(contradictionInWords));
  const isPast = (limit: number) => (): boolean => performance.now() - begun > Math.max(limit, LEAST_SECONDS) * 1000;
  const isHalfOver = isPast(seconds / 2);
  const problem = problemOf(instance, earlier, isHalfOver);
  // Of a part of the problem nothing can be proven of the whole.
  const large = isHalfOver() ? IN_NO_TIME : whyTooLarge(problem);
  const found =
    large === null
      ? await solver(problem, seconds - (performance.now() - begun) / 1000, asked)
      : byCommonSense(instance, problem, large, isPast(seconds));
  if (found.ended === 'impossible') return refused(['No plan does what is asked.']);
  const assignment = assignmentOf(problem, found.columns);
  return accepted({ ...planOf(instance, assignment, earlier, found), seconds: (performance.now() - begun) / 1000 });
}

function whyTooLarge({ pairs, clashes }: Problem): string | null {
  if (pairs.length > MOST_PAIRS)
    return `There are ${pairs.length} ways to put one person on one sitting, too many for an exact plan`;
  return clashes === null && pairs.length > 0
    ? `More than ${MOST_CLASHES} times one sitting overlaps another, too many for an exact plan`
    : null;
}

function byCommonSense(instance: Instance, problem: Problem, because: string, isTimeUp: () => boolean): Found {
  const failure = `${because}: this one is made by common sense. Plan a shorter period for an exact one.`;
  const doClash = problem.clashes === null ? clashing(instance.sittings) : undefined;
  const columns = greedyColumns(problem, [], doClash, isTimeUp);
  return { columns, proofs: [], ended: 'failed', failure };
}

/** Nothing of the solver's is taken on trust but its bounds. */
function planOf(
  instance: Instance,
  assignment: Assignment,
  earlier: Assignment | null,
  found: Found,
): Omit<Plan, 'seconds'> {
  const wrong = checkPlan(instance, assignment);
  if (wrong.length > 0) throw new Error(`The plan breaks a rule: ${wrong.slice(0, 3).join(' ')}`);
  const values = valuesOf(instance, assignment, earlier);
  const levels = LEVELS.map(({ name, words, sense }, at): LevelResult => {
    const value = values[at] ?? whole(0);
    const proof: Proof | undefined = found.proofs[at];
    const bound = proof?.bound ?? boundWithout(instance, name);
    const past = compareValues(value, bound) * (sense === 'most' ? 1 : -1);
    if (past > 0) throw new Error(`The plan passes the bound of ${name}: ${asNumber(value)}, ${asNumber(bound)}`);
    return { level: at + 1, name, words, value, bound, isProven: past === 0 };
  });
  const isProven = levels.every((level) => level.isProven);
  return {
    assignment,
    uncovered: uncoveredOf(instance, assignment),
    levels,
    isProven,
    remark: remarkOn(found, isProven),
  };
}

function remarkOn({ ended, failure }: Found, isProven: boolean): string | null {
  if (isProven) return null;
  if (ended === 'time')
    return 'The time was up: this is the best plan found, and each level says how far it is proven.';
  return failure ?? 'Not every level is proven.';
}

/** Places there are, whoever could fill them. */
function boundWithout({ sittings }: Instance, level: LevelName): Value {
  const of = (prefix: string): readonly Sitting[] =>
    sittings.filter((sitting) => level.startsWith(sitting.class) && level.startsWith(prefix));
  if (level === 'fairness' || level === 'travel') return whole(0);
  if (level.endsWith('-leads')) return whole(of('').length);
  const seconds = (all: readonly Sitting[]): number => all.reduce((sum, one) => sum + one.seconds, 0);
  return level.endsWith('-seconds') ? whole(seconds(of(''))) : whole(sittings.length + seconds(sittings));
}

export const uncoveredOf = (instance: Instance, assignment: Assignment): readonly Uncovered[] => {
  const placed = new Map(assignment.map((one) => [one.sitting, one]));
  return instance.sittings.flatMap(({ id, seconds }) => {
    const here = placed.get(id);
    const missing = {
      sitting: id,
      lead: (here?.lead ?? null) === null,
      seconds: seconds - (here?.seconds.length ?? 0),
    };
    return missing.lead || missing.seconds > 0 ? [missing] : [];
  });
};
