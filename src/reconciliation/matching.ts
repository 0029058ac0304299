/**
 * Which conference of a local authority's list is which of ours: by its meeting id, else by children and time with a score
 * and a reason. What could be two things is never decided here.
 */
import { meetingKey } from '../imports/known.js';
import type { OurConference } from './differences.js';
import { likeness, sameFamily, type Candidate } from './likeness.js';
import type { TheirMeeting } from './their-meeting.js';

export type Match =
  | { readonly kind: 'same'; readonly theirs: TheirMeeting; readonly with: Candidate }
  /** A person has to say which it is, if any. */
  | { readonly kind: 'unsure'; readonly theirs: TheirMeeting; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'theirs-only'; readonly theirs: TheirMeeting }
  | { readonly kind: 'ours-only'; readonly ours: OurConference };

/** Below it a likeness is only a question. */
export const ENOUGH = 70;
/** By how much the next best has to be less likely. */
export const AHEAD = 20;
const MOST_CANDIDATES = 5;

/**
 * Every meeting of theirs once, and every conference of ours at most once in a match. `isExpected` says which of ours should
 * stand in the list: those that are in no match and no question are ours only. The order of either side makes no difference.
 */
export function match(
  theirs: readonly TheirMeeting[],
  ours: readonly OurConference[],
  isExpected: (ours: OurConference) => boolean,
): readonly Match[] {
  const known = new Known(ours);
  const byId = matchById(theirs, known);
  const taken = new Set([...byId.values()].flatMap(conferencesIn));
  const left = gathered(
    theirs.filter((meeting) => !byId.has(meeting)),
    (meeting) => candidatesFor(meeting, known, taken),
  );
  const likely = new Map(left.map((meeting) => [meeting, candidatesFor(meeting, known, taken)]));
  const matched = [...byId.values(), ...matchByLikeness(likely)];
  const spoken = new Set(matched.flatMap(conferencesIn));
  const missing = ours.filter((one) => !spoken.has(one.id) && isExpected(one));
  return [...matched, ...missing.map((one) => ({ kind: 'ours-only', ours: one }) as const)];
}

const conferencesIn = (found: Match): readonly number[] => {
  if (found.kind === 'same') return [found.with.ours.id];
  return found.kind === 'unsure' ? found.candidates.map(({ ours }) => ours.id) : [];
};

class Known {
  private readonly byMeeting: ReadonlyMap<string, readonly OurConference[]>;
  private readonly byChild = new Map<string, OurConference[]>();
  private readonly byDay: ReadonlyMap<string, readonly OurConference[]>;

  constructor(ours: readonly OurConference[]) {
    this.byMeeting = Map.groupBy(
      ours.filter((one) => one.meetingId !== null),
      (one) => meetingKey(one.meetingId!),
    );
    this.byDay = Map.groupBy(ours, (one) => one.date);
    for (const one of ours) {
      for (const id of one.childIds) {
        const before = this.byChild.get(id);
        if (before === undefined) this.byChild.set(id, [one]);
        else before.push(one);
      }
    }
  }

  withMeetingId = (id: string): readonly OurConference[] => this.byMeeting.get(meetingKey(id)) ?? [];
  withChild = (id: string): readonly OurConference[] => this.byChild.get(id) ?? [];
  on = (day: string): readonly OurConference[] => this.byDay.get(day) ?? [];
}

/** One id, one conference: of two under the same id the one of the same family, and otherwise a person is asked. */
function matchById(theirs: readonly TheirMeeting[], known: Known): ReadonlyMap<TheirMeeting, Match> {
  const found = new Map<TheirMeeting, Match>();
  for (const meeting of theirs) {
    if (meeting.meetingId === null) continue;
    const all = known.withMeetingId(meeting.meetingId);
    const fitting = all.length > 1 ? all.filter((one) => sameFamily(meeting, one)) : all;
    const named = (fitting.length > 0 ? fitting : all).map((ours) => ({
      ours,
      score: 100,
      reason: 'the same meeting id',
    }));
    const [only] = named;
    if (only === undefined) continue;
    found.set(
      meeting,
      named.length === 1
        ? { kind: 'same', theirs: meeting, with: only }
        : { kind: 'unsure', theirs: meeting, candidates: named.toSorted(byLikelihood) },
    );
  }
  return found;
}

/** The conferences it may be, the likeliest first. */
function candidatesFor(meeting: TheirMeeting, known: Known, taken: ReadonlySet<number>): readonly Candidate[] {
  const near = new Map<number, OurConference>();
  for (const id of meeting.childIds) for (const one of known.withChild(id)) near.set(one.id, one);
  for (const one of known.on(meeting.date)) {
    if (meeting.childIds.length === 0 || one.childIds.length === 0) near.set(one.id, one);
  }
  return [...near.values()]
    .filter((one) => !taken.has(one.id))
    .flatMap((one) => likeness(meeting, one))
    .toSorted(byLikelihood);
}

const byLikelihood = (a: Candidate, b: Candidate): number =>
  b.score - a.score || (a.ours.reference < b.ours.reference ? -1 : 1);

/** A match only where each is the other's clear best; the rest is asked about, or nothing of ours. */
function matchByLikeness(likely: ReadonlyMap<TheirMeeting, readonly Candidate[]>): readonly Match[] {
  const claims = new Map<number, { readonly meeting: TheirMeeting; readonly score: number }[]>();
  for (const [meeting, candidates] of likely) {
    for (const { ours, score } of candidates) {
      const claim = { meeting, score };
      const before = claims.get(ours.id);
      if (before === undefined) claims.set(ours.id, [claim]);
      else before.push(claim);
    }
  }
  const isClear = (meeting: TheirMeeting, candidates: readonly Candidate[]): boolean => {
    const [best, second] = candidates;
    if (best === undefined || best.score < ENOUGH || best.score - (second?.score ?? 0) < AHEAD) return false;
    return claims.get(best.ours.id)!.every((claim) => claim.meeting === meeting || best.score - claim.score >= AHEAD);
  };
  const clear = new Map([...likely].filter(([meeting, candidates]) => isClear(meeting, candidates)));
  const taken = new Set([...clear.values()].map((candidates) => candidates[0]!.ours.id));
  return [...likely].map(([theirs, candidates]): Match => {
    if (clear.has(theirs)) return { kind: 'same', theirs, with: candidates[0]! };
    const free = candidates.filter(({ ours }) => !taken.has(ours.id)).slice(0, MOST_CANDIDATES);
    return free.length === 0 ? { kind: 'theirs-only', theirs } : { kind: 'unsure', theirs, candidates: free };
  });
}

/**
 * Rows without a meeting id, one a child: those on one day that can only be the same conference of ours are one meeting.
 * Where that is not plain each stays a meeting of its own.
 */
function gathered(
  theirs: readonly TheirMeeting[],
  candidatesOf: (meeting: TheirMeeting) => readonly Candidate[],
): readonly TheirMeeting[] {
  const together = Map.groupBy(theirs, (meeting) => {
    if (meeting.meetingId !== null || meeting.childIds.length === 0) return meeting;
    const candidates = candidatesOf(meeting);
    const only = candidates.length === 1 ? candidates[0]?.ours : undefined;
    return only === undefined || only.date !== meeting.date || !sameFamily(meeting, only)
      ? meeting
      : `${only.id} ${meeting.held} ${meeting.police} ${meeting.kind}`;
  });
  return [...together.values()].map((meetings) => (meetings.length === 1 ? meetings[0]! : asOne(meetings)));
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
