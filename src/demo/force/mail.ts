import type { Hub, ReferenceData } from '../../../config/reference-data.js';
import type { CalendarChange } from '../../calendar/change.js';
import { owe } from '../../calendar/outbox.js';
import type { ConferenceState } from '../../conferences/conference.js';
import { run } from '../../database/sql.js';
import type { Tx } from '../../database/transaction.js';
import type { ForceAssignment, ForceConference } from './force.js';
import { idOf, type Ids } from './rows.js';

interface Desk {
  readonly reference: ReferenceData;
  readonly deskAddress: string;
  readonly publicUrl: string;
}

const CALLED_OFF: Partial<Record<ConferenceState, CalendarChange>> = {
  stood_down: 'stood-down',
  postponed: 'postponed',
  cancelled: 'cancelled',
};

/** The calendar mail about conferences ahead, as sent when it was owed: their pages show it, nothing sends it again. */
export async function sendAhead(tx: Tx, conferences: readonly ForceConference[], desk: Desk, ids: Ids): Promise<void> {
  for (const one of conferences) {
    const hub = desk.reference.hub(one.meeting.hubCode);
    if (one.meeting.day < 0 || hub === undefined) continue;
    for (const assignment of one.assignments)
      await send(tx, one, hub, assignment, desk, idOf(ids.assignments, assignment));
  }
  await run(
    tx,
    `update calendar_message set state = 'sent', attempts = 1, sent_at = created_at + interval '20 seconds'
     where state = 'owed'`,
  );
}

async function send(
  tx: Tx,
  one: ForceConference,
  hub: Hub,
  assignment: ForceAssignment,
  desk: Desk,
  id: number,
): Promise<void> {
  const { person, uid, withdrawnAt, invitedAt } = assignment;
  if (person.mail === null) return;
  const sender = { desk: { name: 'Conference Desk', address: desk.deskAddress }, publicUrl: desk.publicUrl };
  const telling = {
    attendee: { name: person.name, address: person.mail },
    conference: { reference: one.reference, kind: one.meeting.kind },
    hub,
    sitting: one,
  };
  await owe(tx, sender, { ...telling, assignment: { id, uid, sequence: 0 } }, 'new', invitedAt);
  const calledOff = CALLED_OFF[one.state];
  if (calledOff === undefined || withdrawnAt === null) return;
  await owe(tx, sender, { ...telling, assignment: { id, uid, sequence: 1 } }, calledOff, withdrawnAt);
}
