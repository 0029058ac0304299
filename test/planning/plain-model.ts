/** The plain model as anybody would write it down first: the peer of the bench, and a witness in the tests. */
import type { Problem } from '../../src/planning/problem.js';

/** One level after another, each with all that came before held as rows. Text in the LP format. */
export interface PlainLevel {
  readonly sense: 'Maximize' | 'Minimize';
  readonly terms: readonly (readonly [number, string])[];
}

export interface PlainModel {
  readonly rows: readonly string[];
  readonly binaries: readonly string[];
  readonly free: readonly string[];
  readonly levels: readonly PlainLevel[];
}

const sum = (terms: readonly (readonly [number, string])[]): string =>
  terms.length === 0
    ? '0 nothing'
    : terms.map(([factor, name]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} ${name}`).join('\n ');

interface Places {
  /** x_PERSON_SITTING_ROLE by person and sitting. */
  readonly byPair: ReadonlyMap<string, readonly string[]>;
  readonly roles: readonly { readonly name: string; readonly pair: number; readonly isLead: boolean }[];
}

function placesOf(problem: Problem): Places {
  const roles = problem.pairs.flatMap((pair, at) => [
    ...(pair.lead ? [{ name: `x_${pair.person}_${pair.sitting}_l`, pair: at, isLead: true }] : []),
    ...(pair.second ? [{ name: `x_${pair.person}_${pair.sitting}_s`, pair: at, isLead: false }] : []),
  ]);
  const byPair = Map.groupBy(roles, ({ pair }) => `${problem.pairs[pair]?.person}_${problem.pairs[pair]?.sitting}`);
  return { roles, byPair: new Map([...byPair].map(([key, all]) => [key, all.map(({ name }) => name)])) };
}

export function plainModel(problem: Problem): PlainModel {
  const places = placesOf(problem);
  const on = (person: number, sitting: number): readonly string[] => places.byPair.get(`${person}_${sitting}`) ?? [];
  const ones = (names: readonly string[]) => names.map((name) => [1, name] as const);
  const rows: string[] = [];
  const row = (terms: readonly (readonly [number, string])[], rest: string): void => {
    if (terms.length > 0) rows.push(`${sum(terms)} ${rest}`);
  };
  for (const [s, sitting] of problem.sittings.entries()) {
    const mine = places.roles.filter(({ pair }) => problem.pairs[pair]?.sitting === s);
    row(ones(mine.filter(({ isLead }) => isLead).map(({ name }) => name)), '<= 1');
    row(ones(mine.filter(({ isLead }) => !isLead).map(({ name }) => name)), `<= ${sitting.seconds}`);
  }
  for (const pair of problem.pairs) row(ones(on(pair.person, pair.sitting)), pair.kept ? '= 1' : '<= 1');
  for (const [p, person] of problem.people.entries()) {
    const theirs = problem.pairs.filter((pair) => pair.person === p).map((pair) => pair.sitting);
    for (const s of theirs)
      for (const t of problem.clashes?.[s] ?? [])
        if (s < t && theirs.includes(t)) row(ones([...on(p, s), ...on(p, t)]), '<= 1');
    const limits = [
      [Map.groupBy(theirs, (s) => problem.sittings[s]?.day), person.perDay],
      [Map.groupBy(theirs, (s) => problem.sittings[s]?.week), person.perWeek],
    ] as const;
    for (const [groups, most] of limits)
      for (const together of groups.values())
        if (together.length > most) row(ones(together.flatMap((s) => on(p, s))), `<= ${most}`);
    if (theirs.length === 0) continue;
    const load = theirs.flatMap((s) => on(p, s).map((name) => [problem.sittings[s]?.minutes ?? 0, name] as const));
    row([...load, [person.carried, `used_${p}`], [-person.available, 'share']], '<= 0');
    for (const s of theirs) row([...ones(on(p, s)), [-1, `used_${p}`]], '<= 0');
  }
  const used = [...new Set(problem.pairs.map(({ person }) => `used_${person}`))];
  return {
    rows,
    binaries: [...places.roles.map(({ name }) => name), ...used],
    free: ['share'],
    levels: levelsOf(problem, places),
  };
}

function levelsOf(problem: Problem, places: Places): readonly PlainLevel[] {
  const most = (value: (pair: Problem['pairs'][number], isLead: boolean) => number): PlainLevel => ({
    sense: 'Maximize',
    terms: places.roles.flatMap(({ name, pair, isLead }) => {
      const of = problem.pairs[pair];
      const worth = of === undefined ? 0 : value(of, isLead);
      return worth === 0 ? [] : [[worth, name] as const];
    }),
  });
  const rank = (pair: Problem['pairs'][number]): number => problem.sittings[pair.sitting]?.rank ?? 0;
  const cover = [0, 1, 2].flatMap((class_) => [
    most((pair, isLead) => Number(rank(pair) === class_ && isLead)),
    most((pair, isLead) => Number(rank(pair) === class_ && !isLead)),
  ]);
  const worths = [0, 1, 2, 3, 4].map((at) => most((pair) => pair.worth[at] ?? 0));
  const share: PlainLevel = { sense: 'Minimize', terms: [[1, 'share']] };
  const travel: PlainLevel = { ...most((pair) => pair.worth[5] ?? 0), sense: 'Minimize' };
  return [...cover, ...worths, share, travel];
}

/** The model of one level, with the values of the levels before it. */
export function plainText(model: PlainModel, values: readonly number[]): string {
  const level = model.levels[values.length];
  if (level === undefined) throw new Error('there are no more levels');
  const held = values.flatMap((value, at) => {
    const before = model.levels[at];
    if (before === undefined || before.terms.length === 0) return [];
    // Solvers print eight digits; two shares lie further apart than that.
    const slack = before.terms[0]?.[1] === 'share' ? 1e-7 : 0;
    return [`${sum(before.terms)} ${before.sense === 'Maximize' ? '>=' : '<='} ${value + slack}`];
  });
  return [
    level.sense,
    sum(level.terms),
    'Subject To',
    ...[...model.rows, ...held].map((row, at) => `r${at}: ${row}`),
    'nothing_there: nothing = 0',
    'Bounds',
    ...model.free.map((name) => `${name} >= 0`),
    'Binaries',
    ...model.binaries,
    'End',
  ].join('\n');
}
