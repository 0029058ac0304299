import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Scope } from '../access/access.js';

/** One field as it was read: what it says, and the text it was read from. */
export interface ReadField {
  readonly value: string;
  readonly source: string;
}

/** What could be read of an invitation, by field name; a field that could not be read is absent, never guessed. */
export type Reading = Readonly<Record<string, ReadField>>;

/** What a message of a local authority asks for. */
export type Asks = 'invitation' | 'cancellation';

/** Which edition of a calendar entry a message is; null where it does not say. */
export interface Edition {
  readonly sequence: number | null;
  readonly stampedAt: Temporal.Instant | null;
}

export interface Candidate {
  readonly id: number;
  readonly channel: 'mail' | 'spreadsheet' | 'robot';
  readonly inboundMailId: number | null;
  readonly hubCode: string | null;
  readonly receivedAt: Temporal.Instant;
  readonly reading: Reading;
  readonly laCalendarUid: string | null;
  readonly asks: Asks;
  readonly laSequence: number | null;
  readonly laStampedAt: Temporal.Instant | null;
  readonly state: 'waiting' | 'confirmed' | 'rejected';
  readonly rejectReason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
}

export interface CandidateLine extends Candidate {
  readonly sender: string | null;
  readonly subject: string | null;
  readonly reference: string | null;
  /** The conference within the scope that it is about already: this is a change to it. */
  readonly changes: string | null;
}

const CANDIDATE = `d.id, d.channel, d.inbound_mail_id, d.hub_code, d.received_at, d.reading, d.la_calendar_uid, d.asks,
  d.la_sequence, d.la_stamped_at, d.state, d.reject_reason, d.decided_by, d.decided_at`;
/** A candidate whose hub nobody could read is everybody's until somebody says which hub it is. */
export const WITHIN = `(d.hub_code is null or $1::boolean or d.hub_code = any($2::text[]))`;
const JOINED = `from candidate d left join inbound_mail m on m.id = d.inbound_mail_id
  left join conference c on c.id = d.conference_id`;
/** The conferences that a candidate `d` may be about, by how sure that is: 1 for the local authority's own entry. */
export const ABOUT = `(
  select i.conference_id, 1 as rank from invitation i
  where i.la_calendar_uid = d.la_calendar_uid and i.candidate_id is distinct from d.id
  union all select e.conference_id, 1 from candidate e
  where e.la_calendar_uid = d.la_calendar_uid and e.state = 'confirmed' and e.id is distinct from d.id
  union all select m.id, 2 from conference m
  where m.hub_code = d.hub_code and m.la_meeting_id = d.reading->'laMeetingId'->>'value'
  union all select e.conference_id, 3 from sitting s join candidate e on e.conference_id = s.conference_id
  where s.starts_at = (d.reading->'startsAt'->>'value')::timestamptz and e.hub_code = d.hub_code
    and e.state = 'confirmed' and e.id is distinct from d.id
    and e.reading->'laReference'->>'value' = d.reading->'laReference'->>'value')`;
const CHANGES = `(select known.reference from ${ABOUT} about join conference known on known.id = about.conference_id
  where known.state <> 'voided' and ($1::boolean or known.hub_code = any($2::text[]))
  order by about.rank, known.id desc limit 1) as changes`;

/** A message makes one candidate. Read again while that waits, it gets the new reading. */
export async function addCandidate(
  tx: Tx,
  given: Omit<Candidate, 'id' | 'state' | 'rejectReason' | 'decidedBy' | 'decidedAt'>,
): Promise<Candidate> {
  const { channel, inboundMailId, hubCode, receivedAt, laCalendarUid, asks, laSequence, laStampedAt, reading } = given;
  const kept = await row<Candidate>(
    tx,
    `insert into candidate as d (channel, inbound_mail_id, hub_code, received_at, la_calendar_uid, asks, la_sequence,
       la_stamped_at, reading, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting')
     on conflict (inbound_mail_id) do update
       set hub_code = excluded.hub_code, la_calendar_uid = excluded.la_calendar_uid, asks = excluded.asks,
         la_sequence = excluded.la_sequence, la_stamped_at = excluded.la_stamped_at, reading = excluded.reading
       where d.state = 'waiting' returning ${CANDIDATE}`,
    [
      channel,
      inboundMailId,
      hubCode,
      receivedAt,
      laCalendarUid,
      asks,
      laSequence,
      laStampedAt,
      JSON.stringify(reading),
    ],
  );
  if (kept === null) throw new Error(`the candidate of message ${inboundMailId} has been decided on`);
  return kept;
}

/** More than anybody looks through at once; what stands behind them moves up as these are dealt with. */
const LONGEST_INBOX = 500;

/** Those that wait for a person, oldest first. */
export function waitingCandidates(reader: Reader, scope: Scope): Promise<CandidateLine[]> {
  return rows(
    reader,
    `select ${CANDIDATE}, m.sender, m.subject, c.reference, ${CHANGES} ${JOINED}
     where d.state = 'waiting' and ${WITHIN} order by d.received_at, d.id limit ${LONGEST_INBOX}`,
    [scope.all, scope.hubs],
  );
}

export interface QueuedCandidate extends Pick<Candidate, 'id' | 'receivedAt'> {}

/** As `waitingCandidates`, only their order. */
export const queuedCandidates = (reader: Reader, scope: Scope): Promise<QueuedCandidate[]> =>
  rows(
    reader,
    `select d.id, d.received_at from candidate d
     where d.state = 'waiting' and ${WITHIN} order by d.received_at, d.id limit ${LONGEST_INBOX}`,
    [scope.all, scope.hubs],
  );

export function candidateWithin(
  reader: Reader,
  scope: Scope,
  id: number,
): Promise<(CandidateLine & { raw: Buffer | null }) | null> {
  return row(
    reader,
    `select ${CANDIDATE}, m.sender, m.subject, m.raw, c.reference, ${CHANGES} ${JOINED} where d.id = $3 and ${WITHIN}`,
    [scope.all, scope.hubs, id],
  );
}

export function lockCandidate(tx: Tx, scope: Scope, id: number): Promise<Candidate | null> {
  return row(tx, `select ${CANDIDATE} from candidate d where d.id = $3 and ${WITHIN} for update of d`, [
    scope.all,
    scope.hubs,
    id,
  ]);
}

/** From now on it belongs to the hub of its conference, whatever was read. */
export async function confirmCandidate(
  tx: Tx,
  id: number,
  conferenceId: number,
  by: string,
  at: Temporal.Instant,
): Promise<void> {
  await run(
    tx,
    `update candidate set state = 'confirmed', conference_id = $2, decided_by = $3, decided_at = $4,
       hub_code = (select hub_code from conference where id = $2) where id = $1`,
    [id, conferenceId, by, at],
  );
}

export async function rejectCandidate(
  tx: Tx,
  id: number,
  reason: string,
  by: string,
  at: Temporal.Instant,
): Promise<void> {
  await run(
    tx,
    `update candidate set state = 'rejected', reject_reason = $2, decided_by = $3, decided_at = $4 where id = $1`,
    [id, reason, by, at],
  );
}
