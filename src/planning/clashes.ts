/** Which sittings one person cannot have together, worked out in numbers: there may be millions of them. */
import type { Sitting } from './instance.js';
import { at } from './rules.js';

/** Beyond so many they would fill the memory, and no relaxation of them is solved in useful time. */
export const MOST_CLASHES = 3_000_000;
const MINUTE = 60_000;

interface Numbers {
  readonly start: number;
  readonly end: number;
  readonly takes: readonly [number, number] | null;
  /** What lies between it and another one when it is in person. */
  readonly gap: number;
  /** Where it is in person; null where no other one can be at the same place. */
  readonly venue: string | null;
  /** How long after its end it can still clash with one that starts: twice, as both may need time around them. */
  readonly reach: number;
}

/** For each sitting those that clash with it, as `clash` says it; null when there are more than `most`. */
export function clashesOf(sittings: readonly Sitting[], most = MOST_CLASHES): readonly (readonly number[])[] | null {
  const all = sittings.map(numbersOf);
  const clashes: number[][] = sittings.map(() => []);
  const widest = all.reduce((reach, one) => Math.max(reach, one.reach), 0);
  const byStart = [...all.entries()].toSorted(([, a], [, b]) => a.start - b.start);
  let open: [number, Numbers][] = [];
  let found = 0;
  for (const [next, sitting] of byStart) {
    // By start, so that only what may still be going on is compared.
    open = open.filter(([, one]) => one.end + widest > sitting.start);
    for (const [one, other] of open) {
      if (!doClash(sitting, other)) continue;
      if ((found += 1) > most) return null;
      clashes[one]?.push(next);
      clashes[next]?.push(one);
    }
    open.push([next, sitting]);
  }
  return clashes;
}

/** The same asked one by one, for where they are too many to be listed. */
export function clashing(sittings: readonly Sitting[]): (one: number, other: number) => boolean {
  const all = sittings.map(numbersOf);
  return (one, other) => doClash(all[one] as Numbers, all[other] as Numbers);
}

function numbersOf({ startsAt, endsAt, takes, inPerson, bufferMinutes, venue }: Sitting): Numbers {
  const [start, end] = [at(startsAt), at(endsAt)];
  const gap = inPerson ? bufferMinutes * MINUTE : 0;
  const around = takes === null ? null : ([at(takes.startsAt), at(takes.endsAt)] as const);
  // Beside one that does not say what it takes, the gap counts all the same.
  const reach = around === null ? gap : Math.max(gap, 2 * (start - around[0]), 2 * (around[1] - end));
  return { start, end, takes: around, gap, venue: inPerson ? venue : null, reach };
}

function doClash(a: Numbers, b: Numbers): boolean {
  if (a.takes !== null && b.takes !== null) return a.takes[0] < b.takes[1] && b.takes[0] < a.takes[1];
  const gap = a.venue !== null && a.venue === b.venue ? 0 : Math.max(a.gap, b.gap);
  return a.start < b.end + gap && b.start < a.end + gap;
}
