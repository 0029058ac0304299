import {
  availableMinutes,
  obstacleOf,
  type Absence,
  type Asked,
  type Booking,
  type LondonDays,
  type WorkingPattern,
} from '../attendees/availability.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
import { absenceEndWords, hoursWords, loadWords, type Carried } from './suggestion-words.js';

/** Another conference of theirs in the week of the sitting. */
export interface OtherSitting extends Booking {
  readonly reference: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** What is known about one person when somebody is sought for a sitting. */
export interface PersonFacts {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly mail: string | null;
  /** Mail to the address came back, and nobody has said since that it works. */
  readonly mailBounced: boolean;
  readonly hubCode: string;
  readonly covers: readonly string[];
  readonly travelBase: string;
  readonly maxPerDay: number | null;
  readonly maxPerWeek: number | null;
  readonly trained: boolean;
  /** The last day on which the training counts; null when it never runs out. */
  readonly trainedUntil: Temporal.PlainDate | null;
  readonly patterns: readonly WorkingPattern[];
  readonly absences: readonly Absence[];
  /** In the week of the sitting and around it, by start. */
  readonly bookings: readonly OtherSitting[];
  /** On this sitting already. */
  readonly onIt: boolean;
  /** Declined this sitting. */
  readonly declined: boolean;
  /** Must not go to this conference, or to another one of the same family. */
  readonly conflict: boolean;
  /** Went to the conference before this one about the same family. */
  readonly tookLast: boolean;
  /** In the four weeks before and after now. */
  readonly last: Carried;
  readonly next: Carried;
}

export type Standing = 'free' | 'busy' | 'impossible';

/** One person as a suggestion: `busy` can be chosen knowingly, `impossible` cannot be chosen at all. */
export interface Suggested {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly standing: Standing;
  /** In words why, the strongest first. */
  readonly reasons: readonly string[];
}

export interface Sought {
  readonly hubCode: string;
  /** In London. */
  readonly day: Temporal.PlainDate;
  readonly asked: Asked;
  /** From Monday to Monday in London. */
  readonly week: { readonly from: number; readonly until: number };
  /** Four weeks before and after now. */
  readonly last: LondonDays;
  readonly next: LondonDays;
  /** Minutes one way from a hub; null when nobody has to be there, or the way is not known. */
  travelFrom(hubCode: string): number | null;
  hubName(code: string): string;
}

type Training = 'trained' | 'expired' | 'untrained';

function trainingOf(person: PersonFacts, sought: Sought): { training: Training; words: string } {
  if (!person.trained) return { training: 'untrained', words: 'not trained for conferences' };
  const until = person.trainedUntil;
  if (until !== null && Temporal.PlainDate.compare(until, sought.day) < 0) {
    return { training: 'expired', words: `training expired ${formatDay(until)}` };
  }
  return { training: 'trained', words: 'trained' };
}

const TRAINING_RANK: Record<Training, number> = { trained: 0, expired: 1, untrained: 2 };
const STANDING_RANK: Record<Standing, number> = { free: 0, busy: 1, impossible: 2 };

/** Their own hub, one they cover, or neither. */
const reachOf = (person: PersonFacts, { hubCode }: Sought): 0 | 1 | 2 =>
  person.hubCode === hubCode ? 0 : person.covers.includes(hubCode) ? 1 : 2;

function placeWords(person: PersonFacts, sought: Sought): string {
  const name = sought.hubName(person.hubCode);
  return [name, `from ${name}, covers ${sought.hubName(sought.hubCode)}`, `from ${name}`][reachOf(person, sought)]!;
}

/** "on TV-26-004300 until 11:30": the end as the other conference has it; with its day when it is another one. */
function clashWords(clash: OtherSitting, sought: Sought): string {
  const day = londonDate(clash.endsAt);
  const end = formatTime(clash.endsAt);
  return `on ${clash.reference} until ${day.equals(sought.day) ? end : `${end} on ${formatDay(day)}`}`;
}

/** What stands in the way of their going, in words; the firmest first. */
function obstaclesOf(person: PersonFacts, sought: Sought): readonly string[] {
  const { asked } = sought;
  const startsIn = (span: { readonly from: number; readonly until: number }): number =>
    person.bookings.filter(({ startsAt }) => {
      const start = startsAt.epochMilliseconds;
      return start >= span.from && start < span.until;
    }).length;
  const day = { from: asked.around.period.from, until: asked.dayEnds };
  const { maxPerDay, maxPerWeek } = person;
  return [
    standsInTheWay(person, sought),
    person.declined ? 'declined this conference' : null,
    maxPerDay !== null && startsIn(day) >= maxPerDay ? `has ${startsIn(day)} that day, the most they take` : null,
    maxPerWeek !== null && startsIn(sought.week) >= maxPerWeek
      ? `has ${startsIn(sought.week)} that week, the most they take`
      : null,
  ].filter((words) => words !== null);
}

function standsInTheWay(person: PersonFacts, sought: Sought): string | null {
  const obstacle = obstacleOf(person, sought.asked);
  switch (obstacle?.kind) {
    case undefined:
      return null;
    case 'away':
      return absenceEndWords(obstacle.absence);
    case 'booked':
      return clashWords(
        person.bookings.find((one) => one === obstacle.booking)!,
        sought,
      );
    case 'not-working':
      return hoursWords(obstacle);
  }
}

interface Weighed {
  readonly suggested: Suggested;
  readonly keys: readonly number[];
}

function weigh(person: PersonFacts, sought: Sought): Weighed {
  const { id, name, role } = person;
  const { training, words } = trainingOf(person, sought);
  const travel = sought.travelFrom(person.travelBase);
  const available = [sought.last, sought.next].map((days) => availableMinutes(person.patterns, person.absences, days));
  const impossible = person.onIt
    ? 'already on this conference'
    : person.mail === null
      ? 'no mail address'
      : person.conflict
        ? 'has a conflict of interest'
        : null;
  const obstacles = impossible === null ? obstaclesOf(person, sought) : [];
  const standing: Standing = impossible !== null ? 'impossible' : obstacles.length > 0 ? 'busy' : 'free';
  const reasons = [
    ...(standing === 'free' ? ['free'] : obstacles),
    person.mailBounced ? 'mail to them comes back, so ring them' : null,
    person.tookLast ? 'took the last conference of this family' : null,
    placeWords(person, sought),
    words,
    travel === null ? null : travel === 0 ? 'no travel' : `${travel} minutes of travel`,
    loadWords(person, available),
  ].filter((reason) => reason !== null);
  return {
    suggested: { id, name, role, standing, reasons: impossible === null ? reasons : [impossible] },
    keys: [
      STANDING_RANK[standing],
      TRAINING_RANK[training],
      person.tookLast ? 0 : 1,
      reachOf(person, sought),
      shareOf(person, available),
      travel ?? 0,
    ],
  };
}

/** An ordinary week by which those are measured whose hours nobody keeps. */
const UNKNOWN_HOURS = 8 * 37 * 60;

/** What they carry in eight weeks of the time they have in them; whoever carries nothing comes first. */
function shareOf(person: PersonFacts, available: readonly (number | null)[]): number {
  const carried = person.last.minutes + person.next.minutes;
  if (carried === 0) return 0;
  const time = available.includes(null) ? UNKNOWN_HOURS : available.reduce<number>((sum, one) => sum + (one ?? 0), 0);
  return carried / Math.max(time, 1);
}

/**
 * Everybody who could be sent, the most suitable first: free before busy; trained before expired before untrained; who
 * went last time for this family (continuity); the hub's own people, then those who cover it; then whoever carries the
 * smallest part of their time; then whoever is nearest; then by name. Training counts on the day of the sitting, in
 * London. The order is a suggestion: a person decides.
 */
export function suggestions(people: readonly PersonFacts[], sought: Sought): readonly Suggested[] {
  return people
    .map((person) => weigh(person, sought))
    .toSorted((a, b) => {
      const differs = a.keys.findIndex((key, i) => key !== b.keys[i]);
      return differs === -1 ? (a.suggested.name < b.suggested.name ? -1 : 1) : a.keys[differs]! - b.keys[differs]!;
    })
    .map(({ suggested }) => suggested);
}
