import { theTracker } from '../access/actor.js';
import type { AuditEvents } from '../audit/events.js';
import { record } from '../audit/record.js';
import type { Tx } from '../database/transaction.js';
import { dropFile } from './import.queries.js';

/**
 * Erases the file of a list, in which names may stand, and says so on the trail. The plan made from it names only who attended
 * for police.
 */
export async function eraseFile(
  tx: Tx,
  importId: number,
  why: AuditEvents['import.file-erased']['why'],
  at: Temporal.Instant,
): Promise<void> {
  if ((await dropFile(tx, importId)) === 0) return;
  await record(tx, { actor: theTracker, at }, 'import.file-erased', { importId, why });
}
