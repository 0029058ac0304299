/** What each measure counts and is to reach, and the limits that its definition leaves open. To be ratified. */
import type { Limits } from '../src/measures/facts.js';
import type { Checked } from './checks.js';

export interface Measure {
  readonly id: string;
  readonly name: string;
  readonly numerator: string;
  readonly denominator: string;
  readonly shows: MeasureShape;
  /** Per cent, or a number where it is a count; null where there is none to reach. */
  readonly target: number | null;
}

/** A share of the denominator; that and the median of working days; a mere number; numbers by reason. */
export const MEASURE_SHAPES = ['rate', 'notice', 'count', 'reasons'] as const;
export type MeasureShape = (typeof MEASURE_SHAPES)[number];

export function readMeasures(file: Checked): Measure[] {
  const keys = ['id', 'name', 'shows', 'numerator', 'denominator', 'target'];
  const measures = file.list('measures', 'measure', keys, (entry) => ({
    id: entry.text('id'),
    name: entry.text('name'),
    numerator: entry.text('numerator'),
    denominator: entry.text('denominator'),
    shows: entry.oneOf<MeasureShape>('shows', MEASURE_SHAPES),
    target: entry.isNull('target') ? null : entry.wholeNumber('target', 0, 100),
  }));
  const ids = measures.map((measure) => measure.id);
  file.noneTwice('id', ids);
  return measures;
}

const LIMITS = ['noticeInitial', 'noticeReview', 'leadBefore', 'outcomeAfter'] as const;

export function readLimits(file: Checked): Limits {
  const limits = file.object('limits', LIMITS);
  const days = (key: (typeof LIMITS)[number]): number => limits.wholeNumber(key, 0, 60);
  return {
    noticeInitial: days('noticeInitial'),
    noticeReview: days('noticeReview'),
    leadBefore: days('leadBefore'),
    outcomeAfter: days('outcomeAfter'),
  };
}
