/** In what a conference of a local authority's list differs from the one on record. */
import { isInitial, kindLabel } from '../conferences/kinds.js';
import { stateLabel, type ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { formatDayAndYear } from '../kernel/london.js';
import type { MeasureFacts } from '../measures/facts.js';
import type { TheirMeeting } from './their-meeting.js';

/** A conference on record, as far as a list can meet it. */
export interface OurConference {
  readonly id: number;
  readonly reference: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly meetingId: string | null;
  /** ISO 8601, the day in London of the sitting that counts. */
  readonly date: string;
  readonly startsAt: string;
  readonly isOver: boolean;
  readonly isHeld: boolean;
  /** Present at the decision; null while nobody has recorded an outcome. */
  readonly attended: boolean | null;
  readonly childIds: readonly string[];
  readonly unnamed: number;
  /** What counts it. */
  readonly facts: MeasureFacts;
}

export const DIFFERENCES = ['date', 'held', 'kind', 'children', 'attended'] as const;
export type DifferenceKind = (typeof DIFFERENCES)[number];

export interface Difference {
  readonly what: DifferenceKind;
  readonly ours: string;
  readonly theirs: string;
}

type Compare = (theirs: TheirMeeting, ours: OurConference) => Omit<Difference, 'what'> | null;

const COMPARE: Readonly<Record<DifferenceKind, Compare>> = {
  date: (theirs, ours) =>
    theirs.date === ours.date ? null : { ours: dayWords(ours.date), theirs: dayWords(theirs.date) },
  held: (theirs, ours) =>
    theirs.held === ours.isHeld ? null : { ours: stateLabel(ours.state), theirs: theirs.held ? 'held' : 'not held' },
  // A list tells initial conferences, reviews and transfers apart; whether a child was unborn it does not.
  kind: (theirs, ours) =>
    isInitial(theirs.kind) === isInitial(ours.kind) && (theirs.kind === 'transfer-in') === (ours.kind === 'transfer-in')
      ? null
      : { ours: kindLabel(ours.kind), theirs: kindLabel(theirs.kind) },
  children: compareChildren,
  attended: compareAttended,
};

/** Each difference by name, in the order in which a person should look at them. */
export const differencesOf = (theirs: TheirMeeting, ours: OurConference): readonly Difference[] =>
  DIFFERENCES.flatMap((what) => {
    const difference = COMPARE[what](theirs, ours);
    return difference === null ? [] : [{ what, ...difference }];
  });

/** Children without an id on one side may be any that the other side has an id for. */
function compareChildren(theirs: TheirMeeting, ours: OurConference): Omit<Difference, 'what'> | null {
  if (theirs.childIds.length + theirs.unnamed === 0) return null;
  const more = theirs.childIds.filter((id) => !ours.childIds.includes(id));
  const fewer = ours.childIds.filter((id) => !theirs.childIds.includes(id));
  if (more.length <= ours.unnamed && fewer.length <= theirs.unnamed) return null;
  return { ours: childrenWords(ours), theirs: childrenWords(theirs) };
}

/** Who attended what was not held is no question. */
function compareAttended(theirs: TheirMeeting, ours: OurConference): Omit<Difference, 'what'> | null {
  if (theirs.police === null || !theirs.held || !ours.isHeld || theirs.police === ours.attended) return null;
  return { ours: attendedWords(ours.attended), theirs: theirs.police ? 'police attended' : 'police did not attend' };
}

export const attendedWords = (attended: boolean | null): string =>
  attended === null ? 'not recorded' : attended ? 'police attended' : 'police did not attend';

export const dayWords = (day: string): string => formatDayAndYear(Temporal.PlainDate.from(day));

export function childrenWords({ childIds, unnamed }: Pick<TheirMeeting, 'childIds' | 'unnamed'>): string {
  const without = unnamed === 0 ? [] : [`${unnamed} without an id`];
  const words = [...childIds.toSorted(), ...without].join(', ');
  return words === '' ? 'no children named' : words;
}

const inShort = (differences: readonly Difference[]): string =>
  differences.map(({ what, ours, theirs }) => `${what}: ${ours}, ${theirs}`).join('; ');

export const sameDifferences = (one: readonly Difference[], other: readonly Difference[]): boolean =>
  inShort(one) === inShort(other);
