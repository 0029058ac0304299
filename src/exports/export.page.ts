import { ATTRIBUTIONS } from '../../config/reference-data.js';
import { NOTICE_BANDS } from '../reporting/figures.js';
import { COUNTED, LISTED } from '../reporting/list-filter.js';
import { hubField, monthField, type Filter, type FilterField } from '../reporting/performance.page.js';
import { capital, counted, downTo, hubWords, measureWords } from '../reporting/words.js';
import type { FieldError, Link, Table } from '../web/page-parts.js';
import { COUNTED_WORDS, spanWords } from './about.js';
import { COLUMNS } from './columns.js';
import type { ExportRefusal, Offered } from './exports.service.js';
import { exportHref } from './export.form.js';
import { FORMS, GRAIN_WORDS, GRAINS } from './grain.js';

export interface ExportPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly errors: readonly FieldError[];
  readonly filter: Filter;
  readonly sentence: string;
  readonly files: readonly Link[];
  readonly columns: Table<'name' | 'about'>;
}

/** What a file would hold, how many rows, and the two ways to have it. */
export function exportPage(offered: Offered, errors: readonly FieldError[] = []): ExportPage {
  const { wanted, rows } = offered;
  const { about } = GRAIN_WORDS[wanted.grain];
  return {
    title: 'Export',
    caption: `${spanWords(wanted)} · ${hubWords(offered.hub, offered.choices, offered.everywhere)}`,
    back: { text: 'Participation', href: '/performance' },
    errors,
    filter: filterOf(offered),
    sentence:
      rows === 0
        ? 'No row is in this file: choose another month, hub or list.'
        : `${counted(rows, 'row')}. ${about} Making the file is kept on the record, with every conference in it.`,
    files:
      rows === 0
        ? []
        : FORMS.map((form) => ({ text: `Download ${form.toUpperCase()}`, href: exportHref({ ...wanted, form }) })),
    columns: {
      caption: 'Columns',
      flow: true,
      columns: [
        { key: 'name', text: 'Column', rowHeader: true, nowrap: true, bare: true },
        { key: 'about', text: 'Holds', bare: true },
      ],
      rows: COLUMNS[wanted.grain].map(({ name, about: holds }) => ({ cells: { name, about: holds } })),
    },
  };
}

export const refusalWords = (refusal: ExportRefusal): string =>
  refusal.kind === 'too-many-at-once'
    ? 'Two files are being made already. Try again in a minute'
    : `A workbook holds ${refusal.most.toLocaleString('en-GB')} rows and this would be ${refusal.rows.toLocaleString('en-GB')}. Take CSV, or fewer months`;

const ANY = { value: '', text: 'any' };

function filterOf({ wanted, ...offered }: Offered): Filter {
  const { filter, grain } = wanted;
  const { reference } = offered;
  const select = (name: string, label: string, value: string | null, items: FilterField['items']): FilterField => ({
    name,
    label,
    value: value ?? '',
    items,
  });
  const measures = LISTED.map((id) => ({ value: id, text: capital(measureWords(id, reference.measures).many) }));
  const spans = [...new Set([1, 3, 12, 24, filter.months])].sort((a, b) => a - b);
  const sources = [
    { value: 'recorded', text: 'recorded by the tracker' },
    { value: 'imported', text: 'imported from lists' },
  ];
  return {
    action: '/performance/export',
    label: 'Choose what the file holds',
    clearHref: '/performance/export',
    fields: [
      select('grain', 'Rows', grain, GRAINS.map((one) => ({ value: one, text: GRAIN_WORDS[one].label }))), // prettier-ignore
      { ...monthField({ ...offered, month: filter.month }), label: 'Up to' },
      select('months', 'For', String(filter.months), spans.map((one) => ({ value: String(one), text: one === 1 ? 'that month' : `${one} months` }))), // prettier-ignore
      hubField({ ...offered, month: filter.month }),
      select('measure', 'Measure', filter.measure, [ANY, ...measures]),
      select('counted', 'Counted as', filter.counted, [ANY, ...COUNTED.map((one) => ({ value: one, text: COUNTED_WORDS[one] }))]), // prettier-ignore
      ...(offered.firstImported === null && filter.source === 'recorded' ? [] : [select('source', 'Source', filter.source, sources)]), // prettier-ignore
      select('reason', 'Reason', filter.reason, [ANY, ...reference.reasons.map(({ code, label }) => ({ value: code, text: label }))]), // prettier-ignore
      select('attribution', 'Down to', filter.attribution, [ANY, ...ATTRIBUTIONS.map((one) => ({ value: one, text: downTo(one) }))]), // prettier-ignore
      select('notice', 'Notice', filter.notice, [ANY, ...NOTICE_BANDS.map(({ code, label }) => ({ value: code, text: label }))]), // prettier-ignore
    ],
  };
}
