import type { Actor } from '../access/actor.js';
import { run, rows } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { AuditAction, AuditEvents } from './events.js';

/** Where and when something happened: the parts of an audit row that are the same for every event. */
export interface Occasion {
  readonly actor: Actor;
  readonly at: Temporal.Instant;
  readonly conferenceId?: number | null;
}

/** Writes one line of the trail in the transaction of the change that it tells of. */
export async function record<A extends AuditAction>(
  tx: Tx,
  occasion: Occasion,
  action: A,
  detail: AuditEvents[A],
): Promise<void> {
  await run(
    tx,
    `insert into audit_event (at, actor_id, actor, action, conference_id, detail) values ($1, $2, $3, $4, $5, $6)`,
    [
      occasion.at,
      occasion.actor.id,
      occasion.actor.name,
      action,
      occasion.conferenceId ?? null,
      JSON.stringify(detail),
    ],
  );
}

/** Something that happened to one conference, in a change to many. */
export interface Told<A extends AuditAction = AuditAction> {
  readonly conferenceId: number;
  readonly action: A;
  readonly detail: AuditEvents[A];
}

/** As `record`, for a change to many conferences at once; in the order given. */
export async function recordMany(
  tx: Tx,
  { actor, at }: Omit<Occasion, 'conferenceId'>,
  told: readonly Told[],
): Promise<void> {
  if (told.length === 0) return;
  await run(
    tx,
    `insert into audit_event (at, actor_id, actor, action, conference_id, detail)
     select $1, $2, $3, action, "conferenceId", detail from json_to_recordset($4)
       as given (action text, "conferenceId" int, detail jsonb)`,
    [at, actor.id, actor.name, JSON.stringify(told)],
  );
}

export interface TrailLine {
  readonly id: number;
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: AuditAction;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What happened to one conference, oldest first, without the mere looks at it. */
export function trailOf(reader: Reader, conferenceId: number): Promise<TrailLine[]> {
  return rows(
    reader,
    `select id, at, actor, action, detail from audit_event
     where conference_id = $1 and action not in ('conference.viewed', 'conference.listed', 'mail.viewed') order by id`,
    [conferenceId],
  );
}
