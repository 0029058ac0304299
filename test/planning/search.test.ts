import fc from 'fast-check';
import { checkPlan } from '../../src/planning/check-plan.js';
import { makePlan, type Plan } from '../../src/planning/plan.js';
import { solveHere } from '../../src/planning/solve-here.js';
import type { Assignment, Instance } from '../../src/planning/instance.js';
import { bestByTrying, instanceOf, smallContent } from './small-instances.js';

const made = async (instance: Instance, earlier: Assignment | null = null): Promise<Plan | null> => {
  const plan = await makePlan(instance, { seconds: 60, earlier, solver: solveHere });
  return plan.ok ? plan.value : null;
};
const valuesIn = (plan: Plan | null) => plan?.levels.map(({ value }) => value) ?? null;

it('finds what trying every plan finds, and refuses exactly where no plan keeps the locks', async () => {
  await fc.assert(
    fc.asyncProperty(smallContent, async (content) => {
      const instance = instanceOf(content);
      const plan = await made(instance);
      expect(valuesIn(plan)).toEqual(bestByTrying(instance, null));
      if (plan === null) return;
      expect(plan.isProven).toBe(true);
      expect(checkPlan(instance, plan.assignment)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
