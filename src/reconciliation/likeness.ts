/** How much a conference of a list is like one of ours, as a score and in words. */
import { isInitial } from '../conferences/kinds.js';
import type { OurConference } from './differences.js';
import type { TheirMeeting } from './their-meeting.js';

export interface Candidate {
  readonly ours: OurConference;
  /** 0 to 100. */
  readonly score: number;
  /** In words, without a full stop. */
  readonly reason: string;
}

/** A family's next conference lies further away; a moved one seldom does. */
export const NEAR_DAYS = 28;

export const sameFamily = (theirs: TheirMeeting, ours: OurConference): boolean =>
  isInitial(theirs.kind) === isInitial(ours.kind);

const CHILDREN = 60;
const DAY = 30;
const KIND = 10;
const OTHER_ID = 20;

/** How like one of theirs is to one of ours that carries no id in common; empty when they cannot be the same. */
export function likeness(theirs: TheirMeeting, ours: OurConference): readonly Candidate[] {
  const days = daysApart(theirs.date, ours.date);
  if (days > NEAR_DAYS) return [];
  const common = theirs.childIds.filter((id) => ours.childIds.includes(id)).length;
  const all = new Set([...theirs.childIds, ...ours.childIds]).size;
  const family = sameFamily(theirs, ours);
  // Without a child in common only the day is left, and on one day there are several.
  if (common === 0 && (days > 0 || !family)) return [];
  const otherId = theirs.meetingId !== null && ours.meetingId !== null;
  const score =
    (common === 0 ? 0 : Math.round((CHILDREN * common) / all)) +
    Math.max(0, DAY - 2 * days) +
    (family ? KIND : 0) -
    (otherId ? OTHER_ID : 0);
  return [{ ours, score, reason: reasonWords({ common, all, days, family, otherId }) }];
}

interface Likeness {
  readonly common: number;
  readonly all: number;
  readonly days: number;
  readonly family: boolean;
  readonly otherId: boolean;
}

const reasonWords = ({ common, all, days, family, otherId }: Likeness): string =>
  [
    common === 0
      ? 'no child to compare'
      : common === all
        ? all === 1
          ? 'the same child'
          : `the same ${all} children`
        : `${common} of ${all} children in common`,
    days === 0 ? 'on the same day' : `${days} ${days === 1 ? 'day' : 'days'} apart`,
    family ? null : 'one initial, one a review',
    otherId ? 'with another meeting id' : null,
  ]
    .filter((part) => part !== null)
    .join(', ');

const daysApart = (one: string, other: string): number =>
  Math.abs(Temporal.PlainDate.from(one).until(Temporal.PlainDate.from(other)).days);
