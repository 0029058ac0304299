import type { VoiceWay } from '../../config/reference-data.js';
import { childWords } from '../conferences/children.js';
import type { Child } from '../conferences/conference.queries.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { never } from '../kernel/decided.js';
import { formatDayAndYear, formatTime, isWholeDay } from '../kernel/london.js';
import type { FieldError } from '../web/page-parts.js';
import { planField, type TypedBesides } from './besides.form.js';
import {
  lateReviewWords,
  nextReviewDueBy,
  PLAN_RESULTS,
  planLabel,
  type Besides,
  type BesidesRefusal,
} from './besides.js';

export interface BesidesPageFacts {
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly voiceWays: readonly VoiceWay[];
  readonly children: readonly Child[];
  readonly hasReport: boolean;
}

const yesNo = (said: boolean | null): string => (said === null ? '' : said ? 'yes' : 'no');

/** What stands on record, as the form shows it. */
export const besidesAsOpened = (besides: Besides): TypedBesides => ({
  asked: true,
  came: besides.cameAt === null ? '' : formatTime(besides.cameAt),
  left: besides.leftAt === null ? '' : formatTime(besides.leftAt),
  voice: besides.voiceHeard ?? '',
  voiceWays: besides.voiceWays,
  dissent: yesNo(besides.dissent),
  nextReview: besides.nextReviewOn === null ? '' : besides.nextReviewOn.toString(),
  readOut: yesNo(besides.reportReadOut),
  plans: Object.fromEntries(besides.plans.map(({ childId, result }) => [childId, result])),
});

/** Enough to tell siblings apart. */
const shortWords = (child: Child): string =>
  child.initials === null || child.bornYear === null ? childWords(child) : `${child.initials}, born ${child.bornYear}`;

const IN_THE_FOLD = ['#voice', '#voice-ways', '#dissent', '#next-review'];

/** The optional part of the form: folded until something in it is said, or wrong. */
export function besidesForm(facts: BesidesPageFacts, typed: TypedBesides, errors: readonly FieldError[]) {
  const { kind, startsAt, endsAt, children } = facts;
  const isSaid = [typed.voice, typed.dissent, typed.nextReview, ...Object.values(typed.plans)].some(Boolean);
  const due = formatDayAndYear(nextReviewDueBy(kind, startsAt));
  return {
    open: isSaid || errors.some(({ href }) => IN_THE_FOLD.includes(href) || href.startsWith('#plan-')),
    timesOpen:
      [typed.came, typed.left].some(Boolean) || errors.some(({ href }) => href === '#came' || href === '#left'),
    timesHint: isWholeDay(startsAt, endsAt)
      ? 'If you know it, for example 9:30 or 2pm'
      : `Between ${formatTime(startsAt)} and ${formatTime(endsAt)}, if you know it`,
    ways: facts.voiceWays.map(({ code, label }) => ({ value: code, text: label })),
    children: children.map((child) => ({
      name: planField(child.id),
      label: children.length === 1 ? 'What became of the plan?' : `Plan of ${shortWords(child)}`,
      value: typed.plans[child.id] ?? '',
    })),
    plans: [{ value: '', text: 'Not known' }, ...PLAN_RESULTS.map((value) => ({ value, text: planLabel(value) }))],
    reviewHint: `If a date was set; by ${due} at the latest`,
    hasReport: facts.hasReport,
  };
}

/** Said after a review was set too late, since nobody else on the page would notice; null when it is in time. */
export function lateReviewNote(besides: Besides, facts: Pick<BesidesPageFacts, 'kind' | 'startsAt'>): string | null {
  if (besides.nextReviewOn === null) return null;
  const late = lateReviewWords(facts.kind, facts.startsAt, besides.nextReviewOn);
  return late && `The next review on ${formatDayAndYear(besides.nextReviewOn)} is ${late}: tell the local authority.`;
}

/** The sentence of each refusal, and its field. */
export function besidesError(refusal: BesidesRefusal): FieldError {
  switch (refusal.kind) {
    case 'times-of-part-only':
      return { text: 'Only who attended part came or left at another time', href: '#came' };
    case 'outside-the-sitting':
      return { text: 'Give times between the start and the end of the conference', href: '#came' };
    case 'left-before-coming':
      return { text: 'They cannot have left before they came', href: '#left' };
    case 'unknown-voice-way':
      return { text: 'Choose from the list how the child was heard', href: '#voice-ways' };
    case 'voice-not-heard':
      return { text: 'Say first that the child was heard', href: '#voice' };
    case 'unknown-child':
      return { text: 'The children of this conference have changed. Look at them again', href: '#outcome' };
    case 'review-before-conference':
      return { text: 'The next review must be after this conference. Check the date', href: '#next-review' };
    case 'nothing-to-read-out':
      return {
        text: 'No report is on record that could have been read out. Record the report first',
        href: '#read-out',
      };
    default:
      return never(refusal);
  }
}
