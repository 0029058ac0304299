import { conferenceReference, isConferenceReference } from '../kernel/ids.js';
import { londonDate } from '../kernel/london.js';
import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import type { Conference, ConferenceState } from './conference.js';
import type { ConferenceKind } from './kinds.js';
import type { ConferenceMode } from './modes.js';

export interface Sitting {
  readonly id: number;
  readonly conferenceId: number;
  readonly number: number;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
  readonly venue: string | null;
  readonly joinLink: string | null;
}

export interface Child {
  readonly id: number;
  readonly laChildId: string | null;
  readonly policeReference: string | null;
  readonly initials: string | null;
  readonly bornYear: number | null;
  readonly expectedOn: Temporal.PlainDate | null;
}

const CONFERENCE = `c.id, c.reference, c.hub_code, c.kind, c.state, c.state_reason, c.la_meeting_id,
  c.strategy_discussion_on, c.convened_by, c.to_confirm, c.version`;

/** The conference if it exists and lies within the scope; absent and forbidden look the same. */
export async function conferenceWithin(reader: Reader, scope: Scope, reference: string): Promise<Conference | null> {
  // Text from an address may hold what PostgreSQL does not take (a NUL).
  if (!isConferenceReference(reference)) return null;
  return row(reader, `select ${CONFERENCE} from conference c where c.reference = $1 and ${scopeCondition('c', 2)}`, [
    reference,
    ...scopeParameters(scope),
  ]);
}

/** As `conferenceWithin`, and nobody else changes it until this transaction ends. */
export async function lockConference(tx: Tx, scope: Scope, reference: string): Promise<Conference | null> {
  if (!isConferenceReference(reference)) return null;
  return row(
    tx,
    `select ${CONFERENCE} from conference c where c.reference = $1 and ${scopeCondition('c', 2)} for update of c`,
    [reference, ...scopeParameters(scope)],
  );
}

/** As `lockConference` for several at once, in the order of their ids, so that no two lock the same ones in a circle. */
export function lockConferences(tx: Tx, scope: Scope, references: readonly string[]): Promise<Conference[]> {
  return rows(
    tx,
    `select ${CONFERENCE} from conference c where c.reference = any($1) and ${scopeCondition('c', 2)}
     order by c.id for update of c`,
    [references.filter(isConferenceReference), ...scopeParameters(scope)],
  );
}

/** A conference that a foreign key names; for the tracker's own work, which has no scope. */
export async function conferenceById(reader: Reader, id: number): Promise<Conference> {
  const found = await row<Conference>(reader, `select ${CONFERENCE} from conference c where c.id = $1`, [id]);
  if (found === null) throw new Error(`conference ${id} does not exist`);
  return found;
}

/** The sitting that counts now: the latest one, since an adjournment adds another. */
export async function currentSitting(reader: Reader, conferenceId: number): Promise<Sitting> {
  const found = await row<Sitting>(
    reader,
    `select id, conference_id, number, starts_at, ends_at, mode, venue, join_link from sitting
     where conference_id = $1 order by number desc limit 1`,
    [conferenceId],
  );
  if (found === null) throw new Error(`conference ${conferenceId} has no sitting`);
  return found;
}

/** The sittings of the same conference that came before, oldest first. */
export function sittingsBefore(reader: Reader, sitting: Sitting): Promise<Sitting[]> {
  return rows(
    reader,
    `select id, conference_id, number, starts_at, ends_at, mode, venue, join_link from sitting
     where conference_id = $1 and number < $2 order by number`,
    [sitting.conferenceId, sitting.number],
  );
}

export interface PreviousConference {
  readonly reference: string;
  readonly kind: ConferenceKind;
  /** The London day of the sitting that counted. */
  readonly on: Temporal.PlainDate;
}

/** The conference about the same children that this one follows, where that is on record. */
export const previousOf = (reader: Reader, conferenceId: number): Promise<PreviousConference | null> =>
  row(
    reader,
    `select p.reference, p.kind, (s.starts_at at time zone 'Europe/London')::date as "on"
     from conference c join conference p on p.id = c.previous_conference_id
       join lateral (select starts_at from sitting where conference_id = p.id order by number desc limit 1) s on true
     where c.id = $1`,
    [conferenceId],
  );

export function childrenOf(reader: Reader, conferenceId: number): Promise<Child[]> {
  return rows(
    reader,
    `select id, la_child_id, police_reference, initials, born_year, expected_on from child
     where conference_id = $1 order by id`,
    [conferenceId],
  );
}

export interface NewConference {
  readonly hubCode: string;
  /** Another authority than the hub's; left out when it is that. */
  readonly convenedBy?: string | null;
  readonly kind: ConferenceKind;
  readonly laMeetingId: string | null;
  readonly strategyDiscussionOn: Temporal.PlainDate | null;
  readonly toConfirm?: readonly string[] | null;
}
export type NewSitting = Pick<Sitting, 'startsAt' | 'endsAt' | 'mode' | 'venue' | 'joinLink'>;
export type NewChild = Omit<Child, 'id'>;

/** References count up by the London year in which the conference was first recorded, without gaps. */
async function nextReferences(tx: Tx, many: number, now: Temporal.Instant): Promise<readonly string[]> {
  const year = londonDate(now).year;
  const counted = await row<{ used: number }>(
    tx,
    `insert into reference_counter (year, used) values ($1, $2)
     on conflict (year) do update set used = reference_counter.used + excluded.used returning used`,
    [year, many],
  );
  const first = counted!.used - many + 1;
  return Array.from({ length: many }, (_, i) => conferenceReference(year, first + i));
}

