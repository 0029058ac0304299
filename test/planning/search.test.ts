import fc from 'fast-check';
import { checkPlan } from '../../src/planning/check-plan.js';
import type { Assignment, Instance } from '../../src/planning/instance.js';
import { asNumber, comparePlans, valuesOf, type Value } from '../../src/planning/levels.js';
import { makePlan, type Plan } from '../../src/planning/plan.js';
import { problemOf } from '../../src/planning/problem.js';
import { whyNever } from '../../src/planning/rules.js';
import { highsHere, solveHere } from '../../src/planning/solve-here.js';
import { FAMILIES, madeInstance } from './made-instances.js';
import { plainModel, plainText } from './plain-model.js';
import { bestByTrying, instanceOf, smallContent } from './small-instances.js';

const made = async (instance: Instance, earlier: Assignment | null = null): Promise<Plan | null> => {
  const plan = await makePlan(instance, { seconds: 60, earlier, solver: solveHere });
  return plan.ok ? plan.value : null;
};
const values = async (content: unknown): Promise<readonly Value[] | null> =>
  (await made(instanceOf(content)))?.levels.map(({ value }) => value) ?? null;

/** `after` is the plan of an instance that allows no more than that of `before`. */
const isNoBetter = (before: readonly Value[] | null, after: readonly Value[] | null): boolean =>
  after === null || (before !== null && comparePlans(after, before) >= 0);

const some = { numRuns: 40 };

it('finds what trying every plan finds, and refuses exactly where no plan keeps the locks', async () => {
  await fc.assert(
    fc.asyncProperty(smallContent, async (content) => {
      const instance = instanceOf(content);
      const plan = await made(instance);
      expect(plan?.levels.map(({ value }) => value) ?? null).toEqual(bestByTrying(instance, null));
      if (plan === null) return;
      expect(plan.isProven).toBe(true);
      expect(checkPlan(instance, plan.assignment)).toEqual([]);
    }),
    some,
  );
});

it('keeps the gap between a sitting that says what it takes and one that does not', async () => {
  const takes = { start: '2026-11-24T09:00:00Z', end: '2026-11-24T10:00:00Z' };
  const content = {
    people: [{ id: 'Ann' }],
    sittings: [
      { id: 'one', class: 'icpc', mode: 'in-person', bufferMinutes: 60, ...takes, takes },
      { id: 'two', class: 'icpc', start: '2026-11-24T10:30:00Z' },
    ],
  };
  expect((await values(content))?.[0]).toEqual({ over: 1, under: 1 });
});

it('disturbs a plan as little as covering allows', async () => {
  await fc.assert(
    fc.asyncProperty(smallContent, fc.nat(), async (content, leaver) => {
      const before = await made(instanceOf({ ...content, locks: [] }));
      const people = content.people.filter(
        (_, at) => content.people.length === 1 || at !== leaver % content.people.length,
      );
      const instance = instanceOf({ ...content, people, locks: [] });
      const plan = await made(instance, before?.assignment);
      expect(plan?.levels.map(({ value }) => value)).toEqual(bestByTrying(instance, before?.assignment ?? null));
    }),
    { numRuns: 20 },
  );
});

it('lets exactly those go who may go by the rules in words', () => {
  fc.assert(
    fc.property(smallContent, (content) => {
      const instance = instanceOf({ ...content, locks: content.locks.filter(({ kind }) => kind !== 'keep') });
      const may = problemOf(instance, null).pairs.map(({ person, sitting, lead, second }) => [
        person,
        sitting,
        lead,
        second,
      ]);
      const allowed = instance.people.flatMap((person, p) =>
        instance.sittings.flatMap((sitting, s) => {
          const lead = whyNever(instance, person, sitting, 'lead') === null;
          const second = sitting.seconds > 0 && whyNever(instance, person, sitting, 'second') === null;
          return lead || second ? [[p, s, lead, second]] : [];
        }),
      );
      expect(may).toEqual(allowed);
    }),
  );
});

it('is never better with a person less', async () => {
  await fc.assert(
    fc.asyncProperty(smallContent, fc.nat(), async (content, index) => {
      const gone = content.people[index % content.people.length]?.id;
      // A lock that keeps them somewhere goes with them, and lifting it can help.
      const locks = content.locks.filter(({ person }) => person !== gone);
      const fewer = { ...content, locks, people: content.people.filter(({ id }) => id !== gone) };
      expect(isNoBetter(await values({ ...content, locks }), await values(fewer))).toBe(true);
    }),
    some,
  );
});

it('is never better with a lock more', async () => {
  await fc.assert(
    fc.asyncProperty(smallContent, async (content) => {
      expect(isNoBetter(await values({ ...content, locks: content.locks.slice(1) }), await values(content))).toBe(true);
    }),
    some,
  );
});

it('is worth the same whatever people and sittings are called and in which order they stand', async () => {
  await fc.assert(
    fc.asyncProperty(smallContent, async (content) => {
      const called = JSON.stringify(content).replaceAll('"Ann"', '"Zoe"').replaceAll('"one"', '"first"');
      const other = JSON.parse(called);
      other.people.reverse();
      other.sittings.reverse();
      expect(await values(other)).toEqual(await values(content));
    }),
    some,
  );
});

it.each(FAMILIES)('comes to the same as the plain model at every level: %s', async (family) => {
  const instance = instanceOf(madeInstance(17, { sittings: 10, people: 5, family, days: 2 }));
  const plan = await made(instance);
  const model = plainModel(problemOf(instance, null));
  const highs = await highsHere();
  const plain: number[] = [];
  for (const level of model.levels) {
    const found = highs.solve(plainText(model, plain), { output_flag: false, mip_rel_gap: 0 });
    plain.push(level.terms[0]?.[1] === 'share' ? found.ObjectiveValue : Math.round(found.ObjectiveValue));
  }
  expect(plan?.isProven).toBe(true);
  for (const [at, { value, name }] of plan?.levels.entries() ?? [])
    expect([name, asNumber(value)]).toEqual([name, expect.closeTo(plain[at] ?? Number.NaN, 6)]);
});

it('has nothing to do with nothing, and counts from the assignment alone', async () => {
  const plan = await made(instanceOf({}));
  expect(plan).toMatchObject({ assignment: [], uncovered: [], isProven: true });
  expect(valuesOf(instanceOf({}), [], null).every(({ over }) => over === 0)).toBe(true);
});
