import type { ReferenceData } from '../../config/reference-data.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDay, londonDate } from '../kernel/london.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import type { Cell, Group, Link, Row, Table } from '../web/page-parts.js';
import type { CountedLine } from './counted.queries.js';
import { tallyInMonth } from './headline.page.js';
import { listHref } from './list-filter.js';
import type { Report } from './report.js';
import { capital, counted, downTo, MEASURE_WORDS, reasonLabel } from './words.js';

export type MissColumn = 'date' | 'conference' | 'hub' | 'reason' | 'downTo' | 'note' | 'explain';

export interface Misses {
  readonly title: string;
  readonly table: Table<MissColumn>;
  /** Where the rest is, when there are too many to name here. */
  readonly more: readonly Link[];
}

/** Each conference that counts and was not attended: at 100 % this is empty, below it this is the report. */
export function missesOf(report: Report): Misses {
  const missed = HEADLINES.map((measure) => ({ measure, ...tallyInMonth(report, measure) }));
  const total = missed.reduce((sum, { n, of }) => sum + of - n, 0);
  const held = missed.reduce((sum, { of }) => sum + of, 0);
  return {
    title: total === 0 ? 'Missed' : `The ${total === 1 ? 'one' : total} that ${total === 1 ? 'was' : 'were'} missed`,
    table: {
      caption: 'Conferences that count and were not attended',
      captionHidden: true,
      flow: true,
      columns: [
        { key: 'date', text: 'Date', nowrap: true, bare: true },
        { key: 'conference', text: 'Conference', rowHeader: true, bare: true },
        { key: 'hub', text: 'Hub', nowrap: true, bare: true },
        { key: 'reason', text: 'Reason', bare: true },
        { key: 'downTo', text: 'Down to' },
        { key: 'note', text: 'Note' },
        { key: 'explain', text: 'How it counted', hidden: true },
      ],
      groups: HEADLINES.flatMap((measure) => groupOf(report, measure)),
      empty:
        held === 0
          ? { title: 'Nothing has counted yet', text: 'A conference counts from the moment it is due to end.' }
          : { title: 'None was missed', text: `TVP was present at the decision of all ${held}.` },
    },
    more: missed.flatMap(({ measure, n, of }) => moreOf(report, measure, of - n)),
  };
}

function groupOf(report: Report, measure: HeadlineId): readonly Group<MissColumn>[] {
  const lines = report.misses[measure];
  if (lines.length === 0) return [];
  const { n, of } = tallyInMonth(report, measure);
  return [
    {
      title: capital(MEASURE_WORDS[measure].many),
      note: `${of - n} of ${of}`,
      rows: lines.map((line) => missRow(line, report.reference)),
    },
  ];
}

function moreOf(report: Report, measure: HeadlineId, missed: number): readonly Link[] {
  const shown = report.misses[measure].length;
  if (shown >= missed) return [];
  const href = listHref({ measure, month: report.month, hub: report.hub?.code ?? null });
  return [{ text: `All ${missed} missed ${MEASURE_WORDS[measure].many}, of which ${shown} are named here`, href }];
}

function missRow(line: CountedLine, reference: ReferenceData): Row<MissColumn> {
  return {
    tone: line.recorded ? 'bad' : 'warn',
    cells: {
      date: formatDay(londonDate(line.startsAt)),
      conference: conferenceCell(line),
      hub: reference.hub(line.hubCode)?.name ?? line.hubCode,
      reason: reasonCell(line, reference),
      downTo: downTo(line.attribution),
      note: line.reasonNote,
      explain: { text: 'Explain', href: explainHref(line.reference), label: line.reference },
    },
  };
}

export const explainHref = (reference: string): string => `/performance/explain/${reference}`;

export const conferenceCell = (line: CountedLine): Cell => ({
  text: `${kindLabel(line.kind)} ${line.reference}`,
  href: `/conferences/${line.reference}`,
});

/** Why it was missed, with the notice where it was short: the reason a person gave, or that nobody has. */
function reasonCell(line: CountedLine, { reasons }: ReferenceData): Cell {
  if (!line.recorded || line.reason === null) return { tag: { text: 'No outcome recorded', tone: 'warn' } };
  const short = line.noticeDays !== null && line.noticeDays <= 2;
  const notice = short ? `, ${counted(line.noticeDays, 'working day')} of notice` : '';
  return `${reasonLabel(reasons, line.reason)}${notice}`;
}
