import { CONFERENCE_TRAINING } from '../attendees/attendee.js';
import type { AbsenceKind, WorkingPattern } from '../attendees/availability.js';
import { patternOf, type WrittenPattern } from '../attendees/roster.queries.js';
import type { Sitting } from '../conferences/conference.queries.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { ACTIVE_STATES } from './assignment.js';
import { FAMILY } from './conflict.queries.js';
import type { OtherSitting, PersonFacts, Sought } from './suggestion.js';

const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');

/** Times travel in milliseconds: thousands of them are read for one page. */
type WrittenBooking = readonly [reference: string, starts: number, ends: number, takenFrom: number, takenUntil: number];
type WrittenAbsence = readonly [kind: AbsenceKind, starts: number, ends: number];

interface FoundPerson extends Omit<PersonFacts, 'patterns' | 'absences' | 'bookings' | 'last' | 'next' | 'covers'> {
  readonly covers: readonly string[] | null;
  /** JSON as text: many people work the same shifts, and each text is read once. */
  readonly patterns: string | null;
  readonly absences: readonly WrittenAbsence[] | null;
  readonly bookings: readonly WrittenBooking[] | null;
  readonly lastCount: number | null;
  readonly lastMinutes: number | null;
  readonly nextCount: number | null;
  readonly nextMinutes: number | null;
}

const instant = (ms: number): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(ms);

const bookingOf = ([reference, starts, ends, takenFrom, takenUntil]: WrittenBooking): OtherSitting => ({
  reference,
  startsAt: instant(starts),
  endsAt: instant(ends),
  takenFrom: instant(takenFrom),
  takenUntil: instant(takenUntil),
});

const factsOf = (
  { lastCount, lastMinutes, nextCount, nextMinutes, ...person }: FoundPerson,
  patternsIn: (text: string) => readonly WorkingPattern[],
): PersonFacts => ({
  ...person,
  covers: person.covers ?? [],
  patterns: person.patterns === null ? [] : patternsIn(person.patterns),
  absences:
    person.absences?.map(([kind, starts, ends]) => ({ kind, startsAt: instant(starts), endsAt: instant(ends) })) ?? [],
  bookings: person.bookings?.map(bookingOf) ?? [],
  last: { count: lastCount ?? 0, minutes: lastMinutes ?? 0 },
  next: { count: nextCount ?? 0, minutes: nextMinutes ?? 0 },
});

/** The same hours are the same list for all who work them, which also spares working out their days again. */
function readingOnce(): (text: string) => readonly WorkingPattern[] {
  const known = new Map<string, readonly WorkingPattern[]>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const patterns = (JSON.parse(text) as readonly WrittenPattern[]).map(patternOf);
    known.set(text, patterns);
    return patterns;
  };
}

/**
 * Every active attendee with what speaks for and against them at this sitting, in one query. The family's last conference
 * is the one named as previous, or an earlier one of the same authority about one of the same children.
 */
export async function peopleFor(
  reader: Reader,
  sitting: Pick<Sitting, 'id' | 'conferenceId' | 'startsAt'>,
  sought: Pick<Sought, 'asked' | 'week' | 'last' | 'next'>,
): Promise<PersonFacts[]> {
  const { asked, week, last, next } = sought;
  const found = await rows<FoundPerson>(reader, PEOPLE, [
    sitting.id,
    sitting.conferenceId,
    sitting.startsAt,
    instant(last.period.from),
    instant(next.period.from),
    instant(next.period.until),
    instant(Math.min(week.from, asked.taken.from)),
    instant(Math.max(week.until, asked.taken.until)),
  ]);
  const patternsIn = readingOnce();
  return found.map((person) => factsOf(person, patternsIn));
}

const MS = (at: string): string => `round(date_part('epoch', ${at}) * 1000)`;

// Everything about many people is gathered first and joined once: looked up for each it would take ten times as long.
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
    where s.starts_at < $3 and p.outcome <> 'not' order by s.starts_at desc limit 1
  ), conflict as (
    select distinct attendee_id from conflict_of_interest where conference_id in (${FAMILY('$2')})
  ), near as materialized (
    select a.attendee_id, s.conference_id, s.starts_at, s.ends_at, a.during
    from sitting s join assignment a on a.sitting_id = s.id
    where s.starts_at > least($4, $7::timestamptz - interval '13 hours')
      and s.starts_at < greatest($6, $8::timestamptz + interval '1 hour') and s.id <> $1 and a.state in (${ACTIVE})
  ), load as (
    select attendee_id, count(*) filter (where starts_at < $5) as last_count,
      count(*) filter (where starts_at >= $5) as next_count,
      date_part('epoch', sum(ends_at - starts_at) filter (where starts_at < $5)) / 60 as last_minutes,
      date_part('epoch', sum(ends_at - starts_at) filter (where starts_at >= $5)) / 60 as next_minutes
    from near where starts_at >= $4 and starts_at < $6 group by attendee_id
  ), booking as (
    select n.attendee_id, json_agg(json_build_array(c.reference, ${MS('n.starts_at')}, ${MS('n.ends_at')},
      ${MS('lower(n.during)')}, ${MS('upper(n.during)')}) order by n.starts_at) as bookings
    from near n join conference c on c.id = n.conference_id
    where n.starts_at > $7::timestamptz - interval '13 hours' and n.starts_at < $8::timestamptz + interval '1 hour'
    group by n.attendee_id
  ), here as (
    select attendee_id, bool_or(state in (${ACTIVE})) as on_it, bool_or(state = 'declined') as declined
    from assignment where sitting_id = $1 and state <> 'withdrawn' group by attendee_id
  ), patterns as (
    select attendee_id, json_agg(json_build_object('fromOn', from_on, 'untilOn', until_on, 'cycleWeeks', cycle_weeks,
      'worksHolidays', works_holidays, 'shifts', shifts) order by from_on)::text as patterns
    from working_pattern group by attendee_id
  ), absences as (
    select attendee_id, json_agg(json_build_array(kind, ${MS('starts_at')}, ${MS('ends_at')}) order by starts_at) as absences
    from absence where ends_at > least($4, $7) and starts_at < greatest($6, $8) group by attendee_id
  ), covers as (
    select attendee_id, array_agg(hub_code) as covers from attendee_hub group by attendee_id
  )
  select a.id, a.name, a.role, a.mail, a.mail_bounced_at is not null as mail_bounced, a.hub_code,
    coalesce(a.travel_base, a.hub_code) as travel_base, a.max_per_day, a.max_per_week,
    covers.covers, k.skill is not null as trained, k.expires_on as trained_until, patterns.patterns, absences.absences, booking.bookings,
    coalesce(here.on_it, false) as on_it, coalesce(here.declined, false) as declined,
    conflict.attendee_id is not null as conflict,
    coalesce(a.id = (select attended_by_id from last_taken), false) as took_last,
    load.last_count, load.last_minutes, load.next_count, load.next_minutes
  from attendee a left join load on load.attendee_id = a.id left join booking on booking.attendee_id = a.id
    left join here on here.attendee_id = a.id left join attendee_skill k on k.attendee_id = a.id and k.skill = '${CONFERENCE_TRAINING}'
    left join patterns on patterns.attendee_id = a.id left join absences on absences.attendee_id = a.id
    left join covers on covers.attendee_id = a.id left join conflict on conflict.attendee_id = a.id
  where a.active order by a.name, a.id`;
