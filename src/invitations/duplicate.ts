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
  readonly laMeetingId: string | null;
  /** UIDs of the calendar entries by which the local authority told of it. */
  readonly calendarUids: readonly string[];
}

/** The surest first. */
export const LIKENESSES = [
  'same-meeting-id',
  'same-calendar-entry',
  'shared-child',
  'same-time-and-venue',
  'same-time',
] as const;
export type Likeness = (typeof LIKENESSES)[number];

export interface PossibleDuplicate {
  readonly conference: RecordedConference;
  readonly because: Likeness;
}

/** A first notice and a correction of its date rarely lie further apart; a family's next conference does. */
export const NEAR_DAYS = 14;

/**
 * Of two on record. A conference that was called off and the family's next one may lie within a fortnight, and nobody
 * wants to be asked about each of those again.
 */
export const NEAR_DAYS_RECORDED = 2;

/** What an invitation says of its conference, or is on record of it, as far as this goes. */
type Told = Pick<RecordedConference, 'hubCode' | 'kind' | 'startsAt' | 'venue' | 'children' | 'laMeetingId'> &
  Partial<Pick<RecordedConference, 'calendarUids'>>;

/**
 * What stops somebody who records an invitation. The meeting id has an answer of its own, a calendar entry is a message
 * about a conference, and a busy authority holds two conferences at one time: that is only worth a look afterwards.
 */
const STOPS: readonly Likeness[] = ['shared-child', 'same-time-and-venue'];

/**
 * The conferences that this invitation may be to although no LA meeting id says so (domain, situations 8 and 9): one of the
 * same family of kinds with a child of it within a fortnight, or any at the same time and place. The nearest in time first.
 */
export function possibleDuplicates(told: Told, known: readonly RecordedConference[]): readonly PossibleDuplicate[] {
  // An invitation is compared by what it says of its conference, not by the message that brought it.
  const { hubCode, kind, startsAt, venue, children } = told;
  const said = { hubCode, kind, startsAt, venue, children, laMeetingId: null };
  return likeOnes(said, known, NEAR_DAYS).filter(({ because }) => STOPS.includes(because));
}

/**
 * The recorded conferences that a recorded one may be the same as, by any likeness, the surest first. One of the other
 * family of kinds at the same time and place is another family's: whoever recorded it has been asked.
 */
export const suspectedDuplicates = (
  one: RecordedConference,
  known: readonly RecordedConference[],
): readonly PossibleDuplicate[] =>
  likeOnes(
    one,
    known.filter(({ reference }) => reference !== one.reference),
    NEAR_DAYS_RECORDED,
  )
    .filter(({ because, conference }) => because !== 'same-time-and-venue' || sameFamily(one, conference))
    .toSorted((a, b) => LIKENESSES.indexOf(a.because) - LIKENESSES.indexOf(b.because));

const sameFamily = (a: Pick<Told, 'kind'>, b: Pick<Told, 'kind'>): boolean => isInitial(a.kind) === isInitial(b.kind);

const likeOnes = (told: Told, known: readonly RecordedConference[], nearDays: number): readonly PossibleDuplicate[] =>
  known
    .flatMap((conference): PossibleDuplicate[] => {
      const because =
        conference.state === 'voided' || conference.hubCode !== told.hubCode
          ? null
          : likeness(told, conference, nearDays);
      return because === null ? [] : [{ conference, because }];
    })
    .toSorted((a, b) => apart(told, a.conference) - apart(told, b.conference));

function likeness(told: Told, one: RecordedConference, nearDays: number): Likeness | null {
  if (told.laMeetingId !== null && told.laMeetingId === one.laMeetingId) return 'same-meeting-id';
  if (told.calendarUids?.some((uid) => one.calendarUids.includes(uid))) return 'same-calendar-entry';
  const isNear = apart(told, one) <= nearDays * 24 * 60 * 60 * 1_000;
  const sharesChild = told.children.some((child) => one.children.some((other) => sharesCode(child, other)));
  if (isNear && sharesChild && sameFamily(told, one)) return 'shared-child';
  if (!told.startsAt.equals(one.startsAt)) return null;
  const place = placeOf(told.venue);
  if (place !== '' && place === placeOf(one.venue)) return 'same-time-and-venue';
  // Whose children are known is about other children; of whom nothing is known may be the same.
  return told.kind === one.kind && (!namesChildren(told) || !namesChildren(one)) ? 'same-time' : null;
}

const namesChildren = ({ children }: Pick<Told, 'children'>): boolean =>
  children.some((child) => child.laChildId !== null || child.policeReference !== null);

/** Milliseconds between the two starts. */
const apart = (told: Told, one: RecordedConference): number =>
  Math.abs(told.startsAt.epochMilliseconds - one.startsAt.epochMilliseconds);

const placeOf = (venue: string | null): string =>
  (venue ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const BECAUSE: Record<Likeness, string> = {
  'same-meeting-id': 'It has the same LA meeting id',
  'same-calendar-entry': 'It was told of by the same calendar entry',
  'shared-child': 'It has a child in common with this invitation',
  'same-time-and-venue': 'It is at the same time and venue',
  'same-time': 'It is at the same time, and the children are not known',
};

/** Of two recorded conferences, as the end of a sentence about both. */
export const ALIKE_WORDS: Record<Likeness, string> = {
  'same-meeting-id': 'the same LA meeting id',
  'same-calendar-entry': 'told of by the same calendar entry',
  'shared-child': 'a child in common, at most two days apart',
  'same-time-and-venue': 'the same time and venue',
  'same-time': 'the same kind and time, and the children of one are not known',
};

const countWords = (count: number): string => (count === 1 ? '1 child' : `${count} children`);

/** "ICPC, Mon 30 Nov 2026, 09:30 to 11:00, scheduled, 2 children. It has a child in common with this invitation". */
export const duplicateWords = ({ conference, because }: PossibleDuplicate): string =>
  `${kindLabel(conference.kind)}, ${formatSpan(conference.startsAt, conference.endsAt)}, ${stateLabel(conference.state)}, ` +
  `${countWords(conference.children.length)}. ${BECAUSE[because]}`;
