import { loadReferenceData } from '../../config/reference-data.js';
import { londonInstant } from '../../src/kernel/london.js';
import {
  addWorkingDays,
  firstReviewDueBy,
  holidayName,
  hubHoursProblem,
  icpcDueBy,
  isWithinHubHours,
  isWorkingDay,
  reviewDueBy,
  workingDayOnOrBefore,
  workingDaysBetween,
} from '../../src/kernel/working-time.js';
import type { HubHours, WorkingCalendar } from '../../src/kernel/working-time.js';

const { calendar } = loadReferenceData();
const noHolidays: WorkingCalendar = { holidays: new Map() };
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (day: string, time: string): Temporal.Instant => londonInstant(date(day), Temporal.PlainTime.from(time));

describe('working days', () => {
  it.each([
    ['2026-11-23', true, 'a Monday'],
    ['2026-11-27', true, 'a Friday'],
    ['2026-11-28', false, 'a Saturday'],
    ['2026-11-29', false, 'a Sunday'],
    ['2026-12-25', false, 'Christmas Day'],
    ['2026-12-28', false, 'the substitute for Boxing Day'],
    ['2026-12-29', true, 'a closure day of the authority, which counts'],
    ['2028-01-03', false, 'the substitute for New Year'],
  ])('%s is a working day: %s (%s)', (day, expected) => {
    expect(isWorkingDay(date(day), calendar)).toBe(expected);
  });

  it('names the bank holiday', () => {
    expect(holidayName(date('2026-04-03'), calendar)).toBe('Good Friday');
    expect(holidayName(date('2026-12-28'), calendar)).toBe('Boxing Day (substitute day)');
    expect(holidayName(date('2026-12-26'), calendar)).toBeNull();
  });

  it.each([
    ['2026-11-23', 0, '2026-11-23'],
    ['2026-11-21', 0, '2026-11-21'],
    ['2026-11-23', 1, '2026-11-24'],
    ['2026-11-27', 1, '2026-11-30'],
    ['2026-11-28', 1, '2026-11-30'],
    ['2026-12-24', 1, '2026-12-29'],
    ['2026-12-29', -1, '2026-12-24'],
    ['2026-11-30', -1, '2026-11-27'],
    ['2026-11-29', -1, '2026-11-27'],
    ['2026-11-24', -2, '2026-11-20'],
    ['2027-01-05', -5, '2026-12-24'],
    ['2028-02-28', 1, '2028-02-29'],
  ])('%s and %i working days is %s', (day, count, expected) => {
    expect(addWorkingDays(date(day), count, calendar).toString()).toBe(expected);
  });

  it('refuses half a working day', () => {
    expect(() => addWorkingDays(date('2026-11-23'), 0.5, calendar)).toThrow(RangeError);
    expect(() => addWorkingDays(date('2026-11-23'), Number.POSITIVE_INFINITY, calendar)).toThrow(RangeError);
  });

  it.each([
    ['2026-11-26', '2026-11-27', 1, 'Thursday for Friday'],
    ['2026-11-26', '2026-11-26', 0, 'the same day'],
    ['2026-11-27', '2026-11-26', 0, 'after the event'],
    ['2026-11-27', '2026-11-30', 1, 'Friday for Monday'],
    ['2026-11-28', '2026-11-30', 1, 'Saturday for Monday'],
    ['2026-11-27', '2026-11-29', 0, 'Friday for Sunday'],
    ['2026-12-24', '2026-12-29', 1, 'over Christmas'],
    ['2026-11-16', '2026-11-30', 10, 'two weeks'],
  ])('from %s to %s there are %i (%s)', (from, to, expected) => {
    expect(workingDaysBetween(date(from), date(to), calendar)).toBe(expected);
  });

  it('counts back to where adding came from, for every start of a year', () => {
    for (let day = date('2026-06-01'); day.year < 2027 || day.month < 6; day = day.add({ days: 1 })) {
      expect(workingDaysBetween(day, addWorkingDays(day, 15, calendar), calendar)).toBe(15);
    }
  });

  it('counts as walking from day to day does, from every day of a fortnight to every day of half a year', () => {
    for (let from = date('2026-12-14'); from.toString() <= '2026-12-28'; from = from.add({ days: 1 })) {
      let walked = 0;
      for (let day = from.add({ days: 1 }); day.toString() <= '2027-06-14'; day = day.add({ days: 1 })) {
        if (isWorkingDay(day, calendar)) walked += 1;
        expect([from.toString(), day.toString(), workingDaysBetween(from, day, calendar)]).toEqual([
          from.toString(),
          day.toString(),
          walked,
        ]);
      }
    }
  });

  it.each([
    ['2026-11-29', '2026-11-27'],
    ['2026-12-28', '2026-12-24'],
    ['2026-11-27', '2026-11-27'],
  ])('the last working day on or before %s is %s', (day, expected) => {
    expect(workingDayOnOrBefore(date(day), calendar).toString()).toBe(expected);
  });
});

