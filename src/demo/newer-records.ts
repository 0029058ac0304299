import { migrations } from '../../migrations/index.js';
import type { Database } from '../database/database.js';
import { row, rows } from '../database/sql.js';
import { CannotStart } from './cannot-start.js';

/**
 * Stops the start on records that a newer tracker has migrated: this one might fail on them, or spoil them.
 * Production leaves this to the release, where old instances go on beside the new for a while.
 *
 * @param db may be empty still
 * @throws CannotStart naming the folder
 */
export async function refuseNewerRecords(db: Database, folder: string): Promise<void> {
  const begun = await row<{ there: boolean }>(db.reader, `select to_regclass('migration') is not null as there`);
  if (begun?.there !== true) return;
  const known = new Set(migrations.map((migration) => migration.name));
  const ran = await rows<{ name: string }>(db.reader, 'select name from migration');
  if (ran.every(({ name }) => known.has(name))) return;
  throw new CannotStart(
    `The records in ${folder} were made by a newer version of the tracker. ` +
      'Start that version, or set DATA_DIR to another folder.',
  );
}
