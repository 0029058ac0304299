import { kindLabel, kindName } from '../conferences/kinds.js';
import { formatDayAndYear, formatMonth, londonDate } from '../kernel/london.js';
import type { Cell, Column, Empty, FieldError, Link, Row, Table, Tag } from '../web/page-parts.js';
import type { CountedLine } from './counted.queries.js';
import { NOTICE_BANDS } from './figures.js';
import { exportOf, fileHref, listHref, type CountedAs, type ListFilter, type ListSort } from './list-filter.js';
import { listFilterBar } from './list-filter.page.js';
import { explainHref } from './misses.page.js';
import type { Filter } from './performance.page.js';
import { percentWords } from './rate.js';
import type { CountedList } from './report.js';
import { capital, downTo, hubWords, isAttendance, MEASURE_WORDS, measureWords, reasonLabel } from './words.js';

export type ListColumn =
  'date' | 'conference' | 'kind' | 'hub' | 'counted' | 'why' | 'reason' | 'notice' | 'source' | 'rule' | 'explain';

export interface CountedListPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly errors: readonly FieldError[];
  readonly filter: Filter;
  readonly counts: { readonly label: string; readonly items: readonly object[] };
  readonly status: { readonly text: string };
  readonly table: Table<ListColumn>;
  readonly paging: {
    readonly text: string;
    readonly previousHref?: string;
    readonly nextHref?: string;
    readonly exports: readonly Link[];
  };
}

/** The conferences behind one number, each with why it counted. */
export function countedListPage(list: CountedList, errors: readonly FieldError[] = []): CountedListPage {
  return {
    title: titleOf(list),
    caption: captionOf(list),
    back: { text: 'Participation', href: performanceHref(list) },
    errors,
    filter: listFilterBar(list),
    counts: { label: 'How they counted', items: tabsOf(list) },
    status: { text: statusOf(list) },
    table: tableOf(list),
    paging: pagingOf(list),
  };
}

function titleOf({
  filter: { measure, counted, source },
  reference,
}: Pick<CountedList, 'filter' | 'reference'>): string {
  const { many, family } = measureWords(measure, reference.measures);
  if (!isAttendance(measure)) {
    const how = TABS.find(([one]) => one === counted)?.[2] ?? '';
    return `${many}: ${how}`;
  }
  const titles: Record<CountedAs, string> = {
    counted: `${capital(many)} that count`,
    attended: `${capital(many)} attended`,
    missed: `${capital(many)} missed`,
    'not-recorded': `${capital(many)} with no outcome recorded`,
    outside: `${family} that do not count`,
    uninvited: `${family} held to which TVP was not invited in time`,
  };
  return source === 'imported' ? `Imported from lists: ${titles[counted]}` : titles[counted];
}

