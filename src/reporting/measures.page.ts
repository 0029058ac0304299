import type { Measure } from '../../config/reference-data.js';
import { MEASURE_IDS, type MeasureId } from '../measures/definitions.js';
import { HEADLINES } from '../measures/measure.js';
import type { Cell, FieldError, Link, Table } from '../web/page-parts.js';
import { formatMonth } from '../kernel/london.js';
import { listHref } from './list-filter.js';
import type { MeasureCell, NoticeMedian } from './measures.queries.js';
import { figureCell } from './months.page.js';
import { hubField, monthField, type Filter } from './performance.page.js';
import type { ReasonCell } from './performance.queries.js';
import type { CountedList } from './report.js';
import { counted, downTo, hubWords, reasonLabel } from './words.js';

export interface AllMeasures extends Pick<
  CountedList,
  'month' | 'latest' | 'first' | 'hub' | 'choices' | 'everywhere' | 'reference'
> {
  /** How many months, ending with `month`. */
  readonly months: number;
  readonly cells: readonly MeasureCell[];
  readonly medians: readonly NoticeMedian[];
  readonly reasons: readonly ReasonCell[];
}

type Key = 'measure' | 'figure' | 'target' | 'beside';

export interface MeasuresPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly errors: readonly FieldError[];
  readonly filter: Filter;
  readonly table: Table<Key>;
  readonly reasons: Table<'reason' | 'attribution' | 'missed'>;
}

const SPANS = [1, 3, 12];

/** The whole definition set: n of N, percentage and interval of each, and each number opens to its conferences. */
export function measuresPage(all: AllMeasures, errors: readonly FieldError[] = []): MeasuresPage {
  const { month, months, reference } = all;
  const from = month.subtract({ months: months - 1 });
  const spans = SPANS.map((span) => ({ value: String(span), text: span === 1 ? 'that month' : `${span} months` }));
  return {
    title: 'Every measure',
    caption: `${months === 1 ? formatMonth(month) : `${formatMonth(from)} to ${formatMonth(month)}`} · ${hubWords(all.hub, all.choices, all.everywhere)}`,
    back: { text: 'Participation', href: '/performance' },
    errors,
    filter: {
      action: '/performance/measures',
      label: 'Choose month and hub',
      fields: [
        { ...monthField(all), label: 'Up to' },
        { name: 'months', label: 'For', value: String(months), items: spans },
        hubField(all),
      ],
    },
    table: {
      caption: `Measures of definitions ${reference.editions.measures.version}`,
      flow: true,
      columns: [
        { key: 'measure', text: 'Measure', rowHeader: true, bare: true },
        { key: 'figure', text: 'Figure', bare: true },
        { key: 'target', text: 'Target', numeric: true, nowrap: true },
        { key: 'beside', text: 'Beside it' },
      ],
      rows: reference.measures.map((measure) => ({
        cells: {
          measure: { text: `${measure.id}, ${measure.name}`, note: measure.numerator },
          figure: figureFor(all, measure),
          target: targetWords(measure),
          beside: besideFor(all, measure),
        },
      })),
    },
    reasons: reasonsTable(all),
  };
}

const targetWords = ({ target, shows }: Measure): Cell =>
  target === null ? null : shows === 'count' ? target : `${target} %`;

const idOf = ({ id }: Measure): MeasureId | undefined => MEASURE_IDS.find((one) => one === id);

function hrefOf(
  { month, months, hub }: AllMeasures,
  measure: MeasureId,
  more: object = { counted: 'counted' },
): string {
  return listHref({ measure, month, months, hub: hub?.code ?? null, ...more });
}

function figureFor(all: AllMeasures, measure: Measure): Cell {
  const id = idOf(measure);
  if (id === undefined) {
    const missed = missedReasons(all).reduce((sum, cell) => sum + cell.missed, 0);
    return missed === 0 ? { text: '0', quiet: true } : { text: missed, href: '#reasons' };
  }
  const cell = all.cells.find((one) => one.measure === id) ?? { n: 0, of: 0 };
  if (measure.shows !== 'count') return figureCell(cell, hrefOf(all, id));
  return cell.of === 0 ? { text: '0', quiet: true } : { text: cell.of, href: hrefOf(all, id) };
}

function besideFor(all: AllMeasures, measure: Measure): Cell {
  const id = idOf(measure);
  if (id === undefined) return null;
  if (measure.shows === 'notice') {
    return {
      list: all.medians.map(({ measure: family, median, n, of }) => {
        const days = `median ${median} working ${median === 1 ? 'day' : 'days'}`;
        return `${family === 'A1' ? 'Initial conferences' : 'Reviews'}: ${days}, ${n} of ${of} with enough notice`;
      }),
    };
  }
  const cell = all.cells.find((one) => one.measure === id);
  const isAbout = id === 'A1' || id === 'A2' || id === 'B1' || id === 'O1';
  if (!isAbout || cell === undefined || cell.unrecorded === 0) return null;
  return {
    text: `${counted(cell.unrecorded, 'outcome')} not recorded`,
    href: hrefOf(all, id, { counted: 'not-recorded' }),
  };
}

const missedReasons = ({ reasons }: AllMeasures): readonly ReasonCell[] =>
  reasons.filter(({ measure }) => HEADLINES.some((one) => one === measure));

/** D2, the misses of both headlines; each number opens to one of them. */
function reasonsTable(all: AllMeasures): MeasuresPage['reasons'] {
  const { reference } = all;
  const sorted = missedReasons(all).toSorted((a, b) => b.missed - a.missed);
  return {
    caption: 'D2, missed, by reason and whom it was down to',
    flow: true,
    columns: [
      { key: 'reason', text: 'Reason', rowHeader: true, bare: true },
      { key: 'attribution', text: 'Down to' },
      { key: 'missed', text: 'Missed', numeric: true },
    ],
    rows: sorted.map(({ measure, reason, attribution, missed }) => ({
      cells: {
        reason: `${reason === null ? 'No outcome recorded' : reasonLabel(reference.reasons, reason)}, ${measure}`,
        attribution: downTo(attribution as Parameters<typeof downTo>[0]),
        missed: {
          text: missed,
          href: hrefOf(all, measure, reason === null ? { counted: 'not-recorded' } : { counted: 'missed', reason, ...(attribution === null ? {} : { attribution }) }), // prettier-ignore
        },
      },
    })),
    empty: { title: 'Nothing was missed' },
  };
}
