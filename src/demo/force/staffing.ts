import { timeTaken, type AnswerChannel, type AssignmentState } from '../../assignments/assignment.js';
import { later, minutesAfter } from './diary.js';
import type { ForceAssignment, ForcePerson, Known, Setting } from './force.js';
import type { Random } from './random.js';

const DOMAIN = 'thamesvalley-police.example';
const ANSWERED_BY: readonly (readonly [AnswerChannel, number])[] = [
  ['mail', 74],
  ['page', 14],
  ['told', 12],
];
const ACCEPTING = [null, null, null, null, null, 'Thanks, report will follow.', 'Fine, joining by video.'];
const DECLINING = ['At court that day.', 'On leave.', 'Rest day, sorry.', 'On a course that week.'];
/** How many working days it takes to assign, and then to answer. */
const ASSIGNS_WITHIN = 4;
const ANSWERS_WITHIN = 2;

/** How an assignment ended up, and by when everything about it had happened. */
export interface Ending {
  readonly state: Exclude<AssignmentState, 'proposed'>;
  readonly lead?: boolean;
  /** Why it was withdrawn. */
  readonly reason?: string;
  /** Not assigned before this, when somebody else was on it first. */
  readonly after?: Temporal.Instant;
  /** Called off at this time. */
  readonly before?: Temporal.Instant;
}

/** One person's assignment to a conference, with the times at which they were invited, answered and perhaps left it. */
export function assign(
  known: Known,
  person: ForcePerson,
  ending: Ending,
  setting: Setting,
  random: Random,
): ForceAssignment {
  const by = { limit: ending.before ?? minutesAfter(known.startsAt, -10), day: Math.min(known.meeting.day, 0) - 1 };
  const invited = setting.diary.soonAfter(random, since(known, ending, setting), ASSIGNS_WITHIN, by);
  const answered = setting.diary.soonAfter(random, invited, ANSWERS_WITHIN, by);
  const withdrawn = ending.state === 'withdrawn';
  const silent = ending.state === 'invited' || (withdrawn && random.chance(0.3));
  return {
    person,
    lead: ending.lead ?? true,
    state: ending.state,
    uid: `${random.uuid()}@${DOMAIN}`,
    // Taking somebody off counts the sequence up, for the CANCEL.
    sequence: withdrawn ? 1 : 0,
    during: timeTaken(known, setting.reference.people.bufferMinutes),
    invitedBy: known.coordinator,
    invitedAt: invited.at,
    answeredAt: silent ? null : answered.at,
    answerChannel: silent ? null : random.weighted(ANSWERED_BY),
    answerComment: silent ? null : commentOn(ending, random),
    withdrawnReason: ending.reason ?? null,
    withdrawnAt: withdrawn ? later(answered.at, by.limit) : null,
  };
}

/** When one could begin to look for somebody. */
function since(known: Known, ending: Ending, { diary }: Setting): { at: Temporal.Instant; day: number } {
  if (ending.after === undefined) return { at: known.createdAt, day: known.recordedDay };
  const at = later(ending.after, known.createdAt);
  return {
    at,
    day: Math.min(diary.onOrBefore(at.toZonedDateTimeISO('Europe/London').toPlainDate()), known.meeting.day),
  };
}

function commentOn(ending: Ending, random: Random): string | null {
  if (ending.state === 'declined') return random.pick(DECLINING);
  return ending.state === 'tentative' ? 'Waiting for court dates.' : random.pick(ACCEPTING);
}

/** Somebody who was on a conference and came off it some time before: the next one can be asked from then on. */
export function assignAndLose(
  known: Known,
  person: ForcePerson,
  setting: Setting,
  random: Random,
): { readonly lost: ForceAssignment; readonly freeFrom: Temporal.Instant } {
  if (random.chance(0.35)) {
    const lost = assign(known, person, { state: 'declined' }, setting, random);
    return { lost, freeFrom: lost.answeredAt ?? lost.invitedAt };
  }
  const drawn = assign(known, person, { state: 'withdrawn', reason: random.pick(LOST) }, setting, random);
  const freeFrom = minutesAfter(later(drawn.invitedAt, drawn.answeredAt ?? drawn.invitedAt), 1);
  return { lost: { ...drawn, withdrawnAt: freeFrom }, freeFrom };
}

const LOST = ['Off sick', 'Called to court', 'Moved to other duties', 'Knows the family', 'Leave was agreed'];
