import { absenceWords } from '../attendees/absence.js';
import type { ShownAbsence } from '../attendees/absences.service.js';
import { ownShareWords } from '../rota/fairness.page.js';
import type { Share } from '../rota/shares.js';
import type { Link } from '../web/page-parts.js';

/** When the reader is away, and what part of the conferences they carry. */
export function myTime(me: number, absences: readonly ShownAbsence[], share: Share | null, mayChange: boolean) {
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
    share:
      share === null
        ? null
        : { text: ownShareWords(share), link: { text: 'Shares of everybody', href: '/rota/fairness' } },
  };
}
