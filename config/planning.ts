/** What a plan of a period aims at, and what capacity is reckoned with. To be ratified by the force. */
import type { Checked } from './checks.js';

export interface Planning {
  /** Codes of skills that a lead has in date on the day. */
  readonly leadSkills: readonly string[];
  /** How many second persons a conference is to have, and with which skills. */
  readonly secondPersons: { readonly initial: number; readonly review: number; readonly skills: readonly string[] };
  /** Whether reviews that are not relevant are planned after all others. */
  readonly notRelevantReviews: boolean;
  /** Weeks before the period in which load counts towards a fair share. */
  readonly fairnessWeeks: number;
  readonly limits: { readonly seconds: number; readonly sittings: number; readonly days: number };
  readonly capacity: Capacity;
}

export interface Capacity {
  readonly historyWeeks: number;
  readonly weeksAhead: number;
  /** Of weeks that are to lie within the interval. */
  readonly percent: number;
  /** Of preparation, travel and the report of one conference, besides the conference itself. */
  readonly minutesAround: number;
}

/** The policy of a checked planning.json. */
export function readPlanning(file: Checked, skills: readonly string[]): Planning {
  const seconds = file.object('secondPersons', ['initial', 'review', 'skills']);
  const limits = file.object('limits', ['seconds', 'sittings', 'days']);
  const named = { lead: file.someOf('leadSkills', skills), second: seconds.someOf('skills', skills) };
  return {
    leadSkills: named.lead,
    secondPersons: {
      initial: seconds.wholeNumber('initial', 0, 5),
      review: seconds.wholeNumber('review', 0, 5),
      skills: named.second,
    },
    notRelevantReviews: file.flag('notRelevantReviews'),
    fairnessWeeks: file.wholeNumber('fairnessWeeks', 0, 52),
    limits: {
      seconds: limits.wholeNumber('seconds', 1, 600),
      sittings: limits.wholeNumber('sittings', 1, 20_000),
      days: limits.wholeNumber('days', 1, 62),
    },
    capacity: readCapacity(file.object('capacity', ['historyWeeks', 'weeksAhead', 'percent', 'minutesAround'])),
  };
}

const readCapacity = (file: Checked): Capacity => ({
  historyWeeks: file.wholeNumber('historyWeeks', 4, 104),
  weeksAhead: file.wholeNumber('weeksAhead', 1, 26),
  percent: file.wholeNumber('percent', 50, 99),
  minutesAround: file.wholeNumber('minutesAround', 0, 1_440),
});
