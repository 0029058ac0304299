/** A plan at once, by no more than common sense: something to show if the time is up before anything better is found. */
import type { Pair, Problem } from './problem.js';

/** Whether one person cannot have both. */
export type DoClash = (sitting: number, other: number) => boolean;

/**
 * `liking` puts some columns before others, as a relaxation that has been solved does.
 * @param doClash needed where the clashes are too many to be listed
 * @param isTimeUp then whoever is not placed yet stays at home, but for those a lock keeps
 */
export function greedyColumns(
  problem: Problem,
  liking: ArrayLike<number> = [],
  doClash: DoClash = byLists(problem),
  isTimeUp: () => boolean = () => false,
): readonly number[] {
  const state = new Placing(problem, doClash);
  const { pairs, sittings } = problem;
  // Numbers alone, for there may be ten million pairs.
  const bySitting: number[][] = sittings.map(() => []);
  const kept: (readonly [number, Pair])[] = [];
  for (const [column, pair] of pairs.entries()) {
    bySitting[pair.sitting]?.push(column);
    if (pair.kept) kept.push([column, pair]);
  }
  for (const [column, pair] of kept.toSorted(([, a], [, b]) => choices(a) - choices(b)))
    state.place(column, state.hasLead(pair.sitting) || !pair.lead ? 'second' : 'lead');
  const optionsAt = (sitting: number): readonly number[] => bySitting[sitting] ?? [];
  const order = [...sittings.keys()].toSorted(
    (a, b) => (sittings[a]?.rank ?? 0) - (sittings[b]?.rank ?? 0) || optionsAt(a).length - optionsAt(b).length,
  );
  for (const rank of [0, 1, 2])
    for (const role of ['lead', 'second'] as const)
      for (const sitting of order) {
        if (sittings[sitting]?.rank !== rank || !state.hasRoom(sitting, role)) continue;
        if (isTimeUp()) return state.columns;
        while (state.hasRoom(sitting, role)) {
          const best = state.bestOf(optionsAt(sitting), role, liking);
          if (best === null) break;
          state.place(best, role);
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
  private readonly onDays: Map<string, number>[];
  private readonly inWeeks: Map<string, number>[];
  private readonly minutes: number[];
  private readonly leads = new Set<number>();
  private readonly seconds = new Map<number, number>();

  constructor(
    private readonly problem: Problem,
    private readonly doClash: DoClash,
  ) {
    this.columns = problem.pairs.map(() => 0);
    this.taken = problem.people.map(() => new Set());
    this.onDays = problem.people.map(({ takenDays }) => new Map(takenDays));
    this.inWeeks = problem.people.map(({ takenWeeks }) => new Map(takenWeeks));
    this.minutes = problem.people.map(({ carried }) => carried);
  }

  hasLead(sitting: number): boolean {
    return this.leads.has(sitting);
  }

  hasRoom(sitting: number, role: 'lead' | 'second'): boolean {
    if (role === 'lead') return !this.leads.has(sitting);
    return (this.seconds.get(sitting) ?? 0) < (this.problem.sittings[sitting]?.seconds ?? 0);
  }

  /** Of those columns whose person is free the first of the most worth; null when nobody is. */
  bestOf(columns: readonly number[], role: 'lead' | 'second', liking: ArrayLike<number>): number | null {
    let best: { readonly column: number; readonly worth: number } | null = null;
    for (const column of columns) {
      const pair = this.problem.pairs[column];
      if (pair === undefined || !pair[role]) continue;
      const worth = worthOf(pair, liking[column] ?? 0) - this.share(pair.person);
      if ((best === null || worth > best.worth) && this.isFree(pair)) best = { column, worth };
    }
    return best?.column ?? null;
  }

  private share(person: number): number {
    return (this.minutes[person] ?? 0) / Math.max(1, this.problem.people[person]?.available ?? 1);
  }

  private isFree({ person, sitting }: Pair): boolean {
    const taken = this.taken[person];
    const limits = this.problem.people[person];
    const at = this.problem.sittings[sitting];
    if (taken === undefined || limits === undefined || at === undefined || taken.has(sitting)) return false;
    if ((this.onDays[person]?.get(at.day) ?? 0) >= limits.perDay) return false;
    if ((this.inWeeks[person]?.get(at.week) ?? 0) >= limits.perWeek) return false;
    for (const other of taken) if (this.doClash(sitting, other)) return false;
    return true;
  }

  place(column: number, role: 'lead' | 'second'): void {
    const pair = this.problem.pairs[column];
    if (pair === undefined) return;
    const at = this.problem.sittings[pair.sitting];
    this.columns[column] = 1;
    this.taken[pair.person]?.add(pair.sitting);
    this.minutes[pair.person] = (this.minutes[pair.person] ?? 0) + (at?.minutes ?? 0);
    countOne(this.onDays[pair.person], at?.day);
    countOne(this.inWeeks[pair.person], at?.week);
    if (role === 'lead') this.leads.add(pair.sitting);
    else this.seconds.set(pair.sitting, (this.seconds.get(pair.sitting) ?? 0) + 1);
  }
}

const worthOf = ({ worth }: Pair, liking: number): number =>
  liking * 1000 + (worth[1] ?? 0) * 20 + (worth[2] ?? 0) * 10 + (worth[4] ?? 0);

function countOne(counts: Map<string, number> | undefined, key = ''): void {
  counts?.set(key, (counts.get(key) ?? 0) + 1);
}
