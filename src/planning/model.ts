/**
 * The rows and columns of a problem. A column a pair, whatever the role: who leads follows from a column a sitting.
 * A row for each set of clashing sittings instead of each two. Why this is the same as the plain model: ADR 0017.
 */
import { cliquesAmong, cliquesOf } from './cliques.js';
import { LEVELS, type LevelName } from './levels.js';
import { WORTH, type Pair, type Problem } from './problem.js';

export interface Row {
  readonly columns: readonly number[];
  readonly factors: readonly number[];
  readonly most: number;
}

export interface Model {
  readonly problem: Problem;
  readonly columns: number;
  /** Kept people have 1. */
  readonly least: readonly number[];
  readonly rows: readonly Row[];
  /** The row of each person's minutes, -1 for those with no pair; its bound waits for the fairness level. */
  readonly loadRows: readonly number[];
  /** Says whether the sitting has its lead, -1 where the pairs alone say it. */
  readonly leadColumns: readonly number[];
  /** By level, fairness aside: what each column adds. */
  readonly worth: ReadonlyMap<LevelName, ReadonlyMap<number, number>>;
}

const ones = (columns: readonly number[], most: number): Row => ({ columns, factors: columns.map(() => 1), most });

export function modelOf(problem: Problem): Model {
  const bySitting: number[][] = problem.sittings.map(() => []);
  const byPerson: number[][] = problem.people.map(() => []);
  for (const [column, pair] of problem.pairs.entries()) {
    bySitting[pair.sitting]?.push(column);
    byPerson[pair.person]?.push(column);
  }
  const leadColumns = leadColumnsOf(problem, bySitting);
  const rows = [
    ...bySitting.flatMap((columns, sitting) => placeRows(problem, sitting, columns, leadColumns[sitting] ?? -1)),
    ...personRows(problem, byPerson),
  ];
  const loadRows = byPerson.map((columns) => {
    if (columns.length === 0) return -1;
    const factors = columns.map((column) => minutesAt(problem, column));
    return rows.push({ columns, factors, most: Infinity }) - 1;
  });
  const columns = problem.pairs.length + leadColumns.filter((column) => column >= 0).length;
  const least = Array.from({ length: columns }, (_, at) => Number(problem.pairs[at]?.kept ?? false));
  return { problem, columns, least, rows, loadRows, leadColumns, worth: worthOf(problem, bySitting, leadColumns) };
}

export const minutesAt = (problem: Problem, column: number): number =>
  problem.sittings[problem.pairs[column]?.sitting ?? -1]?.minutes ?? 0;

/** Only where somebody may lead and there is room for second persons do the pairs leave open what is filled. */
function leadColumnsOf(problem: Problem, bySitting: readonly (readonly number[])[]): readonly number[] {
  let next = problem.pairs.length;
  return problem.sittings.map(({ seconds }, sitting) =>
    seconds > 0 && bySitting[sitting]?.some((column) => problem.pairs[column]?.lead) ? next++ : -1,
  );
}

function placeRows(problem: Problem, sitting: number, columns: readonly number[], lead: number): readonly Row[] {
  const seconds = problem.sittings[sitting]?.seconds ?? 0;
  if (columns.length === 0) return [];
  if (lead < 0) return [ones(columns, Math.max(seconds, 1))].filter((row) => row.columns.length > row.most);
  const can = (test: (pair: Pair) => boolean): readonly number[] =>
    columns.filter((column) => test(problem.pairs[column] as Pair));
  const unless = (all: readonly number[], factor: number, most: number): Row => ({
    columns: [...all, lead],
    factors: [...all.map(() => factor), -factor],
    most,
  });
  const onlyLead = can((pair) => pair.lead && !pair.second);
  return [
    // A lead only where somebody goes who may lead.
    unless(
      can((pair) => pair.lead),
      -1,
      0,
    ),
    // As many second persons as there is room for, and one more where one of them all is the lead.
    unless(columns, 1, seconds),
    // Whoever may only lead does.
    ...(onlyLead.length > 0 ? [unless(onlyLead, 1, 0)] : []),
  ];
}

function personRows(problem: Problem, byPerson: readonly (readonly number[])[]): readonly Row[] {
  const cliques = cliquesOf(problem.clashes ?? []);
  return byPerson.flatMap((columns, at) => {
    const person = problem.people[at];
    if (person === undefined || columns.length < 2) return [];
    const columnOf = new Map(columns.map((column) => [problem.pairs[column]?.sitting ?? -1, column]));
    const mine = (sittings: readonly number[]): readonly number[] =>
      sittings.map((sitting) => columnOf.get(sitting) ?? -1);
    const grouped = (by: (sitting: number) => string) => Map.groupBy(columnOf.keys(), by);
    const limits = [
      { most: person.perDay, taken: person.takenDays, groups: grouped((one) => problem.sittings[one]?.day ?? '') },
      { most: person.perWeek, taken: person.takenWeeks, groups: grouped((one) => problem.sittings[one]?.week ?? '') },
    ];
    return [
      ...cliquesAmong(cliques, new Set(columnOf.keys())).map((clique) => ones(mine(clique), 1)),
      ...limits.flatMap(({ most, taken, groups }) =>
        [...groups]
          .map(([key, group]) => ({ group, left: most - (taken.get(key) ?? 0) }))
          .filter(({ group, left }) => group.length > left)
          .map(({ group, left }) => ones(mine(group), left)),
      ),
    ];
  });
}

const PREFIXES = ['icpc', 'review', 'other'] as const;

function worthOf(
  problem: Problem,
  bySitting: readonly (readonly number[])[],
  leadColumns: readonly number[],
): Model['worth'] {
  const worth = new Map<LevelName, Map<number, number>>(LEVELS.map(({ name }) => [name, new Map()]));
  const add = (level: LevelName, column: number, more: number): void => {
    if (more !== 0) worth.get(level)?.set(column, more);
  };
  for (const [column, pair] of problem.pairs.entries())
    for (const [at, level] of WORTH.entries()) add(level, column, pair.worth[at] ?? 0);
  for (const [sitting, columns] of bySitting.entries()) {
    const prefix = PREFIXES[problem.sittings[sitting]?.rank ?? 2] ?? 'other';
    const lead = leadColumns[sitting] ?? -1;
    const hasRoom = (problem.sittings[sitting]?.seconds ?? 0) > 0;
    for (const column of columns) add(hasRoom ? `${prefix}-seconds` : `${prefix}-leads`, column, 1);
    if (lead < 0) continue;
    add(`${prefix}-leads`, lead, 1);
    add(`${prefix}-seconds`, lead, -1);
  }
  return worth;
}
