import type { Suggested } from './suggestion.js';

/** A conference that wants somebody else, with who could go. */
export interface Wanted {
  readonly assignmentId: number;
  readonly sequence: number;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly people: readonly Suggested[];
}

/** Minutes kept between two proposals for one person: what they are on already is known, what is proposed here is not. */
const BETWEEN = 30;

/**
 * Somebody for each conference, soonest first: the most suitable who is free and has not been proposed for another one at
 * that time. Null where nobody is left.
 */
export function proposeCover(wanted: readonly Wanted[]): ReadonlyMap<number, number | null> {
  const proposed = new Map<number, number | null>();
  const taken: { readonly person: number; readonly from: Temporal.Instant; readonly until: Temporal.Instant }[] = [];
  for (const one of wanted) {
    const isTaken = (person: number): boolean =>
      taken.some(
        (other) =>
          other.person === person &&
          Temporal.Instant.compare(other.from, one.endsAt) < 0 &&
          Temporal.Instant.compare(one.startsAt, other.until) < 0,
      );
    const best = one.people.find(({ standing, id }) => standing === 'free' && !isTaken(id));
    proposed.set(one.assignmentId, best?.id ?? null);
    if (best === undefined) continue;
    const [from, until] = [one.startsAt.subtract({ minutes: BETWEEN }), one.endsAt.add({ minutes: BETWEEN })];
    taken.push({ person: best.id, from, until });
  }
  return proposed;
}

/** What a page showed of somebody's conferences: another one, or another time of one, gives another text. */
export const seenOf = (wanted: readonly Pick<Wanted, 'assignmentId' | 'sequence' | 'startsAt'>[]): string =>
  wanted
    .map((one) => `${one.assignmentId}.${one.sequence}.${one.startsAt.epochMilliseconds}`)
    .sort()
    .join('_');
