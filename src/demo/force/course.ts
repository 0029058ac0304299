import { isInitial, type ConferenceKind } from '../../conferences/kinds.js';
import { firstReviewDueBy, reviewDueBy } from '../../kernel/working-time.js';
import type { Diary } from './diary.js';
import type { Fate, Setting } from './force.js';
import type { Random } from './random.js';

/** One meeting in the course of a family, before anything is known but when and what. */
export interface Step {
  readonly kind: ConferenceKind;
  readonly day: number;
  readonly fate: Fate;
  readonly reviewNumber: number;
  readonly monthsOnPlan: number;
  /** The earliest day on which the authority could book it. */
  readonly bookedFrom: number;
}

/** Children starting a plan after an initial conference, England 2024/25 (docs/domain.md, national volumes). */
const PLAN_MADE = 0.87;
/** Gives about 2.4 reviews to an initial conference, as Bracknell Forest published for 2014/15. */
const PLAN_CONTINUES = 0.65;
const EARLY_REVIEW = 0.06;
const COMBINED_REVIEW = 0.04;

const FATES: readonly (readonly [Fate, number])[] = [
  ['held', 0.912],
  ['stood_down', 0.06],
  ['cancelled', 0.02],
  ['transferred_out', 0.008],
];
/** Only of late: what was postponed earlier has its new date by now. */
const RECENT_FATES: typeof FATES = [...FATES, ['postponed', 0.02]];
const RECENT_DAYS = 30;
/** What is ahead may still be called off. */
const FATES_AHEAD: typeof FATES = [
  ['held', 0.967],
  ['stood_down', 0.015],
  ['cancelled', 0.008],
  ['postponed', 0.01],
];

function fateOn(day: number, setting: Setting, random: Random): Fate {
  if (day < setting.firstDay) return 'held';
  if (day >= 0) return random.weighted(FATES_AHEAD);
  return random.weighted(day >= -RECENT_DAYS ? RECENT_FATES : FATES);
}

/**
 * A family's meetings from the initial conference until the plan ends or the diary does: the first review within three
 * months, later ones within six, and another date where one was stood down.
 */
export function courseFrom(
  initial: Pick<Step, 'kind' | 'day' | 'bookedFrom'>,
  setting: Setting,
  random: Random,
): readonly Step[] {
  const { diary, lastDay } = setting;
  const steps: Step[] = [];
  let next: Omit<Step, 'fate'> | null = { ...initial, reviewNumber: 0, monthsOnPlan: 0 };
  let planFrom: Temporal.PlainDate | null = null;
  while (next !== null && next.day <= lastDay) {
    const step: Step = { ...next, fate: fateOn(next.day, setting, random) };
    steps.push(step);
    if (step.fate === 'held' && isInitial(step.kind)) planFrom = diary.date(step.day);
    next = following(step, planFrom, diary, random);
  }
  return steps;
}

function following(
  step: Step,
  planFrom: Temporal.PlainDate | null,
  diary: Diary,
  random: Random,
): Omit<Step, 'fate'> | null {
  if (step.fate === 'held') return review(step, planFrom, diary, random);
  const goesOn = step.fate === 'stood_down' || (step.fate === 'cancelled' && !isInitial(step.kind));
  if (!goesOn) return null;
  const { fate: _fate, ...same } = step;
  return { ...same, day: step.day + random.whole(4, 12), bookedFrom: step.day };
}

function review(
  step: Step,
  planFrom: Temporal.PlainDate | null,
  diary: Diary,
  random: Random,
): Omit<Step, 'fate'> | null {
  if (planFrom === null || !random.chance(step.reviewNumber === 0 ? PLAN_MADE : PLAN_CONTINUES)) return null;
  const on = diary.date(step.day);
  const due = diary.onOrBefore(step.reviewNumber === 0 ? firstReviewDueBy(on) : reviewDueBy(on));
  const early = random.chance(EARLY_REVIEW);
  const spare = Math.floor((due - step.day) * (early ? 0.6 : 0.25));
  const day = due - random.whole(early ? Math.floor(spare / 2) : 0, spare);
  return {
    kind: early ? 'early-review' : random.chance(COMBINED_REVIEW) ? 'combined-review' : 'rcpc',
    day,
    bookedFrom: step.day,
    reviewNumber: step.reviewNumber + 1,
    monthsOnPlan: planFrom.until(diary.date(day), { largestUnit: 'month' }).months,
  };
}
