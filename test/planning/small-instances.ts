/** Instances small enough to try every plan, with everything in them that an instance can have. */
import fc from 'fast-check';
import { checkPlan } from '../../src/planning/check-plan.js';
import { readInstance } from '../../src/planning/instance-file.js';
import type { Assignment, Instance, Placed } from '../../src/planning/instance.js';
import { comparePlans, valuesOf, type Value } from '../../src/planning/levels.js';

const PEOPLE = ['Ann', 'Bob', 'Cat', 'Dev'];
const SITTINGS = ['one', 'two', 'three', 'four', 'five'];
const DAYS = ['2026-11-30', '2026-12-01', '2026-12-07'];
const HUBS = ['reading', 'slough'];

const day = fc.constantFrom(...DAYS);
const hub = fc.constantFrom(...HUBS);
const skill = fc.constantFrom('conference', 'exploitation');
const somebody = fc.constantFrom(...PEOPLE);
const some = <T>(one: fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> => fc.array(one, { maxLength: most });
const maybe = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(one, { nil: null, freq: 2 });

const elsewhere = fc
  .record({ day, hour: fc.integer({ min: 8, max: 15 }) })
  .map(({ day, hour }) => ({ start: `${day}T${two(hour)}:00:00Z`, end: `${day}T${two(hour)}:45:00Z` }));
const two = (hour: number): string => String(hour).padStart(2, '0');

const person = (id: string) =>
  fc.record({
    id: fc.constant(id),
    hub: maybe(hub),
    covers: some(hub, 1),
    base: maybe(hub),
    skills: fc.uniqueArray(fc.record({ name: skill, expiresOn: maybe(day) }), { maxLength: 2 }),
    unavailable: some(fc.record({ day }), 1),
    taken: some(elsewhere, 1),
    maxPerDay: maybe(fc.integer({ min: 1, max: 2 })),
    maxPerWeek: maybe(fc.integer({ min: 1, max: 3 })),
    availableMinutes: fc.integer({ min: 100, max: 900 }),
    carriedMinutes: fc.integer({ min: 0, max: 200 }),
  });

const sitting = (id: string) =>
  fc
    .record({
      id: fc.constant(id),
      day,
      hour: fc.integer({ min: 9, max: 12 }),
      half: fc.constantFrom('00', '30'),
      length: fc.integer({ min: 1, max: 3 }),
      class: fc.constantFrom('icpc', 'relevant-review', 'undecided-review', 'not-relevant-review'),
      hub: maybe(hub),
      mode: fc.constantFrom('in-person', 'remote'),
      venue: maybe(hub),
      travelMinutes: maybe(
        fc.record({ Ann: fc.integer({ min: 0, max: 60 }), reading: fc.integer({ min: 0, max: 60 }) }),
      ),
      lead: fc.record({ skills: some(skill, 1) }),
      seconds: fc.record({ count: fc.integer({ min: 0, max: 2 }), skills: some(skill, 1) }),
      accepted: some(somebody, 1),
      previous: some(somebody, 2),
      takes: fc.boolean(),
    })
    .map(({ day, hour, half, length, takes, ...rest }) => ({
      ...rest,
      start: `${day}T${two(hour)}:${half}:00Z`,
      end: `${day}T${two(hour + length)}:${half}:00Z`,
      ...(takes
        ? { takes: { start: `${day}T${two(hour - 1)}:${half}:00Z`, end: `${day}T${two(hour + length)}:45:00Z` } }
        : {}),
    }));

const lock = fc.oneof(
  fc.record({
    kind: fc.constant('keep'),
    person: somebody,
    sitting: fc.constantFrom(...SITTINGS),
    role: maybe(fc.constantFrom('lead', 'second')),
  }),
  fc.record({ kind: fc.constant('not'), person: somebody, sitting: fc.constantFrom(...SITTINGS) }),
  fc.record({ kind: fc.constant('not-on'), person: somebody, day }),
);

const travel = fc.constant([{ from: 'reading', to: 'slough', minutes: 25 }]);

/** As a file has it. */
export const smallContent = fc
  .record({
    bufferMinutes: fc.constantFrom(0, 30, 60),
    people: fc.tuple(...PEOPLE.map(person)).chain((all) => fc.subarray(all, { minLength: 1 })),
    sittings: fc.tuple(...SITTINGS.map(sitting)).chain((all) => fc.subarray(all, { minLength: 1, maxLength: 4 })),
    locks: some(lock, 2),
    conflictsOfInterest: some(fc.record({ person: somebody, sitting: fc.constantFrom(...SITTINGS) }), 1),
    declined: some(fc.record({ person: somebody, sitting: fc.constantFrom(...SITTINGS) }), 1),
    travel,
  })
  .map((content) => ({ ...content, locks: locksThatFit(content) }));

/** Those that name what is there. */
function locksThatFit({ people, sittings, locks }: { people: any[]; sittings: any[]; locks: any[] }): any[] {
  return locks.filter(
    (one) =>
      people.some(({ id }) => id === one.person) &&
      (one.sitting === undefined || sittings.some(({ id }) => id === one.sitting)),
  );
}

export function instanceOf(content: unknown): Instance {
  const read = readInstance(content);
  if (!read.ok) throw new Error(read.refusal.join('\n'));
  return read.value.instance;
}

/** The values of the best of all plans there are, by trying each; null when no plan keeps the rules. */
export function bestByTrying(instance: Instance, earlier: Assignment | null): readonly Value[] | null {
  let best: readonly Value[] | null = null;
  const without = { ...instance, locks: instance.locks.filter(({ kind }) => kind !== 'keep') };
  const tryFrom = (at: number, placed: readonly Placed[]): void => {
    const sitting = instance.sittings[at];
    if (sitting === undefined) {
      if (checkPlan(instance, placed).length > 0) return;
      const values = valuesOf(instance, placed, earlier);
      if (best === null || comparePlans(values, best) < 0) best = values;
      return;
    }
    for (const lead of [null, ...instance.people.map(({ id }) => id)])
      for (const seconds of subsets(
        instance.people.map(({ id }) => id),
        sitting.seconds,
      )) {
        const more = [...placed, { sitting: sitting.id, lead, seconds }];
        // A part of a plan that breaks a rule is in no plan that keeps it.
        if (checkPlan(without, more).length === 0) tryFrom(at + 1, more);
      }
  };
  tryFrom(0, []);
  return best;
}

function subsets(all: readonly string[], most: number): readonly (readonly string[])[] {
  if (most === 0 || all.length === 0) return [[]];
  const [first = '', ...rest] = all;
  return [...subsets(rest, most), ...subsets(rest, most - 1).map((some) => [first, ...some])];
}
