/** What the tracker already has, as far as a list can meet it again. */
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';

export interface KnownConference {
  readonly reference: string;
  readonly version: number;
  readonly kind: ConferenceKind;
  /** Still to be held, so that a list may move it. */
  readonly isOpen: boolean;
  readonly meetingId: string | null;
  /** The day and, unless only that is known, the instants of its sitting. */
  readonly date: Temporal.PlainDate;
  readonly startsAt: Temporal.Instant | null;
  readonly endsAt: Temporal.Instant | null;
  readonly mode: ConferenceMode;
  readonly venue: string | null;
  readonly childIds: readonly string[];
  /** What came of it, where that is on record; left out where it never matters. */
  readonly past?: KnownPast;
}

export interface KnownPast {
  readonly state: ConferenceState;
  readonly outcome: 'attended' | 'part' | 'not' | null;
  /** It was imported when it was over, and not recorded by the tracker. */
  readonly imported: boolean;
}

/** Look-ups within one hub, answered from memory: planning never waits. */
export interface KnownConferences {
  /** Compared without regard to case and spaces: see `meetingKey`. */
  withMeetingId(id: string): readonly KnownConference[];
  withChild(laChildId: string): readonly KnownConference[];
  on(date: Temporal.PlainDate): readonly KnownConference[];
}

export const NOTHING_KNOWN: KnownConferences = { withMeetingId: () => [], withChild: () => [], on: () => [] };

/** "bfc/cp/0912" and "BFC/CP/0912 " are one meeting. */
export const meetingKey = (id: string): string => id.toUpperCase().replace(/\s+/g, '');

/** Look-ups over a list held in memory. */
export function knownAmong(conferences: readonly KnownConference[]): KnownConferences {
  const by = (keys: (each: KnownConference) => readonly string[]): ((key: string) => readonly KnownConference[]) => {
    const found = new Map<string, KnownConference[]>();
    for (const conference of conferences) {
      for (const key of keys(conference)) found.set(key, [...(found.get(key) ?? []), conference]);
    }
    return (key) => found.get(key) ?? [];
  };
  const byMeeting = by((each) => (each.meetingId === null ? [] : [meetingKey(each.meetingId)]));
  const byDate = by((each) => [each.date.toString()]);
  return {
    withMeetingId: (id) => byMeeting(meetingKey(id)),
    withChild: by((each) => each.childIds),
    on: (date) => byDate(date.toString()),
  };
}
