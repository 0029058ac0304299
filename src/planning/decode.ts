/** From chosen pairs to who leads and who is second. */
import type { Assignment } from './instance.js';
import type { Pair, Problem } from './problem.js';

/** Null when the roles cannot be filled by those chosen: no solution of the model comes to that. */
export function assignmentOf(problem: Problem, columns: ArrayLike<number>): Assignment {
  const chosen: Pair[][] = problem.sittings.map(() => []);
  for (const [column, pair] of problem.pairs.entries())
    if ((columns[column] ?? 0) > 0.5) chosen[pair.sitting]?.push(pair);
  return problem.sittings.map(({ id }, sitting) => {
    const here = chosen[sitting] ?? [];
    const nameOf = (pair: Pair): string => problem.people[pair.person]?.id ?? '';
    const lead = here.find((pair) => pair.lead && !pair.second) ?? here.find((pair) => pair.lead) ?? null;
    const seconds = here.filter((pair) => pair !== lead).map(nameOf);
    return { sitting: id, lead: lead === null ? null : nameOf(lead), seconds };
  });
}

/** The columns of an assignment whose pairs are all in the problem. */
export function columnsOf(problem: Problem, assignment: Assignment): ReadonlySet<number> {
  const places = new Set(
    assignment.flatMap(({ sitting, lead, seconds }) =>
      [...seconds, ...(lead === null ? [] : [lead])].map((person) => JSON.stringify([person, sitting])),
    ),
  );
  const isIn = ({ person, sitting }: Pair): boolean =>
    places.has(JSON.stringify([problem.people[person]?.id, problem.sittings[sitting]?.id]));
  return new Set(problem.pairs.flatMap((pair, column) => (isIn(pair) ? [column] : [])));
}
