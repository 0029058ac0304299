/** From what the tracker knows of a period to an instance: facts in, instance out. */
import type { Planning } from '../../config/planning.js';
import type { PeoplePolicy } from '../../config/people.js';
import { timeTaken } from '../assignments/assignment.js';
import {
  availableMinutes,
  minutesIn,
  spanOf,
  united,
  workingSpans,
  type LondonDays,
} from '../attendees/availability.js';
import type { RosterPerson } from '../attendees/roster.queries.js';
import { mayInvite } from '../calendar/message.js';
import { isInitial } from '../conferences/kinds.js';
import { startOfLondonDay } from '../kernel/london.js';
import { moreName, type AskedLock, type PlanAsked } from './asked.js';
import type { SittingClass } from './instance.js';
import type { Booked, OpenSitting } from './period.queries.js';

export interface PeriodFacts {
  readonly hubs: readonly string[];
  readonly sittings: readonly OpenSitting[];
  readonly people: readonly RosterPerson[];
  /** From the beginning of `fairDays` to the end of the last week. */
  readonly booked: readonly Booked[];
  /** Of the period itself. */
  readonly days: LondonDays;
  /** The same from so many weeks before: load is compared with available time in them. */
  readonly fairDays: LondonDays;
  readonly policy: Planning;
  readonly peoplePolicy: PeoplePolicy;
  readonly deskAddress: string;
}

/** An instance as a file has it, so that it can be kept, sent to the solver and solved again from a terminal. */
export interface Content {
  readonly people: readonly object[];
  readonly sittings: readonly object[];
  readonly locks: readonly object[];
  readonly conflictsOfInterest: readonly object[];
  readonly declined: readonly object[];
  readonly travel: readonly object[];
}

const rfc = (milliseconds: number): string => new Date(milliseconds).toISOString();

/** Reviews that are not relevant are left to whoever wants them, unless the policy says otherwise. */
export function classOf({ kind, relevance }: OpenSitting, policy: Planning): SittingClass | null {
  if (isInitial(kind)) return 'icpc';
  if (relevance !== 'not-relevant') return 'review';
  return policy.notRelevantReviews ? 'other' : null;
}

/** What people are called in the plan and its sentences: by name, and by more where two have the same. */
export function namesOf(people: readonly RosterPerson[]): ReadonlyMap<number, string> {
  const same = Map.groupBy(people, ({ name }) => name.trim());
  return new Map(
    people.map(({ id, name, role, hubCode }) => [
      id,
      (same.get(name.trim())?.length ?? 0) > 1 ? `${name.trim()} (${role}, ${hubCode}, ${id})` : name.trim(),
    ]),
  );
}

/** Whom the plan may send: people of its hubs and who cover them, those who are on one of its sittings or named in a lock. */
export function peopleToPlan(facts: PeriodFacts, asked: PlanAsked): readonly RosterPerson[] {
  const named = new Set([
    ...facts.sittings.flatMap(({ on }) => on.map(({ attendeeId }) => attendeeId)),
    ...asked.locks.map(({ attendeeId }) => attendeeId),
  ]);
  const isOfHubs = ({ hubCode, covers }: RosterPerson): boolean =>
    [hubCode, ...covers].some((hub) => facts.hubs.includes(hub));
  return facts.people.filter(
    (person) =>
      person.mail !== null &&
      mayInvite(person.mail, facts.deskAddress) &&
      (asked.everybody || isOfHubs(person) || named.has(person.id)),
  );
}

/**
 * @param planned sittings of the facts that are planned; all else that people are on takes their time
 */
export function contentOf(facts: PeriodFacts, asked: PlanAsked, planned: readonly OpenSitting[]): Content {
  const people = peopleToPlan(facts, asked);
  const names = namesOf(people);
  const isHere = (id: number): boolean => names.has(id);
  const called = (id: number): string => names.get(id) ?? `somebody who is not here any more (${id})`;
  const pairs = (idsOf: (sitting: OpenSitting) => readonly number[]): readonly object[] =>
    planned.flatMap((sitting) =>
      idsOf(sitting)
        .filter(isHere)
        .map((id) => ({ person: called(id), sitting: sitting.reference })),
    );
  return {
    people: people.map((person) => personContent(facts, asked, planned, person, called(person.id))),
    sittings: [
      ...planned.map((sitting) => sittingContent(facts, sitting, called)),
      ...asked.more.map((more, at) => moreContent(facts, more, at)),
    ],
    locks: asked.locks.map((lock) => lockContent(lock, called)),
    conflictsOfInterest: pairs(({ conflicted }) => conflicted),
    declined: pairs(({ declined, on }) => declined.filter((id) => on.every((one) => one.attendeeId !== id))),
    travel: facts.peoplePolicy.ways,
  };
}

