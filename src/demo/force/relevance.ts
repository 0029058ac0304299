import { isInitial } from '../../conferences/kinds.js';
import type { RelevanceDecision } from '../../relevance/relevance.js';
import { authorityOf } from './authorities.js';
import { minutesAfter } from './diary.js';
import type { Known, Meeting, Setting } from './force.js';
import type { Random } from './random.js';

/** How often a criterion applies, and what people then write: reasons without a word about the family. */
const GROUNDS: readonly (readonly [code: string, weight: number, reason: string])[] = [
  ['active-investigation', 22, 'An investigation is open; the officer in the case has an update.'],
  ['new-incident', 24, 'Attended since the last conference.'],
  ['da-high-risk', 17, 'Heard at MARAC since the last conference.'],
  ['managed-offender', 6, 'Somebody under management has contact.'],
  ['exploitation-missing', 8, 'Repeated missing episodes.'],
  ['police-action-on-plan', 13, 'Police have an action on the plan.'],
  ['plan-may-end', 16, 'The authority proposes to step down.'],
  ['chair-request', 7, 'The chair asks for police.'],
  ['police-request', 2, 'We wish to be heard on the threshold.'],
  ['prior-dissent', 2, 'We dissented last time.'],
  ['bail-court-release', 6, 'A court date falls before the next review.'],
  ['protective-order', 5, 'An order was varied.'],
  ['sibling-or-unborn-added', 3, 'A child joins the case.'],
  ['staff-safety', 2, 'The authority asks for advice on safety.'],
];
const NOT_RELEVANT = [
  'No police involvement since the last conference. Report sent.',
  'Nothing to add to the report; no action for police on the plan.',
  'Checks done: no new incidents. Report only.',
];
const RELEVANT = 0.66;
/** First reviews follow fresh police information. */
const FIRST_RELEVANT = 0.84;
const LONG_PLAN_MONTHS = 15;
const UNDECIDED = 0.07;
const UNDECIDED_AHEAD = 0.22;
const CORRECTED_AFTERWARDS = 0.006;

/** What was decided about a review, in order of time; nothing for initial conferences. */
export function imagineDecisions(
  known: Omit<Known, 'decisions' | 'laMeetingId'>,
  setting: Setting,
  random: Random,
): readonly RelevanceDecision[] {
  const { meeting, createdAt, recordedDay, startsAt } = known;
  const undecided = meeting.day < 0 ? UNDECIDED : UNDECIDED_AHEAD;
  if (isInitial(meeting.kind) || recordedDay >= meeting.day || random.chance(undecided)) return [];
  const decided = setting.diary.soonAfter(random, { at: createdAt, day: recordedDay }, 9, {
    limit: minutesAfter(startsAt, -30),
    day: Math.min(meeting.day, 0) - 1,
  });
  const decision = decide(meeting, known, setting, random, decided.at);
  if (decision.value === 'relevant' || meeting.day >= -3 || !random.chance(CORRECTED_AFTERWARDS)) return [decision];
  const correctedAt = setting.diary.workMoment(random, meeting.day + 2);
  return [decision, { ...relevant(meeting, known, setting, random), decidedAt: correctedAt }];
}

function decide(
  meeting: Meeting,
  known: Omit<Known, 'decisions' | 'laMeetingId'>,
  setting: Setting,
  random: Random,
  decidedAt: Temporal.Instant,
): RelevanceDecision {
  const first = meeting.reviewNumber === 1;
  if (random.chance(first ? FIRST_RELEVANT : RELEVANT)) {
    return { ...relevant(meeting, known, setting, random), decidedAt };
  }
  const decidedBy = deciderOf(meeting, random);
  return { value: 'not-relevant', criteria: [], reason: random.pick(NOT_RELEVANT), decidedBy, decidedAt };
}

function relevant(
  meeting: Meeting,
  known: Pick<Known, 'mode'>,
  setting: Setting,
  random: Random,
): Omit<RelevanceDecision, 'decidedAt'> {
  const ratified = new Set(setting.reference.criteria.map((criterion) => criterion.code));
  const grounds = GROUNDS.filter(([code]) => ratified.has(code) && (code !== 'staff-safety' || known.mode !== 'video'));
  const drawn = [random.weighted(grounds.map((ground) => [ground, ground[1]] as const))];
  if (random.chance(0.3)) drawn.push(random.weighted(grounds.map((ground) => [ground, ground[1]] as const)));
  const standing = [
    ...(meeting.reviewNumber === 1 ? ['first-review'] : []),
    ...(meeting.monthsOnPlan > LONG_PLAN_MONTHS ? ['long-or-repeat-plan'] : []),
  ].filter((code) => ratified.has(code));
  return {
    value: 'relevant',
    criteria: [...new Set([...standing, ...drawn.map(([code]) => code)])],
    reason: [...new Set(drawn.map(([, , reason]) => reason))].join(' '),
    decidedBy: deciderOf(meeting, random),
  };
}

function deciderOf(meeting: Meeting, random: Random): string {
  const { coordinator, supervisor } = authorityOf(meeting.hubCode);
  return supervisor !== null && random.chance(0.4) ? supervisor : coordinator;
}
