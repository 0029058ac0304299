import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkPlan } from '../../src/planning/check-plan.js';
import { makePlan, type Plan } from '../../src/planning/plan.js';
import { solveHere } from '../../src/planning/solve-here.js';
import { SolverThread } from '../../src/planning/solver-thread.js';
import { madeInstance } from './made-instances.js';
import { instanceOf } from './small-instances.js';

const built = new URL('../../dist/src/planning/solve-worker.js', import.meta.url);
const instance = instanceOf(madeInstance(3, { sittings: 20, people: 8, days: 2 }));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'solver-thread-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function planBy(script: URL | string, seconds: number): Promise<Plan> {
  const path = join(folder, `${Math.random()}.mjs`);
  if (typeof script === 'string') await writeFile(path, `import { parentPort } from 'node:worker_threads';\n${script}`);
  const thread = new SolverThread(typeof script === 'string' ? pathToFileURL(path) : script, 0.2);
  try {
    const made = await makePlan(instance, { seconds, earlier: null, solver: thread.solve });
    if (!made.ok) throw new Error(made.refusal.join(' '));
    return made.value;
  } finally {
    await thread.stop();
  }
}

it('solves in a thread what it solves here', async () => {
  const here = await makePlan(instance, { seconds: 60, earlier: null, solver: solveHere });
  const plan = await planBy(built, 60);
  expect(plan.isProven).toBe(true);
  expect(plan.levels).toEqual(here.ok && here.value.levels);
});

it('ends a solver that hangs, with a plan that keeps the rules and how far each level is proven', async () => {
  const plan = await planBy(`parentPort.on('message', () => { for (;;); });`, 0.1);
  expect(checkPlan(instance, plan.assignment)).toEqual([]);
  expect(plan.isProven).toBe(false);
  expect(plan.remark).toMatch('The time was up');
  const [leads] = plan.levels;
  expect(leads?.bound.over).toBeGreaterThanOrEqual(leads?.value.over ?? Infinity);
});

it('says when the solver fails, with the best plan from before', async () => {
  const plan = await planBy(`parentPort.on('message', () => { throw new Error('memory access out of bounds'); });`, 60);
  expect(checkPlan(instance, plan.assignment)).toEqual([]);
  expect(plan.remark).toMatch('The solver failed (memory access out of bounds): this is the best plan');
});

it('begins again after a solver that failed', async () => {
  const path = join(folder, 'once.mjs');
  await writeFile(
    path,
    `import { parentPort } from 'node:worker_threads';\nparentPort.on('message', () => process.exit(3));`,
  );
  const thread = new SolverThread(pathToFileURL(path), 0.2);
  for (let time = 0; time < 2; time += 1) {
    const made = await makePlan(instance, { seconds: 30, earlier: null, solver: thread.solve });
    expect(made.ok && made.value.remark).toMatch('The solver failed (it ended with 3)');
  }
  await thread.stop();
});

it('shows what is proven when the time is up within the search', async () => {
  const big = instanceOf(madeInstance(3, { sittings: 120, people: 50 }));
  let reads = 0;
  const real = performance.now;
  // Time runs out at a moment that does not depend on the machine: some solves in.
  const made = await makePlan(big, {
    seconds: 1000,
    earlier: null,
    solver: (problem, _seconds, asked) => {
      performance.now = () => real.call(performance) + (reads++ > 6 ? 1e9 : 0);
      return solveHere(problem, 1000, asked).finally(() => (performance.now = real));
    },
  });
  if (!made.ok) throw new Error(made.refusal.join(' '));
  expect(made.value.isProven).toBe(false);
  expect(made.value.remark).toMatch('The time was up');
  expect(checkPlan(big, made.value.assignment)).toEqual([]);
});

it('has a plan in time even when there are too many people to look at, with whom a lock keeps and nothing proven', async () => {
  const all = instanceOf(madeInstance(3, { sittings: 60, people: 40 }));
  const [sitting, last] = [all.sittings[0]!, all.people.at(-1)!];
  const open = { ...sitting, leadSkills: [], secondSkills: [] };
  const free = { ...last, available: null, unavailable: [], taken: [], maxPerDay: null, maxPerWeek: null };
  const big = {
    ...all,
    people: [...all.people.slice(0, -1), free],
    sittings: [open, ...all.sittings.slice(1)],
    locks: [{ kind: 'keep' as const, person: last.id, sitting: sitting.id, role: 'lead' as const }],
    conflictsOfInterest: [],
    declined: [],
  };
  let reads = 0;
  const real = performance.now;
  performance.now = () => real.call(performance) + (reads++ > 10 ? 1e9 : 0);
  const made = await makePlan(big, { seconds: 1000, earlier: null, solver: solveHere }).finally(
    () => (performance.now = real),
  );
  if (!made.ok) throw new Error(made.refusal.join(' '));
  expect(made.value.remark).toMatch('To see who may go where takes more than half of the time');
  expect(made.value.assignment[0]?.lead).toBe(last.id);
  expect(made.value.levels.filter(({ isProven }) => isProven).length).toBeLessThan(made.value.levels.length);
  expect(checkPlan(big, made.value.assignment)).toEqual([]);
});

it('answers ten thousand sittings with a plan by common sense, and more with a sentence', async () => {
  const large = instanceOf(madeInstance(3, { sittings: 10_000, people: 90, days: 60 }));
  const made = await makePlan(large, { seconds: 60, earlier: null, solver: solveHere });
  if (!made.ok) throw new Error(made.refusal.join(' '));
  expect(made.value.isProven).toBe(false);
  expect(made.value.remark).toMatch('too many for an exact plan');
  const people = Array.from({ length: 500 }, () => large.people).flat();
  const refused = await makePlan({ ...large, people }, { seconds: 60, earlier: null, solver: solveHere });
  expect(refused).toEqual({
    ok: false,
    refusal: [expect.stringMatching('^10000 sittings for 45000 people are too many')],
  });
});

it('does not hang where everything is at once', async () => {
  const sittings = Array.from({ length: 5000 }, (_, at) => ({
    id: `S${at}`,
    class: 'icpc',
    start: '2026-11-24T09:00:00Z',
  }));
  const people = Array.from({ length: 12 }, (_, at) => ({ id: `P${at}` }));
  const made = await makePlan(instanceOf({ people, sittings }), { seconds: 60, earlier: null, solver: solveHere });
  if (!made.ok) throw new Error(made.refusal.join(' '));
  expect(made.value.levels[0]?.value).toEqual({ over: 12, under: 1 });
  expect(made.value.remark).toMatch('one sitting overlaps another, too many for an exact plan');
});
