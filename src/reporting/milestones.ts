/** What the force set out to reach, month by month. Pure. */
import type { Milestone } from '../../config/milestones.js';
import { formatMonth } from '../kernel/london.js';
import type { HeadlineId } from '../measures/measure.js';

/** The milestone that a month of a measure is held to; of two the one that was set later. */
export const milestoneOf = (
  milestones: readonly Milestone[],
  measure: HeadlineId,
  month: Temporal.PlainYearMonth,
): Milestone | undefined => {
  const day = month.toPlainDate({ day: 1 });
  return milestones
    .filter(
      ({ measures, from, to }) =>
        measures.includes(measure) &&
        Temporal.PlainDate.compare(from.with({ day: 1 }), day) <= 0 &&
        Temporal.PlainDate.compare(day, to) <= 0,
    )
    .toSorted((a, b) => Temporal.PlainDate.compare(a.from, b.from))
    .at(-1);
};

/** " Milestones, marked □: 2022-24 programme (100 %, April 2022 to March 2024)."; nothing where none asks for these months. */
export function milestoneSentence(
  milestones: readonly Milestone[],
  measure: HeadlineId,
  months: readonly Temporal.PlainYearMonth[],
): string {
  const shown = new Set(months.map((month) => milestoneOf(milestones, measure, month)));
  const each = [...shown].flatMap((one) => (one === undefined ? [] : [milestoneWords(one)]));
  return each.length === 0 ? '' : ` Milestones, marked □: ${each.join('; ')}.`;
}

const milestoneWords = ({ name, percent, from, to }: Milestone): string =>
  `${name} (${percent} %, ${formatMonth(from.toPlainYearMonth())} to ${formatMonth(to.toPlainYearMonth())})`;
