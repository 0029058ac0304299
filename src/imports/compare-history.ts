/** A conference of the past beside what is recorded: what the tracker has is never overwritten by a list. */
import { formatDayAndYear } from '../kernel/london.js';
import { compare, startsTogether, type Comparison } from './compare.js';
import { meetingKey, type KnownConference, type KnownConferences } from './known.js';
import type { ListedRow } from './listed.js';
import { pastWords, type ListedPast } from './listed-past.js';
import { sameFamily } from './meeting.js';
import type { PlannedConference } from './plan.js';

export type HistoryComparison =
  | Exclude<Comparison, { readonly kind: 'changed' }>
  /** It is recorded, and not as the list has it: both are shown and nothing is done. */
  | { readonly kind: 'recorded-otherwise'; readonly known: KnownConference; readonly question: string };

export function compareHistory(planned: PlannedConference, known: KnownConferences): HistoryComparison {
  const compared = compare(planned, known);
  const isOther = compared.kind === 'question' && !isSameMeeting(planned, compared.known);
  if (isOther) return compared;
  const match = compared.kind === 'new' ? onSameDay(planned, known) : compared.known;
  if (match === null) return mayBeOn(planned, known) ?? { kind: 'new' };
  const missing = compared.kind === 'new' || compared.kind === 'question' ? [] : compared.missing;
  const otherwise = difference(planned, match);
  return otherwise === null
    ? { kind: 'unchanged', known: match, missing }
    : { kind: 'recorded-otherwise', known: match, question: otherwise };
}

const isSameMeeting = (planned: PlannedConference, known: KnownConference): boolean =>
  planned.meetingId !== null &&
  known.meetingId !== null &&
  meetingKey(planned.meetingId) === meetingKey(known.meetingId) &&
  sameFamily(planned.kind, known.kind);

/** The tracker has the exact time of what a list may have by the day only, or by another hour. */
function onSameDay(planned: PlannedConference, known: KnownConferences): KnownConference | null {
  const ids = planned.children.flatMap((child) => (child.laChildId === null ? [] : [child.laChildId]));
  const about = ids.flatMap((id) => known.withChild(id));
  return (
    about.find(
      (each) =>
        sameFamily(each.kind, planned.kind) &&
        each.date.equals(planned.time.date) &&
        (each.meetingId === null || planned.meetingId === null),
    ) ?? null
  );
}

/** Without any id, one that the tracker recorded on that day may be the same: only a person can know. */
function mayBeOn(planned: PlannedConference, known: KnownConferences): HistoryComparison | null {
  if (planned.meetingId !== null || planned.children.some((child) => child.laChildId !== null)) return null;
  const other = known
    .on(planned.time.date)
    .find(
      (each) => each.past?.imported !== true && sameFamily(each.kind, planned.kind) && startsTogether(planned, each),
    );
  if (other === undefined) return null;
  return {
    kind: 'question',
    known: other,
    question: `${other.reference}, which the tracker recorded, was on the same day. Without an id only you can tell: is it another one?`,
  };
}

/** Null where the record already says what the list says. */
function difference({ time, past }: PlannedConference, known: KnownConference): string | null {
  const whose = known.past?.imported === true ? 'is in the imported history' : 'is recorded by the tracker';
  const nothingDone = 'What is recorded stays; set it right there if it is wrong.';
  if (!known.date.equals(time.date)) {
    return `${known.reference} ${whose} on ${formatDayAndYear(known.date)}, and the list has it on ${formatDayAndYear(time.date)}. ${nothingDone}`;
  }
  const listed: ListedPast | null = past;
  const recorded = known.past;
  if (recorded === undefined || listed === null) return null;
  const saysNothing = listed.state === 'held' && listed.outcome === null;
  const words = pastWords(recorded);
  if (saysNothing || words === pastWords(listed)) return null;
  return `${known.reference} ${whose}: ${words}. The list says: ${pastWords(listed)}. ${nothingDone}`;
}

/** Rows like this one are the same row twice or two conferences: nothing in them can tell. */
export const noIdTellsApart = (row: ListedRow): boolean =>
  row.meetingId === null && row.children.every((child) => child.laChildId === null);
