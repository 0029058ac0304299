import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Scope } from '../access/access.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';

/** One field as it was read: what it says, and the text it was read from. */
export interface ReadField {
  readonly value: string;
  readonly source: string;
}

/** What could be read of an invitation, by field name; a field that could not be read is absent, never guessed. */
export type Reading = Readonly<Record<string, ReadField>>;

export interface Candidate {
  readonly id: number;
  readonly channel: 'mail' | 'spreadsheet' | 'robot';
  readonly inboundMailId: number | null;
  readonly hubCode: string | null;
  readonly receivedAt: Temporal.Instant;
  readonly reading: Reading;
  readonly laCalendarUid: string | null;
  readonly state: 'waiting' | 'confirmed' | 'rejected';
  readonly rejectReason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Temporal.Instant | null;
}

export interface CandidateLine extends Candidate {
  readonly sender: string | null;
  readonly subject: string | null;
  readonly reference: string | null;
  /** The conference within the scope that its calendar entry already became: this is a change to it. */
  readonly changes: string | null;
}

const CANDIDATE = `d.id, d.channel, d.inbound_mail_id, d.hub_code, d.received_at, d.reading, d.la_calendar_uid, d.state,
  d.reject_reason, d.decided_by, d.decided_at`;
/** A candidate whose hub nobody could read is everybody's until somebody says which hub it is. */
const WITHIN = `(d.hub_code is null or $1::boolean or d.hub_code = any($2::text[]))`;
const JOINED = `from candidate d left join inbound_mail m on m.id = d.inbound_mail_id
  left join conference c on c.id = d.conference_id`;
const CHANGES = `(select known.reference from invitation i join conference known on known.id = i.conference_id
  where i.la_calendar_uid = d.la_calendar_uid and i.candidate_id is distinct from d.id and known.state <> 'voided'
    and ($1::boolean or known.hub_code = any($2::text[])) order by i.id limit 1) as changes`;

/** A message makes one candidate. Read again while that waits, it gets the new reading. */
export async function addCandidate(
  tx: Tx,
  given: Pick<Candidate, 'channel' | 'inboundMailId' | 'hubCode' | 'receivedAt' | 'laCalendarUid' | 'reading'>,
): Promise<Candidate> {
  const { channel, inboundMailId, hubCode, receivedAt, laCalendarUid, reading } = given;
  const kept = await row<Candidate>(
    tx,
    `insert into candidate as d (channel, inbound_mail_id, hub_code, received_at, la_calendar_uid, reading, state)
     values ($1, $2, $3, $4, $5, $6, 'waiting')
     on conflict (inbound_mail_id) do update
       set hub_code = excluded.hub_code, la_calendar_uid = excluded.la_calendar_uid, reading = excluded.reading
       where d.state = 'waiting' returning ${CANDIDATE}`,
    [channel, inboundMailId, hubCode, receivedAt, laCalendarUid, JSON.stringify(reading)],
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

/** A conference that a candidate may be about. */
export interface KnownConference {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  /** True when the local authority's calendar entry is the same, false when only its meeting id is. */
  readonly sameEntry: boolean;
}

/** The conference that carries the candidate's calendar entry, else the one with its LA meeting id; within the scope. */
export async function conferenceAlready(
  reader: Reader,
  scope: Scope,
  candidate: Pick<Candidate, 'id' | 'laCalendarUid' | 'hubCode'> & { readonly laMeetingId: string | null },
): Promise<KnownConference | null> {
  const [first] = await rows<KnownConference>(
    reader,
    `select k.reference, k.hub_code, k.kind, k.state, s.starts_at, s.ends_at, k.same_entry from (
       select distinct c.*, coalesce(i.la_calendar_uid = $4, false) as same_entry
       from conference c left join invitation i on i.conference_id = c.id and i.candidate_id is distinct from $3::int
       where c.state <> 'voided' and ($1::boolean or c.hub_code = any($2::text[]))
         and (i.la_calendar_uid = $4 or (c.hub_code = $5 and c.la_meeting_id = $6))) k
     join lateral (select starts_at, ends_at from sitting where conference_id = k.id order by number desc limit 1) s on true
     order by k.same_entry desc, k.id desc limit 1`,
    [scope.all, scope.hubs, candidate.id, candidate.laCalendarUid, candidate.hubCode, candidate.laMeetingId],
  );
  return first ?? null;
}

/** Other candidates still waiting that tell of the same calendar entry, oldest first. */
export function alsoWaiting(
  reader: Reader,
  scope: Scope,
  candidate: Pick<Candidate, 'id' | 'laCalendarUid'>,
): Promise<Pick<Candidate, 'id' | 'receivedAt'>[]> {
  return rows(
    reader,
    `select d.id, d.received_at from candidate d
     where d.la_calendar_uid = $3 and d.id <> $4 and d.state = 'waiting' and ${WITHIN} order by d.received_at, d.id`,
    [scope.all, scope.hubs, candidate.laCalendarUid, candidate.id],
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

/** The conference an LA's calendar entry already became, by its UID: a second REQUEST is a change, not a new conference. */
export function conferenceByLaUid(reader: Reader, uid: string): Promise<{ id: number; reference: string } | null> {
  return row(
    reader,
    `select c.id, c.reference from invitation i join conference c on c.id = i.conference_id
     where i.la_calendar_uid = $1 and c.state <> 'voided' order by i.id limit 1`,
    [uid],
  );
}
