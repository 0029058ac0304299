/** One row of a list as it was understood, before rows are put together into conferences. */
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import type { ListedPast } from './listed-past.js';
import { LONDON, londonInstant } from '../kernel/london.js';

/** Something about one cell, in a sentence for the person who sent the list. */
export interface CellNote {
  /** The heading of its column as written. */
  readonly column: string;
  /** "E8", as beside the sheet; the row alone where no one cell is meant. */
  readonly cell: string;
  readonly message: string;
}

export interface Warning extends CellNote {
  /** Planned all the same, but committed only when a person says so. */
  readonly mustConfirm: boolean;
}

/** A child without its name; of a date of birth only the year was ever read. */
export interface ListedChild {
  readonly laChildId: string | null;
  readonly initials: string | null;
  readonly bornYear: number | null;
  /** When a child not yet born is expected: "2027-02-14", or "2027-02" where only the month is said. */
  readonly expected: string | null;
}

/** When it is: with its times, or only the day where the list has no times at all (what was held last month). */
export interface ListedTime {
  readonly date: Temporal.PlainDate;
  readonly startsAt: Temporal.Instant | null;
  readonly endsAt: Temporal.Instant | null;
  /** RFC 3339 with the offset of London, or the day alone. */
  readonly start: string;
  readonly end: string | null;
  /** No end was written: 90 minutes were assumed. */
  readonly endAssumed: boolean;
}

/** What starts the clock of a transfer-in conference, as far as the list says. */
export interface TransferTrigger {
  readonly from: string | null;
  readonly notifiedOn: Temporal.PlainDate | null;
}

export interface ListedRow {
  readonly row: number;
  readonly hidden: boolean;
  readonly kind: ConferenceKind | null;
  readonly meetingId: string | null;
  readonly children: readonly ListedChild[];
  readonly time: ListedTime | null;
  readonly mode: ConferenceMode;
  readonly modeAssumed: boolean;
  readonly venue: string | null;
  readonly joinLink: string | null;
  /** Compared with other rows only: whose conference it is was never asked. */
  readonly chair: string;
  readonly previousOn: Temporal.PlainDate | null;
  readonly strategyOn: Temporal.PlainDate | null;
  readonly transfer: TransferTrigger | null;
  readonly policeRequested: boolean;
  /** What came of a conference that is over; null of all others and in a list that does not say. */
  readonly past: ListedPast | null;
  readonly errors: readonly CellNote[];
  readonly warnings: readonly Warning[];
  /** Why the row is no conference to record; null when it is one. */
  readonly skip: string | null;
  /** A child and nothing else: whatever stands above may be meant. */
  readonly onlyChild: boolean;
  /** The same text for the same cells, whatever else is in the file. */
  readonly hash: string;
}

/** What a row that is no conference says. */
export const NOTHING_READ = {
  kind: null,
  meetingId: null,
  children: [],
  time: null,
  modeAssumed: true,
  venue: null,
  joinLink: null,
  chair: '',
  previousOn: null,
  strategyOn: null,
  transfer: null,
  policeRequested: false,
  past: null,
  errors: [],
  warnings: [],
  onlyChild: false,
} as const;

const OPEN_END_MINUTES = 90;

/** The times of one sitting in London; without an end it lasts 90 minutes. */
export function listedTime(
  date: Temporal.PlainDate,
  start: Temporal.PlainTime | null,
  end: Temporal.PlainTime | null,
): ListedTime {
  if (start === null) {
    return { date, startsAt: null, endsAt: null, start: date.toString(), end: null, endAssumed: false };
  }
  const startsAt = londonInstant(date, start);
  const endsAt = end === null ? startsAt.add({ minutes: OPEN_END_MINUTES }) : londonInstant(date, end);
  return { date, startsAt, endsAt, start: withOffset(startsAt), end: withOffset(endsAt), endAssumed: end === null };
}

/** "2026-12-07T10:00:00+00:00": RFC 3339 with the offset of London at that instant. */
export const withOffset = (instant: Temporal.Instant): string =>
  instant.toString({ timeZone: LONDON, smallestUnit: 'second' });