export interface NewRecord {
  readonly conference: NewConference;
  readonly sitting: NewSitting;
  readonly children: readonly NewChild[];
}

/** Scheduled conferences, each with its first sitting and its children, in the order given; a few statements for all. */
export async function createConferences(
  tx: Tx,
  given: readonly NewRecord[],
  now: Temporal.Instant,
): Promise<readonly Conference[]> {
  if (given.length === 0) return [];
  const references = await nextReferences(tx, given.length, now);
  const made = await rows<Conference>(
    tx,
    `insert into conference as c (reference, hub_code, kind, state, la_meeting_id, strategy_discussion_on, convened_by,
       to_confirm, version, created_at)
     select reference, "hubCode", kind, 'scheduled', "laMeetingId", "strategyDiscussionOn", "convenedBy", "toConfirm", 1, $2
     from json_to_recordset($1) as given (reference text, "hubCode" text, kind text, "laMeetingId" text,
       "strategyDiscussionOn" date, "convenedBy" text, "toConfirm" text[])
     returning ${CONFERENCE}`,
    [JSON.stringify(given.map(({ conference }, i) => ({ reference: references[i], ...conference }))), now],
  );
  const byReference = new Map(made.map((conference) => [conference.reference, conference]));
  const conferences = references.map((reference) => byReference.get(reference)!);
  const sittings = given.map(({ sitting }, i) => ({ conferenceId: conferences[i]?.id, ...sitting }));
  await run(
    tx,
    `insert into sitting (conference_id, number, starts_at, ends_at, mode, venue, join_link)
     select "conferenceId", 1, "startsAt", "endsAt", mode, venue, "joinLink" from json_to_recordset($1) as given
       ("conferenceId" int, "startsAt" timestamptz, "endsAt" timestamptz, mode text, venue text, "joinLink" text)`,
    [JSON.stringify(sittings)],
  );
  await addChildren(
    tx,
    given.flatMap(({ children }, i) => children.map((child) => ({ conferenceId: conferences[i]!.id, ...child }))),
  );
  return conferences;
}

export async function addChildren(
  tx: Tx,
  children: readonly (NewChild & { readonly conferenceId: number })[],
): Promise<void> {
  if (children.length === 0) return;
  await run(
    tx,
    `insert into child (conference_id, la_child_id, police_reference, initials, born_year, expected_on)
     select "conferenceId", "laChildId", "policeReference", initials, "bornYear", "expectedOn"
     from json_to_recordset($1) as given ("conferenceId" int, "laChildId" text, "policeReference" text,
       initials text, "bornYear" int, "expectedOn" date)`,
    [JSON.stringify(children)],
  );
}

/** Zero rows: somebody changed the conference since the version given was read. */
export async function saveState(
  tx: Tx,
  conference: Pick<Conference, 'id' | 'version'>,
  state: ConferenceState,
  reason: string | null,
  at: Temporal.Instant,
): Promise<boolean> {
  const changed = await run(
    tx,
    `update conference set state = $3, state_reason = $4, state_since = $5, version = version + 1
     where id = $1 and version = $2`,
    [conference.id, conference.version, state, reason, at],
  );
  return changed === 1;
}

/** Zero rows: somebody changed the conference since the version given was read. */
export async function saveMove(tx: Tx, conference: Conference, sitting: Sitting, to: NewSitting): Promise<boolean> {
  const changed = await run(
    tx,
    `update conference set version = version + 1, state = 'scheduled',
       state_reason = case when state = 'scheduled' then state_reason end where id = $1 and version = $2`,
    [conference.id, conference.version],
  );
  if (changed !== 1) return false;
  await run(
    tx,
    `update sitting set starts_at = $2, ends_at = $3, mode = $4, venue = $5, join_link = $6 where id = $1`,
    [sitting.id, to.startsAt, to.endsAt, to.mode, to.venue, to.joinLink],
  );
  return true;
}

/** Adds the sitting that counts from now on. Null: somebody changed the conference since the version given was read. */
export async function addSitting(
  tx: Tx,
  conference: Conference,
  last: Sitting,
  to: NewSitting,
): Promise<Sitting | null> {
  const changed = await run(
    tx,
    `update conference set version = version + 1, state = 'scheduled', state_reason = null
     where id = $1 and version = $2`,
    [conference.id, conference.version],
  );
  if (changed !== 1) return null;
  const { startsAt, endsAt, mode, venue, joinLink } = to;
  const place = { conferenceId: conference.id, number: last.number + 1 };
  return insert(tx, 'sitting', { ...place, startsAt, endsAt, mode, venue, joinLink });
}

/** Conferences of one LA with these meeting ids that have not been voided: the same conference told twice. */
export function conferencesWithMeetingIds(
  reader: Reader,
  hubCode: string,
  laMeetingIds: readonly string[],
): Promise<{ laMeetingId: string; reference: string; kind: ConferenceKind; startsAt: Temporal.Instant }[]> {
  return rows(
    reader,
    `select distinct on (c.la_meeting_id) c.la_meeting_id, c.reference, c.kind, s.starts_at
     from conference c join sitting s on s.conference_id = c.id
     where c.hub_code = $1 and c.la_meeting_id = any($2) and c.state <> 'voided'
     order by c.la_meeting_id, s.starts_at desc`,
    [hubCode, laMeetingIds],
  );
}
