/** What is known around a conference beyond its time, its people and its children. */
import type { Inquorate } from './quorum.js';
import type { TransferIn, TransferOut } from './transfer.js';

/** How TVP learnt of a conference that it was never invited to. */
export const LEARNT_FROM = ['minutes', 'told-afterwards'] as const;
export type LearntFrom = (typeof LEARNT_FROM)[number];

const LEARNT_WORDS: Record<LearntFrom, string> = {
  minutes: 'Learnt from minutes',
  'told-afterwards': 'Told of it afterwards',
};
export const learntLabel = (from: LearntFrom): string => LEARNT_WORDS[from];

export interface NeverInvited {
  readonly learntFrom: LearntFrom;
  readonly learntAt: Temporal.Instant;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** Why the relevance of a review that was decided on is to be looked at again. */
export const LOOK_AGAIN = ['child-added', 'brought-forward'] as const;
export type LookAgain = (typeof LOOK_AGAIN)[number];

const LOOK_AGAIN_WORDS: Record<LookAgain, string> = {
  'child-added': 'a child was added',
  'brought-forward': 'it was brought forward',
};
/** As the end of a sentence. */
export const lookAgainWords = (because: LookAgain): string => LOOK_AGAIN_WORDS[because];

export interface InquorateSitting extends Inquorate {
  readonly sittingId: number;
  readonly startsAt: Temporal.Instant;
}

export interface Circumstances {
  readonly transferIn: TransferIn | null;
  readonly transferOut: TransferOut | null;
  readonly neverInvited: NeverInvited | null;
  readonly lookAgain: LookAgain | null;
  /** Sittings without their quorum, the first one first. */
  readonly inquorate: readonly InquorateSitting[];
}
