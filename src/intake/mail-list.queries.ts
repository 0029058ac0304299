import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { InboundMail } from './inbound-mail.queries.js';

/** A message that arrived, with what became of it. */
export interface InboundLine extends Omit<InboundMail, 'messageId'> {
  readonly settledBy: string | null;
  readonly conferenceId: number | null;
  readonly candidateId: number | null;
  readonly candidateState: 'waiting' | 'confirmed' | 'rejected' | null;
}

const LINE = `m.id, m.mailbox, m.sender, m.subject, m.received_at, m.outcome, m.reason, m.settled_at, m.settled_by,
  c.id as conference_id, c.reference, d.id as candidate_id, d.state as candidate_state`;
/** The same message may arrive twice, and only the first is dealt with: whatever that is about, the second is too. */
const JOINED = `from inbound_mail m left join candidate d on d.inbound_mail_id = m.id
  left join lateral (select twin.id, twin.conference_id from inbound_mail twin
    where twin.message_id = m.message_id order by twin.id limit 1) first on true
  left join candidate f on f.inbound_mail_id = first.id
  left join conference c on c.id = coalesce(m.conference_id, d.conference_id, first.conference_id, f.conference_id)`;

/**
 * A message about a conference is for those who may see the conference; one that became a candidate of a hub is for that
 * hub; any other is for everybody who may read mail. Parameters 1 and 2 are the scope's.
 */
const WITHIN = `case
  when c.id is not null then ${scopeCondition('c', 1)}
  when coalesce(d.hub_code, f.hub_code) is not null
    then ($1::text[] is null or coalesce(d.hub_code, f.hub_code) = any($1::text[]))
  else true end`;

/** Those that need a person, oldest first, and whatever else arrived, newest first; at most `limit` of each. */
export async function inboundWithin(
  reader: Reader,
  scope: Scope,
  limit: number,
): Promise<{ readonly open: readonly InboundLine[]; readonly rest: readonly InboundLine[] }> {
  const parameters = [...scopeParameters(scope), limit];
  const open = await rows<InboundLine>(
    reader,
    `select ${LINE} ${JOINED} where m.outcome = 'for-a-person' and ${WITHIN}
     order by m.received_at, m.id limit $3`,
    parameters,
  );
  const rest = await rows<InboundLine>(
    reader,
    `select ${LINE} ${JOINED} where m.outcome not in ('for-a-person', 'stored') and ${WITHIN}
     order by m.received_at desc, m.id desc limit $3`,
    parameters,
  );
  return { open, rest };
}

/** How many messages within the scope wait for a person to act: what the menu counts. */
export async function mailForAPerson(reader: Reader, scope: Scope): Promise<number> {
  const counted = await row<{ waiting: number }>(
    reader,
    `select count(*)::int as waiting ${JOINED} where m.outcome = 'for-a-person' and ${WITHIN}`,
    scopeParameters(scope),
  );
  return counted?.waiting ?? 0;
}

/** How much mail nobody has read yet, the tracker included, and since when the oldest waits. Whose it is, is unknown. */
export async function unreadMail(
  reader: Reader,
): Promise<{ readonly count: number; readonly oldest: Temporal.Instant | null }> {
  const counted = await row<{ count: number; oldest: Temporal.Instant | null }>(
    reader,
    `select count(*)::int as count, min(received_at) as oldest from inbound_mail where outcome = 'stored'`,
  );
  return counted ?? { count: 0, oldest: null };
}

export function inboundOne(
  reader: Reader,
  scope: Scope,
  id: number,
): Promise<(InboundLine & { readonly raw: Buffer }) | null> {
  return row(reader, `select ${LINE}, m.raw ${JOINED} where m.id = $3 and ${WITHIN}`, [...scopeParameters(scope), id]);
}

/** As `inboundOne` without the message, and nobody else settles it until this transaction ends. */
export function lockInbound(tx: Tx, scope: Scope, id: number): Promise<InboundLine | null> {
  return row(tx, `select ${LINE} ${JOINED} where m.id = $3 and ${WITHIN} for update of m`, [
    ...scopeParameters(scope),
    id,
  ]);
}

/** A person has dealt with it: no more work for anybody. Their note takes the place of what was to do. */
export async function settleByPerson(
  tx: Tx,
  id: number,
  note: string,
  by: { readonly name: string; readonly at: Temporal.Instant },
): Promise<void> {
  await run(
    tx,
    `update inbound_mail set outcome = 'ignored', reason = $2, settled_by = $3, settled_at = $4 where id = $1`,
    [id, note, by.name, by.at],
  );
}
