import type { HeldSkill } from '../attendees/attendee.queries.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';

/** What is known about one person when somebody is sought for a sitting. */
export interface PersonFacts {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly mail: string | null;
  /** Mail to the address came back, and nobody has said since that it works. */
  readonly mailBounced: boolean;
  readonly hubCode: string;
  readonly skills: readonly HeldSkill[];
  /** What else takes their time then, travel included; null when they are free. */
  readonly clash: { readonly reference: string; readonly endsAt: Temporal.Instant } | null;
  /** On this sitting already. */
  readonly onIt: boolean;
  /** Declined this sitting. */
  readonly declined: boolean;
  /** Went to the conference before this one about the same family. */
  readonly tookLast: boolean;
  /** Conferences in the four weeks before and after today. */
  readonly load: number;
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
  readonly startsAt: Temporal.Instant;
  hubName(code: string): string;
}

const CONFERENCE_SKILL = 'conference-trained';
type Training = 'trained' | 'expired' | 'untrained';

function trainingOf(person: PersonFacts, sought: Sought): { training: Training; words: string } {
  const held = person.skills.find((skill) => skill.skill === CONFERENCE_SKILL);
  if (held === undefined) return { training: 'untrained', words: 'not trained for conferences' };
  const until = held.expiresOn;
  if (until !== null && Temporal.PlainDate.compare(until, londonDate(sought.startsAt)) < 0) {
    return { training: 'expired', words: `training expired ${formatDay(until)}` };
  }
  return { training: 'trained', words: 'trained' };
}

const RANK: Record<Training, number> = { trained: 0, expired: 1, untrained: 2 };
const loadWords = (load: number): string =>
  load === 0 ? 'no other conference' : `${load} conference${load === 1 ? '' : 's'} in 8 weeks`;

/** "on TV-26-004300 until 11:30": the end as the other conference has it; with its day when it is another one. */
function clashWords(clash: NonNullable<PersonFacts['clash']>, sought: Sought): string {
  const day = londonDate(clash.endsAt);
  const end = formatTime(clash.endsAt);
  return `on ${clash.reference} until ${day.equals(londonDate(sought.startsAt)) ? end : `${end} on ${formatDay(day)}`}`;
}

function suggest(person: PersonFacts, sought: Sought): Suggested {
  const { id, name, role } = person;
  const own = person.hubCode === sought.hubCode ? sought.hubName(person.hubCode) : null;
  const merits = [
    person.mailBounced ? 'mail to them comes back, so ring them' : null,
    person.tookLast ? 'took the last conference of this family' : null,
    own ?? `from ${sought.hubName(person.hubCode)}`,
    trainingOf(person, sought).words,
    loadWords(person.load),
  ].filter((words) => words !== null);
  const impossible = person.onIt ? 'already on this conference' : person.mail === null ? 'no mail address' : null;
  if (impossible !== null) return { id, name, role, standing: 'impossible', reasons: [impossible] };
  const obstacles = [
    person.clash === null ? null : clashWords(person.clash, sought),
    person.declined ? 'declined this conference' : null,
  ].filter((words) => words !== null);
  if (obstacles.length > 0) return { id, name, role, standing: 'busy', reasons: [...obstacles, ...merits] };
  return { id, name, role, standing: 'free', reasons: ['free', ...merits] };
}

const STANDING_RANK: Record<Standing, number> = { free: 0, busy: 1, impossible: 2 };

/**
 * Everybody who could be sent, the most suitable first: free before busy; trained before expired before untrained; who
 * went last time for this family (continuity); the hub's own people; then whoever has fewest conferences; then by name.
 * Training counts on the day of the sitting, in London. The order is a suggestion: a person decides.
 */
export function suggestions(people: readonly PersonFacts[], sought: Sought): readonly Suggested[] {
  const order = people.map((person) => ({ person, suggested: suggest(person, sought) }));
  const keys = ({ person, suggested }: (typeof order)[number]): readonly number[] => [
    STANDING_RANK[suggested.standing],
    RANK[trainingOf(person, sought).training],
    person.tookLast ? 0 : 1,
    person.hubCode === sought.hubCode ? 0 : 1,
    person.load,
  ];
  return order
    .toSorted((a, b) => {
      const [left, right] = [keys(a), keys(b)];
      const differs = left.findIndex((key, i) => key !== right[i]);
      return differs === -1 ? a.person.name.localeCompare(b.person.name) : left[differs]! - right[differs]!;
    })
    .map(({ suggested }) => suggested);
}
