import { formatDate, formatWhen } from '../kernel/london.js';
import type { FieldError, Notice, Table } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import { MARKER_KINDS, MARKERS, type WrittenMarker } from './marker.js';
import type { KeptMarker, MarkerSource } from './marker.queries.js';
import { rowFields } from './markers.form.js';
import type { MarkerResult, MarkerState, RecordedMarkers, WithdrawalRefusal } from './markers.service.js';
import type { ListedMarker } from './read-markers.js';

const SOURCE_WORDS: Record<MarkerSource, string> = { page: 'typed here', csv: 'from a list', api: 'by a program' };

export const NO_MARKER: WrittenMarker = { policeReference: '', kind: '', occurredOn: '' };

/** The forms for one marker and for a list of them, and the latest ones. */
export function markersPage(
  latest: readonly KeptMarker[],
  { typed = NO_MARKER, errors = [] }: { readonly typed?: WrittenMarker; readonly errors?: readonly FieldError[] } = {},
) {
  return {
    title: 'Police markers',
    back: { text: 'Relevance', href: '/relevance' },
    errors,
    typed,
    kinds: [{ value: '', text: 'Choose' }, ...MARKER_KINDS.map((kind) => ({ value: kind, text: MARKERS[kind].label }))],
    codes: MARKER_KINDS.join(', '),
    table: latestTable(latest),
  };
}

const latestTable = (latest: readonly KeptMarker[]): Table<'marker' | 'day' | 'by' | 'undo'> => ({
  caption: 'Latest markers',
  columns: [
    { key: 'marker', text: 'Marker', rowHeader: true, bare: true },
    { key: 'day', text: 'Happened on', nowrap: true },
    { key: 'by', text: 'Recorded' },
    { key: 'undo', text: 'Withdraw', hidden: true, bare: true },
  ],
  rows: latest.map((one) => ({
    ...(one.withdrawnAt === null ? {} : { tone: 'quiet' as const }),
    cells: {
      marker: {
        text: MARKERS[one.kind].label,
        strong: true,
        note: one.policeReference,
        ...(one.withdrawnAt === null ? {} : { tag: { text: 'Withdrawn' } }),
      },
      day: formatDate(one.occurredOn),
      by: {
        text: `${one.recordedBy}, ${SOURCE_WORDS[one.source]}`,
        notes: [
          formatWhen(one.recordedAt),
          ...(one.withdrawnAt === null
            ? []
            : [`Withdrawn by ${one.withdrawnBy}, ${formatWhen(one.withdrawnAt)}: ${one.withdrawnReason}`]),
        ],
      },
      undo:
        one.withdrawnAt === null
          ? {
              link: {
                text: 'Withdraw',
                href: `/markers/${one.id}/withdraw`,
                label: `${MARKERS[one.kind].label} of ${one.policeReference}`,
              },
            }
          : null,
    },
  })),
  empty: {
    title: 'No marker yet',
    text: 'A marker says that police know something new of a family since a day, and never what. It speaks for a criterion on the reviews of that family.',
  },
});

const STATE_WORDS: Record<MarkerState, string> = {
  added: 'New',
  known: 'On record already',
  withdrawn: 'Was withdrawn: stays so',
  refused: 'Refused',
};

const count = (results: readonly MarkerResult[], state: MarkerState): number =>
  results.filter((one) => one.state === state).length;

/** What a list would add, before it is. Those refused come first, each with what to put right. */
export function markerPreviewPage(rows: readonly ListedMarker[], results: readonly MarkerResult[]) {
  const added = count(results, 'added');
  const both = rows.map((row, i) => ({ row, result: results[i]! }));
  const ordered = both.toSorted((a, b) => Number(b.result.state === 'refused') - Number(a.result.state === 'refused'));
  const unmatched = results.filter((one) => one.state === 'added' && !one.matched).length;
  return {
    title: added === 0 ? 'Nothing new in this list' : `Record ${markers(added)}?`,
    back: { text: 'Police markers', href: '/markers' },
    sentence: previewSentence(results, unmatched),
    canRecord: added > 0,
    button: `Record ${markers(added)}`,
    rows: rowFields(both.filter(({ result }) => result.state === 'added').map(({ row }) => row)),
    table: {
      caption: 'Rows',
      columns: [
        { key: 'row', text: 'Row', numeric: true },
        { key: 'marker', text: 'Marker', rowHeader: true, bare: true },
        { key: 'state', text: 'What becomes of it' },
      ],
      rows: ordered.slice(0, MOST_SHOWN).map(({ row, result }) => ({
        ...(result.state === 'refused' ? { tone: 'bad' as const } : {}),
        cells: {
          row: row.row,
          marker: { text: row.kind, note: [row.policeReference, row.occurredOn].join(', ') },
          state: {
            text: STATE_WORDS[result.state],
            ...(result.sentence === null ? {} : { note: result.sentence }),
            ...(result.state === 'added' && !result.matched
              ? { note: 'No child in your hubs has this reference yet' }
              : {}),
          },
        },
      })),
    } satisfies Table<'row' | 'marker' | 'state'>,
    more: ordered.length > MOST_SHOWN ? `The first ${MOST_SHOWN} of ${ordered.length} rows are shown.` : null,
  };
}

const MOST_SHOWN = 200;
const markers = (n: number): string => `${n.toLocaleString('en-GB')} ${n === 1 ? 'marker' : 'markers'}`;

function previewSentence(results: readonly MarkerResult[], unmatched: number): string {
  const known = count(results, 'known') + count(results, 'withdrawn');
  const wrong = count(results, 'refused');
  const parts = [
    `${count(results, 'added')} new`,
    ...(unmatched > 0 ? [`${unmatched} of them without a child on record in your hubs`] : []),
    ...(known > 0 ? [`${known} on record already`] : []),
    ...(wrong > 0 ? [`${wrong} refused and left out`] : []),
  ];
  return `${parts.join(', ')}. Nothing is recorded yet.`;
}

/** What the banner says after markers were recorded. */
export function recordedFlash({ results, reopened }: RecordedMarkers): Flash {
  const added = count(results, 'added');
  if (added === 0) return { title: 'Nothing new: it was on record already.', tone: 'warn' };
  const opened =
    reopened.length === 0
      ? 'No review that was decided not relevant is concerned.'
      : `Open again, because they were not relevant: ${reopened.join(', ')}.`;
  return { title: `${markers(added)} recorded.`, text: opened, href: '/relevance', linkText: 'Reviews to decide' };
}

export function withdrawPage(marker: KeptMarker, reason: string, errors: readonly FieldError[] = []) {
  return {
    title: 'Withdraw this marker?',
    caption: `${MARKERS[marker.kind].label}, ${formatDate(marker.occurredOn)}, ${marker.policeReference}`,
    back: { text: 'Police markers', href: '/markers' },
    action: `/markers/${marker.id}/withdraw`,
    told: {
      text: 'It stays on record as withdrawn and speaks for no criterion any more. A review that it opened again stays open until somebody decides.',
    } satisfies Notice,
    reason,
    errors,
  };
}

export const withdrawalError = (refusal: WithdrawalRefusal): FieldError => ({
  text: refusal.kind === 'reason-missing' ? 'Say why in a few words.' : 'A colleague has withdrawn it already.',
  href: '#reason',
});
