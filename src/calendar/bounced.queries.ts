import { row, run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import type { MessageMethod } from './change.js';

/** A message of ours that was handed to a mail server, with the person it was for. */
export interface HandedOver {
  readonly id: number;
  readonly method: MessageMethod;
  readonly sequence: number;
  readonly recipient: string;
  readonly bouncedAt: Temporal.Instant | null;
  readonly attendeeId: number;
  readonly attendeeName: string;
  readonly conferenceId: number;
}

/**
 * The message that a report of a failed delivery is about, locked: by its Message-ID, else the newest of its UID to one of
 * the addresses that failed, since Exchange gives mail another Message-ID; a note has no calendar that could name its UID. Only one that was tried can have come back.
 */
export function lockHandedOver(
  tx: Tx,
  named: { readonly messageId: string | null; readonly uid: string | null; readonly addresses: readonly string[] },
): Promise<HandedOver | null> {
  return row(
    tx,
    `select m.id, m.method, m.sequence, m.recipient, m.bounced_at, a.attendee_id, p.name as attendee_name, s.conference_id
     from calendar_message m join assignment a on a.id = m.assignment_id join attendee p on p.id = a.attendee_id
       join sitting s on s.id = a.sitting_id
     where m.attempts > 0 and (m.message_id = $1 or (m.uid = $2 and m.method <> 'NOTE' and m.recipient = any($3::text[])))
     order by (m.message_id = $1) desc nulls last, m.id desc limit 1 for update of m`,
    [named.messageId, named.uid, named.addresses],
  );
}

export async function markBounced(tx: Tx, id: number, because: string, at: Temporal.Instant): Promise<void> {
  await run(tx, 'update calendar_message set bounced_at = $2, bounce_reason = $3 where id = $1', [id, at, because]);
}
