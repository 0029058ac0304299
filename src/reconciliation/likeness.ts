/** How much a conference of a list is like one of ours, as a score and in words. */
import { isInitial } from '../conferences/kinds.js';
import { remembered } from '../imports/remembered.js';
import type { OurConference } from './differences.js';
import type { TheirMeeting } from './their-meeting.js';

export interface Candidate {
  readonly ours: OurConference;
  /** 0 to 100. */
  readonly score: number;
  /** In words, without a full stop; worked out when it is read, since most candidates are weighed and never shown. */
  readonly reason: string;
}

/** What likeness is worth, and from where on it is no question: config/matching.json. */
export interface MatchingRules {
  /** Below it a likeness is only a question. */
  readonly enough: number;
  /** By how much the next best has to be less likely. */
  readonly ahead: number;
  /** A family's next conference lies further away; a moved one seldom does. */
  readonly nearDays: number;
  readonly points: {
    /** For all children in common, and less for a part of them. */
    readonly children: number;
    readonly sameDay: number;
    /** Off those for the day, for each day apart. */
    readonly lessPerDay: number;
    /** Both initial, or both a review. */
    readonly family: number;
    readonly lessForOtherId: number;
  };
}

export const sameFamily = (theirs: TheirMeeting, ours: OurConference): boolean =>
  isInitial(theirs.kind) === isInitial(ours.kind);

interface Likeness {
  readonly common: number;
  readonly all: number;
  readonly days: number;
  readonly family: boolean;
  readonly otherId: boolean;
}

/** How like one of theirs is to one of ours that carries no id in common; null when they cannot be the same. */
export function likeness(theirs: TheirMeeting, ours: OurConference, rules: MatchingRules): Candidate | null {
  const days = daysApart(theirs.date, ours.date);
  if (days > rules.nearDays) return null;
  const common = theirs.childIds.filter((id) => ours.childIds.includes(id)).length;
  const family = sameFamily(theirs, ours);
  // Without a child in common only the day is left, and on one day there are several.
  if (common === 0 && (days > 0 || !family)) return null;
  const all = theirs.childIds.length + ours.childIds.length - common;
  const like = { common, all, days, family, otherId: theirs.meetingId !== null && ours.meetingId !== null };
  return {
    ours,
    score: Math.max(0, scoreOf(like, rules)),
    get reason() {
      return reasonWords(like);
    },
  };
}

const scoreOf = ({ common, all, days, family, otherId }: Likeness, { points }: MatchingRules): number =>
  (common === 0 ? 0 : Math.round((points.children * common) / all)) +
  Math.max(0, points.sameDay - points.lessPerDay * days) +
  (family ? points.family : 0) -
  (otherId ? points.lessForOtherId : 0);

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

const EPOCH = Temporal.PlainDate.from('1970-01-01');
const dayNumber = remembered((day) => EPOCH.until(Temporal.PlainDate.from(day)).days);

const daysApart = (one: string, other: string): number => Math.abs(dayNumber(one) - dayNumber(other));
