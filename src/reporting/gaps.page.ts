import { formatDayAndYear, londonDate } from '../kernel/london.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import type { Table } from '../web/page-parts.js';
import { SIGNAL_WORDS } from './control-chart.js';
import { drawGaps } from './gap-drawing.js';
import { gapsOf, type Gaps } from './gaps.js';
import { cellsOf, monthsUntil, tallyOf } from './figures.js';
import { explainHref } from './misses.page.js';
import type { Chart } from './months.page.js';
import { MONTHS_IN_YEAR, type Report } from './report.js';
import { capital, counted, MEASURE_WORDS } from './words.js';

type Key = 'missed' | 'attended' | 'judged';

export interface GapPart {
  readonly chart: Chart;
  readonly table: Table<Key> & { readonly summary: string };
}

/** Conferences between misses, for each measure of which few are missed. */
export const gapParts = (report: Report): readonly GapPart[] =>
  HEADLINES.flatMap((measure) => {
    const { n } = tallyOf(cellsOf(report.cells, measure, monthsUntil(report.month, MONTHS_IN_YEAR)));
    const found = gapsOf(
      report.gaps.filter((one) => one.measure === measure),
      n,
    );
    return found === null ? [] : [{ chart: chartOf(measure, found), table: tableOf(measure, found) }];
  });

function chartOf(measure: HeadlineId, found: Gaps): Chart {
  const title = `${MEASURE_WORDS[measure].headline}, between misses`;
  return {
    sentence: gapSentence(measure, found),
    svg: drawGaps(found, title, 720),
    narrowSvg: drawGaps(found, title, 340),
  };
}

/** What is usual, what is not, and how it stands now. */
export function gapSentence(measure: HeadlineId, { gaps, centre, lower, upper, since }: Gaps): string {
  const words = capital(MEASURE_WORDS[measure].many);
  const usual = `${words}: half of the time ${centre} or more were attended between two misses, in ${counted(gaps.length, 'gap')}`;
  const beyond = gaps.filter(({ signals }) => signals.includes('beyond-limits')).length;
  const judged =
    beyond === 0
      ? `none is more than chance explains (${lower} to ${upper})`
      : `${beyond} more than chance explains (${lower} to ${upper})`;
  return `${usual}; ${judged}. Since the last miss ${since === 0 ? 'none was' : since === 1 ? '1 was' : `${since} were`} attended${since > upper ? ': better than chance explains' : ''}.`;
}

function tableOf(measure: HeadlineId, { gaps }: Gaps): GapPart['table'] {
  return {
    summary: `${counted(gaps.length, 'gap')} as a table`,
    caption: `${MEASURE_WORDS[measure].headline}, attended between misses`,
    captionHidden: true,
    columns: [
      { key: 'missed', text: 'Ended by the miss of', rowHeader: true },
      { key: 'attended', text: 'Attended before it, since the last miss', numeric: true },
      { key: 'judged', text: 'Beside the others' },
    ],
    rows: gaps.toReversed().map(({ reference, countsFrom, attended, signals }) => ({
      cells: {
        missed: { text: `${formatDayAndYear(londonDate(countsFrom))}, ${reference}`, href: explainHref(reference) },
        attended,
        judged:
          signals.length === 0 ? 'within what chance explains' : signals.map((one) => SIGNAL_WORDS[one]).join('; '),
      },
    })),
  };
}
