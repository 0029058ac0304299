import type { Hub } from '../../config/reference-data.js';
import { formatWhen } from '../kernel/london.js';
import type { FieldError, Table } from '../web/page-parts.js';
import type { TypedTheirList } from './reconciliation.form.js';
import { periodOf, periodWords } from './reconciliation.js';
import type { ListedReconciliation } from './reconciliation.queries.js';
import { STATE_TAGS } from './words.js';

export interface ReconciliationsFacts {
  readonly lists: readonly ListedReconciliation[];
  readonly hubs: readonly Hub[];
  /** Those whose lists the person may send; none for who only reads. */
  readonly mine: readonly Hub[];
  readonly more: string | null;
  readonly typed: TypedTheirList;
  readonly errors: readonly FieldError[];
}

type Column = 'list' | 'period' | 'by' | 'state';

/** The form for another list of what was held, and those there are. */
export function reconciliationsPage({ lists, hubs, mine, more, typed, errors }: ReconciliationsFacts) {
  const [only] = mine;
  return {
    title: 'Reconciliation',
    actions: [{ text: 'Table of local authorities', href: '/reconciliation/authorities', plain: true }],
    errors,
    form:
      only === undefined
        ? null
        : {
            only: mine.length === 1 ? { code: only.code, name: only.name } : null,
            hubs: [{ value: '', text: 'Choose' }, ...mine.map(({ code, name }) => ({ value: code, text: name }))],
            ...typed,
            accept: '.xlsx,.csv,.tsv,.txt',
          },
    table: tableOf(lists, hubs),
    more: more === null ? null : { text: 'Earlier lists', href: more },
  };
}

const tableOf = (lists: readonly ListedReconciliation[], hubs: readonly Hub[]): Table<Column> => ({
  caption: 'Lists put beside ours',
  columns: [
    { key: 'list', text: 'Hub', rowHeader: true, bare: true },
    { key: 'period', text: 'Held in' },
    { key: 'by', text: 'Uploaded' },
    { key: 'state', text: 'State' },
  ],
  rows: lists.map((list) => ({
    cells: {
      list: {
        text: hubs.find(({ code }) => code === list.hubCode)?.name ?? list.hubCode,
        href: `/reconciliation/${list.id}`,
        strong: true,
        note: list.fileName,
      },
      period: periodWords(periodOf(list)),
      by: { text: list.sentBy, note: formatWhen(list.createdAt) },
      state: { tag: stateOf(list), ...(list.state === 'ready' ? { note: openWords(list) } : {}) },
    },
  })),
  empty: {
    title: 'No list has been compared yet',
    text: 'Ask the local authority each month which child protection conferences it held, and send the list here. You see which of them we were never invited to, and in what the two records differ.',
  },
});

const stateOf = (list: ListedReconciliation) =>
  list.state === 'ready' && list.open === 0 ? ({ text: 'Agreed', tone: 'good' } as const) : STATE_TAGS[list.state];

const openWords = ({ rows, open }: ListedReconciliation): string =>
  open === 0
    ? `all ${rows} ${rows === 1 ? 'row' : 'rows'}`
    : `${open.toLocaleString('en-GB')} of ${rows.toLocaleString('en-GB')} rows open`;
