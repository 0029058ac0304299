import { never } from '../kernel/decided.js';
import { formatDate, formatWhen } from '../kernel/london.js';
import type { Cell, FieldError, Row, Table, Tag, TimelineItem } from '../web/page-parts.js';
import type { TypedRecommendation } from './recommendation.form.js';
import {
  FIELDS,
  isOverdue,
  RECOMMENDATION_STATUSES,
  STATUS_WORDS,
  wordsOf,
  type Recommendation,
  type RecommendationRefusal,
  type RecommendationStatus,
} from './recommendation.js';
import type { RecommendationEvent } from './recommendation.queries.js';

const HREF = '/priorities/recommendations';
export const BACK_TO_PRIORITIES = { text: 'The ten priorities', href: '/priorities' };

const TONES: Readonly<Record<RecommendationStatus, Tag['tone']>> = {
  open: 'warn',
  'in-progress': 'info',
  done: 'neutral',
  embedded: 'good',
};

type ColumnKey = 'wording' | 'owner' | 'due' | 'status' | 'evidence' | 'change';

/** The register: what is not embedded first. */
export function recommendationsPage(all: readonly Recommendation[], today: Temporal.PlainDate, mayChange: boolean) {
  return {
    title: 'Recommendations',
    back: BACK_TO_PRIORITIES,
    actions: mayChange ? [{ text: 'Add a recommendation', href: `${HREF}/new`, main: true }] : [],
    sentence: registerSentence(all, today),
    register: registerTable(all, today, mayChange),
  };
}

function registerSentence(all: readonly Recommendation[], today: Temporal.PlainDate): string | null {
  if (all.length === 0) return null;
  const embedded = all.filter(({ status }) => status === 'embedded').length;
  const overdue = all.filter((one) => isOverdue(one, today)).length;
  const late =
    overdue === 0 ? 'none is past its date' : overdue === 1 ? '1 is past its date' : `${overdue} are past their date`;
  return `${embedded} of ${all.length} ${embedded === 1 ? 'is' : 'are'} embedded; ${late}.`;
}

function registerTable(
  all: readonly Recommendation[],
  today: Temporal.PlainDate,
  mayChange: boolean,
): Table<ColumnKey> {
  return {
    caption: 'Recommendations, those not embedded first',
    captionHidden: true,
    columns: [
      { key: 'wording', text: 'Recommendation', rowHeader: true, bare: true },
      { key: 'owner', text: 'Owner' },
      { key: 'due', text: 'Due on', nowrap: true },
      { key: 'status', text: 'Status', nowrap: true },
      { key: 'evidence', text: 'Evidence' },
      ...(mayChange ? [{ key: 'change', text: 'Change', hidden: true } as const] : []),
    ],
    rows: all.map((one) => registerRow(one, today)),
    empty: {
      title: 'No recommendation is on the register yet',
      text: 'What inspections, reviews and audits recommended stands here, with its owner, its date and the evidence that it was done and stays done.',
    },
  };
}

function registerRow(one: Recommendation, today: Temporal.PlainDate): Row<ColumnKey> {
  const { id, source, wording, owner, dueOn, status, evidence, evidenceLink } = one;
  const isLate = isOverdue(one, today);
  const link =
    evidenceLink === null ? {} : { link: { text: 'Open', href: evidenceLink, label: `the evidence of ${id}` } };
  return {
    id: `recommendation-${id}`,
    ...(isLate ? { tone: 'bad' as const } : {}),
    cells: {
      wording: { text: wording, strong: true, note: source },
      owner,
      due: dueOn === null ? null : isLate ? { text: formatDate(dueOn), note: 'past its date' } : formatDate(dueOn),
      status: { tag: { text: STATUS_WORDS[status], tone: TONES[status] ?? 'neutral' } },
      evidence: evidence === null && evidenceLink === null ? null : { text: evidence, ...link },
      change: { text: 'Change', href: `${HREF}/${id}/edit`, label: `recommendation ${id}` },
    },
  };
}

export interface RecommendationFormFacts {
  readonly known: Recommendation | null;
  readonly history: readonly RecommendationEvent[];
  readonly typed: TypedRecommendation;
  readonly errors?: readonly FieldError[];
  readonly differences?: Table<'field' | 'now' | 'typed'> | null;
}

export function recommendationFormPage({ known, history, typed, errors, differences }: RecommendationFormFacts) {
  return {
    title: known === null ? 'Add a recommendation' : 'Change a recommendation',
    ...(known === null ? {} : { caption: known.source }),
    back: { text: 'Recommendations', href: HREF },
    errors: errors ?? [],
    differences: differences ?? null,
    action: known === null ? `${HREF}/new` : `${HREF}/${known.id}/edit`,
    // The stored version: whoever saves after seeing both has decided which one stands.
    version: known?.version ?? '',
    typed,
    statuses: RECOMMENDATION_STATUSES.map((value) => ({ value, text: STATUS_WORDS[value], hint: STATUS_HINTS[value] })),
    button: known === null ? 'Add this recommendation' : 'Save',
    cancel: { text: 'Cancel', href: HREF },
    history: history.map(historyItem),
  };
}

const STATUS_HINTS: Readonly<Record<RecommendationStatus, string>> = {
  open: 'Nobody has begun',
  'in-progress': 'Somebody is working on it',
  done: 'Carried out. Needs evidence',
  embedded: 'Carried out and seen to last. Needs evidence',
};

const historyItem = ({ at, actor, changes }: RecommendationEvent): TimelineItem => ({
  title: changes === null ? 'Added' : 'Changed',
  by: actor,
  at: at.toString(),
  when: formatWhen(at),
  lines: (changes ?? []).map(
    ({ field, before, after }): Cell => `${field}: ${after || 'none'} (before: ${before || 'none'})`,
  ),
});

/** A refusal as the form shows it. */
export function recommendationRefusal(
  refusal: RecommendationRefusal,
  typed: TypedRecommendation,
): Pick<RecommendationFormFacts, 'errors' | 'differences'> {
  switch (refusal.kind) {
    case 'evidence-missing': {
      const text = 'Say what shows that it was done, or give a link to it. Without evidence it stays in progress';
      return { errors: [{ text, href: '#evidence' }] };
    }
    case 'changed-meanwhile': {
      const text = 'Somebody else changed this recommendation since you opened the page. Check both, then save again';
      return { errors: [{ text, href: '#source' }], differences: differencesOf(refusal.now, typed) };
    }
    default:
      return never(refusal);
  }
}

function differencesOf(now: Recommendation, typed: TypedRecommendation): Table<'field' | 'now' | 'typed'> {
  const stands = wordsOf(now);
  const statusTyped = RECOMMENDATION_STATUSES.find((one) => one === typed.status);
  const given = { ...typed, status: statusTyped === undefined ? '' : STATUS_WORDS[statusTyped] };
  return {
    caption: 'What differs',
    columns: [
      { key: 'field', text: 'Field', rowHeader: true },
      { key: 'now', text: 'On record now' },
      { key: 'typed', text: 'What you typed' },
    ],
    rows: FIELDS.filter(({ key }) => stands[key] !== given[key]).map(({ key, label }) => ({
      cells: { field: label, now: stands[key] || 'none', typed: given[key] || 'none' },
    })),
    empty: { title: 'Nothing differs: what you typed is what is on record now.' },
  };
}
