import type { KeptAbsence } from '../attendees/absence.js';
import { absencesTable } from '../attendees/absence.page.js';

/** The reader's own absences, and where one is recorded: they keep invitations away. */
export const awayPart = (absences: readonly KeptAbsence[], me: number) => ({
  table: absencesTable(absences, me, true),
  add: { text: 'Record that you are away', href: `/attendees/${me}/absences/new` },
});
