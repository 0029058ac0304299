/** What the force set out to reach and by when, as its rate charts show it. Every date is to be ratified. */
import type { Checked } from './checks.js';

const RATES = ['A1', 'B1'] as const;

export interface Milestone {
  readonly name: string;
  readonly measures: readonly (typeof RATES)[number][];
  /** Both included. */
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** Per cent that each month of it is to reach. */
  readonly percent: number;
}

/** The milestones of a checked milestones.json, in its order; what is wrong with them is remembered there. */
export function readMilestones(file: Checked): readonly Milestone[] {
  const milestones = file.list('milestones', 'milestone', ['name', 'measures', 'from', 'to', 'percent'], readMilestone);
  file.noneTwice(
    'name',
    milestones.map(({ name }) => name),
  );
  return milestones;
}

function readMilestone(entry: Checked): Milestone {
  const measures = entry.someOf('measures', RATES);
  if (measures.length === 0) entry.problem('names no measure');
  const [from, to] = [entry.date('from'), entry.date('to')];
  if (Temporal.PlainDate.compare(from, to) > 0) entry.problem('ends before it begins');
  return { name: entry.text('name'), measures, from, to, percent: entry.wholeNumber('percent', 1, 100) };
}
