/** What changed since a plan was made, so that it cannot be carried out as it was shown. Pure: two looks in, sentences out. */
import { formatWhen } from '../kernel/london.js';
import { checkPlan } from './check-plan.js';
import type { Instance } from './instance.js';
import type { Known, KnownSitting } from './known.js';
import { planDiff } from './plan-diff.js';
import type { OnIt } from './period.queries.js';
import type { Plan } from './plan.js';

/**
 * None when it still holds. What the plan leaves alone may change: it is looked at as it is now, and only so far as somebody
 * could not be in both places. What was added since is no reason either.
 */
export function changedSince(
  known: Known,
  plan: Plan,
  now: { readonly known: Known; readonly instance: Instance },
): readonly string[] {
  const today = new Map([...now.known.sittings, ...now.known.left].map((sitting) => [sitting.name, sitting]));
  const touched = planDiff(known, plan)
    .filter(({ on, off }) => on.length + off.length > 0)
    .map(({ sitting }) => sitting);
  const changes = touched.flatMap((before) => {
    const after = today.get(before.name);
    return after === undefined ? [`${before.name} is not open in these days any more.`] : sittingChanges(before, after);
  });
  if (changes.length > 0) return changes;
  const names = new Set(touched.map(({ name }) => name));
  const others = now.known.today.filter(({ sitting }) => !names.has(sitting));
  const wrongAnyway = new Set(checkPlan(now.instance, others));
  const all = [...others, ...plan.assignment.filter(({ sitting }) => names.has(sitting))];
  return checkPlan(now.instance, all).filter((sentence) => !wrongAnyway.has(sentence));
}

function sittingChanges(before: KnownSitting, after: KnownSitting): readonly string[] {
  const { name } = before;
  const moved = before.startsAt !== after.startsAt || before.endsAt !== after.endsAt;
  const isOtherwise = before.kind !== after.kind || before.hub !== after.hub;
  return [
    ...(moved ? [`${name} was moved to ${formatWhen(Temporal.Instant.from(after.startsAt))}.`] : []),
    ...(isOtherwise ? [`${name} is of another kind or hub now.`] : []),
    ...(before.relevance === after.relevance ? [] : [`Somebody decided anew whether ${name} is relevant.`]),
    ...peopleChanges(name, before.on, after.on),
  ];
}

function peopleChanges(conference: string, before: readonly OnIt[], after: readonly OnIt[]): readonly string[] {
  const find = (all: readonly OnIt[], one: OnIt): OnIt | undefined =>
    all.find(({ assignmentId, lead }) => assignmentId === one.assignmentId && lead === one.lead);
  return [
    ...before.filter((one) => !find(after, one)).map(({ name }) => `${name} is not on ${conference} any more.`),
    ...after.filter((one) => !find(before, one)).map(({ name }) => `${name} is on ${conference} since.`),
    ...after
      .filter((one) => one.state === 'accepted' && (find(before, one)?.state ?? 'accepted') !== 'accepted')
      .map(({ name }) => `${name} has accepted ${conference} since.`),
  ];
}
