/** What lists told of before the tracker recorded: shown beside its figures, in numbers of its own, never added to them. */
import { MEASURE_IDS, type MeasureId } from '../measures/measure.js';
import type { Cell, Table } from '../web/page-parts.js';
import { cellsOf, monthsUntil, tallyOf, type Months } from './figures.js';
import { listHref } from './list-filter.js';
import { figureOf } from './rate.js';
import { importedIn, MONTHS_IN_YEAR, type Report } from './report.js';

type Column = 'what' | MeasureId;

export interface Baseline {
  readonly text: string;
  readonly table: Table<Column>;
}

/** Null where no list of the past was imported. */
export function baselineOf(report: Report): Baseline | null {
  if (report.firstImported === null) return null;
  const month = monthsUntil(report.month, 1);
  const year = monthsUntil(report.month, MONTHS_IN_YEAR);
  const line = (what: string, cell: (measure: MeasureId) => Cell) => ({
    cells: { what, ...Object.fromEntries(MEASURE_IDS.map((measure) => [measure, cell(measure)])) },
  });
  return {
    text: 'Imported from a list, not recorded by the tracker. These conferences are in none of the figures above.',
    table: {
      caption: 'Imported from lists',
      captionHidden: true,
      columns: [
        { key: 'what', text: 'Imported baseline', rowHeader: true, bare: true },
        { key: 'A1', text: 'ICPCs attended' },
        { key: 'B1', text: 'Relevant RCPCs attended' },
      ],
      rows: [
        line('In this month', (measure) => importedCell(report, measure, month, 1)),
        line('In the twelve months up to it', (measure) => importedCell(report, measure, year, MONTHS_IN_YEAR)),
        line('Of these, no outcome in the list, so counted as not attended', (measure) =>
          numberOf(tallyOf(cellsOf(report.imported, measure, year)).unrecorded),
        ),
        line('Reviews of which the list does not say whether they were relevant, so not counted', (measure) =>
          measure === 'A1' ? { text: 'does not apply', quiet: true } : numberOf(unknownIn(report, year)),
        ),
      ],
    },
  };
}

const numberOf = (count: number): Cell => (count === 0 ? { text: '0', quiet: true } : count);

/** A figure that opens the imported conferences behind it. */
export function importedCell(report: Report, measure: MeasureId, span: Months, months: number): Cell {
  const tally = importedIn(report, measure, span);
  if (tally.of === 0) return { text: 'none', quiet: true };
  const hub = report.hub?.code ?? null;
  const month = span.to.toPlainYearMonth();
  return {
    figure: figureOf(tally),
    href: listHref({ measure, month, months, hub, counted: 'counted', source: 'imported' }),
  };
}

const unknownIn = (report: Report, span: Months): number =>
  cellsOf(report.imported, 'B1', span).reduce((sum, cell) => sum + cell.unknown, 0);
