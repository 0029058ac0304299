import type { Edition, RelevanceCriterion } from '../../config/reference-data.js';
import { lookAgainWords, type LookAgain } from '../conferences/circumstances.js';
import { isReview, kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { never } from '../kernel/decided.js';
import { formatDate, formatSpan, formatTime, formatWhen, londonDate } from '../kernel/london.js';
import type { FieldError, Link, Table } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import { criteriaOf, type Evidence } from './evidence.js';
import {
  RELEVANCE_VALUES,
  relevanceAtStart,
  relevanceLabel,
  type KeptDecision,
  type KnownMeanwhile,
  type RelevanceDecision,
  type RelevanceRefusal,
  type RelevanceValue,
} from './relevance.js';
import type { TypedRelevance } from './relevance.form.js';

export interface RelevancePage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly sitting: string;
  /** Only reviews are decided on. */
  readonly needed: boolean;
  readonly before: string;
  /** What a decision after the start does, and does not do. */
  readonly afterStart: string | null;
  /** Why it is to be looked at again, and where to say that what was decided stands. */
  readonly lookAgain: { readonly text: string; readonly action: string; readonly button: string } | null;
  readonly values: readonly {
    readonly value: RelevanceValue;
    readonly text: string;
    readonly hint: string;
  }[];
  readonly criteria: readonly { readonly value: string; readonly text: string; readonly hint: string }[];
  /** Which list of criteria it is, and what ticked boxes mean. */
  readonly criteriaHint: string;
  /** What the tracker knows that speaks for criteria. */
  readonly evidence: Table<'criterion' | 'known' | 'since' | 'from'>;
  readonly typed: TypedRelevance;
  /** What it shows, so that what arrives meanwhile is noticed. */
  readonly seen: string;
  readonly errors: readonly FieldError[];
}

const HINTS: Record<RelevanceValue, string> = {
  relevant: 'At least one criterion below is met. Police attend, and the review counts.',
  'not-relevant': 'No criterion is met. Nobody has to attend, and the review does not count.',
  undecided: 'Something is still to be found out. Until then it counts as relevant.',
};

/** The form on which a review is decided relevant or not, with the ratified criteria and what they mean. */
export function relevancePage(
  opened: Opened,
  facts: {
    readonly decisions: readonly KeptDecision[];
    readonly criteria: readonly RelevanceCriterion[];
    readonly edition: Pick<Edition, 'version' | 'owner' | 'reviewOn'>;
    readonly evidence: readonly Evidence[];
    readonly now: Temporal.Instant;
    readonly seen?: string;
    readonly lookAgain?: LookAgain | null;
  },
  typed: TypedRelevance | null,
  errors: readonly FieldError[] = [],
): RelevancePage {
  const { conference, sitting, hub } = opened;
  const href = `/conferences/${conference.reference}`;
  const latest = facts.decisions.at(-1);
  const hasStarted = Temporal.Instant.compare(facts.now, sitting.startsAt) > 0;
  return {
    title: 'Is this review relevant?',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    action: `${href}/relevance`,
    sitting: formatSpan(sitting.startsAt, sitting.endsAt),
    needed: isReview(conference.kind),
    before:
      latest === undefined
        ? 'Nobody has decided yet.'
        : `${relevanceLabel[latest.value]}, decided by ${latest.decidedBy} on ${formatWhen(latest.decidedAt)}: ${latest.reason}`,
    afterStart: hasStarted ? afterStartSentence(facts.decisions, sitting.startsAt) : null,
    lookAgain: facts.lookAgain
      ? {
          text: `Look at it again: ${lookAgainWords(facts.lookAgain)} after it was decided. Decide again below, or say that it stands.`,
          action: `${href}/relevance/unchanged`,
          button: latest === undefined ? 'It stands' : `It stays: ${relevanceLabel[latest.value].toLowerCase()}`,
        }
      : null,
    values: RELEVANCE_VALUES.map((value) => ({
      value,
      text: relevanceLabel[value],
      hint: HINTS[value],
    })),
    criteria: facts.criteria.map((one) => ({ value: one.code, text: one.label, hint: one.explanation })),
    criteriaHint: criteriaHint(facts.edition, facts.evidence.length > 0, facts.now),
    evidence: evidenceTable(facts.evidence, facts.criteria),
    typed: typed ?? { value: '', criteria: ticked(latest, facts), reason: '', seen: '' },
    seen: facts.seen ?? '',
    errors,
  };
}

/** What was ticked last stays so, and what speaks for a criterion is ticked with it; a person unticks what does not hold. */
function ticked(
  latest: RelevanceDecision | undefined,
  { evidence, criteria }: { readonly evidence: readonly Evidence[]; readonly criteria: readonly RelevanceCriterion[] },
): readonly string[] {
  const met = [...(latest?.value === 'relevant' ? latest.criteria : []), ...criteriaOf(evidence)];
  return criteria.map(({ code }) => code).filter((code) => met.includes(code));
}

