import type { AssignmentState } from '../../assignments/assignment.js';
import { isInitial } from '../../conferences/kinds.js';
import { relevanceAtStart } from '../../relevance/relevance.js';
import { calledOff } from './called-off.js';
import { authorityOf } from './authorities.js';
import { imagineChildren } from './children.js';
import { knownFrom } from './conferences.js';
import type { ForceAssignment, ForceConference, ForcePerson, Happened, Known, Meeting, Setting } from './force.js';
import type { Random } from './random.js';
import type { Roster } from './roster.js';
import { assign } from './staffing.js';

const ANSWERS: readonly (readonly [Exclude<AssignmentState, 'proposed' | 'withdrawn'>, number])[] = [
  ['accepted', 70],
  ['invited', 21],
  ['declined', 5],
  ['tentative', 4],
];
/** A review that is not relevant seldom gets somebody. */
const ANYWAY = 0.1;
/** Personas who can try out answering: their first invitation ahead still waits for it. */
const TO_ANSWER = ['Ada Okafor', 'Ben Carter'];
/** How many conferences that are over still wait for somebody to say what happened. */
const UNRECORDED = 5;
const LATE_HUB = 'reading';
const TWO_O_CLOCK = 14 * 60;

/** How the days ahead stand: mostly covered, the nearer the better. */
export class Fortnight {
  private readonly asked = new Set<ForcePerson>();

  constructor(
    private readonly roster: Roster,
    private readonly setting: Setting,
    private readonly random: Random,
  ) {}

  /** What has been done by today about a conference still to come. */
  planned(known: Known): Happened {
    const { fate } = known.meeting;
    if (fate !== 'held') return calledOff(known, fate, this.roster, this.setting, this.random);
    const assignment = isLate(known) ? null : this.assigned(known);
    const assignments = assignment === null ? [] : [assignment];
    return { state: 'scheduled', stateReason: null, changedAt: null, assignments, outcome: null };
  }

  private assigned(known: Known): ForceAssignment | null {
    if (!this.random.chance(this.isCovered(known))) return null;
    const person = this.roster.choose(known);
    if (person === null) return null;
    const answers = TO_ANSWER.includes(person.name) && !this.asked.has(person);
    const state = answers ? 'invited' : this.random.weighted(ANSWERS);
    this.asked.add(person);
    // Whoever declined is free for another.
    if (state !== 'declined') this.roster.book(person, known);
    return assign(known, person, { state, after: this.askedAfter(state) }, this.setting, this.random);
  }

  /** Nobody is left without an answer for weeks: who has not answered was asked of late. */
  private askedAfter(state: AssignmentState): Temporal.Instant | undefined {
    return state === 'invited' ? this.setting.diary.workMoment(this.random, -this.random.whole(1, 4)) : undefined;
  }

  private isCovered({ meeting, decisions, startsAt }: Known): number {
    if (!isInitial(meeting.kind) && relevanceAtStart(decisions, startsAt) === 'not-relevant') return ANYWAY;
    return meeting.day < 3 ? 0.93 : meeting.day < 8 ? 0.83 : 0.72;
  }
}

const isLate = (known: Known): boolean => (known.invitations[0]?.noticeDays ?? 0) < 3;

/** The one initial conference of which TVP heard on the last working day, for the next or the one after. */
export function lateNotice(setting: Setting, random: Random): Omit<Known, 'laMeetingId'> {
  const { diary } = setting;
  // Not today itself, which may be nearly over.
  const day = diary.date(0).equals(diary.today) ? 1 : 0;
  const authority = authorityOf(LATE_HUB);
  const firstNumber = authority.firstChild - 10;
  const children = imagineChildren({ kind: 'icpc', day: -12, firstNumber }, authority, setting, random);
  const strategyDay = day - 9;
  const meeting: Meeting = {
    hubCode: LATE_HUB,
    kind: 'icpc',
    day,
    fate: 'held',
    children: children.map(({ bornOn, ...child }) => ({ ...child, bornYear: bornOn.year, expectedOn: null })),
    previous: null,
    reviewNumber: 0,
    monthsOnPlan: 0,
    bookedFrom: strategyDay,
    strategyDay,
  };
  return knownFrom(meeting, -1, setting, random, TWO_O_CLOCK);
}

/** The conferences just over of which nobody has said yet what happened: of the personas first, then of anybody. */
export function unrecorded<C extends Omit<ForceConference, 'reference'>>(
  conferences: readonly C[],
  random: Random,
): ReadonlySet<C> {
  const recent = conferences
    .filter(({ state, meeting, assignments }) => state === 'held' && meeting.day >= -10 && assignments.length > 0)
    .sort((a, b) => b.meeting.day - a.meeting.day);
  const chosen = new Set<C>();
  for (const name of TO_ANSWER) {
    const theirs = recent.find(({ assignments }) => assignments.some(({ person }) => person.name === name));
    if (theirs !== undefined) chosen.add(theirs);
  }
  const others = recent.filter((conference) => conference.meeting.day >= -3 && !chosen.has(conference));
  while (chosen.size < UNRECORDED && others.length > 0) {
    const [other] = others.splice(random.whole(0, others.length - 1), 1);
    if (other !== undefined) chosen.add(other);
  }
  return chosen;
}