function captionOf({ filter, hub, choices, everywhere, reference }: CountedList): string {
  const { month, months, reason, attribution, notice } = filter;
  const from = month.subtract({ months: months - 1 });
  const band = NOTICE_BANDS.find(({ code }) => code === notice);
  return [
    months === 1 ? formatMonth(month) : `${formatMonth(from)} to ${formatMonth(month)}`,
    hubWords(hub, choices, everywhere),
    reason === null ? '' : reasonLabel(reference.reasons, reason),
    attribution === null ? '' : `down to: ${downTo(attribution)}`,
    band === undefined ? '' : `notice: ${band.label}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

const performanceHref = ({ filter }: CountedList): string =>
  `/performance?${new URLSearchParams({ month: filter.month.toString(), ...(filter.hub === null ? {} : { hub: filter.hub }) }).toString()}`;

/** How they counted, of attendance and of any other measure. */
const TABS: readonly (readonly [CountedAs, string, string])[] = [
  ['missed', 'Missed', 'not met'],
  ['not-recorded', 'of these, not recorded', 'no outcome recorded'],
  ['attended', 'Attended', 'met'],
  ['counted', 'All that count', 'all that count'],
  ['outside', 'Not counted', 'not counted'],
  ['uninvited', 'of these, not invited in time', 'not invited in time'],
];

const tabsOf = ({ filter, counts }: CountedList): readonly object[] =>
  TABS.filter(([counted]) => isOffered(counted, filter)).map(([counted, text, met]) => ({
    text: isAttendance(filter.measure) ? text : capital(met),
    count: counts[counted],
    href: listHref({ ...filter, counted, page: 1 }),
    current: counted === filter.counted,
  }));

/** What does not count is kept beside the headlines only. */
function isOffered(counted: CountedAs, { measure, source }: ListFilter): boolean {
  if (counted === 'uninvited') return source === 'recorded' && Object.hasOwn(MEASURE_WORDS, measure);
  return counted !== 'outside' || Object.hasOwn(MEASURE_WORDS, measure);
}

/** The rate that this list belongs to: the denominator is never out of sight. */
function statusOf({ counts, filter }: CountedList): string {
  const rate = { n: counts.attended, of: counts.counted };
  if (rate.of === 0) return 'None of them counts.';
  const whose =
    filter.source === 'imported' ? ' Imported from lists, not recorded by the tracker: in no figure of it.' : '';
  return `${rate.n} of ${rate.of} ${isAttendance(filter.measure) ? 'attended' : 'met'}, ${percentWords(rate)}.${whose}`;
}

function tableOf(list: CountedList): Table<ListColumn> {
  const { filter, lines, counts } = list;
  const columns: readonly Column<ListColumn>[] = [
    { key: 'date', text: 'Date', nowrap: true, bare: true, sort: sortOf(filter, 'date') },
    { key: 'conference', text: 'Conference', rowHeader: true, nowrap: true, bare: true },
    { key: 'kind', text: 'Kind', bare: true },
    { key: 'hub', text: 'Hub', nowrap: true, bare: true, sort: sortOf(filter, 'hub') },
    // Only where they differ.
    ...(filter.counted === 'counted' ? [{ key: 'counted', text: 'Counted as', bare: true } as const] : []),
    { key: 'why', text: 'Why' },
    { key: 'reason', text: 'Reason for missing it' },
    { key: 'notice', text: 'Notice', numeric: true, nowrap: true },
    { key: 'source', text: 'Source', nowrap: true },
    { key: 'rule', text: 'Rule', nowrap: true },
    { key: 'explain', text: 'How it counted', hidden: true },
  ];
  const beyond = counts[filter.counted] > 0;
  const empty: Empty = beyond
    ? {
        title: 'There is no such page',
        href: listHref({ ...filter, page: 1 }),
        linkText: 'The first page of this list',
      }
    : {
        title: 'No conference is in this list',
        text: 'Choose another month, hub or reason, or see how others counted.',
      };
  return {
    caption: titleOf(list),
    captionHidden: true,
    flow: true,
    columns,
    rows: lines.map((line) => rowOf(line, list)),
    empty,
  };
}

function sortOf(filter: ListFilter, by: 'date' | 'hub'): NonNullable<Column['sort']> {
  const down: ListSort = `-${by}`;
  const href = listHref({ ...filter, sort: filter.sort === by ? down : by, page: 1 });
  if (filter.sort === by) return { href, direction: 'ascending' };
  return filter.sort === down ? { href, direction: 'descending' } : { href };
}

function rowOf(line: CountedLine, { reference }: CountedList): Row<ListColumn> {
  const { noticeDays } = line;
  return {
    cells: {
      date: formatDayAndYear(londonDate(line.startsAt)),
      conference: { text: line.reference, href: `/conferences/${line.reference}` },
      kind: kindLabel(line.kind),
      hub: reference.hub(line.hubCode)?.name ?? line.hubCode,
      counted: { tag: tagOf(line) },
      why: line.why,
      reason: missedCell(line, reference),
      notice: noticeDays === null ? null : noticeDays === 1 ? '1 day' : `${noticeDays} days`,
      source: line.source === 'imported' ? { tag: { text: 'Imported', tone: 'info' } } : 'recorded',
      rule: `${line.measure}, ${line.definitionVersion}`,
      explain: {
        text: 'Explain',
        href: explainHref(line.reference),
        label: `${kindName(line.kind)} ${line.reference}`,
      },
    },
  };
}

/** How one line counts, in a word. */
export function tagOf(line: Pick<CountedLine, 'measure' | 'inDenominator' | 'inNumerator' | 'recorded'>): Tag {
  if (!line.inDenominator) return { text: 'Not counted' };
  if (!isAttendance(line.measure)) return { text: line.inNumerator ? 'Met' : 'Not met' };
  if (line.inNumerator) return { text: 'Attended', tone: 'good' };
  return line.recorded ? { text: 'Missed', tone: 'bad' } : { text: 'Not recorded', tone: 'warn' };
}

function missedCell(line: CountedLine, reference: CountedList['reference']): Cell {
  if (line.reason === null) return null;
  const whose = downTo(line.attribution);
  return {
    text: reasonLabel(reference.reasons, line.reason),
    notes: [...(whose === '' ? [] : [`Down to: ${whose}`]), ...(line.reasonNote === null ? [] : [line.reasonNote])],
  };
}

function pagingOf({ filter, counts, lines, offset, most }: CountedList): CountedListPage['paging'] {
  const total = counts[filter.counted];
  const last = offset + lines.length;
  const text = lines.length === 0 ? 'None' : `${offset + 1} to ${last} of ${total}`;
  return {
    text,
    ...(filter.page > 1 ? { previousHref: listHref({ ...filter, page: Math.min(filter.page - 1, Math.ceil(total / most) || 1) }) } : {}), // prettier-ignore
    ...(last < total && lines.length > 0 ? { nextHref: listHref({ ...filter, page: filter.page + 1 }) } : {}),
    exports:
      total === 0
        ? []
        : [
            { text: 'Whole list as CSV, a row a conference', href: fileHref(filter) },
            { text: 'With more columns, by child or by assignment', href: exportOf(filter) },
          ],
  };
}
