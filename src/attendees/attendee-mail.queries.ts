import { run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';

/** Marks the address of a person, if it is still theirs; whether it is. */
export async function markMailBounced(
  tx: Tx,
  attendeeId: number,
  address: string,
  because: string,
  at: Temporal.Instant,
): Promise<boolean> {
  const marked = await run(
    tx,
    'update attendee set mail_bounced_at = $3, mail_bounce_reason = $4 where id = $1 and mail = $2',
    [attendeeId, address, at, because],
  );
  return marked > 0;
}

/** Takes the mark away; false when there was none. */
export async function clearMailBounce(tx: Tx, attendeeId: number): Promise<boolean> {
  const cleared = await run(
    tx,
    `update attendee set mail_bounced_at = null, mail_bounce_reason = null where id = $1 and mail_bounced_at is not null`,
    [attendeeId],
  );
  return cleared > 0;
}
