import { absenceWords } from '../attendees/absence.js';
import type { ShownAbsence } from '../attendees/absences.service.js';
import { ownShareWords } from '../rota/fairness.page.js';
import type { Share } from '../rota/shares.js';
import type { OwnCount } from '../reporting/own.queries.js';
import type { Link } from '../web/page-parts.js';

export interface OwnTime {
  readonly absences: readonly ShownAbsence[];
  readonly share: Share | null;
  readonly counts: readonly OwnCount[];
}

const FAMILY = { A1: 'initial conferences', B1: 'relevant reviews' } as const;

/** Counts and no percentage: one person's are few. */
export function ownFigureWords(counts: readonly OwnCount[]): string {
  const parts = counts.map(({ measure, n, of }) => `${n} of ${of} ${FAMILY[measure]}`);
  if (parts.length === 0) return 'None that you led has been held in the last 12 months.';
  return `In the last 12 months you were there for the decision at ${parts.join(' and ')} that were yours.`;
}

/** When the reader is away, and what part of the conferences they carry. */
export function myTime(me: number, { absences, share, counts }: OwnTime, mayChange: boolean) {
  const page = `/attendees/${me}/absences`;
  const links: readonly Link[] = mayChange
    ? [
        { text: 'Say that you are away', href: `${page}/new` },
        { text: 'Take absences from a calendar file', href: `${page}/calendar` },
      ]
    : [];
  return {
    absences: absences.map((one) => ({
      text: absenceWords(one),
      change: mayChange ? { text: 'Change', href: `${page}/${one.id}`, label: absenceWords(one) } : null,
    })),
    links,
    figures: ownFigureWords(counts),
    share:
      share === null
        ? null
        : { text: ownShareWords(share), link: { text: 'Shares of everybody', href: '/rota/fairness' } },
  };
}
