/** The instance as numbers that a worker can be sent: who may go where, and what it would be worth. */
import {
  peopleOn,
  type Assignment,
  type Instance,
  type Person,
  type Role,
  type Sitting,
  type Span,
} from './instance.js';
import { coversHub, isOwnHub, travelMinutes } from './levels.js';
import { at, clash, dayOf, merged, minutesOf, skillsFor, weekOf } from './rules.js';

/** A person who may be sent to a sitting in some role. `worth` is in the order of WORTH. */
export interface Pair {
  readonly person: number;
  readonly sitting: number;
  readonly lead: boolean;
  readonly second: boolean;
  readonly kept: boolean;
  readonly worth: readonly number[];
}
/** What a pair adds to a level whatever the role. */
export const WORTH = ['as-planned', 'accepted', 'continuity', 'covered-hub', 'own-hub', 'travel'] as const;

export interface Problem {
  readonly people: readonly ProblemPerson[];
  readonly sittings: readonly ProblemSitting[];
  readonly pairs: readonly Pair[];
  /** For each sitting those that one person cannot have as well. */
  readonly clashes: readonly (readonly number[])[];
}
interface ProblemPerson {
  readonly id: string;
  readonly available: number;
  readonly carried: number;
  readonly perDay: number;
  readonly perWeek: number;
  /** How many they have outside the plan, by day and by the Monday of the week; most have none. */
  readonly takenDays: ReadonlyMap<string, number>;
  readonly takenWeeks: ReadonlyMap<string, number>;
}
interface ProblemSitting {
  readonly id: string;
  /** 0 ICPC, 1 relevant or undecided review, 2 other. */
  readonly rank: number;
  readonly seconds: number;
  readonly minutes: number;
  readonly day: string;
  readonly week: string;
}

const RANK = { icpc: 0, review: 1, other: 2 } as const;
const NO_LIMIT = 1_000_000;

export function problemOf(instance: Instance, earlier: Assignment | null): Problem {
  const clashes = clashesOf(instance.sittings);
  return {
    people: instance.people.map((person) => ({
      id: person.id,
      available: person.availableMinutes,
      carried: person.carriedMinutes,
      perDay: person.maxPerDay ?? NO_LIMIT,
      perWeek: person.maxPerWeek ?? NO_LIMIT,
      takenDays: countedBy(person.taken, dayOf),
      takenWeeks: countedBy(person.taken, weekOf),
    })),
    sittings: instance.sittings.map((sitting) => ({
      id: sitting.id,
      rank: RANK[sitting.class],
      seconds: sitting.seconds,
      minutes: minutesOf(sitting),
      day: dayOf(sitting).toString(),
      week: weekOf(sitting).toString(),
    })),
    pairs: pairsOf(instance, earlier),
    clashes,
  };
}

const countedBy = (spans: readonly Span[], by: (span: Span) => Temporal.PlainDate): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(spans, (span) => by(span).toString())].map(([key, all]) => [key, all.length]));

/** By start, so that only what may still be going on is compared. */
function clashesOf(sittings: readonly Sitting[]): readonly (readonly number[])[] {
  const clashes: number[][] = sittings.map(() => []);
  const widest = sittings.reduce((most, sitting) => Math.max(most, reachOf(sitting)), 0);
  const byStart = [...sittings.keys()].toSorted((a, b) => startOf(sittings, a) - startOf(sittings, b));
  let open: number[] = [];
  for (const next of byStart) {
    const sitting = sittings[next];
    if (sitting === undefined) continue;
    open = open.filter((one) => endOf(sittings, one) + widest > at(sitting.startsAt));
    for (const one of open) {
      const other = sittings[one];
      if (other === undefined || !clash(sitting, other)) continue;
      clashes[one]?.push(next);
      clashes[next]?.push(one);
    }
    open.push(next);
  }
  return clashes;
}

/** How long after its end it can still clash with one that starts: twice, as both may need time around them. */
function reachOf({ startsAt, endsAt, takes, inPerson, bufferMinutes }: Sitting): number {
  if (takes === null) return inPerson ? bufferMinutes * 60_000 : 0;
  return 2 * Math.max(0, at(startsAt) - at(takes.startsAt), at(takes.endsAt) - at(endsAt));
}

const startOf = (sittings: readonly Sitting[], index: number): number => at((sittings[index] as Sitting).startsAt);
const endOf = (sittings: readonly Sitting[], index: number): number => at((sittings[index] as Sitting).endsAt);

const pairKey = (person: string, sitting: string): string => JSON.stringify([person, sitting]);

