import { FIELDS, FIELD_WORDS } from '../imports/fields.js';
import type { FieldError, Table, Tone } from '../web/page-parts.js';
import type { Import } from './import.js';
import { NOT_IN_LIST } from './import.form.js';

type Column = 'heading' | 'column' | 'read' | 'sure' | 'why';

const CERTAIN = 0.8;
const LIKELY = 0.6;

function sureness(confidence: number): { readonly text: string; readonly tone: Tone } {
  const percent = `${Math.round(confidence * 100)} %`;
  if (confidence >= CERTAIN) return { text: `Certain, ${percent}`, tone: 'good' };
  return confidence >= LIKELY
    ? { text: `Likely, ${percent}`, tone: 'info' }
    : { text: `Uncertain, ${percent}`, tone: 'warn' };
}

/** How each column of a list was read, and the form to set it right. */
export function columnsPage(list: Import, canSet: boolean, errors: readonly FieldError[]) {
  const columns = list.summary?.columns ?? [];
  const headers = list.summary?.headers ?? [];
  const choices = [
    { value: '', text: 'As recognised' },
    ...[...new Set(headers)].map((header) => ({ value: header, text: header })),
    { value: NOT_IN_LIST, text: 'Not in this list' },
  ];
  const given = list.columns;
  return {
    title: 'Columns of the list',
    caption: list.fileName,
    back: { text: list.fileName, href: `/imports/${list.id}` },
    errors,
    table: columnTable(list),
    form: canSet
      ? {
          action: `/imports/${list.id}/columns`,
          fields: FIELDS.map((field) => ({
            name: `column-${field}`,
            label: FIELD_WORDS[field].replace(/^./, (first) => first.toUpperCase()),
            hint: columns.find((column) => column.field === field)?.header ?? null,
            value: field in given ? (given[field] ?? NOT_IN_LIST) : '',
            items: choices,
          })),
        }
      : null,
  };
}

function columnTable({ summary }: Import): Table<Column> {
  const columns = summary?.columns ?? [];
  return {
    caption: 'As they are read now',
    columns: [
      { key: 'heading', text: 'Heading', rowHeader: true, bare: true },
      { key: 'column', text: 'Column' },
      { key: 'read', text: 'Read as' },
      { key: 'sure', text: 'How sure' },
      { key: 'why', text: 'Why' },
    ],
    rows: [
      ...columns.map(({ header, column, field, confidence, why }) => ({
        cells: {
          heading: header,
          column,
          read: FIELD_WORDS[field as keyof typeof FIELD_WORDS],
          sure: { tag: sureness(confidence) },
          why,
        },
      })),
      ...(summary?.unread ?? []).map(({ header, column, why }) => ({
        tone: 'quiet' as const,
        cells: { heading: header, column, read: 'not read', sure: '', why },
      })),
    ],
    empty: { title: 'No column was recognised', text: 'Say below which heading holds what.' },
  };
}
