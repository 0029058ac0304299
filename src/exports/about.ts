/** What a file says of itself, for whoever finds it on a shared drive. */
import type { ReferenceData } from '../../config/reference-data.js';
import { formatMonth, formatWhen } from '../kernel/london.js';
import { NOTICE_BANDS } from '../reporting/figures.js';
import type { CountedAs } from '../reporting/list-filter.js';
import { downTo, measureWords, reasonLabel } from '../reporting/words.js';
import { COLUMNS } from './columns.js';
import type { Wanted } from './export.form.js';
import { GRAIN_WORDS } from './grain.js';

export const COUNTED_WORDS: Readonly<Record<CountedAs, string>> = {
  counted: 'all that count',
  attended: 'attended, or met',
  missed: 'missed, or not met',
  'not-recorded': 'no outcome recorded',
  outside: 'not counted',
  uninvited: 'not invited in time',
};

export const spanWords = ({ filter: { month, months } }: Wanted): string =>
  months === 1 ? formatMonth(month) : `${formatMonth(month.subtract({ months: months - 1 }))} to ${formatMonth(month)}`;

/** The second sheet of a workbook: what a file that has travelled says of itself. */
export function aboutLines(
  { grain, filter }: Wanted,
  rows: number,
  madeAt: Temporal.Instant,
  reference: ReferenceData,
): readonly (readonly string[])[] {
  const { measure, counted: how, hub, reason, attribution, notice, source } = filter;
  return [
    ['Rows', `${rows}. ${GRAIN_WORDS[grain].about}`],
    ['Period', spanWords({ grain, form: null, filter })],
    ['Hub', hub === null ? 'All within reach of whoever made it' : (reference.hub(hub)?.name ?? hub)],
    ['Measure', measure === null ? 'Any' : measureWords(measure, reference.measures).many],
    ['Counted as', how === null ? 'However they counted' : COUNTED_WORDS[how]],
    ['Source', source === 'imported' ? 'Imported from lists' : 'Recorded by the tracker'],
    ...(reason === null ? [] : [['Reason', reasonLabel(reference.reasons, reason)]]),
    ...(attribution === null ? [] : [['Down to', downTo(attribution)]]),
    ...(notice === null ? [] : [['Notice', NOTICE_BANDS.find(({ code }) => code === notice)?.label ?? notice]]),
    ['Made', formatWhen(madeAt)],
    ['Handling', 'OFFICIAL-SENSITIVE. Figures of few conferences can identify a family: do not publish.'],
    [],
    ['Column', 'Holds'],
    ...COLUMNS[grain].map(({ name, about }) => [name, about]),
  ];
}
