import type { HeldSkill } from '../attendees/attendee.queries.js';
import type { Sitting } from '../conferences/conference.queries.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { ACTIVE_STATES, timeTaken } from './assignment.js';
import type { PersonFacts } from './suggestion.js';

const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');
/** A sitting lasts at most twelve hours, and travel takes half an hour on each side of both. */
const REACH_HOURS = 13;
const LOAD_WEEKS = 4;

interface FoundPerson extends Omit<PersonFacts, 'clash' | 'skills'> {
  readonly clashReference: string | null;
  readonly clashEndsAt: Temporal.Instant | null;
  readonly skills: readonly { readonly skill: string; readonly expiresOn: string | null }[];
}

const heldSkill = (held: FoundPerson['skills'][number]): HeldSkill => ({
  skill: held.skill,
  expiresOn: held.expiresOn === null ? null : Temporal.PlainDate.from(held.expiresOn),
});

/**
 * Every active attendee with what speaks for and against them at this sitting, in one query. The family's last conference
 * is the one named as previous, or an earlier one of the same authority about one of the same children.
 */
export async function peopleFor(reader: Reader, sitting: Sitting, now: Temporal.Instant): Promise<PersonFacts[]> {
  const found = await rows<FoundPerson>(reader, PEOPLE, [
    sitting.id,
    sitting.conferenceId,
    timeTaken(sitting),
    sitting.startsAt,
    now.subtract({ hours: LOAD_WEEKS * 7 * 24 }),
    now.add({ hours: LOAD_WEEKS * 7 * 24 }),
    sitting.startsAt.subtract({ hours: REACH_HOURS }),
    sitting.endsAt.add({ hours: 1 }),
  ]);
  return found.map(({ clashReference, clashEndsAt, skills, ...person }) => ({
    ...person,
    skills: skills.map(heldSkill),
    clash: clashReference === null || clashEndsAt === null ? null : { reference: clashReference, endsAt: clashEndsAt },
  }));
}

const PEOPLE = `
  with family as (
    select previous_conference_id as id from conference where id = $2 and previous_conference_id is not null
    union
    select other.id from conference this join child mine on mine.conference_id = this.id
      join child theirs on theirs.la_child_id = mine.la_child_id
      join conference other on other.id = theirs.conference_id and other.hub_code = this.hub_code
    where this.id = $2 and other.id <> $2
    union
    select theirs.conference_id from child mine join child theirs on theirs.police_reference = mine.police_reference
    where mine.conference_id = $2 and theirs.conference_id <> $2
  ), last_taken as (
    select p.attended_by_id from family f join sitting s on s.conference_id = f.id
      join participation p on p.sitting_id = s.id
    where s.starts_at < $4 and p.outcome <> 'not' order by s.starts_at desc limit 1
  ), load as (
    select a.attendee_id, count(*) as load from sitting s join assignment a on a.sitting_id = s.id
    where s.starts_at >= $5 and s.starts_at < $6 and a.state in (${ACTIVE}) group by a.attendee_id
  ), clash as (
    select distinct on (a.attendee_id) a.attendee_id, c.reference, s.ends_at
    from sitting s join assignment a on a.sitting_id = s.id join conference c on c.id = s.conference_id
    where s.starts_at > $7 and s.starts_at < $8 and s.id <> $1 and a.state in (${ACTIVE})
      and a.during && $3::tstzrange
    order by a.attendee_id, s.starts_at
  ), here as (
    select attendee_id, bool_or(state in (${ACTIVE})) as on_it, bool_or(state = 'declined') as declined
    from assignment where sitting_id = $1 and state <> 'withdrawn' group by attendee_id
  ), skills as (
    select attendee_id, jsonb_agg(jsonb_build_object('skill', skill, 'expiresOn', expires_on)) as skills
    from attendee_skill group by attendee_id
  )
  select a.id, a.name, a.role, a.mail, a.mail_bounced_at is not null as mail_bounced, a.hub_code, clash.reference as clash_reference, clash.ends_at as clash_ends_at,
    coalesce(here.on_it, false) as on_it, coalesce(here.declined, false) as declined,
    coalesce(a.id = (select attended_by_id from last_taken), false) as took_last,
    coalesce(load.load, 0) as load, coalesce(skills.skills, '[]') as skills
  from attendee a left join load on load.attendee_id = a.id left join clash on clash.attendee_id = a.id
    left join here on here.attendee_id = a.id left join skills on skills.attendee_id = a.id
  where a.active order by a.name, a.id`;
