/** What would cover a sitting that stays open: small changes, each tried by solving again with it. */
import { formatSpan } from '../kernel/london.js';
import type { Instance, Lock, Person, Role, Sitting, Span } from './instance.js';
import { comparePlans } from './levels.js';
import { makePlan, type Plan, type PlanOptions } from './plan.js';
import { at, dayOf, merged, weekOf, whyNoTime, whyNotSkilled, whySettled } from './rules.js';
import { COVERING, type Asked } from './search.js';

export type Change =
  | { readonly kind: 'lift-lock'; readonly lock: number }
  | { readonly kind: 'move'; readonly minutes: number }
  /** Somebody whose hours end a little too soon, or begin a little too late. */
  | { readonly kind: 'stay'; readonly person: string; readonly minutes: number }
  /** Somebody who is there and lacks nothing but this. */
  | { readonly kind: 'train'; readonly person: string; readonly skills: readonly string[] }
  /** Somebody who has as many as they may have. */
  | { readonly kind: 'one-over'; readonly person: string }
  | { readonly kind: 'one-more'; readonly skills: readonly string[] };

export interface Covering {
  readonly sitting: string;
  readonly missing: 'lead' | 'second';
  /** Those that cover it without losing a place elsewhere that counts as much or more; the smallest first. */
  readonly changes: readonly { readonly change: Change; readonly words: string }[];
}

const MOVES = [30, -30, 60, -60];
/** Each is a solve: the nearest locks are tried, not all of hundreds. */
const MOST_LOCKS = 12;
const MOST_PEOPLE = 4;
/** A little: more is another pattern. */
const MOST_MINUTES = 60;
/** As long as so many solves may take, however many changes there are. */
const MOST_TIMES = 6;

/** Null when there is no such sitting, or it has everybody. */
export async function wouldCover(
  instance: Instance,
  plan: Plan,
  id: string,
  options: PlanOptions,
): Promise<Covering | null> {
  const at = instance.sittings.findIndex((sitting) => sitting.id === id);
  const sitting = instance.sittings[at];
  const open = plan.uncovered.find((one) => one.sitting === id);
  if (sitting === undefined || open === undefined) return null;
  const missing = open.lead ? 'lead' : 'second';
  const people = 1 + (open.lead ? sitting.seconds - open.seconds : sitting.seconds - open.seconds + 1);
  const must = { sitting: at, lead: open.lead, people: open.lead ? 1 : people };
  const changes = [];
  const ends = performance.now() + options.seconds * MOST_TIMES * 1000;
  for (const change of changesFor(instance, sitting, missing)) {
    if (performance.now() > ends) break;
    const changed = withChange(instance, sitting, change);
    if (await covers(changed, plan, { must, coverOnly: true }, options))
      changes.push({ change, words: changeInWords(instance, sitting, change) });
  }
  return { sitting: id, missing, changes };
}

/** It has somebody, and the covering as a whole is better than it was. */
async function covers(instance: Instance, plan: Plan, asked: Asked, options: PlanOptions): Promise<boolean> {
  const made = await makePlan(instance, { ...options, asked });
  if (!made.ok) return false;
  const covering = ({ levels }: Plan) => levels.slice(0, COVERING.length).map(({ value }) => value);
  return comparePlans(covering(made.value), covering(plan)) < 0;
}

function changesFor(instance: Instance, sitting: Sitting, missing: 'lead' | 'second'): readonly Change[] {
  const locks = instance.locks.flatMap((lock, at) => (concerns(instance, lock, sitting) ? [at + 1] : []));
  return [
    ...locks.slice(0, MOST_LOCKS).map((lock) => ({ kind: 'lift-lock', lock }) as const),
    ...MOVES.map((minutes) => ({ kind: 'move', minutes }) as const),
    ...peopleChanges(instance, sitting, missing),
    { kind: 'one-more', skills: missing === 'lead' ? sitting.leadSkills : sitting.secondSkills },
  ];
}

/** What would make somebody free who is not, each for the few who lack least. */
function peopleChanges(instance: Instance, sitting: Sitting, role: Role): readonly Change[] {
  const settled = instance.people.filter((person) => whySettled(instance, person, sitting) === null);
  const skilled = settled.filter((person) => whyNotSkilled(person, sitting, role) === null);
  const stay = skilled
    .flatMap((person) => {
      const minutes = minutesShort(person, sitting);
      const wide = { ...person, available: null };
      return minutes === null || whyNoTime(wide, sitting) !== null ? [] : [{ person: person.id, minutes }];
    })
    .toSorted((a, b) => a.minutes - b.minutes);
  const free = (person: Person): boolean => whyNoTime(person, sitting) === null;
  const skills = role === 'lead' ? sitting.leadSkills : sitting.secondSkills;
  const heldBefore = (person: Person): number => person.skills.filter(({ name }) => skills.includes(name)).length;
  const train = settled
    .filter((person) => !skilled.includes(person) && free(person))
    .toSorted((a, b) => heldBefore(b) - heldBefore(a))
    .map((person) => ({ kind: 'train', person: person.id, skills }) as const);
  const over = skilled
    .filter(({ maxPerDay, maxPerWeek }) => maxPerDay !== null || maxPerWeek !== null)
    .filter((person) => free({ ...person, maxPerDay: null, maxPerWeek: null }))
    .map((person) => ({ kind: 'one-over', person: person.id }) as const);
  return [
    ...over.slice(0, MOST_PEOPLE),
    ...stay.slice(0, MOST_PEOPLE).map((one) => ({ kind: 'stay', ...one }) as const),
    ...train.slice(0, MOST_PEOPLE),
  ];
}

