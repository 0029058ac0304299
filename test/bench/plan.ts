import { plainModel } from '../planning/plain-model.ts';
import { madeInstance, type Family } from '../planning/made-instances.ts';
import { installedSolvers, levelByLevel, plainHighs, type PeerRun } from './plan-peers.ts';
import type { Measurement } from './run.ts';

const dist = (path: string): string => new URL(`../../dist/${path}.js`, import.meta.url).href;
const { readInstance } = (await import(
  dist('src/planning/instance-file')
)) as typeof import('../../src/planning/instance-file.js');
const { problemOf } = (await import(dist('src/planning/problem'))) as typeof import('../../src/planning/problem.js');
const { search } = (await import(dist('src/planning/search'))) as typeof import('../../src/planning/search.js');
const { assignmentOf } = (await import(dist('src/planning/decode'))) as typeof import('../../src/planning/decode.js');
const { checkPlan } = (await import(
  dist('src/planning/check-plan')
)) as typeof import('../../src/planning/check-plan.js');
const { LEVELS, asNumber, valuesOf } = (await import(
  dist('src/planning/levels')
)) as typeof import('../../src/planning/levels.js');
const { highsHere } = (await import(
  dist('src/planning/solve-here')
)) as typeof import('../../src/planning/solve-here.js');

interface Case {
  readonly sittings: number;
  readonly people: number;
  readonly family: Family;
  readonly seed: number;
}
const CASES: readonly Case[] = [
  { sittings: 24, people: 10, family: 'week', seed: 10 },
  { sittings: 24, people: 10, family: 'two-people', seed: 11 },
  { sittings: 80, people: 40, family: 'week', seed: 1 },
  { sittings: 170, people: 60, family: 'week', seed: 2 },
  { sittings: 300, people: 100, family: 'week', seed: 3 },
  { sittings: 80, people: 40, family: 'tight-skills', seed: 4 },
  { sittings: 80, people: 40, family: 'two-people', seed: 5 },
  { sittings: 80, people: 40, family: 'equal-costs', seed: 6 },
  { sittings: 80, people: 40, family: 'long-overlaps', seed: 7 },
  { sittings: 80, people: 40, family: 'limits', seed: 8 },
  { sittings: 40, people: 20, family: 'fair-travel', seed: 9 },
];
const MOST_RATIO = 0.5;
const RUNS = 3;
/** Measured once each, two short runs differ by what else the machine did; a long one evens that out by itself. */
const SHORT_SECONDS = 10;
/** A peer that takes longer has lost by far; its levels up to then are compared all the same. */
const PEER_SECONDS = 60;
const WITNESS_SECONDS = 5;
const OUR_SECONDS = 300;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** From the read instance to the checked plan: model, solving and proof. */
async function ours(instance: Parameters<typeof problemOf>[0]) {
  const highs = await highsHere();
  const begun = performance.now();
  const problem = problemOf(instance, null);
  const ends = begun + OUR_SECONDS * 1000;
  const found = search(highs, problem, () => (ends - performance.now()) / 1000);
  const assignment = assignmentOf(problem, found.columns);
  const seconds = (performance.now() - begun) / 1000;
  const isSound = checkPlan(instance, assignment).length === 0 && found.proofs.every(({ isProven }) => isProven);
  return { problem, seconds, isSound, values: valuesOf(instance, assignment, null).map(asNumber) };
}

const isSame = (a: number | undefined, b: number | undefined): boolean =>
  a !== undefined && b !== undefined && Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));

/** All its levels are ours; and where its time was up it has nothing better. */
function agrees(values: readonly number[], peer: PeerRun): boolean {
  if (!peer.values.every((value, at) => isSame(value, values[at]))) return false;
  const [level, mine] = [LEVELS[peer.values.length], values[peer.values.length]];
  if (peer.incumbent === null || level === undefined || mine === undefined) return true;
  return level.sense === 'most' ? peer.incumbent <= mine + 1e-6 : peer.incumbent >= mine - 1e-6;
}

const proved = ({ values, isFinished }: PeerRun): string =>
  isFinished ? 'all levels proven' : `stopped in level ${values.length + 1} of ${LEVELS.length}`;

/** Time about, so that what else the machine does meets both; the peer again only where it takes no time to speak of. */
async function measured(instance: Parameters<typeof problemOf>[0], highs: Awaited<ReturnType<typeof highsHere>>) {
  const runs = [await ours(instance)];
  const model = plainModel(runs[0]!.problem);
  const plain = () => levelByLevel(model, PEER_SECONDS, plainHighs(highs));
  const peers = [await plain()];
  while (runs.length < RUNS) {
    runs.push(await ours(instance));
    if (peers[0]!.seconds < SHORT_SECONDS) peers.push(await plain());
  }
  return { runs, model, peers };
}

export async function* benchPlan(): AsyncGenerator<Measurement> {
  const highs = await highsHere();
  const witnesses = await installedSolvers();
  // The first solves of a program compile it and the solver; whoever comes second would have them ready.
  for (const seed of [97, 98, 99]) {
    const warm = readInstance(madeInstance(seed, { sittings: 24, people: 10 }));
    if (warm.ok) await measured(warm.value.instance, highs);
  }
  for (const { sittings, people, family, seed } of CASES) {
    const read = readInstance(madeInstance(seed, { sittings, people, family }));
    if (!read.ok) throw new Error(read.refusal.join('\n'));
    const { runs, model, peers } = await measured(read.value.instance, highs);
    const seconds = median(runs.map((run) => run.seconds));
    const values = runs[0]!.values;
    const isSound = runs.every((run) => run.isSound && run.values.every((value, at) => isSame(value, values[at])));
    const name = `${family} ${sittings}x${people}`;
    const peerSeconds = median(peers.map((run) => run.seconds));
    const peer = peers[0]!;
    const isAgreed = peers.every((run) => agrees(values, run));
    const ratio = seconds / peerSeconds;
    yield {
      bench: 'plan',
      case: `${name}: ${values.map((value) => Math.round(value * 10_000) / 10_000).join(' ')}`,
      ours: Math.round(seconds * 1000) / 1000,
      peer: `plain model in HiGHS, ${proved(peer)}${peer.isFinished ? '' : ', so the ratio is at most this'}`,
      peer_value: Math.round(peerSeconds * 1000) / 1000,
      unit: 's',
      ratio: Math.round(ratio * 1000) / 1000,
      target: `<= ${MOST_RATIO}, and no level differs`,
      pass: isSound && isAgreed && ratio <= MOST_RATIO,
    };
    for (const [witness, solve] of witnesses) {
      const said = await levelByLevel(model, WITNESS_SECONDS, solve);
      yield {
        bench: 'plan',
        case: `${name}: same objectives`,
        ours: LEVELS.length,
        peer: `${witness} on the plain model, ${proved(said)}`,
        peer_value: said.values.length,
        unit: 'levels',
        ratio: 1,
        target: 'no level differs',
        pass: agrees(values, said),
      };
    }
  }
}
