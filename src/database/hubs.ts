import type { Hub } from '../../config/reference-data.js';
import { run } from './sql.js';
import type { Tx } from './transaction.js';

/** Brings the hub table up to the reference data, so that foreign keys can name hubs. Hubs are never removed. */
export async function syncHubs(tx: Tx, hubs: readonly Hub[]): Promise<void> {
  for (const hub of hubs) {
    await run(
      tx,
      `insert into hub (code, name, local_authority, valid_from) values ($1, $2, $3, $4)
       on conflict (code) do update set name = excluded.name, local_authority = excluded.local_authority,
         valid_from = excluded.valid_from`,
      [hub.code, hub.name, hub.localAuthority, hub.validFrom],
    );
  }
}
