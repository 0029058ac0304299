import type { Attribution, MissedReason, VoiceWay } from '../../config/reference-data.js';
import type { ConferenceState } from '../conferences/conference.js';
import { stateLabel } from '../conferences/conference.js';
import { modeLabel, type ConferenceMode } from '../conferences/modes.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';

import {
  addedTo,
  besidesInWords,
  decideBesides,
  NOTHING_BESIDES,
  type Besides,
  type BesidesFacts,
  type BesidesRefusal,
  type GivenBesides,
} from './besides.js';

export const OUTCOMES = ['attended', 'part', 'not'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const OUTCOME_WORDS: Record<Outcome, string> = {
  attended: 'Attended for the decision',
  part: 'Attended part',
  not: 'Did not attend',
};
export const outcomeLabel = (outcome: Outcome): string => OUTCOME_WORDS[outcome];

const ATTRIBUTION_WORDS: Record<Attribution, string> = {
  tvp: 'Thames Valley Police',
  partner: 'the local authority or another partner',
  shared: 'police and partner together',
  none: 'nobody',
};
/** Whose doing a miss was, to be put after "down to". */
export const attributionLabel = (attribution: Attribution): string => ATTRIBUTION_WORDS[attribution];

/** What happened, as somebody who knows tells it. */
export interface GivenOutcome {
  readonly outcome: Outcome;
  /** Only asked of those who attended part. */
  readonly presentAtDecision: boolean;
  readonly mode: ConferenceMode | null;
  readonly attendedById: number | null;
  readonly reason: string | null;
  readonly reasonNote: string | null;
  readonly attribution: Attribution | null;
  /** Why an outcome on record, or a month whose figures are published, is changed; otherwise null. */
  readonly correction: string | null;
  /** The version the person was looking at, 0 when nothing was on record; not checked when a channel does not show one. */
  readonly seen?: number;
  /** What is left out of it stays as it stands. */
  readonly besides?: GivenBesides;
}

/** What is kept of an outcome. */
export interface KeptOutcome extends Omit<GivenOutcome, 'correction' | 'seen' | 'besides'> {
  readonly besides: Besides;
}

/** The usual answer in one press: they attended for the decision, in the planned way, and nobody has said so before. */
export const attendedAsPlanned = (attendedById: number, mode: ConferenceMode): GivenOutcome => ({
  outcome: 'attended',
  presentAtDecision: true,
  mode,
  attendedById,
  reason: null,
  reasonNote: null,
  attribution: null,
  correction: null,
  seen: 0,
});

export interface Participation extends KeptOutcome {
  readonly version: number;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  /** A list said so when it was over; whoever corrects it records it. */
  readonly source?: 'recorded' | 'imported';
}

export type OutcomeRefusal =
  | BesidesRefusal
  | { readonly kind: 'not-started' }
  | { readonly kind: 'not-held'; readonly state: string }
  | { readonly kind: 'who-missing' }
  /** Nobody attended, and yet somebody is named, or how they attended, or that they were there for the decision. */
  | { readonly kind: 'nobody-was-there' }
  | { readonly kind: 'unknown-person' }
  | { readonly kind: 'mode-missing' }
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'note-missing' }
  | { readonly kind: 'correction-reason-missing'; readonly before: Participation }
  /** The first outcome, but the figures of its month are published already. */
  | { readonly kind: 'frozen-reason-missing' }
  /** Somebody recorded or corrected the outcome since the person opened the page. */
  | { readonly kind: 'changed-meanwhile'; readonly now: Participation };

export interface OutcomeFacts extends BesidesFacts {
  readonly state: ConferenceState;
  readonly now: Temporal.Instant;
  readonly before: Participation | null;
  /** The figures of the month are published: whatever changes them says why. */
  readonly isFrozen: boolean;
  readonly reasons: readonly MissedReason[];
}

/**
 * Attended means present when the decision was taken, in person or by video or telephone; part of it counts only with
 * the decision. Whoever missed the decision gives a reason, whose usual attribution applies unless another was chosen.
 */
