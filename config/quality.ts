/** How the quality of a contribution is judged: on what, by which criteria, and how many are sampled. To be ratified. */
import type { Checked } from './checks.js';

export const BASIS_NEEDS = ['report', 'attendance'] as const;

export interface QualityCriterion {
  readonly code: string;
  readonly label: string;
  readonly explanation: string;
}

/** What was read or seen, and which contribution there must have been for that. */
export interface QualityBasis {
  readonly code: string;
  readonly label: string;
  readonly needs: (typeof BASIS_NEEDS)[number];
}

export interface QualityReason {
  readonly code: string;
  readonly label: string;
}

export interface Quality {
  /** How many contributions of each hub are to be audited of those of the last so many days. */
  readonly sample: { readonly days: number; readonly perHub: number };
  /** A contribution is good when it meets every one. */
  readonly criteria: readonly QualityCriterion[];
  readonly bases: readonly QualityBasis[];
  /** Why an audit is corrected, or comes only when the month is published: a list, so that nothing is said of a child. */
  readonly corrections: readonly QualityReason[];
}

export function readQuality(file: Checked): Quality {
  const sample = file.object('sample', ['days', 'perHub']);
  const criteria = file.list('criteria', 'criterion', ['code', 'label', 'explanation'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
    explanation: entry.text('explanation'),
  }));
  const bases = file.list('bases', 'basis', ['code', 'label', 'needs'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
    needs: entry.oneOf('needs', BASIS_NEEDS),
  }));
  const corrections = file.list('corrections', 'correction', ['code', 'label'], (entry) => ({
    code: entry.code('code'),
    label: entry.text('label'),
  }));
  for (const list of [criteria, bases, corrections])
    file.noneTwice(
      'code',
      list.map(({ code }) => code),
    );
  return {
    sample: { days: sample.wholeNumber('days', 7, 366), perHub: sample.wholeNumber('perHub', 1, 50) },
    criteria,
    bases,
    corrections,
  };
}
