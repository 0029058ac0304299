import type { ConflictReason } from '../../config/people.js';
import type { ListedPerson } from '../attendees/attendee-list.queries.js';
import { kindLabel } from '../conferences/kinds.js';
import type { Opened } from '../conferences/opened.js';
import { never } from '../kernel/decided.js';
import { formatDay, londonDate } from '../kernel/london.js';
import type { FieldError, Table } from '../web/page-parts.js';
import type { Conflict } from './conflict.queries.js';
import type { ConflictRefusal } from './conflicts.service.js';

export interface TypedConflict {
  readonly attendeeId: string;
  readonly reason: string;
}

export function conflictsPage(
  { conference, hub }: Opened,
  facts: { readonly people: readonly ListedPerson[]; readonly known: readonly Conflict[] },
  reasons: readonly ConflictReason[],
  form: { readonly typed: TypedConflict; readonly errors: readonly FieldError[]; readonly csrf: string },
) {
  const href = `/conferences/${conference.reference}`;
  const people = facts.people.map(({ id, name, role }) => ({ value: String(id), text: `${name}, ${role}` }));
  return {
    title: 'Who must not go',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    errors: form.errors,
    known: knownTable(facts.known, reasons, href, form.csrf),
    action: `${href}/conflicts`,
    people: [{ value: '', text: 'Choose a person' }, ...people],
    reasons: reasons.map(({ code, label }) => ({ value: code, text: label })),
    typed: form.typed,
    cancel: { text: 'Cancel', href },
  };
}

function knownTable(
  known: readonly Conflict[],
  reasons: readonly ConflictReason[],
  href: string,
  csrf: string,
): Table<'name' | 'reason' | 'by' | 'remove'> {
  return {
    caption: 'Conflicts of interest',
    csrf,
    columns: [
      { key: 'name', text: 'Person', rowHeader: true, bare: true },
      { key: 'reason', text: 'Reason' },
      { key: 'by', text: 'Recorded' },
      { key: 'remove', text: 'Take back', hidden: true, bare: true },
    ],
    rows: known.map((one) => ({
      cells: {
        name: { text: one.name, href: `/attendees/${one.attendeeId}` },
        reason: reasons.find(({ code }) => code === one.reason)?.label ?? one.reason,
        by: `${formatDay(londonDate(one.recordedAt))} by ${one.recordedBy}`,
        remove: {
          post: { action: `${href}/conflicts/${one.attendeeId}/remove`, text: 'Take back', label: `: ${one.name}` },
        },
      },
    })),
    empty: { title: 'No conflict of interest is on record for this conference.' },
  };
}

export function conflictRefusal(refusal: ConflictRefusal): FieldError {
  switch (refusal.kind) {
    case 'unknown-person':
      return { text: 'Choose who must not go', href: '#attendeeId' };
    case 'unknown-reason':
      return { text: 'Choose the reason that fits best', href: '#reason' };
    case 'is-on-it':
      return {
        text: `${refusal.name} is on this conference. Give their place to somebody else first, then record the conflict`,
        href: '#attendeeId',
      };
    default:
      return never(refusal);
  }
}
