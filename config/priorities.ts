/** The force's MASH priorities, and what the tracker can evidence of each. Every wording is to be ratified. */
import type { Checked } from './checks.js';

/** What the tracker knows how to judge; each is named by the priorities it speaks for. */
export const EVIDENCE_KEYS = [
  'participation',
  'quality',
  'training',
  'voice',
  'challenges',
  'sharing',
  'hours',
  'demand',
  'guidance',
  'automation',
  'recommendations',
] as const;
export type EvidenceKey = (typeof EVIDENCE_KEYS)[number];

export interface Priority {
  readonly number: number;
  readonly title: string;
  readonly means: string;
  readonly owner: string;
  readonly reviewOn: Temporal.PlainDate;
  /** At least one. */
  readonly evidence: readonly EvidenceKey[];
  /** What of it the tracker cannot know, in words. */
  readonly cannotTell: string;
}

/** Per cent: audited contributions that were good and attended conferences whose officer was trained, at least; conferences outside hub hours, at most. */
export interface PriorityLimits {
  readonly goodPercent: number;
  readonly trainedPercent: number;
  readonly outsideHoursPercent: number;
}

export interface Priorities {
  readonly all: readonly Priority[];
  readonly limits: PriorityLimits;
}

const KEYS = ['number', 'title', 'means', 'owner', 'reviewOn', 'evidence', 'cannotTell'];

/** The priorities of a checked priorities.json, in its order; what is wrong with them is remembered there. */
export function readPriorities(file: Checked): Priorities {
  const limits = file.object('limits', ['goodPercent', 'trainedPercent', 'outsideHoursPercent']);
  const all = file.list('priorities', 'priority', KEYS, readPriority);
  file.noneTwice(
    'number',
    all.map(({ number }) => String(number)),
  );
  return {
    all,
    limits: {
      goodPercent: limits.wholeNumber('goodPercent', 0, 100),
      trainedPercent: limits.wholeNumber('trainedPercent', 0, 100),
      outsideHoursPercent: limits.wholeNumber('outsideHoursPercent', 0, 100),
    },
  };
}

function readPriority(entry: Checked): Priority {
  const evidence = entry.someOf<EvidenceKey>('evidence', EVIDENCE_KEYS);
  if (evidence.length === 0) entry.problem('names no evidence');
  return {
    number: entry.wholeNumber('number', 1, 99),
    title: entry.text('title'),
    means: entry.text('means'),
    owner: entry.text('owner'),
    reviewOn: entry.date('reviewOn'),
    evidence,
    cannotTell: entry.text('cannotTell'),
  };
}