function personContent(
  facts: PeriodFacts,
  asked: PlanAsked,
  planned: readonly OpenSitting[],
  person: RosterPerson,
  name: string,
): object {
  const references = new Set(planned.map(({ reference }) => reference));
  const theirs = planned.filter(({ on }) => on.some(({ attendeeId }) => attendeeId === person.id));
  const own = theirs.map(({ startsAt, endsAt }) => spanOf(startsAt, endsAt));
  const elsewhere = facts.booked.filter(
    ({ attendeeId, reference }) => attendeeId === person.id && !references.has(reference),
  );
  const away = awayOf(asked, person);
  const absences = [...person.absences, ...away.map((one) => ({ kind: 'leave', ...one }) as const)];
  // Whoever was asked outside their hours was asked on purpose; an absence is stronger than that.
  const windows = person.patterns.length === 0 ? null : united([...workingSpans(person.patterns, facts.days), ...own]);
  const minutes =
    availableMinutes(person.patterns, absences, facts.fairDays) ??
    Math.round(facts.peoplePolicy.fullWeekMinutes * (facts.fairDays.days.length / 7));
  const from = mondayOf(facts);
  return {
    id: name,
    hub: person.hubCode,
    covers: person.covers,
    base: person.travelBase,
    skills: person.skills.map(({ skill, expiresOn }) => ({ name: skill, expiresOn: expiresOn?.toString() ?? null })),
    ...(windows === null ? {} : { available: windows.map((one) => ({ start: rfc(one.from), end: rfc(one.until) })) }),
    unavailable: absences.map((one) => ({ start: one.startsAt.toString(), end: one.endsAt.toString() })),
    taken: elsewhere
      .filter(({ startsAt }) => Temporal.Instant.compare(startsAt, from) >= 0)
      .map((one) => ({ start: one.takenFrom.toString(), end: one.takenUntil.toString() })),
    maxPerDay: person.maxPerDay,
    maxPerWeek: person.maxPerWeek,
    availableMinutes: Math.max(Math.floor(minutes), Math.ceil(minutesIn(own))),
    carriedMinutes: Math.ceil(minutesIn(elsewhere.filter(isIn(facts)).map((one) => spanOf(one.startsAt, one.endsAt)))),
  };
}

const isIn =
  ({ fairDays: { period } }: PeriodFacts) =>
  ({ startsAt }: Booked): boolean =>
    startsAt.epochMilliseconds >= period.from && startsAt.epochMilliseconds < period.until;

/** The week in which the period begins: its conferences count to what somebody may have a week. */
function mondayOf({ days }: PeriodFacts): Temporal.Instant {
  // The days begin one before the period.
  const first = (days.days[1] ?? days.days[0])!.date;
  return startOfLondonDay(first.subtract({ days: first.dayOfWeek - 1 }));
}

const awayOf = ({ away }: PlanAsked, { id }: RosterPerson) =>
  away
    .filter(({ attendeeId }) => attendeeId === id)
    .map(({ from, to }) => ({
      startsAt: startOfLondonDay(Temporal.PlainDate.from(from)),
      endsAt: startOfLondonDay(Temporal.PlainDate.from(to).add({ days: 1 })),
    }));

function sittingContent(
  { policy, peoplePolicy }: PeriodFacts,
  sitting: OpenSitting,
  called: (id: number) => string,
): object {
  const { secondPersons } = policy;
  const wanted = isInitial(sitting.kind) ? secondPersons.initial : secondPersons.review;
  const count = Math.max(wanted, sitting.on.filter(({ lead }) => !lead).length);
  return {
    id: sitting.reference,
    start: sitting.startsAt.toString(),
    end: sitting.endsAt.toString(),
    class: classOf(sitting, policy) ?? 'other',
    hub: sitting.hubCode,
    mode: sitting.mode === 'in-person' ? 'in-person' : 'remote',
    venue: sitting.hubCode,
    takes: takesOf(timeTaken(sitting, peoplePolicy.bufferMinutes)),
    lead: { skills: policy.leadSkills },
    ...(count > 0 ? { seconds: { count, skills: secondPersons.skills } } : {}),
    accepted: sitting.on.filter(({ state }) => state === 'accepted').map(({ attendeeId }) => called(attendeeId)),
    previous: sitting.previous.map(called),
  };
}

function moreContent({ policy, peoplePolicy }: PeriodFacts, more: PlanAsked['more'][number], at: number): object {
  const times = { startsAt: Temporal.Instant.from(more.startsAt), endsAt: Temporal.Instant.from(more.endsAt) };
  const count = isInitial(more.kind) ? policy.secondPersons.initial : policy.secondPersons.review;
  return {
    id: moreName(at),
    start: more.startsAt,
    end: more.endsAt,
    class: isInitial(more.kind) ? 'icpc' : 'review',
    hub: more.hub,
    mode: more.inPerson ? 'in-person' : 'remote',
    venue: more.hub,
    takes: takesOf(timeTaken({ ...times, mode: more.inPerson ? 'in-person' : 'video' }, peoplePolicy.bufferMinutes)),
    lead: { skills: policy.leadSkills },
    ...(count > 0 ? { seconds: { count, skills: policy.secondPersons.skills } } : {}),
  };
}

/** A PostgreSQL range of two instants. */
function takesOf(range: string): object {
  const [start = '', end = ''] = range.slice(1, -1).split(',');
  return { start, end };
}

function lockContent(lock: AskedLock, called: (id: number) => string): object {
  const person = called(lock.attendeeId);
  if (lock.kind === 'not-on') return { kind: lock.kind, person, day: lock.day };
  if (lock.kind === 'not') return { kind: lock.kind, person, sitting: lock.conference };
  return { kind: lock.kind, person, sitting: lock.conference, ...(lock.role === null ? {} : { role: lock.role }) };
}