/** By how much their nearest window is too short for it; null when by nothing or by more than a little. */
function minutesShort({ available }: Person, sitting: Sitting): number | null {
  const short = merged(available ?? []).map(
    (window) =>
      Math.max(0, at(window.startsAt) - at(sitting.startsAt)) + Math.max(0, at(sitting.endsAt) - at(window.endsAt)),
  );
  const least = Math.ceil(Math.min(...short) / 60_000);
  return least > 0 && least <= MOST_MINUTES ? least : null;
}

/** A lock on it, on its day, or on somebody who is kept elsewhere in its week. */
function concerns(instance: Instance, lock: Lock, sitting: Sitting): boolean {
  if (lock.kind === 'not-on') return lock.day.equals(dayOf(sitting));
  if (lock.kind === 'not') return lock.sitting === sitting.id;
  const kept = instance.sittings.find(({ id }) => id === lock.sitting);
  return kept !== undefined && weekOf(kept).equals(weekOf(sitting));
}

function withChange(instance: Instance, sitting: Sitting, change: Change): Instance {
  if (change.kind === 'lift-lock')
    return { ...instance, locks: instance.locks.filter((_, at) => at + 1 !== change.lock) };
  if (change.kind === 'one-more')
    return { ...instance, people: [...instance.people, oneMore(instance, sitting, change.skills)] };
  if (change.kind !== 'move') return withPerson(instance, sitting, change);
  const by = { minutes: change.minutes };
  const later = (span: Span): Span => ({ startsAt: span.startsAt.add(by), endsAt: span.endsAt.add(by) });
  const moved = { ...sitting, ...later(sitting), takes: sitting.takes === null ? null : later(sitting.takes) };
  return { ...instance, sittings: instance.sittings.map((one) => (one === sitting ? moved : one)) };
}

function withPerson(
  instance: Instance,
  sitting: Sitting,
  change: Extract<Change, { readonly person: string }>,
): Instance {
  const changed = (person: Person): Person => {
    const { available, maxPerDay, maxPerWeek } = person;
    const one = (most: number | null): number | null => (most === null ? null : most + 1);
    if (change.kind === 'one-over') return { ...person, maxPerDay: one(maxPerDay), maxPerWeek: one(maxPerWeek) };
    if (change.kind === 'stay') return { ...person, available: [...(available ?? []), sitting] };
    return { ...person, skills: [...person.skills, ...change.skills.map((name) => ({ name, expiresOn: null }))] };
  };
  return { ...instance, people: instance.people.map((one) => (one.id === change.person ? changed(one) : one)) };
}

/** Free for this one sitting and nothing else. */
function oneMore({ people }: Instance, sitting: Sitting, skills: readonly string[]): Person {
  const taken = new Set(people.map(({ id }) => id));
  let id = 'one more person';
  while (taken.has(id)) id += ' still';
  return {
    id,
    hub: sitting.hub,
    covers: [],
    skills: skills.map((name) => ({ name, expiresOn: null })),
    available: [{ startsAt: sitting.startsAt, endsAt: sitting.endsAt }],
    unavailable: [],
    taken: [],
    maxPerDay: null,
    maxPerWeek: null,
    base: null,
    availableMinutes: 1_000_000,
    carriedMinutes: 0,
  };
}

export function lockInWords(lock: Lock): string {
  if (lock.kind === 'keep') return `keep ${lock.person} on ${lock.sitting}`;
  return lock.kind === 'not' ? `not ${lock.person} on ${lock.sitting}` : `not ${lock.person} on ${lock.day.toString()}`;
}

function changeInWords(instance: Instance, sitting: Sitting, change: Change): string {
  const when = formatSpan(sitting.startsAt, sitting.endsAt);
  switch (change.kind) {
    case 'lift-lock': {
      const lock = instance.locks[change.lock - 1];
      return `Lift lock ${change.lock}${lock === undefined ? '' : ` (${lockInWords(lock)})`}.`;
    }
    case 'move':
      return `Move it ${Math.abs(change.minutes)} minutes ${change.minutes > 0 ? 'later' : 'earlier'}.`;
    case 'stay':
      return `${change.person} works ${change.minutes} minutes longer than usual that day.`;
    case 'train':
      return `${change.person} has ${change.skills.join(' and ')} in date by then.`;
    case 'one-over':
      return `${change.person} has one conference more than the most that they may have.`;
    case 'one-more': {
      const skills = change.skills.length === 0 ? '' : ` with ${change.skills.join(' and ')} in date`;
      return `One more person${skills}, ${when}.`;
    }
  }
}
