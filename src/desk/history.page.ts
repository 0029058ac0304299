/** What the page of a conference says when it came from a list of the past. */
import { formatDayAndYear, formatWhen } from '../kernel/london.js';
import type { ImportedHistory } from '../participation/history.queries.js';
import type { Cell, Fact, Notice } from '../web/page-parts.js';

/** Which file, which row, by whom and when; the list itself opens for whoever may see it. */
export const historyNotice = (history: ImportedHistory, state: string, maySeeList: boolean): Notice => ({
  tone: 'info',
  title: `Imported history: ${state}.`,
  text: `From ${history.fileName}, row ${history.row}, imported by ${history.importedBy} on ${formatWhen(history.importedAt)}. The tracker did not record it, and it is in none of its figures.`,
  ...(maySeeList ? { href: `/imports/${history.importId}`, linkText: 'See the list' } : {}),
});

/** What the list said beside the outcome itself. */
export function historyRows(
  history: ImportedHistory,
  went: { readonly attendedById: number | null } | null,
): readonly Fact[] {
  const others = history.attendedBy;
  const isBeside = went?.attendedById != null;
  return [
    ...(went !== null ? [] : [{ key: 'Outcome', value: { text: 'not in the list', quiet: true } }]),
    ...(others.length === 0
      ? []
      : [
          {
            key: isBeside ? 'Also named in the list' : 'Attended by',
            value: { list: others, note: isBeside ? '' : 'Not on the tracker' },
          },
        ]),
    ...(history.report === null ? [] : [{ key: 'Report', value: reportCell(history) }]),
  ];
}

function reportCell({ report, reportOn }: ImportedHistory): Cell {
  if (report === 'not-sent') return 'Not sent, as the list says';
  return reportOn === null ? 'Sent, as the list says' : `Sent on ${formatDayAndYear(reportOn)}, as the list says`;
}

/** Undecided would count as relevant; of the past nobody knows. */
export const importedRelevance = ({ relevance }: ImportedHistory): Fact => ({
  key: 'Stands as',
  value:
    relevance === null
      ? { text: 'Not known', note: 'The imported list does not say, so it is in no rate' }
      : { text: relevance === 'relevant' ? 'Relevant' : 'Not relevant', note: 'As the imported list says' },
});
