/** Lists to choose from: reasons, criteria, skills, and how the voice of the child was heard. To be ratified. */
import type { Checked } from './checks.js';

export const ATTRIBUTIONS = ['tvp', 'partner', 'shared', 'none'] as const;
export type Attribution = (typeof ATTRIBUTIONS)[number];

/** Why a conference was missed. The attribution is where the entry starts; a person may change it. */
export interface MissedReason {
  readonly code: string;
  readonly label: string;
  readonly attribution: Attribution;
  readonly needsText: boolean;
}

export interface RelevanceCriterion {
  readonly code: string;
  readonly label: string;
  readonly explanation: string;
}

export interface Skill {
  readonly code: string;
  readonly label: string;
}

/** How a conference heard what the child says. */
export interface VoiceWay {
  readonly code: string;
  readonly label: string;
}

export function readReasons(file: Checked): MissedReason[] {
  const keys = ['code', 'label', 'attribution', 'needsText'];
  const reasons = file.list('reasons', 'reason', keys, (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
    attribution: entry.oneOf<Attribution>('attribution', ATTRIBUTIONS),
    needsText: entry.flag('needsText'),
  }));
  file.noneTwice('code', codes(reasons));
  return reasons;
}

export function readCriteria(file: Checked): RelevanceCriterion[] {
  const criteria = file.list('criteria', 'criterion', ['code', 'label', 'explanation'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
    explanation: entry.text('explanation'),
  }));
  file.noneTwice('code', codes(criteria));
  return criteria;
}

export function readSkills(file: Checked): Skill[] {
  const skills = file.list('skills', 'skill', ['code', 'label'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
  }));
  file.noneTwice('code', codes(skills));
  return skills;
}

export function readVoiceWays(file: Checked): VoiceWay[] {
  const ways = file.list('ways', 'way', ['code', 'label'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
  }));
  file.noneTwice('code', codes(ways));
  return ways;
}

const codes = (entries: readonly { readonly code: string }[]): string[] => entries.map((entry) => entry.code);
