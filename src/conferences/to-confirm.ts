/** Which conferences that automation recorded a person has to confirm: a policy of the hub, to be ratified. */
import { kindLabel, type ConferenceKind } from './kinds.js';
import type { Caution } from './timing.js';

/** Besides these, a kind of conference may be asked for. `caution` is any but late notice. */
export const CONFIRM_CONDITIONS = ['late-notice', 'caution', 'possible-duplicate'] as const;
export type ConfirmCondition = (typeof CONFIRM_CONDITIONS)[number] | ConferenceKind;

export interface ConfirmPolicy {
  readonly confirm: 'always' | 'when' | 'never';
  /** With `when`, any one of these is enough. */
  readonly when: readonly ConfirmCondition[];
}

/** Why a conference is to be confirmed: what of the policy it met, or that the hub wants to confirm all of them. */
export type ConfirmReason = ConfirmCondition | 'always';

export interface Recorded {
  readonly kind: ConferenceKind;
  readonly cautions: readonly Pick<Caution, 'kind'>[];
  /** Something on record is alike, although the program said that it is another one. */
  readonly alike: boolean;
}

/** Why a person has to confirm what automation recorded; null when nobody has to. */
export function reasonsToConfirm(policy: ConfirmPolicy, recorded: Recorded): readonly ConfirmReason[] | null {
  if (policy.confirm === 'never') return null;
  if (policy.confirm === 'always') return ['always'];
  const met = policy.when.filter((condition) => meets(condition, recorded));
  return met.length === 0 ? null : met;
}

function meets(condition: ConfirmCondition, { kind, cautions, alike }: Recorded): boolean {
  switch (condition) {
    case 'late-notice':
      return cautions.some((caution) => caution.kind === 'late-notice');
    case 'caution':
      return cautions.some((caution) => caution.kind !== 'late-notice');
    case 'possible-duplicate':
      return alike;
    default:
      return condition === kind;
  }
}

const REASON_WORDS: Record<'always' | (typeof CONFIRM_CONDITIONS)[number], string> = {
  always: 'the hub confirms all of them',
  'late-notice': 'late notice',
  caution: 'unusual time',
  'possible-duplicate': 'perhaps recorded twice',
};

const wordsFor = (reason: ConfirmReason): string =>
  reason in REASON_WORDS ? REASON_WORDS[reason as keyof typeof REASON_WORDS] : kindLabel(reason as ConferenceKind);

/** "late notice, perhaps recorded twice" */
export const confirmWords = (reasons: readonly string[]): string =>
  reasons.map((reason) => wordsFor(reason as ConfirmReason)).join(', ');

/** The word that stands on it everywhere until somebody has. */
export const TO_CONFIRM = 'To confirm';
