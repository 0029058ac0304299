/** Rows of a list without a meeting id, one a child, that are one meeting. */
import { sameFamily, type Candidate } from './likeness.js';
import type { TheirMeeting } from './their-meeting.js';

/** A meeting at the place of its first row, and the places of the rows that are part of it. */
export interface Gathered {
  readonly place: number;
  readonly meeting: TheirMeeting;
  readonly others: readonly number[];
}

/**
 * Those on one day that can only be the same conference of ours are one meeting. Where that is not plain each stays a meeting
 * of its own.
 * @param candidatesOf two at least where there are two
 */
export function gathered(
  theirs: ReadonlyMap<number, TheirMeeting>,
  candidatesOf: (meeting: TheirMeeting) => readonly Candidate[],
): readonly Gathered[] {
  const together = Map.groupBy(theirs.keys(), (place) => {
    const meeting = theirs.get(place)!;
    if (meeting.meetingId !== null || meeting.childIds.length === 0) return place;
    const candidates = candidatesOf(meeting);
    const only = candidates.length === 1 ? candidates[0]?.ours : undefined;
    return only === undefined || only.date !== meeting.date || !sameFamily(meeting, only)
      ? place
      : `${only.id} ${meeting.held} ${meeting.police} ${meeting.kind}`;
  });
  return [...together.values()].map(([place, ...others]) => {
    const meetings = [place!, ...others].map((each) => theirs.get(each)!);
    return { place: place!, meeting: others.length === 0 ? meetings[0]! : asOne(meetings), others };
  });
}

function asOne(meetings: readonly TheirMeeting[]): TheirMeeting {
  const inOrder = meetings.toSorted((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
  return {
    ...inOrder[0]!,
    rows: inOrder.flatMap(({ rows }) => rows),
    childIds: [...new Set(inOrder.flatMap(({ childIds }) => childIds))].toSorted(),
    unnamed: inOrder.reduce((sum, { unnamed }) => sum + unnamed, 0),
    quorate: inOrder.find(({ quorate }) => quorate !== null)?.quorate ?? null,
  };
}
