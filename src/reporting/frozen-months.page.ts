import { formatDate, formatMonth, formatWhen, londonDate } from '../kernel/london.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import type { Cell, Link, Table, Tag } from '../web/page-parts.js';
import type { MonthState } from './frozen-months.service.js';
import type { MonthFigure } from './month-figures.js';
import { figureOf } from './rate.js';
import { counted } from './words.js';

type Key = 'month' | 'status' | 'A1' | 'A1now' | 'B1' | 'B1now';

export interface MonthsPage {
  readonly title: string;
  readonly back: Link;
  readonly sentence: string;
  readonly table: Table<Key>;
}

/** Every month: open, frozen, or frozen and restated since, with both figures. */
export function monthsPage(months: readonly MonthState[]): MonthsPage {
  return {
    title: 'Months, as published and as they stand',
    back: { text: 'Participation', href: '/performance' },
    sentence: sentenceOf(months),
    table: {
      caption: 'Months, newest first',
      captionHidden: true,
      columns: [
        { key: 'month', text: 'Month', rowHeader: true, bare: true },
        { key: 'status', text: 'Status', bare: true },
        { key: 'A1', text: 'ICPCs, published', numeric: true, nowrap: true },
        { key: 'A1now', text: 'ICPCs now', numeric: true, nowrap: true },
        { key: 'B1', text: 'Relevant RCPCs, published', numeric: true, nowrap: true },
        { key: 'B1now', text: 'Relevant RCPCs now', numeric: true, nowrap: true },
      ],
      rows: months.map((state) => ({
        cells: {
          month: { text: formatMonth(state.month), href: monthHref(state.month) },
          status: statusCell(state),
          ...Object.fromEntries(
            HEADLINES.flatMap((measure) => [
              [measure, state.published === null ? null : shareCell(state.publishedFigures, measure)],
              [`${measure}now`, shareCell(state.now, measure)],
            ]),
          ),
        },
      })),
      empty: { title: 'Nothing has counted yet, so there is no month to show' },
    },
  };
}

export const monthHref = (month: Temporal.PlainYearMonth): string => `/performance/months/${month.toString()}`;

function sentenceOf(months: readonly MonthState[]): string {
  const frozen = months.filter(({ published }) => published !== null);
  const restated = frozen.filter(({ restated: some }) => some.length > 0);
  const rule = 'A month is frozen at the end of the tenth working day after it.';
  if (frozen.length === 0) return `${rule} None is frozen yet.`;
  const since =
    restated.length === 0
      ? 'none of them has been corrected since'
      : `${counted(restated.length, 'month')} restated since`;
  return `${rule} ${counted(frozen.length, 'month')} frozen, ${since}.`;
}

export function statusTag({ published, restated }: MonthState): Tag {
  if (published === null) return { text: 'Open' };
  return restated.length === 0 ? { text: 'Frozen', tone: 'good' } : { text: 'Restated', tone: 'warn' };
}

function statusCell(state: MonthState): Cell {
  const { published, restated } = state;
  const tag = statusTag(state);
  if (published === null) return { tag, note: `to be frozen on ${formatDate(lastDay(state))}` };
  const on = `on ${formatWhen(Temporal.Instant.from(published.frozenAt))}`;
  const differ = `${counted(restated.length, 'conference')} ${restated.length === 1 ? 'counts' : 'count'} otherwise now`;
  return { tag, note: restated.length === 0 ? on : `frozen ${on}; ${differ}` };
}

/** The last day on which the month can still be put right unseen. */
export const lastDay = ({ freezesAt }: Pick<MonthState, 'freezesAt'>): Temporal.PlainDate =>
  londonDate(freezesAt.subtract({ seconds: 1 }));

/** All hubs of the figures together. */
export function shareCell(figures: readonly MonthFigure[], measure: HeadlineId): Cell {
  const figure = figures.find((one) => one.hub === null && one.measure === measure);
  const count = { n: figure?.n ?? 0, of: figure?.N ?? 0 };
  if (count.of === 0) return { text: 'none held', quiet: true };
  const { n, of, percent } = figureOf(count);
  return { figure: { n, of, ...(percent === undefined ? {} : { percent }) } };
}
