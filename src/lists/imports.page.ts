import type { Hub } from '../../config/reference-data.js';
import { formatDayAndYear, formatWhen, londonDate } from '../kernel/london.js';
import type { FieldError, Table, Tag } from '../web/page-parts.js';
import type { Import, ImportState } from './import.js';
import type { TypedList } from './import.form.js';

export const STATE_TAGS: Readonly<Record<ImportState, Tag>> = {
  reading: { text: 'Being read', tone: 'info' },
  refused: { text: 'Refused', tone: 'bad' },
  ready: { text: 'To be checked', tone: 'warn' },
  'carrying-out': { text: 'Being carried out', tone: 'info' },
  done: { text: 'Carried out', tone: 'good' },
  undoing: { text: 'Being undone', tone: 'info' },
  undone: { text: 'Undone' },
};

type Column = 'list' | 'received' | 'by' | 'state' | 'rows';

export interface ImportsPageFacts {
  readonly lists: readonly Import[];
  readonly hubs: readonly Hub[];
  readonly more: string | null;
  readonly typed?: TypedList;
  readonly errors?: readonly FieldError[];
}

/** The form for another list, and the lists there are. */
export function importsPage({ lists, hubs, more, typed, errors = [] }: ImportsPageFacts) {
  const [first] = hubs;
  return {
    title: 'Imports',
    errors,
    form: {
      only: hubs.length === 1 ? { code: first?.code ?? '', name: first?.name ?? '' } : null,
      hubs: [{ value: '', text: 'Choose' }, ...hubs.map(({ code, name }) => ({ value: code, text: name }))],
      hub: typed?.hub ?? '',
      receivedOn: typed?.receivedOn ?? '',
      accept: '.xlsx,.csv,.tsv,.txt',
    },
    table: listTable(lists, hubs),
    more: more === null ? null : { text: 'Earlier lists', href: more },
  };
}

const listTable = (lists: readonly Import[], hubs: readonly Hub[]): Table<Column> => ({
  caption: 'Lists received',
  columns: [
    { key: 'list', text: 'List', rowHeader: true, bare: true },
    { key: 'received', text: 'Received', nowrap: true },
    { key: 'by', text: 'Uploaded' },
    { key: 'state', text: 'State' },
    { key: 'rows', text: 'Rows' },
  ],
  rows: lists.map((list) => ({
    cells: {
      list: {
        text: list.fileName,
        href: `/imports/${list.id}`,
        strong: true,
        note: hubs.find(({ code }) => code === list.hubCode)?.name ?? list.hubCode,
      },
      received: formatDayAndYear(londonDate(list.receivedAt)),
      by: { text: list.sentBy, note: formatWhen(list.createdAt) },
      state: { tag: STATE_TAGS[list.state] },
      rows: rowsInWords(list),
    },
  })),
  empty: {
    title: 'No list has come in yet',
    text: 'Choose a spreadsheet of conferences above, as the local authority sent it. You see what each row would do before anything is recorded, and can take it back for an hour.',
  },
});

function rowsInWords({ summary }: Import): string {
  if (summary === null) return '';
  const { create, update, unchanged, merge, conflict, error } = summary.counts;
  const parts: readonly (readonly [number, string])[] = [
    [create, 'new'],
    [update, 'changed'],
    [unchanged + merge, 'as recorded or with another row'],
    [conflict, 'to ask about'],
    [error, 'with an error'],
  ];
  return parts
    .filter(([many]) => many > 0)
    .map(([many, words]) => `${many.toLocaleString('en-GB')} ${words}`)
    .join(', ');
}
