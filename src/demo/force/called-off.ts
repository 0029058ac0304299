import { isInitial } from '../../conferences/kinds.js';
import { earlier, later, minutesAfter } from './diary.js';
import type { Fate, Happened, Known, Setting } from './force.js';
import type { Random } from './random.js';
import type { Roster } from './roster.js';
import { assign } from './staffing.js';

export type CalledOff = Exclude<Fate, 'held'>;

const REASONS: Readonly<Record<CalledOff, readonly string[]>> = {
  stood_down: [
    'The family could not attend; new date to follow',
    'The chair is ill',
    'The social worker is ill',
    'The report had not been shared with the family',
    'Too few agencies could come',
    'Interpreter not available',
  ],
  cancelled: ['Joined with the conference of a brother or sister', 'Held with the child-in-care review instead'],
  postponed: ['Waiting for a new date from the authority', 'Waiting for the outcome of a hearing'],
  transferred_out: ['The family moved; the receiving authority holds the next one'],
};
const INITIAL_CANCELLED = 'Section 47 enquiry not substantiated: no conference required';

/** What an assignment says when its conference was called off; the same words as for a change made by hand. */
const WITHDRAWN: Readonly<Record<CalledOff, string>> = {
  stood_down: 'stood-down',
  cancelled: 'cancelled',
  postponed: 'postponed',
  transferred_out: 'cancelled',
};
/** How often somebody had been assigned by then. */
const HAD_SOMEBODY = 0.75;
const HOURS_TO_ASSIGN = 4;
const ON_THE_DAY = 0.35;

/** A conference that was called off before it began, and whoever was on it released. */
export function calledOff(known: Known, fate: CalledOff, roster: Roster, setting: Setting, random: Random): Happened {
  const changedAt = when(known, setting, random);
  // Their time is free again, so the roster need not know.
  const inTime = known.createdAt.until(changedAt).total('hours') > HOURS_TO_ASSIGN;
  const person = inTime && random.chance(HAD_SOMEBODY) ? roster.choose(known) : null;
  const ending = { state: 'withdrawn', reason: WITHDRAWN[fate], before: changedAt } as const;
  return {
    state: fate,
    stateReason: fate === 'cancelled' && isInitial(known.meeting.kind) ? INITIAL_CANCELLED : random.pick(REASONS[fate]),
    changedAt,
    assignments: person === null ? [] : [assign(known, person, ending, setting, random)],
    outcome: null,
  };
}

/** On the day or up to three days before, never before it was known nor after yesterday. */
function when(known: Known, setting: Setting, random: Random): Temporal.Instant {
  const { meeting, startsAt, recordedDay, createdAt } = known;
  const soonest = minutesAfter(createdAt, 20);
  const day = Math.max(recordedDay, Math.min(meeting.day, 0) - random.whole(1, 3));
  if (meeting.day < 0 && (random.chance(ON_THE_DAY) || day >= meeting.day)) {
    return later(earlier(soonest, startsAt), minutesAfter(startsAt, -random.whole(20, 150)));
  }
  return later(soonest, setting.diary.workMoment(random, day));
}
