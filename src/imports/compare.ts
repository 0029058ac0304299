/** A planned conference beside the recorded ones: new, the same, changed, or a question. */
import { kindLabel } from '../conferences/kinds.js';
import { formatDayAndYear } from '../kernel/london.js';
import { withOffset } from './listed.js';
import { meetingKey, type KnownConference, type KnownConferences } from './known.js';
import { sameFamily } from './meeting.js';
import type { PlannedChange, PlannedConference } from './plan.js';

export type Comparison =
  | { readonly kind: 'new' }
  | { readonly kind: 'unchanged'; readonly known: KnownConference; readonly missing: readonly string[] }
  | {
      readonly kind: 'changed';
      readonly known: KnownConference;
      readonly changes: readonly PlannedChange[];
      readonly missing: readonly string[];
    }
  | { readonly kind: 'question'; readonly known: KnownConference; readonly question: string };

/** Conferences about the same child nearer than this may be one that was moved. */
const NEAR_DAYS = 28;

/** Compares by meeting id first, then by child and time. */
export function compare(planned: PlannedConference, known: KnownConferences): Comparison {
  const sameId = planned.meetingId === null ? [] : known.withMeetingId(planned.meetingId);
  const family = sameId.filter((each) => sameFamily(each.kind, planned.kind));
  const match = family.find((each) => each.kind === planned.kind) ?? family[0];
  if (match !== undefined) return against(planned, match);
  const [other] = sameId;
  if (other !== undefined) {
    return ask(other, `${other.reference} has this meeting id as ${kindLabel(other.kind)}. Was its kind changed?`);
  }
  return byChildAndTime(planned, known);
}

const ask = (known: KnownConference, question: string): Comparison => ({ kind: 'question', known, question });

function byChildAndTime(planned: PlannedConference, known: KnownConferences): Comparison {
  const ids = planned.children.flatMap((child) => (child.laChildId === null ? [] : [child.laChildId]));
  const sameChild = [...new Set(ids.flatMap((id) => known.withChild(id)))].filter((each) =>
    sameFamily(each.kind, planned.kind),
  );
  const sameTime = sameChild.find((each) => startsTogether(planned, each));
  if (sameTime !== undefined) {
    const otherId = sameTime.meetingId !== null && planned.meetingId !== null;
    if (!otherId || meetingKey(sameTime.meetingId ?? '') === meetingKey(planned.meetingId ?? ''))
      return against(planned, sameTime);
    return ask(
      sameTime,
      `${sameTime.reference} is about the same child at the same time, as meeting ${sameTime.meetingId}. Are they one?`,
    );
  }
  const near = sameChild.find(
    (each) => each.isOpen && each.meetingId === null && daysApart(planned, each) <= NEAR_DAYS,
  );
  if (near !== undefined) {
    return ask(near, `${near.reference} is about the same child on ${formatDayAndYear(near.date)}. Was it moved?`);
  }
  if (ids.length > 0 || planned.meetingId !== null) return { kind: 'new' };
  const nameless = known.on(planned.time.date).find((each) => isAsNameless(planned, each));
  return nameless === undefined ? { kind: 'new' } : against(planned, nameless);
}

/** Without any id, only the same kind at the same time and place can be the same conference. */
export const isAsNameless = (planned: PlannedConference, known: KnownConference): boolean =>
  known.meetingId === null &&
  known.childIds.length === 0 &&
  known.kind === planned.kind &&
  known.venue === planned.venue &&
  startsTogether(planned, known);

export const startsTogether = ({ time }: PlannedConference, known: KnownConference): boolean =>
  time.startsAt === null || known.startsAt === null
    ? time.date.equals(known.date)
    : time.startsAt.equals(known.startsAt);

const daysApart = (planned: PlannedConference, known: KnownConference): number =>
  Math.abs(planned.time.date.until(known.date).days);

/** What becomes of a recorded conference once a person has said that it is the one in the list. */
export const changesWhenSame = (planned: PlannedConference, known: KnownConference): readonly PlannedChange[] =>
  changesTo(
    planned,
    known,
    planned.children.flatMap(({ laChildId: id }) => (id === null || known.childIds.includes(id) ? [] : [id])),
  );

function against(planned: PlannedConference, known: KnownConference): Comparison {
  if (known.kind !== planned.kind) {
    return ask(known, `${known.reference} is recorded as ${kindLabel(known.kind)}. Was its kind changed?`);
  }
  const ids = planned.children.flatMap((child) => (child.laChildId === null ? [] : [child.laChildId]));
  const missing = ids.length === 0 ? [] : known.childIds.filter((id) => !ids.includes(id));
  const changes = changesTo(
    planned,
    known,
    ids.filter((id) => !known.childIds.includes(id)),
  );
  if (changes.length === 0) return { kind: 'unchanged', known, missing };
  const moves = changes.some((change) => change.what === 'start');
  if (!known.isOpen && moves) {
    return ask(known, `${known.reference} is closed, and the list has it at another time. Is this a further sitting?`);
  }
  return { kind: 'changed', known, changes, missing };
}

/** In what a recorded conference would change; the ids of children it does not have are given. */
function changesTo(
  planned: PlannedConference,
  known: KnownConference,
  added: readonly string[],
): readonly PlannedChange[] {
  const changes: PlannedChange[] = [];
  const { time } = planned;
  if (!startsTogether(planned, known)) {
    changes.push({
      what: 'start',
      from: known.startsAt === null ? known.date.toString() : withOffset(known.startsAt),
      to: time.start,
    });
  }
  if (
    time.endsAt !== null &&
    known.endsAt !== null &&
    !time.endsAt.equals(known.endsAt) &&
    !(time.endAssumed && changes.length === 0)
  ) {
    changes.push({ what: 'end', from: withOffset(known.endsAt), to: time.end ?? '' });
  }
  if (!planned.modeAssumed && planned.mode !== known.mode)
    changes.push({ what: 'mode', from: known.mode, to: planned.mode });
  if (planned.venue !== null && planned.venue !== known.venue) {
    changes.push({ what: 'venue', from: known.venue ?? '', to: planned.venue });
  }
  if (added.length > 0) {
    changes.push({ what: 'children', from: known.childIds.join(', '), to: [...known.childIds, ...added].join(', ') });
  }
  if (planned.meetingId !== null && known.meetingId === null) {
    changes.push({ what: 'meetingId', from: '', to: planned.meetingId });
  }
  return changes;
}
