/** What inspections and reviews recommended, and how far it has come. Pure: facts in, decision out. */
import type { FieldChange } from '../audit/events.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatDate } from '../kernel/london.js';

export const RECOMMENDATION_STATUSES = ['open', 'in-progress', 'done', 'embedded'] as const;
export type RecommendationStatus = (typeof RECOMMENDATION_STATUSES)[number];

export const STATUS_WORDS: Readonly<Record<RecommendationStatus, string>> = {
  open: 'Open',
  'in-progress': 'In progress',
  done: 'Done',
  embedded: 'Embedded',
};

export interface GivenRecommendation {
  /** Who recommended it and when: "HMICFRS Nov 2023". */
  readonly source: string;
  readonly wording: string;
  /** A role, not a person: it outlasts whoever holds it. */
  readonly owner: string;
  readonly dueOn: Temporal.PlainDate | null;
  readonly status: RecommendationStatus;
  readonly evidence: string | null;
  readonly evidenceLink: string | null;
}

export interface Recommendation extends GivenRecommendation {
  readonly id: number;
  readonly version: number;
}

export type RecommendationRefusal =
  { readonly kind: 'evidence-missing' } | { readonly kind: 'changed-meanwhile'; readonly now: Recommendation };

/** Nothing is called done, or embedded, that shows no evidence. `version` is the one that was looked at. */
export function decideRecommendation(
  before: Recommendation | null,
  version: number | null,
  given: GivenRecommendation,
): Decided<GivenRecommendation, RecommendationRefusal> {
  if (before !== null && before.version !== version) return refused({ kind: 'changed-meanwhile', now: before });
  const isFinished = given.status === 'done' || given.status === 'embedded';
  if (isFinished && given.evidence === null && given.evidenceLink === null) {
    return refused({ kind: 'evidence-missing' });
  }
  return accepted(given);
}

/** Each field that differs, in words, for the history. */
export function changesOf(before: GivenRecommendation, after: GivenRecommendation): readonly FieldChange[] {
  const [was, is] = [wordsOf(before), wordsOf(after)];
  return FIELDS.filter(({ key }) => was[key] !== is[key]).map(({ key, label }) => ({
    field: label,
    before: was[key],
    after: is[key],
  }));
}

export const FIELDS = [
  { key: 'source', label: 'Source' },
  { key: 'wording', label: 'Recommendation' },
  { key: 'owner', label: 'Owner' },
  { key: 'dueOn', label: 'Due on' },
  { key: 'status', label: 'Status' },
  { key: 'evidence', label: 'Evidence' },
  { key: 'evidenceLink', label: 'Link' },
] as const satisfies readonly { readonly key: keyof GivenRecommendation; readonly label: string }[];

export const wordsOf = (one: GivenRecommendation): Readonly<Record<keyof GivenRecommendation, string>> => ({
  source: one.source,
  wording: one.wording,
  owner: one.owner,
  dueOn: one.dueOn === null ? '' : formatDate(one.dueOn),
  status: STATUS_WORDS[one.status],
  evidence: one.evidence ?? '',
  evidenceLink: one.evidenceLink ?? '',
});

/** Past its date and neither done nor embedded. */
export const isOverdue = (
  { dueOn, status }: Pick<GivenRecommendation, 'dueOn' | 'status'>,
  today: Temporal.PlainDate,
): boolean =>
  dueOn !== null && status !== 'done' && status !== 'embedded' && Temporal.PlainDate.compare(dueOn, today) < 0;
