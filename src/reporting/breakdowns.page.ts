import { ATTRIBUTIONS } from '../../config/reference-data.js';
import { monthName } from '../kernel/london.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import type { Cell, Column, Row, Table } from '../web/page-parts.js';
import { cellsOf, monthsUntil, NOTICE_BANDS, tallyOf } from './figures.js';
import { numberCell } from './headline.page.js';
import { listHref, type ListFilter } from './list-filter.js';
import { figureOf, sumOf, type Count } from './rate.js';
import { yearOf, type Report } from './report.js';
import { downTo, reasonLabel } from './words.js';

/** Each measure in the month and in the months up to it. */
type Span = 'month' | 'year';
type Key = 'what' | `${HeadlineId}-${Span}`;
export type Breakdown = Table<Key>;

const PAIRS = HEADLINES.flatMap((measure) => [{ measure, span: 'month' } as const, { measure, span: 'year' } as const]);

type Narrowing = Partial<Pick<ListFilter, 'hub' | 'reason' | 'attribution' | 'notice' | 'counted'>>;

function hrefOf(report: Report, measure: HeadlineId, span: Span, narrowing: Narrowing): string {
  const months = span === 'month' ? 1 : yearOf(report).count;
  return listHref({ measure, month: report.month, hub: report.hub?.code ?? null, months, ...narrowing });
}

function columnsOf(report: Report, what: string, numeric: boolean): readonly Column<Key>[] {
  const { month } = report;
  const inMonth = `${monthName(month.month).slice(0, 3)} ${month.year}`;
  const { count } = yearOf(report);
  const inYear = count === 1 ? 'so far' : `${count} months`;
  return [
    { key: 'what', text: what, rowHeader: true, bare: true },
    { key: 'A1-month', text: `ICPCs, ${inMonth}`, numeric },
    { key: 'A1-year', text: `ICPCs, ${inYear}`, numeric },
    { key: 'B1-month', text: `RCPCs, ${inMonth}`, numeric },
    { key: 'B1-year', text: `RCPCs, ${inYear}`, numeric },
  ];
}

/** One row: its name, and a cell for each measure and span. */
const rowOf = (what: Cell, cell: (measure: HeadlineId, span: Span) => Cell): Row<Key> => ({
  cells: {
    what,
    ...Object.fromEntries(PAIRS.map(({ measure, span }) => [`${measure}-${span}`, cell(measure, span)])),
  },
});

/** Without the interval: nine hubs side by side invite a ranking that the counts do not bear. */
export const shareCell = (count: Count, href: string): Cell => {
  if (count.of === 0) return { text: 'none held', quiet: true };
  const { n, of, percent } = figureOf(count);
  return { figure: { n, of, ...(percent === undefined ? {} : { percent }) }, href };
};

/** Hub by hub, and together as the sum of the counts. */
export function byHub(report: Report): Breakdown {
  const shown = report.hub === null ? report.choices : [report.hub];
  const spans = { month: monthsUntil(report.month, 1), year: yearOf(report) };
  const share = (hub: string | null) => (measure: HeadlineId, span: Span) =>
    shareCell(
      tallyOf(cellsOf(report.cells, measure, spans[span], hub)),
      hrefOf(report, measure, span, { counted: 'counted', ...(hub === null ? {} : { hub }) }),
    );
  const rows = shown.map((hub) => rowOf(hub.name, share(hub.code)));
  return {
    caption: 'By hub',
    flow: true,
    columns: columnsOf(report, 'Hub', false),
    rows: rows.length === 1 ? rows : [...rows, rowOf({ text: 'Together', strong: true }, share(null))],
  };
}

/** How often each reason was given, the most frequent first; "no outcome recorded" stands by itself at the top. */
export function byReason(report: Report): Breakdown {
  const codes = [...new Set(report.reasons.flatMap(({ reason }) => (reason === null ? [] : [reason])))];
  const total = (code: string | null): number => missedIn(report, (cell) => cell.reason === code);
  const label = (code: string): string => reasonLabel(report.reference.reasons, code);
  codes.sort((a, b) => total(b) - total(a) || label(a).localeCompare(label(b)));
  const unrecorded = rowOf('No outcome recorded', (measure, span) =>
    missedCell(report, measure, span, { counted: 'not-recorded' }, (cell) => cell.reason === null),
  );
  return {
    caption: 'Missed, by reason',
    flow: true,
    columns: columnsOf(report, 'Reason', true),
    rows: [
      ...(total(null) === 0 ? [] : [unrecorded]),
      ...codes.map((reason) =>
        rowOf(label(reason), (measure, span) =>
          missedCell(report, measure, span, { reason }, (cell) => cell.reason === reason),
        ),
      ),
    ],
    empty: { title: 'Nothing was missed, so there is no reason to show' },
  };
}

/** Whose doing the misses were. It explains the headline and never changes it. */
export function byAttribution(report: Report): Breakdown {
  const known = ATTRIBUTIONS.filter((one) => missedIn(report, (cell) => cell.attribution === one) > 0);
  return {
    caption: 'Missed, by whom it was down to',
    flow: true,
    columns: columnsOf(report, 'Down to', true),
    rows: known.map((attribution) =>
      rowOf(downTo(attribution), (measure, span) =>
        missedCell(report, measure, span, { attribution }, (cell) => cell.attribution === attribution),
      ),
    ),
    empty: { title: 'Nobody has been named as the cause of a miss' },
  };
}

type ReasonFilter = (cell: Report['reasons'][number]) => boolean;

const missedIn = (report: Report, which: ReasonFilter): number =>
  report.reasons.filter(which).reduce((sum, cell) => sum + cell.missed, 0);

function missedCell(report: Report, measure: HeadlineId, span: Span, list: Narrowing, which: ReasonFilter): Cell {
  const missed = missedIn(
    report,
    (cell) => cell.measure === measure && (span === 'year' || cell.inLast) && which(cell),
  );
  return numberCell(missed, hrefOf(report, measure, span, list));
}

/** Attendance by how long before the start TVP was first told. */
export const byNotice = (report: Report): Breakdown => ({
  caption: 'By notice: from the first invitation to the start it named',
  flow: true,
  columns: columnsOf(report, 'Notice', false),
  rows: NOTICE_BANDS.map(({ code, label }, band) =>
    rowOf(label, (measure, span) => {
      const cells = report.notices.filter(
        (cell) => cell.band === band && cell.measure === measure && (span === 'year' || cell.inLast),
      );
      const share = sumOf(cells.map((cell) => ({ n: cell.attended, of: cell.held })));
      return shareCell(share, hrefOf(report, measure, span, { notice: code, counted: 'counted' }));
    }),
  ),
});
