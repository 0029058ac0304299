/** A plan at once, by no more than common sense: something to show if the time is up before anything better is found. */
import type { Pair, Problem } from './problem.js';

/** Whether one person cannot have both. */
export type DoClash = (sitting: number, other: number) => boolean;

/**
 * `liking` puts some columns before others, as a relaxation that has been solved does.
 * @param doClash needed where the clashes are too many to be listed
 */
export function greedyColumns(
  problem: Problem,
  liking: ArrayLike<number> = [],
  doClash: DoClash = byLists(problem),
): readonly number[] {
  const state = new Placing(problem, doClash);
  const kept = [...problem.pairs.entries()].filter(([, pair]) => pair.kept);
  const byChoice = kept.toSorted(([, a], [, b]) => choices(a) - choices(b));
  for (const [column, pair] of byChoice)
    state.place(column, state.hasLead(pair.sitting) || !pair.lead ? 'second' : 'lead');
  const bySitting = Map.groupBy(problem.pairs.entries(), ([, pair]) => pair.sitting);
  const order = [...problem.sittings.keys()].toSorted(
    (a, b) =>
      (problem.sittings[a]?.rank ?? 0) - (problem.sittings[b]?.rank ?? 0) ||
      (bySitting.get(a)?.length ?? 0) - (bySitting.get(b)?.length ?? 0),
  );
  const worthOf = (column: number, pair: Pair): number =>
    (liking[column] ?? 0) * 1000 + (pair.worth[1] ?? 0) * 20 + (pair.worth[2] ?? 0) * 10 + (pair.worth[4] ?? 0);
  for (const rank of [0, 1, 2])
    for (const role of ['lead', 'second'] as const)
      for (const sitting of order) {
        if (problem.sittings[sitting]?.rank !== rank) continue;
        const options = (bySitting.get(sitting) ?? [])
          .filter(([, pair]) => pair[role])
          .map(([column, pair]) => ({ column, pair, worth: worthOf(column, pair) - state.share(pair.person) }))
          .toSorted((a, b) => b.worth - a.worth);
        for (const { column, pair } of options) {
          if (!state.hasRoom(sitting, role)) break;
          if (state.isFree(pair)) state.place(column, role);
        }
      }
  return state.columns;
}

/** Made once: a search asks again and again about the same sittings. */
const looked = new WeakMap<object, readonly ReadonlySet<number>[]>();

function byLists({ clashes }: Problem): DoClash {
  if (clashes === null) return () => false;
  const sets = looked.get(clashes) ?? clashes.map((others) => new Set(others));
  looked.set(clashes, sets);
  return (sitting, other) => sets[sitting]?.has(other) ?? false;
}

const choices = (pair: Pair): number => Number(pair.lead) + Number(pair.second);

class Placing {
  readonly columns: number[];
  private readonly taken: Set<number>[];
  private readonly counts = new Map<string, number>();
  private readonly minutes: number[];
  private readonly leads = new Set<number>();
  private readonly seconds = new Map<number, number>();

  constructor(
    private readonly problem: Problem,
    private readonly doClash: DoClash,
  ) {
    this.columns = problem.pairs.map(() => 0);
    this.taken = problem.people.map(() => new Set());
    this.minutes = problem.people.map(({ carried }) => carried);
  }

  hasLead(sitting: number): boolean {
    return this.leads.has(sitting);
  }

  hasRoom(sitting: number, role: 'lead' | 'second'): boolean {
    if (role === 'lead') return !this.leads.has(sitting);
    return (this.seconds.get(sitting) ?? 0) < (this.problem.sittings[sitting]?.seconds ?? 0);
  }

  share(person: number): number {
    return (this.minutes[person] ?? 0) / Math.max(1, this.problem.people[person]?.available ?? 1);
  }

  isFree({ person, sitting }: Pair): boolean {
    const taken = this.taken[person];
    const limits = this.problem.people[person];
    if (taken === undefined || limits === undefined || taken.has(sitting)) return false;
    for (const other of taken) if (this.doClash(sitting, other)) return false;
    const [day = '', week = ''] = this.keys(person, sitting);
    const at = this.problem.sittings[sitting];
    const onDay = (this.counts.get(day) ?? 0) + (limits.takenDays.get(at?.day ?? '') ?? 0);
    const inWeek = (this.counts.get(week) ?? 0) + (limits.takenWeeks.get(at?.week ?? '') ?? 0);
    return onDay < limits.perDay && inWeek < limits.perWeek;
  }

  place(column: number, role: 'lead' | 'second'): void {
    const pair = this.problem.pairs[column];
    if (pair === undefined) return;
    this.columns[column] = 1;
    this.taken[pair.person]?.add(pair.sitting);
    this.minutes[pair.person] = (this.minutes[pair.person] ?? 0) + (this.problem.sittings[pair.sitting]?.minutes ?? 0);
    for (const key of this.keys(pair.person, pair.sitting)) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    if (role === 'lead') this.leads.add(pair.sitting);
    else this.seconds.set(pair.sitting, (this.seconds.get(pair.sitting) ?? 0) + 1);
  }

  private keys(person: number, sitting: number): readonly string[] {
    const at = this.problem.sittings[sitting];
    return [`${person} on ${at?.day}`, `${person} in ${at?.week}`];
  }
}
