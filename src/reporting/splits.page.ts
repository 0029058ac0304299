import { KIND_WORDS } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import { formatMonth, monthName } from '../kernel/london.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import type { Cell, FieldError, Link, Table } from '../web/page-parts.js';
import { shareCell } from './breakdowns.page.js';
import type { SplitCell } from './counted.queries.js';
import { DAY_WORDS, listHref, WEEKDAYS, type Split } from './list-filter.js';
import { hubField, monthField, type Filter } from './performance.page.js';
import { sumOf } from './rate.js';
import { yearOf, type CountedList } from './report.js';
import { hubWords } from './words.js';

export interface Splits extends Pick<CountedList, 'month' | 'latest' | 'first' | 'hub' | 'choices' | 'everywhere'> {
  readonly cells: Readonly<Record<Exclude<keyof Split, 'person'>, readonly SplitCell[]>>;
  /** For those who look after people, with the names of whoever went or was to go. */
  readonly people: { readonly cells: readonly SplitCell[]; readonly names: ReadonlyMap<string, string> } | null;
}

type Key = 'what' | `${HeadlineId}-${'month' | 'year'}`;

export interface SplitsPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly errors: readonly FieldError[];
  readonly filter: Filter;
  readonly tables: readonly Table<Key>[];
}

const NOBODY = 'Nobody was on it';

/** The headline figures by what conferences and people differ in. Counts are summed, percentages never. */
export function splitsPage(splits: Splits, errors: readonly FieldError[] = []): SplitsPage {
  const { cells, people } = splits;
  const kinds = Object.entries(KIND_WORDS).map(([key, { label }]) => [key, label] as const);
  const modes = [...new Set(cells.mode.map(({ key }) => key))].map((key) => [key, labelOfMode(key)] as const);
  const days = WEEKDAYS.map((key, i) => [key, DAY_WORDS[i]!] as const);
  return {
    title: 'Participation in parts',
    caption: `${formatMonth(splits.month)} · ${hubWords(splits.hub, splits.choices, splits.everywhere)}`,
    back: { text: 'Participation', href: '/performance' },
    errors,
    filter: {
      action: '/performance/parts',
      label: 'Choose month and hub',
      fields: [monthField(splits), hubField(splits)],
    },
    tables: [
      tableOf(splits, 'kind', 'Kind', cells.kind, kinds),
      tableOf(splits, 'mode', 'How', cells.mode, modes),
      tableOf(splits, 'weekday', 'Day', cells.weekday, days),
      ...(people === null ? [] : [tableOf(splits, 'person', 'Person', people.cells, named(people))]),
    ],
  };
}

const CAPTIONS: Readonly<Record<keyof Split, string>> = {
  kind: 'By kind of conference',
  mode: 'By how it was to be held',
  weekday: 'By day of the week',
  person: 'By who went, or was to go',
};

const labelOfMode = (key: string | null): string =>
  key === null ? '' : modeLabel(key as Parameters<typeof modeLabel>[0]);

/** By name: an order by percentage would rank people by what the counts do not bear. */
const named = ({ cells, names }: NonNullable<Splits['people']>): readonly (readonly [string | null, string])[] =>
  [...new Set(cells.map(({ key }) => key))]
    .map((key) => [key, key === null ? NOBODY : (names.get(key) ?? '')] as const)
    .toSorted(([a, one], [b, other]) => Number(a === null) - Number(b === null) || one.localeCompare(other));

function tableOf(
  splits: Splits,
  by: keyof Split,
  what: string,
  cells: readonly SplitCell[],
  labels: readonly (readonly [string | null, string])[],
): Table<Key> {
  const shown = labels.filter(([key]) => cells.some((cell) => cell.key === key));
  return {
    caption: CAPTIONS[by],
    flow: true,
    columns: [
      { key: 'what', text: what, rowHeader: true, bare: true },
      ...HEADLINES.flatMap((measure) => [
        {
          key: `${measure}-month` as const,
          text: `${FAMILY[measure]}, ${monthName(splits.month.month).slice(0, 3)} ${splits.month.year}`,
        },
        { key: `${measure}-year` as const, text: `${FAMILY[measure]}, ${yearOf(splits).count} months` },
      ]),
    ],
    rows: shown.map(([key, label]) => ({
      cells: {
        what: label,
        ...Object.fromEntries(HEADLINES.flatMap((measure) => pair(splits, by, key, cells, measure))),
      },
    })),
    empty: { title: 'None held', text: 'No conference counts in these months.' },
  };
}

const FAMILY: Readonly<Record<HeadlineId, string>> = { A1: 'ICPCs', B1: 'RCPCs' };

function pair(
  splits: Splits,
  by: keyof Split,
  key: string | null,
  cells: readonly SplitCell[],
  measure: HeadlineId,
): readonly (readonly [string, Cell])[] {
  const own = cells.filter((cell) => cell.measure === measure && cell.key === key);
  const href = (months: number): string =>
    listHref({
      measure,
      month: splits.month,
      months,
      hub: splits.hub?.code ?? null,
      counted: 'counted',
      [by]: by === 'person' ? Number(key) : key,
    });
  const cell = (of: readonly SplitCell[], months: number): Cell => {
    const share = shareCell(sumOf(of), href(months));
    // Where nobody was on it no list can ask for them.
    return key === null && share !== null && typeof share === 'object' && 'href' in share
      ? { ...share, href: undefined }
      : share;
  };
  return [
    [
      `${measure}-month`,
      cell(
        own.filter(({ inLast }) => inLast),
        1,
      ),
    ],
    [`${measure}-year`, cell(own, yearOf(splits).count)],
  ];
}
