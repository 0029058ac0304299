/** What would cover a sitting that stays open: small changes, each tried by solving again with it. */
import { formatSpan } from '../kernel/london.js';
import type { Instance, Lock, Person, Sitting } from './instance.js';
import { comparePlans } from './levels.js';
import { makePlan, type Plan, type PlanOptions } from './plan.js';
import { dayOf, weekOf } from './rules.js';
import { COVERING, type Asked } from './search.js';

export type Change =
  | { readonly kind: 'lift-lock'; readonly lock: number }
  | { readonly kind: 'move'; readonly minutes: number }
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
  for (const change of changesFor(instance, sitting, missing)) {
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
    { kind: 'one-more', skills: missing === 'lead' ? sitting.leadSkills : sitting.secondSkills },
  ];
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
  const by = { minutes: change.minutes };
  const moved = { ...sitting, startsAt: sitting.startsAt.add(by), endsAt: sitting.endsAt.add(by) };
  return { ...instance, sittings: instance.sittings.map((one) => (one === sitting ? moved : one)) };
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
    case 'one-more': {
      const skills = change.skills.length === 0 ? '' : ` with ${change.skills.join(' and ')} in date`;
      return `One more person${skills}, ${when}.`;
    }
  }
}