function pairsOf(instance: Instance, earlier: Assignment | null): readonly Pair[] {
  const planned = new Set(earlier?.flatMap((one) => peopleOn(one).map((id) => pairKey(id, one.sitting))));
  const settled = settledOf(instance);
  const sittings = instance.sittings.map((sitting, index) => ({
    sitting,
    index,
    day: dayOf(sitting).toString(),
    week: weekOf(sitting).toString(),
  }));
  const pairs: Pair[] = [];
  for (const [personIndex, person] of instance.people.entries()) {
    const isFree = freedom(person);
    const expiries = expiriesOf(person);
    for (const { sitting, index, day, week } of sittings) {
      if (!isFree(sitting, day, week) || settled.offDays.has(pairKey(person.id, day))) continue;
      const key = pairKey(person.id, sitting.id);
      if (settled.off.has(key)) continue;
      const kept = settled.kept.get(key);
      const has = (role: Role): boolean =>
        skillsFor(sitting, role).every((name) => (expiries.get(name) ?? '') >= day) &&
        (kept === undefined || kept === null || kept === role);
      const keptLead = settled.leads.get(sitting.id);
      const lead = (keptLead === undefined || keptLead === person.id) && has('lead');
      const second = sitting.seconds > 0 && has('second');
      if (!lead && !second) continue;
      const worth = [
        Number(planned.has(key)),
        Number(sitting.accepted.includes(person.id)),
        Number(sitting.previous.includes(person.id)),
        Number(coversHub(person, sitting)),
        Number(isOwnHub(person, sitting)),
        travelMinutes(instance, person, sitting),
      ];
      pairs.push({ person: personIndex, sitting: index, lead, second, kept: kept !== undefined, worth });
    }
  }
  return pairs;
}

interface Settled {
  readonly off: ReadonlySet<string>;
  readonly offDays: ReadonlySet<string>;
  readonly kept: ReadonlyMap<string, Role | null>;
  /** Whom a lock has as the lead of a sitting: nobody else can be. */
  readonly leads: ReadonlyMap<string, string>;
}

function settledOf({ locks, conflictsOfInterest, declined }: Instance): Settled {
  const off = new Set([...conflictsOfInterest, ...declined].map((one) => pairKey(one.person, one.sitting)));
  const offDays = new Set<string>();
  const kept = new Map<string, Role | null>();
  const leads = new Map<string, string>();
  for (const lock of locks) {
    if (lock.kind === 'not') off.add(pairKey(lock.person, lock.sitting));
    if (lock.kind === 'not-on') offDays.add(pairKey(lock.person, lock.day.toString()));
    if (lock.kind !== 'keep') continue;
    const key = pairKey(lock.person, lock.sitting);
    kept.set(key, lock.role ?? kept.get(key) ?? null);
    if (lock.role === 'lead') leads.set(lock.sitting, lock.person);
  }
  return { off, offDays, kept, leads };
}

const NEVER = '9999-12-31';

/** The last day of each skill. */
function expiriesOf(person: Person): ReadonlyMap<string, string> {
  const expiries = new Map<string, string>();
  for (const { name, expiresOn } of person.skills) {
    const last = expiresOn === null ? NEVER : expiresOn.toString();
    if (last > (expiries.get(name) ?? '')) expiries.set(name, last);
  }
  return expiries;
}

function freedom(person: Person): (sitting: Sitting, day: string, week: string) => boolean {
  if (person.availableMinutes === 0 || person.maxPerDay === 0 || person.maxPerWeek === 0) return () => false;
  const edges = (spans: readonly Span[]) => merged(spans).map((span) => [at(span.startsAt), at(span.endsAt)] as const);
  const windows = person.available === null ? null : edges(person.available);
  const away = edges(person.unavailable);
  const taken = edges(person.taken);
  const hasTaken = taken.length > 0;
  // As `whyFull` says it, counted once.
  const [onDay, inWeek] = [countedBy(person.taken, dayOf), countedBy(person.taken, weekOf)];
  const isFull = (day: string, week: string): boolean =>
    (onDay.get(day) ?? 0) >= (person.maxPerDay ?? NO_LIMIT) ||
    (inWeek.get(week) ?? 0) >= (person.maxPerWeek ?? NO_LIMIT);
  return (sitting, day, week) => {
    const [start, end] = [at(sitting.startsAt), at(sitting.endsAt)];
    if (away.some(([from, until]) => start < until && from < end)) return false;
    if (hasTaken && (isTaken(taken, sitting.takes ?? sitting) || isFull(day, week))) return false;
    return windows === null || windows.some(([from, until]) => from <= start && end <= until);
  };
}

const isTaken = (taken: readonly (readonly [number, number])[], span: Span): boolean =>
  taken.some(([from, until]) => at(span.startsAt) < until && from < at(span.endsAt));
