/** What a plan is worth, level by level. A later level counts only between plans that are equal at all before it. */
import { peopleOn, placePair, type Assignment, type Instance, type Person, type Sitting } from './instance.js';
import { minutesOf } from './rules.js';

export const LEVELS = [
  { name: 'icpc-leads', sense: 'most', words: 'ICPCs with a lead' },
  { name: 'icpc-seconds', sense: 'most', words: 'second persons on ICPCs' },
  { name: 'review-leads', sense: 'most', words: 'relevant or undecided reviews with a lead' },
  { name: 'review-seconds', sense: 'most', words: 'second persons on relevant or undecided reviews' },
  { name: 'other-leads', sense: 'most', words: 'other sittings with a lead' },
  { name: 'other-seconds', sense: 'most', words: 'second persons on other sittings' },
  { name: 'as-planned', sense: 'most', words: 'people who stay where the earlier plan has them' },
  { name: 'accepted', sense: 'most', words: 'people who stay where they have accepted' },
  { name: 'continuity', sense: 'most', words: 'people who went to the conference before' },
  { name: 'covered-hub', sense: 'most', words: 'people at a hub that is theirs or that they cover' },
  { name: 'own-hub', sense: 'most', words: 'people at their own hub' },
  { name: 'fairness', sense: 'least', words: 'largest load against available time' },
  { name: 'travel', sense: 'least', words: 'minutes of travel, one way' },
] as const;
export type LevelName = (typeof LEVELS)[number]['name'];

/** A whole number, or a fraction of minutes by minutes. */
export interface Value {
  readonly over: number;
  readonly under: number;
}

export const whole = (over: number): Value => ({ over, under: 1 });
export const NOTHING = whole(0);

/** Exact: minutes by minutes stay far below 2^53. */
export const compareValues = (a: Value, b: Value): number => Math.sign(a.over * b.under - b.over * a.under);
export const asNumber = ({ over, under }: Value): number => over / under;

export function lowest({ over, under }: Value): Value {
  let [a, b] = [over, under];
  while (b !== 0) [a, b] = [b, a % b];
  return a === 0 ? NOTHING : { over: over / a, under: under / a };
}

/** Negative when `a` is the better plan at the first level at which they differ; 0 when they are worth the same. */
export function comparePlans(a: readonly Value[], b: readonly Value[]): number {
  for (const [at, level] of LEVELS.entries()) {
    const difference = compareValues(a[at] ?? NOTHING, b[at] ?? NOTHING);
    if (difference !== 0) return level.sense === 'least' ? difference : -difference;
  }
  return 0;
}

/** Minutes one way from their base to the sitting; 0 when it is remote or nobody has said. */
export function travelMinutes(instance: Instance, person: Person, sitting: Sitting): number {
  if (!sitting.inPerson) return 0;
  if (typeof sitting.travel === 'number') return sitting.travel;
  const said = sitting.travel?.get(person.id) ?? (person.base === null ? undefined : sitting.travel?.get(person.base));
  if (said !== undefined) return said;
  if (person.base === null || sitting.venue === null || person.base === sitting.venue) return 0;
  return instance.travel.get(placePair(person.base, sitting.venue)) ?? 0;
}

export const isOwnHub = (person: Person, sitting: Sitting): boolean =>
  sitting.hub !== null && person.hub === sitting.hub;
export const coversHub = (person: Person, sitting: Sitting): boolean =>
  isOwnHub(person, sitting) || (sitting.hub !== null && person.covers.includes(sitting.hub));

/** Counted from the assignment alone, in the order of LEVELS: no solver has a part in it. */
export function valuesOf(instance: Instance, assignment: Assignment, earlier: Assignment | null): readonly Value[] {
  const people = new Map(instance.people.map((person) => [person.id, person]));
  const sittings = new Map(instance.sittings.map((sitting) => [sitting.id, sitting]));
  const planned = new Set(earlier?.flatMap((one) => peopleOn(one).map((id) => JSON.stringify([id, one.sitting]))));
  const sums = new Map<LevelName, number>(LEVELS.map(({ name }) => [name, 0]));
  const minutes = new Map<string, number>();
  const add = (name: LevelName, more: number | boolean): void => {
    sums.set(name, (sums.get(name) ?? 0) + Number(more));
  };
  for (const placed of assignment) {
    const sitting = sittings.get(placed.sitting);
    if (sitting === undefined) throw new Error(`there is no sitting ${placed.sitting}`);
    add(`${sitting.class}-leads`, placed.lead !== null);
    add(`${sitting.class}-seconds`, placed.seconds.length);
    for (const id of peopleOn(placed)) {
      const person = people.get(id);
      if (person === undefined) throw new Error(`there is no person ${id}`);
      add('as-planned', planned.has(JSON.stringify([id, sitting.id])));
      add('accepted', sitting.accepted.includes(id));
      add('continuity', sitting.previous.includes(id));
      add('covered-hub', coversHub(person, sitting));
      add('own-hub', isOwnHub(person, sitting));
      add('travel', travelMinutes(instance, person, sitting));
      minutes.set(id, (minutes.get(id) ?? 0) + minutesOf(sitting));
    }
  }
  const fairness = largestShare(people, minutes);
  return LEVELS.map(({ name }) => (name === 'fairness' ? fairness : whole(sums.get(name) ?? 0)));
}

/** Over those who get a sitting: somebody who gets none cannot make the plan unfair. */
function largestShare(people: ReadonlyMap<string, Person>, minutes: ReadonlyMap<string, number>): Value {
  let largest = NOTHING;
  for (const [id, given] of minutes) {
    const person = people.get(id);
    if (person === undefined) continue;
    const share = { over: person.carriedMinutes + given, under: person.availableMinutes };
    if (compareValues(share, largest) > 0) largest = share;
  }
  return lowest(largest);
}
