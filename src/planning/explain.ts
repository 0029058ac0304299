/** Why somebody is not on a sitting: the rule that forbids it, or what the whole plan would lose. Found by solving again. */
import { contradictions } from './contradictions.js';
import { ROLES, type Instance, type PersonAndSitting } from './instance.js';
import { compareValues } from './levels.js';
import { makePlan, type LevelResult, type Plan, type PlanOptions } from './plan.js';
import { whyNever } from './rules.js';

export type Explanation =
  | { readonly kind: 'nobody'; readonly why: readonly string[] }
  | { readonly kind: 'planned' }
  | { readonly kind: 'forbidden'; readonly why: readonly string[] }
  /** The first level at which the best plan with them there is worse, and all levels of that plan. */
  | { readonly kind: 'loses'; readonly before: LevelResult; readonly after: LevelResult; readonly plan: Plan }
  | { readonly kind: 'as-good'; readonly plan: Plan }
  /** The time was up before it was known. */
  | { readonly kind: 'unknown' };

export async function explain(
  instance: Instance,
  plan: Plan,
  asked: PersonAndSitting,
  options: PlanOptions,
): Promise<Explanation> {
  const person = instance.people.find(({ id }) => id === asked.person);
  const sitting = instance.sittings.find(({ id }) => id === asked.sitting);
  if (person === undefined) return { kind: 'nobody', why: [`There is no person ${asked.person}.`] };
  if (sitting === undefined) return { kind: 'nobody', why: [`There is no sitting ${asked.sitting}.`] };
  const placed = plan.assignment.find((one) => one.sitting === sitting.id);
  if (placed?.lead === person.id || placed?.seconds.includes(person.id)) return { kind: 'planned' };

  const roles = ROLES.filter((role) => role === 'lead' || sitting.seconds > 0);
  const reasons = roles.map((role) => whyNever(instance, person, sitting, role));
  if (!reasons.includes(null)) return { kind: 'forbidden', why: [...new Set(reasons.filter((why) => why !== null))] };
  const forced = { ...instance, locks: [...instance.locks, { kind: 'keep', role: null, ...asked } as const] };
  const wrong = contradictions(forced);
  if (wrong.length > 0)
    return { kind: 'forbidden', why: wrong.map(({ locks, why }) => `${why}${withLocks(locks, forced.locks.length)}`) };

  const other = await makePlan(forced, options);
  if (!other.ok) return { kind: 'forbidden', why: other.refusal };
  if (!plan.isProven || !other.value.isProven) return { kind: 'unknown' };
  const at = plan.levels.findIndex(
    (one, n) => compareValues(one.value, other.value.levels[n]?.value ?? one.value) !== 0,
  );
  const [before, after] = [plan.levels[at], other.value.levels[at]];
  if (before === undefined || after === undefined) return { kind: 'as-good', plan: other.value };
  return { kind: 'loses', before, after, plan: other.value };
}

/** The last lock is the question itself. */
function withLocks(locks: readonly number[], question: number): string {
  const others = locks.filter((one) => one !== question);
  return others.length === 0 ? '' : ` Lock ${others.join(' and lock ')} settled that.`;
}
