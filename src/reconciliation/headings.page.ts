import type { FieldError } from '../web/page-parts.js';
import { LIST_FIELDS, NOT_IN_LIST } from './reconciliation.form.js';
import type { Reconciliation } from './reconciliation.js';

/** Which heading of a list holds what, to be set right. */
export function headingsPage(list: Reconciliation, canSet: boolean, errors: readonly FieldError[]) {
  const items = [
    { value: '', text: 'As recognised' },
    ...[...new Set(list.headings)]
      .filter((heading) => heading !== '')
      .map((heading) => ({ value: heading, text: heading })),
    { value: NOT_IN_LIST, text: 'Not in this list' },
  ];
  return {
    title: 'Columns of the list',
    caption: list.fileName,
    back: { text: list.fileName, href: `/reconciliation/${list.id}` },
    errors,
    action: `/reconciliation/${list.id}/columns`,
    canSet,
    fields: LIST_FIELDS.map(({ field, words }) => ({
      name: `column-${field}`,
      label: words.replace(/^./, (first) => first.toUpperCase()),
      hint: list.columns.find((column) => column.field === field)?.header ?? null,
      value: field in list.givenColumns ? (list.givenColumns[field] ?? NOT_IN_LIST) : '',
      items,
    })),
  };
}
