import { never } from '../kernel/decided.js';
import { Day, Decimal, Flag, Parts, Shaped, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { dayOf } from '../web/api/received.js';
import type { Shift, WorkingPattern } from './availability.js';
import { patternRefusal } from './pattern.page.js';
import { MOST_CYCLE_WEEKS, weeklyMinutes, type KeptPattern, type PatternRefusal } from './working-pattern.js';

/** Three a day for every day of the longest cycle. */
const MOST_SHIFTS = MOST_CYCLE_WEEKS * 7 * 3;
const CLOCK = {
  shape: /^([01]\d|2[0-3]):[0-5]\d$/,
  sentence: 'Give the time by the clock in London as hours and minutes, such as 08:00, without a zone.',
};

export class ShiftOfPattern {
  @WholeNumber({
    min: 1,
    max: MOST_CYCLE_WEEKS,
    example: 1,
    about: 'Of the cycle; week 1 is the one with the first day.',
  })
  readonly week!: number;

  @WholeNumber({ min: 1, max: 7, example: 1, about: '1 for Monday to 7 for Sunday.' })
  readonly day!: number;

  @Shaped({ ...CLOCK, example: '08:00' })
  readonly starts!: string;

  @Shaped({ ...CLOCK, example: '16:00', about: 'One that is no later than the start is on the day after.' })
  readonly ends!: string;
}

export class PatternToKeep {
  @Day({ example: '2026-12-07', about: 'The first day of these hours.' })
  readonly fromOn!: string;

  @Day({ presence: 'optional', example: '2027-03-31', about: 'The last day; null for until further notice.' })
  readonly untilOn?: string | null;

  @WholeNumber({ min: 1, max: MOST_CYCLE_WEEKS, example: 1, about: 'After so many weeks the hours begin again.' })
  readonly cycleWeeks!: number;

  @Flag({ example: false, about: 'Whether they work on bank holidays as on other days.' })
  readonly worksHolidays!: boolean;

  @Parts(ShiftOfPattern, { max: MOST_SHIFTS })
  readonly shifts!: readonly ShiftOfPattern[];
}

export class PatternAnswer {
  @WholeNumber({ min: 1, example: 1 })
  readonly id!: number;

  @Day({ example: '2026-12-07' })
  readonly fromOn!: string;

  @Day({ presence: 'nullable', example: '2027-03-31' })
  readonly untilOn!: string | null;

  @WholeNumber({ min: 1, max: MOST_CYCLE_WEEKS, example: 1 })
  readonly cycleWeeks!: number;

  @Flag({ example: false })
  readonly worksHolidays!: boolean;

  @Decimal({ example: 37, about: 'Hours a week, on average over the cycle.' })
  readonly weeklyHours!: number;

  @Parts(ShiftOfPattern)
  readonly shifts!: readonly ShiftOfPattern[];
}

export class PatternList {
  @Parts(PatternAnswer)
  readonly items!: readonly PatternAnswer[];

  @Text({ example: '"3"', about: 'The ETag of the attendee: send it as If-Match to add or remove hours.' })
  readonly etag!: string;
}

const shiftOf = ({ week, day, starts, ends }: Shift): ShiftOfPattern => ({ week, day, starts, ends });

export const patternIn = (body: PatternToKeep): WorkingPattern => ({
  fromOn: Temporal.PlainDate.from(body.fromOn),
  untilOn: dayOf(body.untilOn),
  cycleWeeks: body.cycleWeeks,
  worksHolidays: body.worksHolidays,
  shifts: body.shifts.map(shiftOf),
});

export const patternAnswer = (pattern: KeptPattern): PatternAnswer => ({
  id: pattern.id,
  fromOn: pattern.fromOn.toString(),
  untilOn: pattern.untilOn?.toString() ?? null,
  cycleWeeks: pattern.cycleWeeks,
  worksHolidays: pattern.worksHolidays,
  weeklyHours: Math.round(weeklyMinutes(pattern) / 6) / 10,
  shifts: pattern.shifts.map(shiftOf),
});

/** Each refused pattern as a problem, in the words of the page. */
export function patternProblem(refused: PatternRefusal): Error {
  const sentence = `${patternRefusal(refused).text}.`;
  switch (refused.kind) {
    case 'no-hours':
      return refusal('unusable-pattern', 'Give hours for at least one day.');
    case 'ends-before-start':
    case 'too-far-ahead':
    case 'no-length':
    case 'outside-cycle':
    case 'shifts-overlap':
      return refusal('unusable-pattern', sentence);
    case 'pattern-overlaps':
      return refusal('pattern-overlaps', sentence, { fromOn: refused.other.fromOn.toString() });
    default:
      return never(refused);
  }
}
