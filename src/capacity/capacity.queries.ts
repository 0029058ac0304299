import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { DemandSitting } from './capacity.js';

/** Sittings that took place or are to, and when TVP first knew of each: by its notice, or else when it was recorded. */
export const demandSittings = (
  reader: Reader,
  hubs: readonly string[],
  from: Temporal.Instant,
  until: Temporal.Instant,
): Promise<DemandSitting[]> =>
  rows(
    reader,
    `select c.hub_code, s.starts_at, s.ends_at, s.mode = 'in-person' as in_person,
       coalesce((select min(i.received_at) from invitation i where i.conference_id = c.id), c.created_at) as known_at
     from sitting s join conference c on c.id = s.conference_id
     where s.starts_at >= $2 and s.starts_at < $3 and c.hub_code = any($1) and c.state in ('scheduled', 'held')
     order by s.starts_at`,
    [hubs, from, until],
  );
