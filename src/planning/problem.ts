/** The instance as numbers that a worker can be sent: who may go where, and what it would be worth. */
import { peopleOn, type Assignment, type Instance, type Person, type Role, type Span } from './instance.js';
import { clashesOf } from './clashes.js';
import { coversHub, isOwnHub, travelMinutes } from './levels.js';
import { at, dayOf, merged, minutesOf, skillsFor, weekOf } from './rules.js';

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
  /** For each sitting those that one person cannot have as well; null when there are too many to be listed. */
  readonly clashes: readonly (readonly number[])[] | null;
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

/** @param isTimeUp then nobody else is looked at but whom a lock keeps somewhere: the problem is a part of the whole one */
export function problemOf(
  instance: Instance,
  earlier: Assignment | null,
  isTimeUp: () => boolean = () => false,
): Problem {
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
    pairs: pairsOf(instance, earlier, isTimeUp),
    clashes: clashesOf(instance.sittings),
  };
}

const countedBy = (spans: readonly Span[], by: (span: Span) => Temporal.PlainDate): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(spans, (span) => by(span).toString())].map(([key, all]) => [key, all.length]));

function pairsOf(instance: Instance, earlier: Assignment | null, isTimeUp: () => boolean): readonly Pair[] {
  const planned = named(earlier?.flatMap((one) => peopleOn(one).map((id) => [id, one.sitting] as const)) ?? []);
  const settled = settledOf(instance);
  const sittings = instance.sittings.map((sitting, index) => ({
    sitting,
    index,
    day: dayOf(sitting).toString(),
    week: weekOf(sitting).toString(),
    meets: [at(sitting.startsAt), at(sitting.endsAt)] as const,
    takes: [at((sitting.takes ?? sitting).startsAt), at((sitting.takes ?? sitting).endsAt)] as const,
  }));
  const pairs: Pair[] = [];
  for (const [personIndex, person] of instance.people.entries()) {
    if (isTimeUp() && !settled.kept.has(person.id)) continue;
    const isFree = freedom(person);
    const expiries = expiriesOf(person);
    // Once a person, for there may be ten million questions.
    const [off, offDays] = [settled.off.get(person.id), settled.offDays.get(person.id)];
    const [keeps, plans] = [settled.kept.get(person.id), planned.get(person.id)];
    for (const timed of sittings) {
      const { sitting, index, day } = timed;
      if (!isFree(timed) || offDays?.has(day) || off?.has(sitting.id)) continue;
      const kept = keeps?.get(sitting.id);
      const has = (role: Role): boolean =>
        skillsFor(sitting, role).every((name) => (expiries.get(name) ?? '') >= day) &&
        (kept === undefined || kept === null || kept === role);
      const keptLead = settled.leads.get(sitting.id);
      const lead = (keptLead === undefined || keptLead === person.id) && has('lead');
      const second = sitting.seconds > 0 && has('second');
      if (!lead && !second) continue;
      const worth = [
        Number(plans?.has(sitting.id) ?? false),
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

/** By person, whatever is told of them. */
function named(told: readonly (readonly [string, string])[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byPerson = new Map<string, Set<string>>();
  for (const [person, what] of told) byPerson.set(person, (byPerson.get(person) ?? new Set()).add(what));
  return byPerson;
}

interface Settled {
  readonly off: ReadonlyMap<string, ReadonlySet<string>>;
  readonly offDays: ReadonlyMap<string, ReadonlySet<string>>;
  readonly kept: ReadonlyMap<string, ReadonlyMap<string, Role | null>>;
  /** Whom a lock has as the lead of a sitting: nobody else can be. */
  readonly leads: ReadonlyMap<string, string>;
}

function settledOf({ locks, conflictsOfInterest, declined }: Instance): Settled {
  const kept = new Map<string, Map<string, Role | null>>();
  const leads = new Map<string, string>();
  for (const lock of locks) {
    if (lock.kind !== 'keep') continue;
    const theirs = kept.get(lock.person) ?? new Map<string, Role | null>();
    kept.set(lock.person, theirs.set(lock.sitting, lock.role ?? theirs.get(lock.sitting) ?? null));
    if (lock.role === 'lead') leads.set(lock.sitting, lock.person);
  }
  const nots = locks.filter((lock) => lock.kind === 'not');
  const off = [...conflictsOfInterest, ...declined, ...nots].map((one) => [one.person, one.sitting] as const);
  const offDays = locks.flatMap((lock) =>
    lock.kind === 'not-on' ? [[lock.person, lock.day.toString()] as const] : [],
  );
  return { off: named(off), offDays: named(offDays), kept, leads };
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

/** A sitting in milliseconds: looked up for every person. */
interface Timed {
  readonly day: string;
  readonly week: string;
  readonly meets: readonly [number, number];
  readonly takes: readonly [number, number];
}

function freedom(person: Person): (sitting: Timed) => boolean {
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
  return ({ day, week, meets, takes }) => {
    if (away.some((span) => meet(span, meets))) return false;
    if (hasTaken && (taken.some((span) => meet(span, takes)) || isFull(day, week))) return false;
    return windows === null || windows.some(([from, until]) => from <= meets[0] && meets[1] <= until);
  };
}

const meet = (a: readonly [number, number], b: readonly [number, number]): boolean => a[0] < b[1] && b[0] < a[1];
