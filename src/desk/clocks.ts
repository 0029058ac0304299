import {
  statutoryClocks,
  type ClockFacts,
  type ClockTerms,
  type StatutoryClock,
} from '../conferences/statutory-clocks.js';
import { formatDayAndYear, formatTime, londonDate } from '../kernel/london.js';
import type { Step } from '../web/page-parts.js';

export interface StepFacts extends ClockFacts {
  /** Its time is not known. */
  readonly dayOnly?: boolean;
}

/** The clocks of a conference as steps in order of date, London days; how each stands is said in words. */
export function clockSteps(facts: StepFacts, terms: ClockTerms): readonly Step[] {
  const clocks = statutoryClocks(facts, terms);
  const today = londonDate(facts.now);
  const next = clocks.find((clock) => Temporal.PlainDate.compare(clock.on, today) >= 0);
  return clocks.map((clock) => {
    const note = noteOf(clock);
    return {
      text: clock.text,
      when: whenOf(clock, facts),
      ...(note === '' ? {} : { note }),
      state: stateOf(clock, clock === next, today),
    };
  });
}

const noteOf = ({ rule, words }: StatutoryClock): string => [rule, words].filter((part) => part !== null).join('; ');

function whenOf({ name, on }: StatutoryClock, { startsAt, dayOnly }: StepFacts): string {
  const time = name === 'sitting' && !dayOnly ? `, ${formatTime(startsAt)}` : '';
  return `${formatDayAndYear(on)}${time}`;
}

function stateOf({ standing, on }: StatutoryClock, isNext: boolean, today: Temporal.PlainDate): Step['state'] {
  if (standing === 'late' || standing === 'overdue') return 'late';
  if (standing === 'met') return 'done';
  if (isNext) return 'now';
  return Temporal.PlainDate.compare(on, today) < 0 ? 'done' : 'ahead';
}