describe('statutory dates', () => {
  it.each([
    ['2026-11-23', '2026-12-14'],
    ['2026-11-20', '2026-12-11'],
    ['2026-11-21', '2026-12-11'],
    ['2026-12-14', '2027-01-07'],
    ['2026-12-24', '2027-01-19'],
    ['2027-03-19', '2027-04-13'],
  ])('a strategy discussion on %s makes the initial conference due by %s', (discussed, due) => {
    expect(icpcDueBy(date(discussed), calendar).toString()).toBe(due);
  });

  it('agrees with the published census example', () => {
    expect(icpcDueBy(date('1970-06-02'), noHolidays).toString()).toBe('1970-06-23');
  });

  it.each([
    ['2026-11-24', '2027-02-24'],
    ['2026-11-30', '2027-02-28'],
    ['2027-11-30', '2028-02-29'],
    ['2026-08-31', '2026-11-30'],
    ['2026-10-03', '2027-01-03'],
    ['2028-02-29', '2028-05-29'],
  ])('the first review after %s is due by %s, weekend or not', (held, due) => {
    expect(firstReviewDueBy(date(held)).toString()).toBe(due);
  });

  it.each([
    ['2026-06-15', '2026-12-15'],
    ['2026-08-31', '2027-02-28'],
    ['2027-08-31', '2028-02-29'],
    ['2026-12-31', '2027-06-30'],
    ['2028-02-29', '2028-08-29'],
  ])('the next review after %s is due by %s', (held, due) => {
    expect(reviewDueBy(date(held)).toString()).toBe(due);
  });
});

describe('hub hours', () => {
  const day = { opens: '08:00', closes: '16:00' };
  const hours: HubHours = {
    monday: day,
    tuesday: day,
    wednesday: null,
    thursday: day,
    friday: { opens: '08:00', closes: '15:30' },
  };

  it.each([
    ['2026-11-24', '08:00', '16:00', null],
    ['2026-11-24', '07:59', '09:00', 'starts at 07:59, before the hub opens at 08:00'],
    ['2026-11-24', '15:00', '16:01', 'ends at 16:01, after the hub closes at 16:00 on Tuesdays'],
    ['2026-11-27', '14:00', '15:30', null],
    ['2026-11-27', '14:30', '16:30', 'ends at 16:30, after the hub closes at 15:30 on Fridays'],
    [
      '2026-11-27',
      '07:00',
      '17:00',
      'starts at 07:00, before the hub opens at 08:00, and ends at 17:00, after the hub closes at 15:30 on Fridays',
    ],
    ['2026-11-27', '15:30', '16:30', 'starts at 15:30, when the hub has closed (15:30 on Fridays)'],
    ['2026-11-25', '10:00', '11:00', 'is on a Wednesday, when the hub is closed'],
    ['2026-11-28', '10:00', '11:00', 'is on a Saturday, when the hub is closed'],
    ['2026-12-25', '10:00', '11:00', 'is on a bank holiday (Christmas Day)'],
    ['2026-07-06', '08:00', '16:00', null],
    ['2026-10-26', '08:00', '16:00', null],
    ['2027-03-30', '08:00', '16:00', null],
  ])('on %s from %s to %s: %s', (on, from, to, expected) => {
    expect(hubHoursProblem(at(on, from), at(on, to), hours, calendar)).toBe(expected);
    expect(isWithinHubHours(at(on, from), at(on, to), hours, calendar)).toBe(expected === null);
  });

  it('says when a conference runs into another day', () => {
    expect(hubHoursProblem(at('2026-11-23', '15:00'), at('2026-11-24', '09:00'), hours, calendar)).toBe(
      'ends on another day',
    );
  });
});
