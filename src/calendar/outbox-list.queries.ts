import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { MessageMethod } from './change.js';
import type { DropReason } from './send-check.js';

/** A calendar message as a person sees it in the list of mail. */
export interface OutboxLine {
  readonly id: number;
  readonly method: MessageMethod;
  readonly sequence: number;
  readonly recipient: string;
  readonly attendeeName: string;
  readonly conferenceId: number;
  readonly reference: string;
  readonly state: 'owed' | 'sent' | 'failed' | 'dropped';
  readonly attempts: number;
  readonly lastError: string | null;
  readonly createdAt: Temporal.Instant;
  readonly nextAttemptAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  readonly droppedAt: Temporal.Instant | null;
  readonly droppedBecause: DropReason | null;
  readonly bouncedAt: Temporal.Instant | null;
  readonly bounceReason: string | null;
  /** Later messages of the same calendar entry, which wait until this one is sent. */
  readonly held: number;
}

const LINE = `select m.id, m.method, m.sequence, m.recipient, p.name as attendee_name, c.id as conference_id, c.reference,
    m.state, m.attempts, m.last_error, m.created_at, m.next_attempt_at, m.sent_at,
    m.dropped_at, m.dropped_because, m.bounced_at, m.bounce_reason,
    (select count(*) from calendar_message later
     where m.state = 'owed' and later.uid = m.uid and later.id > m.id and later.state = 'owed')::int as held
  from calendar_message m join assignment a on a.id = m.assignment_id join attendee p on p.id = a.attendee_id
    join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id`;

export interface Outbox {
  readonly waiting: readonly OutboxLine[];
  readonly sent: readonly OutboxLine[];
  readonly dropped: readonly OutboxLine[];
}

/** What is owed or failed, oldest first, and what was sent or dropped since an instant, newest first; at most `limit` of each. */
export async function outboxWithin(
  reader: Reader,
  scope: Scope,
  since: Temporal.Instant,
  limit: number,
): Promise<Outbox> {
  const within = scopeCondition('c', 1);
  const parameters = [...scopeParameters(scope), limit];
  const waiting = await rows<OutboxLine>(
    reader,
    `${LINE} where m.state in ('owed', 'failed') and ${within} order by m.created_at, m.id limit $3`,
    parameters,
  );
  const sent = await rows<OutboxLine>(
    reader,
    `${LINE} where m.state = 'sent' and m.sent_at >= $4 and ${within} order by m.sent_at desc, m.id desc limit $3`,
    [...parameters, since],
  );
  const dropped = await rows<OutboxLine>(
    reader,
    `${LINE} where m.state = 'dropped' and m.dropped_at >= $4 and ${within} order by m.dropped_at desc, m.id desc limit $3`,
    [...parameters, since],
  );
  return { waiting, sent, dropped };
}

/** The message if its conference lies within the scope; nobody else changes it until this transaction ends. */
export function lockOutboxLine(tx: Tx, scope: Scope, id: number): Promise<OutboxLine | null> {
  return row(tx, `${LINE} where m.id = $3 and ${scopeCondition('c', 1)} for update of m`, [
    ...scopeParameters(scope),
    id,
  ]);
}

/** Owed again, to be sent at once. What went wrong before stays to be seen until it is sent. */
export async function oweAgain(tx: Tx, id: number, now: Temporal.Instant): Promise<void> {
  await run(tx, `update calendar_message set state = 'owed', next_attempt_at = $2 where id = $1`, [id, now]);
}
