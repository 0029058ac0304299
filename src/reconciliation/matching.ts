/**
 * Which conference of a local authority's list is which of ours: by its meeting id, else by children and time with a score
 * and a reason. What could be two things is never decided here.
 */
import { meetingKey } from '../imports/known.js';
import type { OurConference } from './differences.js';
import { gathered, type Gathered } from './gathering.js';
import { likeness, sameFamily, type Candidate, type MatchingRules } from './likeness.js';
import type { TheirMeeting } from './their-meeting.js';

export type Match =
  | { readonly kind: 'same'; readonly theirs: TheirMeeting; readonly with: Candidate }
  /** A person has to say which it is, if any. */
  | { readonly kind: 'unsure'; readonly theirs: TheirMeeting; readonly candidates: readonly Candidate[] }
  | { readonly kind: 'theirs-only'; readonly theirs: TheirMeeting };

const MOST_CANDIDATES = 5;
const MOST_ANSWERED = 1_000;

/** How sure it is, for the conference of ours that a meeting is likest. */
interface Best {
  readonly with: Candidate;
  /** Of the next best of ours, 0 when there is none. */
  readonly second: number;
}

/** The two likeliest of theirs for one of ours. */
interface Claims {
  first: { readonly place: number; readonly score: number };
  second: number;
}

/**
 * Matches a list that is too long to be held: every meeting is first added, then all are decided about, then each is asked
 * about in the same order. Only those are kept meanwhile that may be one of ours and carry no id of ours. Every meeting is in
 * one match, and every conference of ours at most once in a match of the same; the order of either side makes no difference.
 */
export class Matching {
  private readonly known: Known;
  /** Ours that an id speaks of, and once all is decided also those that are surely one of theirs. */
  private readonly taken = new Set<number>();
  /** Ours that are in a match or a question. */
  private readonly spoken = new Set<number>();
  private readonly open = new Map<number, TheirMeeting>();
  private readonly sure = new Map<number, Candidate>();
  /** By the first of the rows without an id that are one meeting; null for the others. */
  private readonly together = new Map<number, TheirMeeting | null>();
  /** How many meetings were added. */
  many = 0;
  private asked = 0;

  constructor(
    private readonly ours: readonly OurConference[],
    private readonly rules: MatchingRules,
  ) {
    this.known = new Known(ours, rules);
  }

  add(meeting: TheirMeeting): void {
    const place = this.many;
    this.many += 1;
    const named = this.known.named(meeting);
    for (const { ours } of named) this.taken.add(ours.id);
    if (named.length === 0 && this.known.like(meeting).length > 0) this.open.set(place, meeting);
  }

  /** Once all are added. */
  decide(): void {
    const likely = gathered(this.open, (meeting) => this.likest(meeting, 2));
    const [best, claims] = this.weighed(likely);
    for (const { place, meeting, others } of likely) {
      for (const other of others) this.together.set(other, null);
      if (others.length > 0) this.together.set(place, meeting);
      const its = best.get(place);
      if (its !== undefined && this.isClear(place, its, claims)) this.sure.set(place, its.with);
    }
    for (const { ours } of this.sure.values()) this.taken.add(ours.id);
    for (const id of this.taken) this.spoken.add(id);
    this.open.clear();
  }

  /** What became of the next meeting, in the order in which they were added; null when it is part of an earlier one. */
  next(meeting: TheirMeeting): Match | null {
    const place = this.asked;
    this.asked += 1;
    const theirs = this.together.get(place) ?? meeting;
    if (this.together.get(place) === null) return null;
    const named = this.known.named(theirs);
    const only = named.length === 1 ? named[0] : this.sure.get(place);
    if (only !== undefined) return { kind: 'same', theirs, with: only };
    const candidates = named.length > 0 ? named : this.likest(theirs, MOST_CANDIDATES);
    for (const { ours } of candidates) this.spoken.add(ours.id);
    return candidates.length === 0 ? { kind: 'theirs-only', theirs } : { kind: 'unsure', theirs, candidates };
  }

  /** Ours that should stand in the list and are in no match and no question, once all were asked about. */
  missing(isExpected: (ours: OurConference) => boolean): readonly OurConference[] {
    return this.ours.filter((one) => !this.spoken.has(one.id) && isExpected(one));
  }

  /** The conferences it may be, the likeliest first. */
  private likest(meeting: TheirMeeting, most: number): readonly Candidate[] {
    const free: Candidate[] = [];
    for (const candidate of this.known.like(meeting)) {
      if (free.length >= most) break;
      if (!this.taken.has(candidate.ours.id)) free.push(candidate);
    }
    return free;
  }

