import { RELEVANCE_VALUES, type RelevanceValue } from '../conferences/relevance-values.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { isReview, type ConferenceKind } from '../conferences/kinds.js';

export { RELEVANCE_VALUES, type RelevanceValue };

export const relevanceLabel: Record<RelevanceValue, string> = {
  relevant: 'Relevant',
  'not-relevant': 'Not relevant',
  undecided: 'Undecided (counts as relevant)',
};

export interface RelevanceDecision {
  readonly value: RelevanceValue;
  readonly criteria: readonly string[];
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: Temporal.Instant;
}

/** As it is kept: with the version of the criteria in force then; null where that was not kept yet. */
export interface KeptDecision extends RelevanceDecision {
  readonly criteriaVersion: string | null;
}

export type RelevanceRefusal =
  | { readonly kind: 'not-a-review' }
  | { readonly kind: 'criteria-missing' }
  | { readonly kind: 'unknown-criterion'; readonly code: string }
  | { readonly kind: 'reason-missing' };

/** Something became known while somebody decided: they look at it and decide again. */
export type KnownMeanwhile =
  | { readonly kind: 'decided-meanwhile'; readonly by: string; readonly at: Temporal.Instant }
  | { readonly kind: 'marker-meanwhile'; readonly at: Temporal.Instant; readonly more: number };

/** What was decided last before the start, by decision time; nothing decided counts as undecided. */
export function relevanceAtStart(decisions: readonly RelevanceDecision[], startsAt: Temporal.Instant): RelevanceValue {
  const before = decisions
    .filter((decision) => Temporal.Instant.compare(decision.decidedAt, startsAt) <= 0)
    .sort((a, b) => Temporal.Instant.compare(a.decidedAt, b.decidedAt));
  return before.at(-1)?.value ?? 'undecided';
}

/**
 * A decision on a review: "relevant" names at least one ratified criterion, and every decision says why. Initial
 * conferences need none: police contribute to all of them.
 */
export function decideRelevance(
  kind: ConferenceKind,
  given: Pick<RelevanceDecision, 'value' | 'criteria' | 'reason'>,
  knownCriteria: readonly string[],
): Decided<Pick<RelevanceDecision, 'value' | 'criteria' | 'reason'>, RelevanceRefusal> {
  if (!isReview(kind)) return refused({ kind: 'not-a-review' });
  const unknown = given.criteria.find((code) => !knownCriteria.includes(code));
  if (unknown !== undefined) return refused({ kind: 'unknown-criterion', code: unknown });
  if (given.value === 'relevant' && given.criteria.length === 0) return refused({ kind: 'criteria-missing' });
  if (given.reason.trim() === '') return refused({ kind: 'reason-missing' });
  return accepted({ ...given, reason: given.reason.trim() });
}
