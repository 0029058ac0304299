import type { ReferenceData } from '../../../config/reference-data.js';
import type { AbsenceKind, Shift } from '../../attendees/availability.js';
import { londonDate, startOfLondonDay } from '../../kernel/london.js';
import type { ForcePerson } from './force.js';
import type { Ids, Row } from './rows.js';

/** Each person with a number, by which something is out of the ordinary every so often. */
type Numbered = readonly [id: number, person: ForcePerson, number: number];

const numbered = (people: readonly ForcePerson[], ids: Ids): readonly Numbered[] =>
  people.map((person, number) => [ids.people.get(person) ?? 0, person, number]);

const days = (which: readonly number[], starts: string, ends: string, week = 1): Shift[] =>
  which.map((day) => ({ week, day, starts, ends }));

const OFFICE: readonly Shift[] = [...days([1, 2, 3, 4], '08:00', '16:00'), ...days([5], '08:00', '15:30')];

/** Office hours for most; some work part of the week, some turn through early and late weeks, one is not on record. */
function hoursOf(number: number): { readonly cycleWeeks: number; readonly shifts: readonly Shift[] } | null {
  if (number % 31 === 30) return null;
  if (number % 9 === 4) return { cycleWeeks: 1, shifts: days([1, 2, 3], '08:30', '16:30') };
  if (number % 11 === 7) return { cycleWeeks: 1, shifts: days([1, 2, 3, 4, 5], '09:00', '14:00') };
  if (number % 13 !== 9) return { cycleWeeks: 1, shifts: OFFICE };
  const early = days([1, 2, 3, 4, 5], '07:00', '15:00', 1);
  const late = days([1, 2, 3, 4, 5], '13:00', '21:00', 2);
  return { cycleWeeks: 3, shifts: [...early, ...late, ...days([1, 2, 3, 4], '08:00', '16:00', 3)] };
}

export const patternRows = (people: readonly ForcePerson[], ids: Ids): Row[] =>
  numbered(people, ids).flatMap(([attendeeId, person, number]) => {
    const hours = hoursOf(number);
    if (hours === null) return [];
    const fromOn = londonDate(person.createdAt);
    return [{ attendeeId, fromOn, untilOn: null, worksHolidays: false, ...hours }];
  });

/** Every fourth person covers the next hub of those that share their mailbox. */
export const coverRows = (people: readonly ForcePerson[], ids: Ids, { hubs }: ReferenceData): Row[] =>
  numbered(people, ids).flatMap(([attendeeId, person, number]) => {
    const own = hubs.find((hub) => hub.code === person.hubCode);
    const near = hubs.filter((hub) => hub.mailbox === own?.mailbox && hub.code !== person.hubCode);
    const covered = near[number % Math.max(near.length, 1)];
    return number % 4 === 1 && covered !== undefined ? [{ attendeeId, hubCode: covered.code }] : [];
  });

/** Leave in the weeks around today, a course, a day in court, and somebody who rang in sick this morning. */
export const absenceRows = (people: readonly ForcePerson[], ids: Ids, now: Temporal.Instant): Row[] =>
  numbered(people, ids).flatMap(([attendeeId, person, number]) => {
    if (!person.active) return [];
    const today = londonDate(now);
    const monday = today.subtract({ days: today.dayOfWeek - 1 });
    const away = (kind: AbsenceKind, from: Temporal.PlainDate, count: number): Row => ({
      attendeeId,
      kind,
      startsAt: startOfLondonDay(from),
      endsAt: startOfLondonDay(from.add({ days: count })),
      source: 'page',
      sourceUid: null,
      version: 1,
      createdAt: now,
      createdBy: 'Sunita Rao',
    });
    return [
      ...(number % 5 === 2 ? [away('leave', monday.add({ weeks: 2 + (number % 3) }), 5)] : []),
      ...(number % 7 === 3 ? [away('leave', monday.subtract({ weeks: 2 + (number % 2) }), 7)] : []),
      ...(number % 17 === 6 ? [away('course', monday.add({ weeks: 6, days: number % 3 }), 2)] : []),
      ...(number % 19 === 8 ? [away('court', monday.add({ weeks: 7, days: number % 5 }), 1)] : []),
      ...(number % 29 === 12 ? [away('sick', today, 3)] : []),
    ];
  });
