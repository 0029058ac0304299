/** What chosen columns come to at each level, and what no plan can pass. */
import { LEVELS, NOTHING, compareValues, lowest, whole, type LevelName, type Value } from './levels.js';
import { minutesAt, type Model } from './model.js';

/** The lead columns follow from who goes. */
export function completed(model: Model, columns: ArrayLike<number>): readonly number[] {
  const all = Array.from({ length: model.columns }, (_, at) =>
    at < model.problem.pairs.length && (columns[at] ?? 0) > 0.5 ? 1 : 0,
  );
  for (const [column, pair] of model.problem.pairs.entries()) {
    const lead = model.leadColumns[pair.sitting] ?? -1;
    if (all[column] === 1 && pair.lead && lead >= 0) all[lead] = 1;
  }
  return all;
}

export function valueAt(model: Model, level: LevelName, columns: ArrayLike<number>): Value {
  if (level === 'fairness') return shareOf(model, columns);
  let sum = 0;
  for (const [column, factor] of model.worth.get(level) ?? []) sum += factor * (columns[column] ?? 0);
  return whole(Math.round(sum));
}

export const columnValues = (model: Model, columns: ArrayLike<number>): readonly Value[] =>
  LEVELS.map(({ name }) => valueAt(model, name, columns));

function shareOf({ problem }: Model, columns: ArrayLike<number>): Value {
  const minutes = new Map<number, number>();
  for (const [column, { person }] of problem.pairs.entries())
    if ((columns[column] ?? 0) > 0.5) minutes.set(person, (minutes.get(person) ?? 0) + minutesAt(problem, column));
  let largest = NOTHING;
  for (const [person, given] of minutes) {
    const { carried = 0, available = 1 } = problem.people[person] ?? {};
    const share = { over: carried + given, under: available };
    if (compareValues(share, largest) > 0) largest = share;
  }
  return lowest(largest);
}

/** Without any solving: as many as there are places that somebody could fill, or nothing where less is better. */
export function plainBound(model: Model, level: LevelName): Value {
  const { problem } = model;
  if (level === 'fairness' || level === 'travel') return NOTHING;
  const prefixes = ['icpc', 'review', 'other'];
  let bound = 0;
  const bySitting = Map.groupBy(problem.pairs.entries(), ([, { sitting }]) => sitting);
  for (const [sitting, pairs] of bySitting) {
    const { rank = 2, seconds = 0 } = problem.sittings[sitting] ?? {};
    if (level.endsWith('-leads'))
      bound += Number(level.startsWith(prefixes[rank] ?? '') && pairs.some(([, one]) => one.lead));
    else if (level.endsWith('-seconds'))
      bound += level.startsWith(prefixes[rank] ?? '')
        ? Math.min(seconds, pairs.filter(([, one]) => one.second).length)
        : 0;
    else
      bound += Math.min(seconds + 1, pairs.filter(([column]) => (model.worth.get(level)?.get(column) ?? 0) > 0).length);
  }
  return whole(bound);
}
