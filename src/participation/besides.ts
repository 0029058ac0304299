import type { VoiceWay } from '../../config/reference-data.js';
import { isInitial, type ConferenceKind } from '../conferences/kinds.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatDayAndYear, formatTime, londonDate } from '../kernel/london.js';
import { firstReviewDueBy, reviewDueBy } from '../kernel/working-time.js';

/** What an outcome says besides attendance. All of it may stay open. */
export const VOICE_ANSWERS = ['yes', 'no', 'not-known'] as const;
export type VoiceHeard = (typeof VOICE_ANSWERS)[number];

export const PLAN_RESULTS = ['made', 'continues', 'ends', 'none'] as const;
export type PlanResult = (typeof PLAN_RESULTS)[number];

/** What the conference decided for one child; children of whom nobody has said it are left out. */
export interface ChildPlan {
  readonly childId: number;
  readonly result: PlanResult;
}

/** Whether a review is to follow: one child on a plan is enough. Null while nobody has said it of any child. */
export const planGoesOn = (plans: readonly Pick<ChildPlan, 'result'>[]): boolean | null =>
  plans.length === 0 ? null : plans.some(({ result }) => result === 'made' || result === 'continues');

export interface Besides {
  /** Of those who attended part: when they came and left, within the sitting. */
  readonly cameAt: Temporal.Instant | null;
  readonly leftAt: Temporal.Instant | null;
  /** Whether the conference heard what the child says. */
  readonly voiceHeard: VoiceHeard | null;
  /** Codes of config/voice.json. */
  readonly voiceWays: readonly string[];
  readonly dissent: boolean | null;
  readonly nextReviewOn: Temporal.PlainDate | null;
  readonly plans: readonly ChildPlan[];
  /** Whether our report was read out; kept with the report. */
  readonly reportReadOut: boolean | null;
}

/** What is left out stays as it stands; null says that it is not known. */
export type GivenBesides = { readonly [K in keyof Besides]?: Besides[K] | undefined };

export const NOTHING_BESIDES: Besides = {
  cameAt: null,
  leftAt: null,
  voiceHeard: null,
  voiceWays: [],
  dissent: null,
  nextReviewOn: null,
  plans: [],
  reportReadOut: null,
};

export interface BesidesFacts {
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly voiceWays: readonly VoiceWay[];
  readonly childIds: readonly number[];
  /** A report is on record that could be read out. */
  readonly hasReport: boolean;
}

export type BesidesRefusal =
  | { readonly kind: 'times-of-part-only' }
  | { readonly kind: 'outside-the-sitting' }
  | { readonly kind: 'left-before-coming' }
  | { readonly kind: 'unknown-voice-way'; readonly code: string }
  | { readonly kind: 'voice-not-heard' }
  | { readonly kind: 'unknown-child'; readonly id: number }
  | { readonly kind: 'review-before-conference' }
  | { readonly kind: 'nothing-to-read-out' };

/** @param isPart whether they attended part: only then are there times */
export function decideBesides(
  facts: BesidesFacts,
  given: GivenBesides,
  before: Besides,
  isPart: boolean,
): Decided<Besides, BesidesRefusal> {
  const kept = {
    cameAt: isPart ? or(given.cameAt, before.cameAt) : null,
    leftAt: isPart ? or(given.leftAt, before.leftAt) : null,
    voiceHeard: or(given.voiceHeard, before.voiceHeard),
    voiceWays: given.voiceWays ?? (or(given.voiceHeard, before.voiceHeard) === 'yes' ? before.voiceWays : []),
    dissent: or(given.dissent, before.dissent),
    nextReviewOn: or(given.nextReviewOn, before.nextReviewOn),
    plans: (given.plans ?? before.plans).toSorted((a, b) => a.childId - b.childId),
    reportReadOut: or(given.reportReadOut, before.reportReadOut),
  };
  if (!isPart && (given.cameAt || given.leftAt)) return refused({ kind: 'times-of-part-only' });
  return problemWith(facts, kept) ?? accepted(kept);
}

/** Left out is undefined: what stands stays. */
const or = <T>(given: T | undefined, stands: T): T => (given === undefined ? stands : given);

function problemWith(facts: BesidesFacts, kept: Besides): ReturnType<typeof refused<BesidesRefusal>> | null {
  const { cameAt, leftAt, voiceWays, plans, nextReviewOn } = kept;
  const isWithin = (at: Temporal.Instant | null): boolean =>
    at === null || (isNoLater(facts.startsAt, at) && isNoLater(at, facts.endsAt));
  if (!isWithin(cameAt) || !isWithin(leftAt)) return refused({ kind: 'outside-the-sitting' });
  if (cameAt !== null && leftAt !== null && isNoLater(leftAt, cameAt)) return refused({ kind: 'left-before-coming' });
  const unknown = voiceWays.find((code) => !facts.voiceWays.some((way) => way.code === code));
  if (unknown !== undefined) return refused({ kind: 'unknown-voice-way', code: unknown });
  if (voiceWays.length > 0 && kept.voiceHeard !== 'yes') return refused({ kind: 'voice-not-heard' });
  const stranger = plans.find(
    ({ childId }, i) =>
      !facts.childIds.includes(childId) || plans.findIndex((other) => other.childId === childId) !== i,
  );
  if (stranger !== undefined) return refused({ kind: 'unknown-child', id: stranger.childId });
  if (nextReviewOn !== null && Temporal.PlainDate.compare(nextReviewOn, londonDate(facts.startsAt)) <= 0)
    return refused({ kind: 'review-before-conference' });
  if (kept.reportReadOut !== null && !facts.hasReport) return refused({ kind: 'nothing-to-read-out' });
  return null;
}

