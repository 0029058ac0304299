import type { ConferenceState } from '../conferences/conference.js';
import type { NewChild } from '../conferences/conference.queries.js';
import { sharesCode } from '../conferences/children.js';
import { isInitial, kindLabel, type ConferenceKind } from '../conferences/kinds.js';
import { stateLabel } from '../conferences/conference.js';
import { formatSpan } from '../kernel/london.js';

/** A conference on record, as far as another invitation may be to it. */
export interface RecordedConference {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly venue: string | null;
  readonly children: readonly Pick<NewChild, 'laChildId' | 'policeReference'>[];
}

export const LIKENESSES = ['shared-child', 'same-time-and-venue'] as const;
export type Likeness = (typeof LIKENESSES)[number];

export interface PossibleDuplicate {
  readonly conference: RecordedConference;
  readonly because: Likeness;
}

/** A first notice and a correction of its date rarely lie further apart; a family's next conference does. */
export const NEAR_DAYS = 14;

/** What an invitation says of its conference, as far as this goes. */
type Told = Pick<RecordedConference, 'hubCode' | 'kind' | 'startsAt' | 'venue' | 'children'>;

/**
 * The conferences that this invitation may be to although no LA meeting id says so (domain, situations 8 and 9): one of the
 * same family of kinds with a child of it within a fortnight, or any at the same time and place. The nearest in time first.
 */
export function possibleDuplicates(told: Told, known: readonly RecordedConference[]): readonly PossibleDuplicate[] {
  return known
    .flatMap((conference): PossibleDuplicate[] => {
      const because =
        conference.state === 'voided' || conference.hubCode !== told.hubCode ? null : likeness(told, conference);
      return because === null ? [] : [{ conference, because }];
    })
    .toSorted((a, b) => apart(told, a.conference) - apart(told, b.conference));
}

function likeness(told: Told, one: RecordedConference): Likeness | null {
  const isNear = apart(told, one) <= NEAR_DAYS * 24 * 60 * 60 * 1_000;
  const sharesChild = told.children.some((child) => one.children.some((other) => sharesCode(child, other)));
  if (isNear && sharesChild && isInitial(told.kind) === isInitial(one.kind)) return 'shared-child';
  const place = placeOf(told.venue);
  return place !== '' && place === placeOf(one.venue) && told.startsAt.equals(one.startsAt)
    ? 'same-time-and-venue'
    : null;
}

/** Milliseconds between the two starts. */
const apart = (told: Told, one: RecordedConference): number =>
  Math.abs(told.startsAt.epochMilliseconds - one.startsAt.epochMilliseconds);

const placeOf = (venue: string | null): string =>
  (venue ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const BECAUSE: Record<Likeness, string> = {
  'shared-child': 'It has a child in common with this invitation',
  'same-time-and-venue': 'It is at the same time and venue',
};

const countWords = (count: number): string => (count === 1 ? '1 child' : `${count} children`);

/** "ICPC, Mon 30 Nov 2026, 09:30 to 11:00, scheduled, 2 children. It has a child in common with this invitation". */
export const duplicateWords = ({ conference, because }: PossibleDuplicate): string =>
  `${kindLabel(conference.kind)}, ${formatSpan(conference.startsAt, conference.endsAt)}, ${stateLabel(conference.state)}, ` +
  `${countWords(conference.children.length)}. ${BECAUSE[because]}`;
