import type { ReferenceData } from '../../config/reference-data.js';
import { askedFor, londonDays, spanOf } from '../attendees/availability.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import { takenBy } from './assignment.js';
import type { Sought } from './suggestion.js';

/** How far back and ahead the load of people is looked at. */
const LOAD_HOURS = 4 * 7 * 24;

/** What a sitting asks of whoever goes, with the days that matter worked out once. */
export function soughtFor(
  sitting: {
    readonly hubCode: string;
    readonly startsAt: Temporal.Instant;
    readonly endsAt: Temporal.Instant;
    readonly mode: ConferenceMode;
  },
  now: Temporal.Instant,
  reference: Pick<ReferenceData, 'calendar' | 'people' | 'hub'>,
): Sought {
  const { calendar, people } = reference;
  const taken = takenBy(sitting, people.bufferMinutes);
  const day = londonDate(sitting.startsAt);
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  return {
    hubCode: sitting.hubCode,
    day,
    asked: askedFor({ ...sitting, taken: spanOf(taken.from, taken.until) }, calendar),
    week: spanOf(startOfLondonDay(monday), startOfLondonDay(monday.add({ days: 7 }))),
    last: londonDays(now.subtract({ hours: LOAD_HOURS }), now, calendar),
    next: londonDays(now, now.add({ hours: LOAD_HOURS }), calendar),
    travelFrom: (base) => (sitting.mode === 'in-person' ? people.travelMinutes(base, sitting.hubCode) : null),
    hubName: (code) => reference.hub(code)?.name ?? code,
  };
}
