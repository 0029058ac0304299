import { peopleOn, type Assignment, type Instance, type Placed } from './instance.js';
import { whyNever } from './rules.js';

/** Whoever leads today goes on leading when the same people go and nothing speaks against it: no level counts roles. */
export function keepRoles(instance: Instance, today: Assignment, planned: Assignment): Assignment {
  const people = new Map(instance.people.map((person) => [person.id, person]));
  const sittings = new Map(instance.sittings.map((sitting) => [sitting.id, sitting]));
  const leads = new Map(today.map(({ sitting, lead }) => [sitting, lead]));
  const locked = new Set(instance.locks.flatMap((lock) => (lock.kind === 'keep' && lock.role ? [lock.sitting] : [])));
  return planned.map((placed) => {
    const [wanted, sitting] = [leads.get(placed.sitting), sittings.get(placed.sitting)];
    const { lead } = placed;
    if (!wanted || !sitting || lead === null || locked.has(placed.sitting) || !placed.seconds.includes(wanted))
      return placed;
    const [before, now] = [people.get(wanted), people.get(lead)];
    const may =
      before !== undefined &&
      now !== undefined &&
      whyNever(instance, before, sitting, 'lead') === null &&
      whyNever(instance, now, sitting, 'second') === null;
    return may ? { ...placed, lead: wanted, seconds: placed.seconds.map((id) => (id === wanted ? lead : id)) } : placed;
  });
}

/** An earlier plan, and how things stand today where somebody changed that since it was made. */
export function earlierFrom(planned: Assignment, then: Assignment, today: Assignment): Assignment {
  const key = (placed: Placed | undefined): string => JSON.stringify(placed === undefined ? [] : peopleOn(placed));
  const before = new Map(then.map((placed) => [placed.sitting, placed]));
  const plans = new Map(planned.map((placed) => [placed.sitting, placed]));
  const settled = today.map((placed) => {
    const same = key(before.get(placed.sitting)) === key(placed);
    return same ? (plans.get(placed.sitting) ?? placed) : placed;
  });
  const here = new Set(today.map(({ sitting }) => sitting));
  // What was only supposed is on no day's list.
  return [...settled, ...planned.filter(({ sitting }) => !here.has(sitting) && !before.has(sitting))];
}
