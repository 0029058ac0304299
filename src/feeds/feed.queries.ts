import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Feed, FeedOf, FeedReach } from './feed.js';

const FEED = 'f.id, f.attendee_id, f.hub_code, f.created_at, f.created_by';

/** The feeds that work and lie within reach, oldest first. */
export function feedsWithin(reader: Reader, reach: FeedReach): Promise<Feed[]> {
  return rows(
    reader,
    `select ${FEED} from feed f
     where f.revoked_at is null and (f.attendee_id = $1 or f.hub_code = any($2::text[])) order by f.id`,
    [reach.attendeeId, reach.hubs],
  );
}

/** Nobody else creates a feed of the same owner until this transaction ends. */
export async function lockOwner(tx: Tx, of: FeedOf): Promise<void> {
  if ('hubCode' in of) await rows(tx, 'select code from hub where code = $1 for no key update', [of.hubCode]);
  else await rows(tx, 'select id from attendee where id = $1 for no key update', [of.attendeeId]);
}

export function addFeed(
  tx: Tx,
  of: FeedOf,
  made: { readonly secretHash: string; readonly createdAt: Temporal.Instant; readonly createdBy: string },
): Promise<Feed> {
  return insert(tx, 'feed', { ...of, ...made });
}

/** The feed to revoke; null when it is absent or out of reach, which look the same. One revoked before counts as there. */
export function lockFeed(
  tx: Tx,
  reach: FeedReach,
  id: number,
): Promise<(Feed & { readonly revokedAt: Temporal.Instant | null }) | null> {
  return row(
    tx,
    `select ${FEED}, f.revoked_at from feed f
     where f.id = $1 and (f.attendee_id = $2 or f.hub_code = any($3::text[])) for update`,
    [id, reach.attendeeId, reach.hubs],
  );
}

export async function revokeFeed(tx: Tx, id: number, at: Temporal.Instant): Promise<void> {
  await run(tx, 'update feed set revoked_at = $2 where id = $1 and revoked_at is null', [id, at]);
}

export interface OpenFeed extends Feed {
  /** Of an attendee's feed. */
  readonly attendeeName: string | null;
}

/** The feed behind an address. One that never was, one revoked and one of somebody who has left look the same. */
export function feedBehind(reader: Reader, secretHash: string): Promise<OpenFeed | null> {
  return row(
    reader,
    `select ${FEED}, p.name as attendee_name from feed f left join attendee p on p.id = f.attendee_id
     where f.secret_hash = $1 and f.revoked_at is null and (f.attendee_id is null or p.active)`,
    [secretHash],
  );
}
