import { stringify } from 'csv-stringify/sync';
import type { Hub } from '../../config/reference-data.js';
import { percentWords } from '../reporting/rate.js';
import type { Cell, FieldError, Table } from '../web/page-parts.js';
import type { AuthorityFigures } from './authorities.js';
import type { Shown } from '../reporting/suppression.js';
import { forPublication, inFull, type PublishedFigures, type ShownNotice } from './publication.js';
import { periodWords } from './reconciliation.js';
import type { Period } from './their-meeting.js';

export interface AuthoritiesFacts {
  readonly period: Period;
  readonly typed: { readonly from: string; readonly to: string };
  readonly errors: readonly FieldError[];
  readonly publish: boolean;
  readonly figures: readonly { readonly hub: Hub; readonly figures: AuthorityFigures }[];
  readonly terms: { readonly initial: number; readonly review: number; readonly late: number };
}

type Column = 'authority' | 'initial' | 'review' | 'late' | 'missing' | 'moved' | 'stoodDown';

const shownOf = ({ figures }: AuthoritiesFacts['figures'][number], publish: boolean): PublishedFigures =>
  publish ? forPublication(figures) : inFull(figures);

/** The table for the partnership board: what each authority did, n of N. */
export function authoritiesPage(facts: AuthoritiesFacts) {
  const { period, typed, errors, publish, terms } = facts;
  const query = new URLSearchParams({
    from: period.from.toString(),
    to: period.to.toString(),
    ...(publish ? { publish: 'yes' } : {}),
  });
  return {
    title: 'Local authorities',
    caption: periodWords(period),
    back: { text: 'Reconciliation', href: '/reconciliation' },
    errors,
    typed: { ...typed, publish: publish ? ['yes'] : [] },
    table: tableOf(facts),
    notes: [
      `Notice is in working days from the day of the first invitation: at least ${terms.initial} for an ICPC, ${terms.review} for an RCPC. Late is fewer than ${terms.late}, for either.`,
      'Never invited is of the conferences that were held and that we know of: it is complete once the list of the period is reconciled.',
      ...(publish ? ['For publication: counts of 1 to 5 are not shown, nor what would give one away.'] : []),
    ],
    file: { text: 'Download as CSV', href: `/reconciliation/authorities.csv?${query.toString()}` },
  };
}

const tableOf = (facts: AuthoritiesFacts): Table<Column> => ({
  caption: 'What local authorities did',
  captionHidden: true,
  columns: [
    { key: 'authority', text: 'Local authority', rowHeader: true, bare: true },
    { key: 'initial', text: 'ICPC: notice in time' },
    { key: 'review', text: 'RCPC: notice in time' },
    { key: 'late', text: 'Late notice' },
    { key: 'missing', text: 'Never invited' },
    { key: 'moved', text: 'Moved' },
    { key: 'stoodDown', text: 'Stood down on the day' },
  ],
  rows: facts.figures.map((one) => {
    const { initial, review, late, missing, moved, stoodDown } = shownOf(one, facts.publish);
    return {
      cells: {
        authority: { text: one.hub.localAuthority, strong: true },
        initial: noticeCell(initial),
        review: noticeCell(review),
        late: shareCell(late),
        missing: shareCell(missing),
        moved: shareCell(moved),
        stoodDown: shareCell(stoodDown),
      },
    };
  }),
  empty: { title: 'No conference in this period', text: 'Choose another first and last day.' },
});

const NOT_SHOWN = 'not shown';

function shareCell({ n, of }: Shown): Cell {
  if (n === null || of === null) {
    return of === null && n === null
      ? { text: NOT_SHOWN, quiet: true }
      : { text: `${n ?? NOT_SHOWN} of ${of ?? NOT_SHOWN}` };
  }
  return { figure: { n, of, percent: of === 0 ? 'none' : percentWords({ n, of }) } };
}

const noticeCell = ({ inTime, median }: ShownNotice): Cell => ({
  ...(shareCell(inTime) as object),
  ...(median === null ? {} : { note: `median ${median} days` }),
});

/** The same as RFC 4180 text, safe from formulas, in UTF-8 with a byte order mark. */
export function authoritiesCsv({ figures, period, publish }: AuthoritiesFacts): string {
  const columns = [
    'local_authority',
    'from',
    'to',
    ...SHARES.flatMap(([name]) => [`${name}_n`, `${name}_of`]),
    'icpc_median_days',
    'rcpc_median_days',
  ];
  const lines = figures.map((one) => {
    const shown = shownOf(one, publish);
    const shares = SHARES.flatMap(([, of]) => [of(shown).n ?? NOT_SHOWN, of(shown).of ?? NOT_SHOWN]);
    const medians = [shown.initial.median ?? '', shown.review.median ?? ''];
    return [one.hub.localAuthority, period.from.toString(), period.to.toString(), ...shares, ...medians];
  });
  return stringify(lines, { header: true, columns, bom: true, record_delimiter: 'windows', escape_formulas: true });
}

const SHARES: readonly (readonly [string, (figures: PublishedFigures) => Shown])[] = [
  ['icpc_in_time', ({ initial }) => initial.inTime],
  ['rcpc_in_time', ({ review }) => review.inTime],
  ['late', ({ late }) => late],
  ['never_invited', ({ missing }) => missing],
  ['moved', ({ moved }) => moved],
  ['stood_down_on_the_day', ({ stoodDown }) => stoodDown],
];

export const authoritiesName = ({ from, to }: Period, publish: boolean): string =>
  `local-authorities-${from.toString()}-${to.toString()}${publish ? '-published' : ''}.csv`;