function criteriaHint(
  { version, owner, reviewOn }: Pick<Edition, 'version' | 'owner' | 'reviewOn'>,
  isPrefilled: boolean,
  now: Temporal.Instant,
): string {
  const isOverdue = Temporal.PlainDate.compare(reviewOn, londonDate(now)) < 0;
  const edition = `Version ${version}, ${owner}, to be reviewed ${isOverdue ? 'since' : 'by'} ${formatDate(reviewOn)}${isOverdue ? ': overdue' : ''}.`;
  const prefilled = isPrefilled
    ? ' Those that the tracker knows something about are ticked; untick what does not hold.'
    : '';
  return `At least one if the review is relevant.${prefilled} ${edition}`;
}

const evidenceTable = (
  evidence: readonly Evidence[],
  criteria: readonly RelevanceCriterion[],
): RelevancePage['evidence'] => ({
  caption: 'What the tracker knows',
  columns: [
    { key: 'criterion', text: 'Criterion', rowHeader: true, bare: true },
    { key: 'known', text: 'What is known' },
    { key: 'since', text: 'Since', nowrap: true },
    { key: 'from', text: 'From' },
  ],
  rows: evidence.map((one) => ({
    cells: {
      criterion: { text: criteria.find(({ code }) => code === one.criterion)?.label ?? one.criterion, strong: true },
      known: one.words,
      since: one.since === null ? null : formatDate(one.since),
      from: one.from,
    },
  })),
  empty: {
    title: 'Nothing that speaks for a criterion',
    text: 'No marker, no child added, not the first review. The tracker knows only what it was told: look on Niche as well.',
  },
});

// Domain section 2.3: the value at the start is frozen, so that nobody improves a figure afterwards.
function afterStartSentence(decisions: readonly RelevanceDecision[], startsAt: Temporal.Instant): string {
  const stood = relevanceLabel[relevanceAtStart(decisions, startsAt)].toLowerCase();
  return `The conference has started. Your decision is kept as a correction; the figure keeps what stood at the start: ${stood}.`;
}

export const isMeanwhile = ({ kind }: RelevanceRefusal | KnownMeanwhile): boolean =>
  kind === 'marker-meanwhile' || kind === 'decided-meanwhile';

const CONFIRM = 'Look at what is known now, and record your decision again to confirm it.';

export function relevanceRefusal(refusal: RelevanceRefusal | KnownMeanwhile): FieldError {
  switch (refusal.kind) {
    case 'marker-meanwhile': {
      const many =
        refusal.more === 0 ? 'A police marker arrived' : `${refusal.more + 1} police markers arrived, the first`;
      return { text: `${many} at ${formatTime(refusal.at)} while you were deciding. ${CONFIRM}`, href: '#value' };
    }
    case 'decided-meanwhile':
      return {
        text: `${refusal.by} decided at ${formatTime(refusal.at)} while you were deciding. ${CONFIRM}`,
        href: '#value',
      };
    case 'not-a-review':
      return { text: 'Only reviews are decided on: police contribute to every initial conference.', href: '#value' };
    case 'criteria-missing':
      return { text: 'Tick at least one criterion that makes it relevant.', href: '#criteria' };
    case 'unknown-criterion':
      return { text: 'One of the criteria is not in force any more. Look through them again.', href: '#criteria' };
    case 'reason-missing':
      return { text: 'Say why in a few words.', href: '#reason' };
    default:
      return never(refusal);
  }
}

const NEXT: Record<RelevanceValue, string> = {
  relevant: 'Somebody has to attend, and it counts.',
  'not-relevant': 'Nobody has to attend, and it does not count.',
  undecided: 'It counts as relevant until somebody decides.',
};

/** What the banner says after a decision. */
export function relevanceDecided(reference: string, value: RelevanceValue, afterStart: boolean): Flash {
  const title = `Decided: ${relevanceLabel[value].toLowerCase()}.`;
  if (afterStart)
    return { title, text: 'Kept as a correction: the figure keeps what stood at the start.', tone: 'warn' };
  const back = { href: '/board', linkText: 'Back to the board' };
  const assign = { href: `/conferences/${reference}/assign`, linkText: 'Assign somebody' };
  return { title, text: NEXT[value], ...(value === 'relevant' ? assign : back) };
}

/** What the banner says when somebody has looked again and nothing changes. */
export const relevanceKept = (wasOwed: boolean): Flash =>
  wasOwed
    ? {
        title: 'Looked at again: what was decided stands.',
        tone: 'good',
        href: '/board',
        linkText: 'Back to the board',
      }
    : { title: 'There was nothing to look at again.', text: 'A colleague may have been quicker.', tone: 'warn' };