const isNoLater = (a: Temporal.Instant, b: Temporal.Instant): boolean => Temporal.Instant.compare(a, b) <= 0;

/** The last day for the next review: three months after an initial conference, six after a review. */
export function nextReviewDueBy(kind: ConferenceKind, startsAt: Temporal.Instant): Temporal.PlainDate {
  const day = londonDate(startsAt);
  return isInitial(kind) ? firstReviewDueBy(day) : reviewDueBy(day);
}

/** "later than Mon 1 Mar 2027, three months after"; null when it is in time. */
export function lateReviewWords(
  kind: ConferenceKind,
  startsAt: Temporal.Instant,
  on: Temporal.PlainDate,
): string | null {
  const due = nextReviewDueBy(kind, startsAt);
  if (Temporal.PlainDate.compare(on, due) <= 0) return null;
  return `later than ${formatDayAndYear(due)}, ${isInitial(kind) ? 'three' : 'six'} months after`;
}

const PLAN_WORDS: Record<PlanResult, string> = {
  made: 'Plan made',
  continues: 'Plan continues',
  ends: 'Plan ends',
  none: 'No plan',
};
export const planLabel = (result: PlanResult): string => PLAN_WORDS[result];

const VOICE_WORDS: Record<VoiceHeard, string> = {
  yes: 'voice of the child heard',
  no: 'voice of the child not heard',
  'not-known': 'not known whether the child was heard',
};

/** Each thing said, as a part of a sentence; no child is told apart. */
export function besidesInWords(besides: Besides, ways: readonly VoiceWay[]): readonly string[] {
  const { voiceHeard, dissent, nextReviewOn, reportReadOut } = besides;
  return [
    timesInWords(besides),
    voiceHeard && voiceInWords(voiceHeard, besides.voiceWays, ways),
    dissent === null ? null : dissent ? 'police dissented' : 'no dissent of police',
    ...PLAN_RESULTS.map((result) => plansInWords(result, besides.plans)),
    nextReviewOn && `next review on ${formatDayAndYear(nextReviewOn)}`,
    reportReadOut === null ? null : reportReadOut ? 'our report was read out' : 'our report was not read out',
  ].filter((part) => part !== null);
}

function timesInWords({ cameAt, leftAt }: Besides): string | null {
  if (cameAt === null && leftAt === null) return null;
  const from = cameAt && `from ${formatTime(cameAt)}`;
  const until = leftAt && `until ${formatTime(leftAt)}`;
  return ['there', from, until].filter(Boolean).join(' ');
}

function voiceInWords(heard: VoiceHeard, codes: readonly string[], ways: readonly VoiceWay[]): string {
  const labels = codes.map((code) => ways.find((way) => way.code === code)?.label ?? code);
  return labels.length === 0
    ? VOICE_WORDS[heard]
    : `${VOICE_WORDS[heard]}: ${labels.map((label) => label.charAt(0).toLowerCase() + label.slice(1)).join(', ')}`;
}

function plansInWords(result: PlanResult, plans: readonly ChildPlan[]): string | null {
  const count = plans.filter((plan) => plan.result === result).length;
  if (count === 0) return null;
  return `${planLabel(result).toLowerCase()} for ${count} ${count === 1 ? 'child' : 'children'}`;
}

/**
 * What `after` says that `before` left open; null when something that was said is changed. To add what nobody had said
 * is no correction.
 */
export function addedTo(before: Besides, after: Besides): Besides | null {
  const added: { -readonly [K in keyof Besides]: Besides[K] } = { ...NOTHING_BESIDES };
  for (const key of ['cameAt', 'leftAt', 'voiceHeard', 'dissent', 'nextReviewOn', 'reportReadOut'] as const) {
    if (String(before[key]) === String(after[key])) continue;
    if (before[key] !== null && before[key] !== 'not-known') return null;
    Object.assign(added, { [key]: after[key] });
  }
  if (before.voiceWays.some((code) => !after.voiceWays.includes(code))) return null;
  if (after.voiceWays.length > before.voiceWays.length) {
    added.voiceHeard = after.voiceHeard;
    added.voiceWays = after.voiceWays.filter((code) => !before.voiceWays.includes(code));
  }
  const standing = before.plans.map(({ childId }) => childId);
  const isKept = before.plans.every((plan) =>
    after.plans.some(({ childId, result }) => childId === plan.childId && result === plan.result),
  );
  if (!isKept) return null;
  added.plans = after.plans.filter(({ childId }) => !standing.includes(childId));
  return added;
}