export function decideOutcome(facts: OutcomeFacts, given: GivenOutcome): Decided<KeptOutcome, OutcomeRefusal> {
  if (facts.state !== 'scheduled' && facts.state !== 'held')
    return refused({ kind: 'not-held', state: stateLabel(facts.state) });
  if (Temporal.Instant.compare(facts.now, facts.startsAt) < 0) return refused({ kind: 'not-started' });
  if (facts.before !== null && given.seen !== undefined && given.seen !== facts.before.version)
    return refused({ kind: 'changed-meanwhile', now: facts.before });
  if (facts.before === null && facts.isFrozen && !given.correction?.trim())
    return refused({ kind: 'frozen-reason-missing' });
  const went = given.outcome !== 'not';
  const presentAtDecision = given.outcome === 'attended' || (given.outcome === 'part' && given.presentAtDecision);
  if (!went && (given.attendedById !== null || given.mode !== null || given.presentAtDecision))
    return refused({ kind: 'nobody-was-there' });
  if (went && given.attendedById === null) return refused({ kind: 'who-missing' });
  if (went && given.mode === null) return refused({ kind: 'mode-missing' });
  const reason = presentAtDecision ? undefined : facts.reasons.find((known) => known.code === given.reason);
  if (!presentAtDecision && reason === undefined) return refused({ kind: 'reason-missing' });
  const reasonNote = given.reasonNote?.trim() || null;
  if (reason?.needsText && reasonNote === null) return refused({ kind: 'note-missing' });
  const stands = facts.before?.besides ?? NOTHING_BESIDES;
  const besides = decideBesides(facts, given.besides ?? {}, stands, given.outcome === 'part');
  if (!besides.ok) return besides;
  const kept = {
    outcome: given.outcome,
    presentAtDecision,
    mode: went ? given.mode : null,
    attendedById: went ? given.attendedById : null,
    reason: reason?.code ?? null,
    reasonNote: reason ? reasonNote : null,
    attribution: reason ? (given.attribution ?? reason.attribution) : null,
    besides: besides.value,
  };
  if (facts.before !== null && !given.correction?.trim() && additions(facts.before, kept) === null)
    return refused({ kind: 'correction-reason-missing', before: facts.before });
  return accepted(kept);
}

const ATTENDANCE = [
  'outcome',
  'presentAtDecision',
  'mode',
  'attendedById',
  'reason',
  'reasonNote',
  'attribution',
] as const satisfies readonly (keyof KeptOutcome)[];

/** What is only added to an outcome on record, which needs no reason; null when it is changed, or nothing is added. */
export function additions(before: KeptOutcome, after: KeptOutcome): Besides | null {
  if (ATTENDANCE.some((key) => before[key] !== after[key])) return null;
  const added = addedTo(before.besides, after.besides);
  return added === null || besidesInWords(added, []).length === 0 ? null : added;
}

/** The lists from which an outcome takes its words. */
export interface Wordings {
  readonly reasons: readonly MissedReason[];
  readonly voiceWays: readonly VoiceWay[];
}

/** The whole outcome in one line, for the trail: "Attended part, not for the decision; Ada Okafor, video; called away". */
export function outcomeInWords(kept: KeptOutcome, who: string | null, { reasons, voiceWays }: Wordings): string {
  const decision =
    kept.outcome === 'part' ? (kept.presentAtDecision ? ', there for the decision' : ', not for the decision') : '';
  const went = [who, kept.mode && modeLabel(kept.mode).toLowerCase()].filter(Boolean).join(', ');
  const why = reasons.find((reason) => reason.code === kept.reason)?.label ?? kept.reason;
  const blame = kept.attribution && `down to ${attributionLabel(kept.attribution)}`;
  const besides = besidesInWords(kept.besides, voiceWays);
  return [`${outcomeLabel(kept.outcome)}${decision}`, went, why, kept.reasonNote, blame, ...besides]
    .filter(Boolean)
    .join('; ');
}
