/** Locks that cannot all hold. What keeps lock is itself a plan, so they can when that plan breaks no rule. */
import { tooMuch } from './check-plan.js';
import { ROLES, type Instance, type Lock, type Person, type Sitting } from './instance.js';
import { whyNever } from './rules.js';

type Keep = Extract<Lock, { kind: 'keep' }> & { readonly number: number };

export interface Contradiction {
  /** As they stand in the instance, from 1. */
  readonly locks: readonly number[];
  readonly why: string;
}

export function contradictions(instance: Instance): readonly Contradiction[] {
  const people = new Map(instance.people.map((person) => [person.id, person]));
  const sittings = new Map(instance.sittings.map((sitting) => [sitting.id, sitting]));
  const keeps = instance.locks.flatMap((lock, at): Keep[] =>
    lock.kind === 'keep' ? [{ ...lock, number: at + 1 }] : [],
  );
  const found: Contradiction[] = [];
  const add = (locks: readonly Keep[], why: string | null): void => {
    if (why !== null) found.push({ locks: locks.map(({ number }) => number), why });
  };
  for (const keep of keeps) {
    const [person, sitting] = [people.get(keep.person), sittings.get(keep.sitting)];
    if (person && sitting) add([keep], whyNotKept(instance, keep, person, sitting));
  }
  for (const [id, together] of Map.groupBy(keeps, ({ person }) => person)) {
    const person = people.get(id);
    const theirs = [...new Set(together.map(({ sitting }) => sitting))].flatMap((one) => sittings.get(one) ?? []);
    if (person !== undefined) for (const why of tooMuch(person, theirs)) add(together, why);
  }
  // Whoever cannot be there at all has been named.
  const alone = new Set(found.flatMap(({ locks }) => (locks.length === 1 ? locks : [])));
  for (const [id, together] of Map.groupBy(keeps, ({ sitting }) => sitting)) {
    const sitting = sittings.get(id);
    if (together.length === 1 && alone.has(together[0]!.number)) continue;
    if (sitting !== undefined) add(together, whyNoPlaces(instance, sitting, together, people));
  }
  return found;
}

export const contradictionInWords = ({ locks, why }: Contradiction): string =>
  locks.length === 1 ? `Lock ${locks[0]} cannot hold: ${why}` : `Locks ${locks.join(' and ')} cannot all hold: ${why}`;

function whyNotKept(instance: Instance, keep: Keep, person: Person, sitting: Sitting): string | null {
  const roles = keep.role === null ? ROLES : [keep.role];
  const reasons = roles.map((role) =>
    role === 'second' && sitting.seconds === 0
      ? `${sitting.id} has no place for a second person.`
      : whyNever(instance, person, sitting, role),
  );
  return reasons.includes(null) ? null : (reasons[0] ?? null);
}

/** One leads at most, and no more are second than there is room for. */
function whyNoPlaces(
  instance: Instance,
  sitting: Sitting,
  keeps: readonly Keep[],
  people: ReadonlyMap<string, Person>,
): string | null {
  const roles = Map.groupBy(keeps, ({ person }) => person);
  const all = [...roles].map(([id, locks]) => {
    const person = people.get(id);
    const may = (role: 'lead' | 'second'): boolean =>
      locks.every((lock) => lock.role === null || lock.role === role) &&
      person !== undefined &&
      whyNever(instance, person, sitting, role) === null;
    return { lead: may('lead'), second: may('second') };
  });
  for (const [id, locks] of roles)
    if (ROLES.every((role) => locks.some((lock) => lock.role === role)))
      return `${id} cannot be lead and second person on ${sitting.id}.`;
  const onlyLead = all.filter(({ lead, second }) => lead && !second).length;
  const onlySecond = all.filter(({ lead, second }) => second && !lead).length;
  const hasRoom =
    onlyLead <= 1 &&
    onlySecond <= sitting.seconds &&
    all.length <= sitting.seconds + Number(all.some(({ lead }) => lead)) &&
    all.every(({ lead, second }) => lead || second);
  return hasRoom
    ? null
    : `${sitting.id} has one lead and ${sitting.seconds} second ${sitting.seconds === 1 ? 'person' : 'persons'}, and they do not fit.`;
}
