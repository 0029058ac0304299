import { record, type Occasion } from '../audit/record.js';
import type { AuditEvents } from '../audit/events.js';
import { run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import type { Conference } from './conference.js';

/**
 * A person has seen to what automation recorded, so nothing is left to confirm; of all others nothing changes. The caller
 * holds the conference locked and gives it a new version.
 */
export async function settleConfirmation(
  tx: Tx,
  occasion: Omit<Occasion, 'conferenceId'>,
  { id, toConfirm: because }: Pick<Conference, 'id' | 'toConfirm'>,
  how: AuditEvents['conference.confirmed']['how'] | 'by voiding it',
): Promise<void> {
  if (because === null) return;
  await run(tx, 'update conference set to_confirm = null where id = $1', [id]);
  // That it was voided is on the trail already, with the reason.
  if (how !== 'by voiding it')
    await record(tx, { ...occasion, conferenceId: id }, 'conference.confirmed', { because, how });
}
