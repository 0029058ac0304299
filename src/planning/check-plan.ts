/** Says what is wrong with a plan, written plainly and apart from whatever made it. */
import { formatDay } from '../kernel/london.js';
import { peopleOn, type Assignment, type Instance, type Person, type Role, type Sitting } from './instance.js';
import { clash, dayOf, weekOf, whyNever } from './rules.js';

/** A sentence for each hard rule broken; none for a plan that may be carried out. */
export function checkPlan(instance: Instance, assignment: Assignment): readonly string[] {
  const people = new Map(instance.people.map((person) => [person.id, person]));
  const sittings = new Map(instance.sittings.map((sitting) => [sitting.id, sitting]));
  const wrong: string[] = [];
  const days = new Map<string, Sitting[]>();
  const seen = new Set<string>();
  for (const placed of assignment) {
    const sitting = sittings.get(placed.sitting);
    if (sitting === undefined || seen.has(placed.sitting)) {
      wrong.push(`${placed.sitting} is ${sitting === undefined ? 'not a sitting' : 'planned twice'}.`);
      continue;
    }
    seen.add(placed.sitting);
    if (placed.seconds.length > sitting.seconds) wrong.push(`${sitting.id} has too many second persons.`);
    const all = peopleOn(placed);
    if (new Set(all).size < all.length) wrong.push(`${sitting.id} has one person in two places.`);
    for (const id of all) {
      const person = people.get(id);
      const role: Role = id === placed.lead ? 'lead' : 'second';
      const why = person === undefined ? `${id} is not a person.` : whyNever(instance, person, sitting, role);
      if (why !== null) wrong.push(`${id} cannot be ${role} on ${sitting.id}: ${why}`);
      days.set(id, [...(days.get(id) ?? []), sitting]);
    }
  }
  for (const [id, theirs] of days) {
    const person = people.get(id);
    if (person !== undefined) wrong.push(...tooMuch(person, theirs));
  }
  return [...wrong, ...brokenKeeps(instance, assignment)];
}

/** What one person cannot do together. */
export function tooMuch(person: Person, sittings: readonly Sitting[]): readonly string[] {
  const wrong: string[] = [];
  for (const [at, one] of sittings.entries())
    for (const other of sittings.slice(at + 1))
      if (clash(one, other)) wrong.push(`${person.id} cannot be on ${one.id} and ${other.id}: they overlap.`);
  const limits = [
    { by: dayOf, most: person.maxPerDay, words: 'on' },
    { by: weekOf, most: person.maxPerWeek, words: 'in the week of' },
  ];
  for (const { by, most, words } of limits)
    for (const [day, together] of Map.groupBy(sittings, (sitting) => by(sitting).toString())) {
      const elsewhere = person.taken.filter((span) => by(span).toString() === day).length;
      const all = together.length + elsewhere;
      if (most === null || all <= most) continue;
      const ids = [...together.map(({ id }) => id), ...(elsewhere > 0 ? [`${elsewhere} elsewhere`] : [])].join(', ');
      const when = formatDay(Temporal.PlainDate.from(day));
      wrong.push(`${person.id} would have ${all} ${words} ${when} (${ids}), and may have ${most}.`);
    }
  return wrong;
}

function brokenKeeps(instance: Instance, assignment: Assignment): readonly string[] {
  return instance.locks.flatMap((lock) => {
    if (lock.kind !== 'keep') return [];
    const placed = assignment.find((one) => one.sitting === lock.sitting);
    const isLead = placed?.lead === lock.person;
    const isSecond = placed?.seconds.includes(lock.person) ?? false;
    const isKept = lock.role === 'lead' ? isLead : lock.role === 'second' ? isSecond : isLead || isSecond;
    return isKept ? [] : [`A lock keeps ${lock.person} on ${lock.sitting}, and the plan does not.`];
  });
}
