import { ACTIVE_STATES, type AssignmentState } from '../assignments/assignment.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { RelevanceValue } from '../relevance/relevance.js';

const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');

export interface Period {
  readonly hubs: readonly string[];
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** Somebody who is on a sitting. */
export interface OnIt {
  readonly assignmentId: number;
  readonly attendeeId: number;
  readonly name: string;
  readonly lead: boolean;
  readonly state: AssignmentState;
}

/** A sitting of the period that is still to come, as it stands in the tracker. */
export interface OpenSitting {
  readonly conferenceId: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
  /** The last decision; null when nobody has decided. */
  readonly relevance: RelevanceValue | null;
  readonly on: readonly OnIt[];
  readonly declined: readonly number[];
  readonly conflicted: readonly number[];
  /** Who went to the family's conference before this one. */
  readonly previous: readonly number[];
}

const OPEN = `from conference c join sitting s on s.conference_id = c.id
  where c.state = 'scheduled' and c.hub_code = any($1) and s.starts_at >= $2 and s.starts_at < $3 and s.starts_at > $4
    and not exists (select from sitting later where later.conference_id = c.id and later.number > s.number)`;

export async function countOpen(reader: Reader, { hubs, from, until }: Period, now: Temporal.Instant): Promise<number> {
  const counted = await row<{ n: number }>(reader, `select count(*) as n ${OPEN}`, [hubs, from, until, now]);
  return counted?.n ?? 0;
}

/**
 * By start. The family's last conference is the one named as previous, or an earlier one about one of the same children of
 * the same authority, as a suggestion has it.
 */
export const openSittings = (
  reader: Reader,
  { hubs, from, until }: Period,
  now: Temporal.Instant,
): Promise<OpenSitting[]> =>
  rows(
    reader,
    `with open as (
       select c.id as conference_id, c.reference, c.hub_code, c.kind, c.previous_conference_id, s.id as sitting_id,
         s.starts_at, s.ends_at, s.mode ${OPEN}
     ), family as (
       select conference_id, previous_conference_id as id from open where previous_conference_id is not null
       union
       select open.conference_id, other.id from open join child mine on mine.conference_id = open.conference_id
         join child theirs on theirs.la_child_id = mine.la_child_id
         join conference other on other.id = theirs.conference_id and other.hub_code = open.hub_code
       where other.id <> open.conference_id
       union
       select open.conference_id, theirs.conference_id from open join child mine on mine.conference_id = open.conference_id
         join child theirs on theirs.police_reference = mine.police_reference
       where theirs.conference_id <> open.conference_id
     ), went as (
       select distinct on (open.conference_id) open.conference_id, p.attended_by_id
       from open join family on family.conference_id = open.conference_id join sitting s on s.conference_id = family.id
         join participation p on p.sitting_id = s.id
       where s.starts_at < open.starts_at and p.outcome <> 'not' order by open.conference_id, s.starts_at desc
     ), placed as (
       select a.sitting_id, coalesce(jsonb_agg(jsonb_build_object('assignmentId', a.id, 'attendeeId', a.attendee_id,
           'name', p.name, 'lead', a.lead, 'state', a.state) order by a.lead desc, a.id) filter (where a.state in (${ACTIVE})), '[]') as on_it,
         coalesce(array_agg(a.attendee_id) filter (where a.state = 'declined'), '{}') as declined
       from assignment a join open on open.sitting_id = a.sitting_id join attendee p on p.id = a.attendee_id group by a.sitting_id
     )
     select open.conference_id, open.reference, open.hub_code, open.kind, open.starts_at, open.ends_at, open.mode,
       (select d.value from relevance_decision d where d.conference_id = open.conference_id order by d.id desc limit 1)
         as relevance,
       coalesce(placed.on_it, '[]') as on, coalesce(placed.declined, '{}') as declined,
       array(select i.attendee_id from conflict_of_interest i where i.conference_id = open.conference_id) as conflicted,
       case when went.attended_by_id is null then '{}' else array[went.attended_by_id] end as previous
     from open left join placed on placed.sitting_id = open.sitting_id
       left join went on went.conference_id = open.conference_id
     order by open.starts_at, open.reference`,
    [hubs, from, until, now],
  );

/** A conference that somebody is on, with the time around it that travel takes. */
export interface Booked {
  readonly attendeeId: number;
  readonly reference: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly takenFrom: Temporal.Instant;
  readonly takenUntil: Temporal.Instant;
}

/** Everything that people are on from one moment to another, whatever the hub and whether it was held or is to be. */
export const bookedBetween = (reader: Reader, from: Temporal.Instant, until: Temporal.Instant): Promise<Booked[]> =>
  rows(
    reader,
    `select a.attendee_id, c.reference, s.starts_at, s.ends_at, lower(a.during) as taken_from, upper(a.during) as taken_until
     from sitting s join assignment a on a.sitting_id = s.id join conference c on c.id = s.conference_id
     where s.starts_at >= $1 and s.starts_at < $2 and a.state in (${ACTIVE})
     order by s.starts_at, a.id`,
    [from, until],
  );
