import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { GivenAttendee, KnownAttendee, Upcoming } from './attendee.js';
import { addressesOf, attendeeById, delegatesOf, hubsCovered, skillsOf, type Attendee } from './attendee.queries.js';

/** A person with addresses and skills, or null. */
export async function knownAttendee(reader: Reader, id: number): Promise<KnownAttendee | null> {
  const attendee = await attendeeById(reader, id);
  if (attendee === null) return null;
  const aliases = await addressesOf(reader, { id, mail: null });
  const [covers, delegates] = [await hubsCovered(reader, id), await delegatesOf(reader, id)];
  return { ...attendee, covers, aliases, delegates, skills: await skillsOf(reader, id) };
}

/**
 * Lets one administrator save at a time. An address must belong to one person, but own addresses and aliases are in two
 * tables, which no constraint spans. The row lock makes an assignment of this person wait.
 */
export async function lockAttendees(tx: Tx, id: number | null): Promise<void> {
  await run(tx, 'lock table attendee_address in share row exclusive mode');
  if (id !== null) await row(tx, 'select id from attendee where id = $1 for update', [id]);
}

/** Which of these addresses, in lower case, somebody else already has as their own or as an alias. */
export function addressesTaken(
  reader: Reader,
  addresses: readonly string[],
  exceptId: number | null,
): Promise<{ address: string; name: string }[]> {
  return rows(
    reader,
    `select k.address, k.name from (
       select a.mail as address, a.name, a.id from attendee a where a.mail = any($1)
       union all select d.address, a.name, a.id from attendee_address d join attendee a on a.id = d.attendee_id
       where d.address = any($1)) k
     where k.id is distinct from $2::int order by k.address`,
    [addresses, exceptId],
  );
}

/**
 * Conferences the person is on that end after `from` and start before `until` (null: however far ahead), soonest first.
 * References are given only within the scope; the time is taken all the same.
 */
export function upcomingOf(
  reader: Reader,
  attendeeId: number,
  span: { readonly from: Temporal.Instant; readonly until: Temporal.Instant | null },
  scope: Scope,
): Promise<Upcoming[]> {
  return rows(
    reader,
    `select s.starts_at, s.ends_at, c.hub_code, a.state,
       case when ${scopeCondition('c', 4)} then c.reference end as reference
     from assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
     where a.attendee_id = $1 and a.state in ('proposed', 'invited', 'accepted', 'tentative') and c.state = 'scheduled'
       and s.ends_at > $2 and ($3::timestamptz is null or s.starts_at < $3) order by s.starts_at, a.id`,
    [attendeeId, span.from, span.until, ...scopeParameters(scope)],
  );
}

export async function addAttendee(tx: Tx, given: GivenAttendee, createdAt: Temporal.Instant): Promise<number> {
  const { name, role, mail, hubCode, travelBase, maxPerDay, maxPerWeek, active } = given;
  const own = { name, role, mail, hubCode, travelBase, maxPerDay, maxPerWeek, active };
  const made = await insert<Attendee>(tx, 'attendee', { ...own, version: 1, createdAt });
  await saveBelongings(tx, made.id, given, []);
  return made.id;
}

/** What is known against an address goes with it. */
export async function changeAttendee(tx: Tx, before: KnownAttendee, given: GivenAttendee): Promise<void> {
  await run(
    tx,
    `update attendee set name = $2, role = $3, mail = $4, hub_code = $5, active = $6, travel_base = $7, max_per_day = $8, max_per_week = $9, version = version + 1,
       mail_bounced_at = case when mail = $4 then mail_bounced_at end,
       mail_bounce_reason = case when mail = $4 then mail_bounce_reason end where id = $1`,
    [
      before.id,
      given.name,
      given.role,
      given.mail,
      given.hubCode,
      given.active,
      given.travelBase,
      given.maxPerDay,
      given.maxPerWeek,
    ],
  );
  await saveBelongings(
    tx,
    before.id,
    given,
    before.skills.map((held) => held.skill),
  );
}

async function saveBelongings(tx: Tx, attendeeId: number, given: GivenAttendee, had: readonly string[]): Promise<void> {
  await run(tx, 'delete from attendee_address where attendee_id = $1', [attendeeId]);
  for (const address of given.aliases) await insert(tx, 'attendee_address', { address, attendeeId });
  await run(tx, 'delete from attendee_hub where attendee_id = $1', [attendeeId]);
  for (const hubCode of given.covers) await insert(tx, 'attendee_hub', { attendeeId, hubCode });
  await run(tx, 'delete from attendee_delegate where attendee_id = $1', [attendeeId]);
  for (const address of given.delegates) await insert(tx, 'attendee_delegate', { attendeeId, address });
  await run(tx, 'delete from attendee_skill where attendee_id = $1 and skill = any($2)', [attendeeId, had]);
  for (const { skill, expiresOn } of given.skills) await insert(tx, 'attendee_skill', { attendeeId, skill, expiresOn });
}
