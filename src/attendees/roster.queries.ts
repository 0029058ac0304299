import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { HeldSkill } from './attendee.queries.js';
import type { Absence, AbsenceKind, WorkingPattern } from './availability.js';

/** Somebody who is here, with what plans and shares need to know about their time. */
export interface RosterPerson {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly mail: string | null;
  readonly hubCode: string;
  /** Other hubs they cover. */
  readonly covers: readonly string[];
  /** The hub they travel from: their own unless another is kept. */
  readonly travelBase: string;
  readonly maxPerDay: number | null;
  readonly maxPerWeek: number | null;
  readonly skills: readonly HeldSkill[];
  readonly patterns: readonly WorkingPattern[];
  /** Those that touch the period asked about. */
  readonly absences: readonly Absence[];
  readonly createdAt: Temporal.Instant;
}

/** Dates and instants inside JSON arrive as text. */
interface Found extends Omit<RosterPerson, 'skills' | 'patterns' | 'absences'> {
  readonly skills: readonly WrittenSkill[];
  readonly patterns: readonly WrittenPattern[];
  readonly absences: readonly WrittenAbsence[];
}
export interface WrittenSkill {
  readonly skill: string;
  readonly expiresOn: string | null;
}
export interface WrittenPattern extends Omit<WorkingPattern, 'fromOn' | 'untilOn'> {
  readonly fromOn: string;
  readonly untilOn: string | null;
}
export interface WrittenAbsence {
  readonly kind: AbsenceKind;
  readonly startsAt: string;
  readonly endsAt: string;
}

const day = (text: string | null): Temporal.PlainDate | null => (text === null ? null : Temporal.PlainDate.from(text));
export const skillOf = ({ skill, expiresOn }: WrittenSkill): HeldSkill => ({ skill, expiresOn: day(expiresOn) });
export const patternOf = ({ fromOn, untilOn, ...pattern }: WrittenPattern): WorkingPattern => ({
  ...pattern,
  fromOn: Temporal.PlainDate.from(fromOn),
  untilOn: day(untilOn),
});
export const absenceOf = ({ kind, startsAt, endsAt }: WrittenAbsence): Absence => ({
  kind,
  startsAt: Temporal.Instant.from(startsAt),
  endsAt: Temporal.Instant.from(endsAt),
});

/** Skills, patterns and hubs covered of an attendee known as `alias`, as JSON for one row a person. */
export const BELONGINGS = (alias: string): string => `
  coalesce((select json_agg(json_build_object('skill', k.skill, 'expiresOn', k.expires_on) order by k.skill)
    from attendee_skill k where k.attendee_id = ${alias}.id), '[]') as skills,
  coalesce((select json_agg(json_build_object('fromOn', w.from_on, 'untilOn', w.until_on, 'cycleWeeks', w.cycle_weeks,
      'worksHolidays', w.works_holidays, 'shifts', w.shifts) order by w.from_on)
    from working_pattern w where w.attendee_id = ${alias}.id), '[]') as patterns,
  array(select h.hub_code from attendee_hub h where h.attendee_id = ${alias}.id order by h.hub_code) as covers`;

/** Absences of an attendee known as `alias` that touch the period of two parameters, as JSON. */
export const ABSENCES = (alias: string, firstParameter: number): string => `
  coalesce((select json_agg(json_build_object('kind', b.kind, 'startsAt', b.starts_at, 'endsAt', b.ends_at)
      order by b.starts_at)
    from absence b where b.attendee_id = ${alias}.id
      and tstzrange(b.starts_at, b.ends_at) && tstzrange($${firstParameter}, $${firstParameter + 1})), '[]') as absences`;

/** Everybody who is here, by name, in one query; only those of some hubs when they are named. */
export async function rosterBetween(
  reader: Reader,
  from: Temporal.Instant,
  until: Temporal.Instant,
  hubs: readonly string[] | null = null,
): Promise<readonly RosterPerson[]> {
  const found = await rows<Found>(
    reader,
    `select a.id, a.name, a.role, a.mail, a.hub_code, coalesce(a.travel_base, a.hub_code) as travel_base,
       a.max_per_day, a.max_per_week, a.created_at, ${BELONGINGS('a')}, ${ABSENCES('a', 1)}
     from attendee a where a.active and ($3::text[] is null or a.hub_code = any($3)) order by a.name, a.id`,
    [from, until, hubs],
  );
  return found.map((person) => ({
    ...person,
    skills: person.skills.map(skillOf),
    patterns: person.patterns.map(patternOf),
    absences: person.absences.map(absenceOf),
  }));
}
