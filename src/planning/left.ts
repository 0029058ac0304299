/** Sittings that a plan leaves as they are, because what stands there breaks a rule and somebody meant it. */
import { tooMuch } from './check-plan.js';
import { peopleOn, type Assignment, type Instance, type Placed, type Sitting } from './instance.js';
import { overlap, whyNotSkilled, whySettled } from './rules.js';

/** By sitting, why what stands there today would not be planned so. Somebody who is away or must not go is no such reason. */
export function leftAsTheyAre(instance: Instance, today: Assignment): ReadonlyMap<string, readonly string[]> {
  const people = new Map(instance.people.map((person) => [person.id, person]));
  const sittings = new Map(instance.sittings.map((sitting) => [sitting.id, sitting]));
  const why = new Map<string, string[]>();
  const open = today.filter((placed) => mayStay(instance, placed));
  const theirs = new Map<string, Sitting[]>();
  for (const placed of open) {
    const sitting = sittings.get(placed.sitting);
    if (sitting === undefined) continue;
    for (const id of peopleOn(placed)) {
      const person = people.get(id);
      if (person === undefined) continue;
      theirs.set(id, [...(theirs.get(id) ?? []), sitting]);
      const role = id === placed.lead ? 'lead' : 'second';
      add(why, sitting.id, whyNotSkilled(person, sitting, role));
      if (person.taken.some((span) => overlap(span, sitting.takes ?? sitting)))
        add(why, sitting.id, `${id} has another conference then.`);
    }
  }
  for (const [id, all] of theirs) {
    const person = people.get(id);
    if (person === undefined) continue;
    for (const sentence of tooMuch(person, all))
      for (const { id: sitting } of all) if (sentence.includes(sitting)) add(why, sitting, sentence);
  }
  return why;
}

function add(why: Map<string, string[]>, sitting: string, sentence: string | null): void {
  if (sentence !== null) why.set(sitting, [...new Set([...(why.get(sitting) ?? []), sentence])]);
}

/** Nobody there is away, must not go or is locked out, and no lock wants somebody else. */
function mayStay(instance: Instance, placed: Placed): boolean {
  const sitting = instance.sittings.find(({ id }) => id === placed.sitting);
  const here = peopleOn(placed);
  if (sitting === undefined || here.length === 0) return false;
  const wantsOthers = instance.locks.some(
    (lock) => lock.kind === 'keep' && lock.sitting === sitting.id && !here.includes(lock.person),
  );
  return (
    !wantsOthers &&
    here.every((id) => {
      const person = instance.people.find((one) => one.id === id);
      if (person === undefined || whySettled(instance, person, sitting) !== null) return false;
      return !person.unavailable.some((span) => overlap(span, sitting));
    })
  );
}
