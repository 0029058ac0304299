import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Highs } from 'highs';
import { plainText, type PlainModel } from '../planning/plain-model.ts';

/** What a solver makes of the plain model, one level after another until its time is up. */
export interface PeerRun {
  readonly values: readonly number[];
  readonly seconds: number;
  readonly isFinished: boolean;
  /** Of the level it was at when its time was up, when it said one. */
  readonly incumbent: number | null;
}
/** One level as text; null when it was not proven in time. */
type SolveText = (text: string, seconds: number) => Promise<{ value: number; isOptimal: boolean } | null>;

const run = promisify(execFile);

export async function levelByLevel(model: PlainModel, seconds: number, solve: SolveText): Promise<PeerRun> {
  const values: number[] = [];
  let taken = 0;
  for (const level of model.levels) {
    if (level.terms.length === 0) {
      values.push(0);
      continue;
    }
    const text = plainText(model, values);
    const begun = performance.now();
    const found = seconds > taken ? await solve(text, seconds - taken) : null;
    taken += (performance.now() - begun) / 1000;
    if (found === null || !found.isOptimal)
      return { values, seconds: taken, isFinished: false, incumbent: found?.value ?? null };
    values.push(level.terms[0]?.[1] === 'share' ? found.value : Math.round(found.value));
  }
  return { values, seconds: taken, isFinished: true, incumbent: null };
}

export const plainHighs =
  (highs: Highs): SolveText =>
  async (text, seconds) => {
    const found = highs.solve(text, { output_flag: false, mip_rel_gap: 0, time_limit: seconds });
    const isOptimal = found.Status === 'Optimal';
    return Number.isFinite(found.ObjectiveValue) ? { value: found.ObjectiveValue, isOptimal } : null;
  };

const hasCommand = (name: string): Promise<boolean> =>
  run('which', [name]).then(
    () => true,
    () => false,
  );

/** `cbc` and `glpsol`, those that this machine has. */
export async function installedSolvers(): Promise<ReadonlyMap<string, SolveText>> {
  const solvers = new Map<string, SolveText>();
  if (await hasCommand('cbc')) solvers.set('cbc', inFolder(cbc));
  if (await hasCommand('glpsol')) solvers.set('glpsol', inFolder(glpsol));
  return solvers;
}

type InFolder = (file: string, out: string, seconds: number) => Promise<{ value: number; isOptimal: boolean } | null>;

const inFolder =
  (solve: InFolder): SolveText =>
  async (text, seconds) => {
    const folder = await mkdtemp(join(tmpdir(), 'plain-model-'));
    try {
      await writeFile(join(folder, 'model.lp'), text);
      return await solve(join(folder, 'model.lp'), join(folder, 'out.txt'), Math.max(1, Math.ceil(seconds)));
    } finally {
      await rm(folder, { recursive: true });
    }
  };

const cbc: InFolder = async (file, out, seconds) => {
  const words = [file, '-ratioGap', '0', '-allowableGap', '0', '-sec', String(seconds), '-solve', '-solution', out];
  await run('cbc', words, { maxBuffer: 1e8 });
  const [first = ''] = (await readFile(out, 'utf8')).split('\n');
  const isPlan = /^(Optimal|Stopped)/.test(first) && !first.includes('no integer solution');
  const value = isPlan ? /objective value\s+(\S+)/.exec(first)?.[1] : undefined;
  // cbc turns a maximum into the minimum of the negative.
  return value === undefined ? null : { value: Math.abs(Number(value)), isOptimal: first.startsWith('Optimal') };
};

const glpsol: InFolder = async (file, out, seconds) => {
  await run('glpsol', ['--lp', file, '--cuts', '--tmlim', String(seconds), '-o', out], { maxBuffer: 1e8 });
  const said = await readFile(out, 'utf8');
  const isPlan = /Status:\s+INTEGER (NON-)?OPTIMAL/.test(said);
  const value = isPlan ? /Objective:\s+\S+ = (\S+)/.exec(said)?.[1] : undefined;
  return value === undefined ? null : { value: Number(value), isOptimal: /Status:\s+INTEGER OPTIMAL/.test(said) };
};
