import { row } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Actor, Role } from './actor.js';
import type { Claims } from './claims.js';

interface AccountFound {
  readonly id: number;
  readonly name: string;
  readonly roles: Role[];
  readonly hubs: string[];
  readonly attendeeId: number | null;
}

const ACTOR = `acc.id, acc.name, acc.roles, acc.hubs, coalesce(
  (select p.id from attendee p where p.mail = acc.mail and p.active),
  (select al.attendee_id from attendee_address al join attendee p on p.id = al.attendee_id and p.active
   where al.address = acc.mail)) as attendee_id`;

/** The account as an actor; null when it is not (or no longer) there. */
export function actorById(reader: Reader, accountId: number): Promise<Actor | null> {
  return row<AccountFound>(reader, `select ${ACTOR} from account acc where acc.id = $1`, [accountId]);
}

/** The account whose claims have not changed, so that a busy program does not rewrite its row at every request. */
export function actorOf(reader: Reader, claims: Claims): Promise<Actor | null> {
  return row<AccountFound>(
    reader,
    `select ${ACTOR} from account acc where acc.issuer = $1 and acc.subject = $2 and acc.name = $3
       and acc.mail is not distinct from $4 and acc.roles = $5 and acc.hubs = $6`,
    [claims.issuer, claims.subject, claims.name, claims.mail, claims.roles, claims.hubs],
  );
}

/** Keeps what the identity provider says now about a person: roles and hubs are its to decide, not ours. */
export async function rememberAccount(tx: Tx, claims: Claims, now: Temporal.Instant): Promise<Actor> {
  const kept = await row<{ id: number }>(
    tx,
    `insert into account (issuer, subject, name, mail, roles, hubs, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (issuer, subject) do update set name = excluded.name, mail = excluded.mail, roles = excluded.roles,
       hubs = excluded.hubs, last_seen_at = excluded.last_seen_at
     returning id`,
    [claims.issuer, claims.subject, claims.name, claims.mail, claims.roles, claims.hubs, now],
  );
  const actor = await actorById(tx, kept!.id);
  if (actor === null) throw new Error('an account vanished while it was kept');
  return actor;
}
