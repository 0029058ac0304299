/** Weeks of the made-up force, hour by hour: what was owed, sent, settled and skipped, and what the proof says of each night. */
import type { ReferenceData } from '../../../config/reference-data.js';
import { londonDate, londonInstant, londonTime } from '../../kernel/london.js';
import { reportDueOn } from '../../measures/definitions.js';
import type { Skip } from '../chase.js';
import type { Gap, Proof } from '../proof.js';
import { Chance } from './chance.js';
import { Desk, type Line } from './desk.js';
import { liveAnHour, type Surround } from './life.js';
import { peopleOf } from './people.js';
import { World } from './world.js';

export interface Wanted {
  readonly weeks: number;
  readonly seed: number;
  /** The first day; a Monday or any other. */
  readonly from: Temporal.PlainDate;
  /** The chase whose mail is lost on its way, counted from 1; null for none. */
  readonly lose: number | null;
}

export interface Simulated {
  readonly conferences: number;
  readonly owed: number;
  readonly sent: number;
  readonly mails: number;
  readonly settled: number;
  readonly skipped: Readonly<Record<Skip, number>>;
  /** Fell due, and were settled or too late, while nothing ran. */
  readonly missed: number;
  readonly pending: number;
  readonly outages: number;
  readonly hoursOut: number;
  readonly nights: readonly {
    readonly on: string;
    readonly verdict: Proof['verdict'] | 'unseen';
    readonly owed: number;
  }[];
  readonly gaps: readonly Gap[];
  /** Began with nobody while nothing ran that could have told anybody: the proof is red for it, and nothing was lost. */
  readonly unseen: readonly Gap[];
  readonly verdict: 'complete' | 'gap';
  /** Whether there was a mail to lose. */
  readonly lost: boolean;
  readonly lines: readonly Line[];
}

/** The proof is made each evening, or when the tracker is back. */
const PROOF_AT = Temporal.PlainTime.from('20:00');
const OUTAGE = { perHour: 1 / 160, longest: 60 };

export function simulate(wanted: Wanted, reference: ReferenceData): Simulated {
  const start = londonInstant(wanted.from, Temporal.PlainTime.from('00:00'));
  const hubOf = (code: string): ReferenceData['hubs'][number] => {
    const hub = reference.hub(code);
    if (hub === undefined) throw new Error(`there is no hub ${code}`);
    return hub;
  };
  const { calendar, hubs, chasing } = reference;
  const world: World = new World(start, (one) => reportDueOn(one, { hub: hubOf(one.hubCode), calendar }));
  const people = peopleOf(hubs, () => world);
  const rules = { ladder: chasing, calendar, hub: reference.hub };
  const desk = new Desk(world, hubs, rules, people.directory, wanted.lose);
  const chance = new Chance(wanted.seed);
  const [first, ...others] = hubs.map(({ code }) => code);
  const around: Surround = { world, chance, people, hubs: [first!, ...others], calendar };
  const out = runHours(around, desk, wanted.weeks * 7 * 24);
  return { ...summed(world, desk, out), lost: wanted.lose !== null && wanted.lose <= desk.told };
}

interface Out {
  readonly outages: number;
  readonly hoursOut: number;
  readonly nights: Simulated['nights'];
}

function runHours({ world, chance, ...rest }: Surround, desk: Desk, hours: number): Out {
  const start = world.now;
  const nights: Simulated['nights'][number][] = [];
  let [since, proved, down, outages, hoursOut] = [start, start, 0, 0, 0];
  for (let n = 0; n < hours; n += 1) {
    const hour = start.add({ hours: n });
    if (down > 0) down -= 1;
    else if (chance.happens(OUTAGE.perHour)) [down, outages] = [chance.whole(1, OUTAGE.longest), outages + 1];
    if (down > 0) hoursOut += 1;
    world.now = hour.add({ seconds: 5 });
    if (down === 0) desk.run();
    // Nobody can record anything while the tracker is down.
    if (down === 0 && isAwake(hour)) {
      world.now = hour.add({ minutes: chance.whole(1, 20) });
      liveAnHour({ world, chance, ...rest });
    }
    world.now = hour.add({ minutes: 25 });
    if (down === 0) desk.post();
    if (down === 0 && Temporal.Instant.compare(nextProof(proved), world.now) <= 0) {
      const proof = desk.prove(since);
      const { owed, nextSince } = proof;
      nights.push({ on: londonDate(world.now).toString(), verdict: verdictOf(proof), owed });
      [since, proved] = [nextSince, world.now];
    }
  }
  // The end may come in the middle of an outage: what is then open is counted as well.
  world.now = start.add({ hours });
  const proof = desk.prove(since);
  nights.push({ on: londonDate(world.now).toString(), verdict: verdictOf(proof), owed: proof.owed });
  return { outages, hoursOut, nights };
}

const verdictOf = ({ verdict, gaps }: Proof): Proof['verdict'] | 'unseen' =>
  verdict === 'gap' && gaps.every(({ kind }) => kind === 'unseen') ? 'unseen' : verdict;

const isAwake = (hour: Temporal.Instant): boolean => {
  const { hour: of } = londonTime(hour);
  return of >= 7 && of < 19;
};

/** The first evening after a moment. */
function nextProof(since: Temporal.Instant): Temporal.Instant {
  const evening = londonInstant(londonDate(since), PROOF_AT);
  return Temporal.Instant.compare(evening, since) > 0
    ? evening
    : londonInstant(londonDate(since).add({ days: 1 }), PROOF_AT);
}

function summed(world: World, desk: Desk, out: Out): Omit<Simulated, 'lost'> {
  const { proofs } = desk;
  const sum = (of: (proof: Proof) => number): number => proofs.reduce((all, proof) => all + of(proof), 0);
  const all = proofs.flatMap((proof) => proof.gaps);
  const gaps = all.filter(({ kind }) => kind !== 'unseen');
  const unseen = new Map(all.filter(({ kind }) => kind === 'unseen').map((gap) => [gap.key, gap]));
  const pending = proofs.at(-1)?.pending ?? 0;
  return {
    conferences: world.standing.length,
    // What was still for the next run is looked at once more, and counted once.
    owed: sum(({ owed, pending: left }) => owed - left) + pending,
    sent: sum(({ sent }) => sent),
    mails: desk.mails,
    settled: sum(({ skipped }) => skipped.settled),
    skipped: {
      overtaken: sum(({ skipped }) => skipped.overtaken),
      begun: sum(({ skipped }) => skipped.begun),
      settled: sum(({ skipped }) => skipped.settled),
    },
    missed: sum(({ missed }) => missed),
    pending,
    ...out,
    gaps,
    unseen: [...unseen.values()],
    verdict: gaps.length > 0 ? 'gap' : 'complete',
    lines: desk.sent,
  };
}