  private weighed(likely: readonly Gathered[]): readonly [ReadonlyMap<number, Best>, ReadonlyMap<number, Claims>] {
    const [best, claims] = [new Map<number, Best>(), new Map<number, Claims>()];
    for (const { place, meeting } of likely) {
      const candidates = this.likest(meeting, Infinity);
      for (const { ours, score } of candidates) claim(claims, ours.id, place, score);
      const [first, second] = candidates;
      if (first !== undefined) best.set(place, { with: first, second: second?.score ?? 0 });
    }
    return [best, claims];
  }

  /** A match only where each is the other's clear best; the rest is asked about, or nothing of ours. */
  private isClear(place: number, { with: likest, second }: Best, claims: ReadonlyMap<number, Claims>): boolean {
    const { enough, ahead } = this.rules;
    if (likest.score < enough || likest.score - second < ahead) return false;
    const { first, second: next } = claims.get(likest.ours.id)!;
    return first.place === place && first.score - next >= ahead;
  }
}

function claim(claims: Map<number, Claims>, id: number, place: number, score: number): void {
  const before = claims.get(id);
  if (before === undefined) claims.set(id, { first: { place, score }, second: -Infinity });
  else if (score > before.first.score) {
    before.second = before.first.score;
    before.first = { place, score };
  } else before.second = Math.max(before.second, score);
}

const byLikelihood = (a: Candidate, b: Candidate): number =>
  b.score - a.score || (a.ours.reference < b.ours.reference ? -1 : 1);

/** Ours, to be found by what a list says of a meeting. */
class Known {
  private readonly byMeeting: ReadonlyMap<string, readonly OurConference[]>;
  private readonly byChild: ReadonlyMap<string, readonly OurConference[]>;
  private readonly byDay: ReadonlyMap<string, readonly OurConference[]>;
  private readonly answered = new Map<string, readonly Candidate[]>();

  constructor(
    ours: readonly OurConference[],
    private readonly rules: MatchingRules,
  ) {
    this.byMeeting = Map.groupBy(
      ours.filter((one) => one.meetingId !== null),
      (one) => meetingKey(one.meetingId!),
    );
    this.byDay = Map.groupBy(ours, (one) => one.date);
    const children = ours.flatMap((one) => one.childIds.map((id) => ({ id, one })));
    this.byChild = new Map(
      [...Map.groupBy(children, ({ id }) => id)].map(([id, found]) => [id, found.map(({ one }) => one)]),
    );
  }

  /** One id, one conference: of two under the same id the one of the same family, and otherwise a person is asked. */
  named(meeting: TheirMeeting): readonly Candidate[] {
    if (meeting.meetingId === null) return [];
    const all = this.byMeeting.get(meetingKey(meeting.meetingId)) ?? [];
    const fitting = all.length > 1 ? all.filter((one) => sameFamily(meeting, one)) : all;
    const named = fitting.length > 0 ? fitting : all;
    return named.map((ours) => ({ ours, score: 100, reason: 'the same meeting id' })).toSorted(byLikelihood);
  }

  /** The conferences it may be by children and day, the likeliest first. */
  like(meeting: TheirMeeting): readonly Candidate[] {
    // All that a likeness is made of: a list of a day without a child is two hundred thousand times the same question.
    const asked = [meeting.date, meeting.kind, meeting.meetingId === null, ...meeting.childIds].join('\n');
    const answered = this.answered.get(asked);
    if (answered !== undefined) return answered;
    if (this.answered.size >= MOST_ANSWERED) this.answered.clear();
    const found: Candidate[] = [];
    for (const one of this.near(meeting)) {
      const like = likeness(meeting, one, this.rules);
      if (like !== null) found.push(like);
    }
    const answer = found.sort(byLikelihood);
    this.answered.set(asked, answer);
    return answer;
  }

  /** Ours with a child in common, and those of the day where one side names none. */
  private near(meeting: TheirMeeting): ReadonlySet<OurConference> {
    const near = new Set<OurConference>();
    for (const id of meeting.childIds) for (const one of this.byChild.get(id) ?? []) near.add(one);
    for (const one of this.byDay.get(meeting.date) ?? []) {
      if (meeting.childIds.length === 0 || one.childIds.length === 0) near.add(one);
    }
    return near;
  }
}
