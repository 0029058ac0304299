import {
  isBlank,
  onlyOrder,
  readClock,
  readClockRange,
  readMinutes,
  readMoment,
} from '../../src/imports/written-cells.js';
import { today } from './plans.js';

const rules = { order: 'day-first', today, from1904: false } as const;
const moment = (text: string, more: Partial<Parameters<typeof readMoment>[1]> = {}): string | null => {
  const read = readMoment(text, { ...rules, ...more });
  return read === null
    ? null
    : [read.date, read.time?.toString({ smallestUnit: 'minute' }), read.end?.toString({ smallestUnit: 'minute' })]
        .filter((part) => part != null)
        .join(' ');
};

test.each([
  ['07/12/2026', '2026-12-07'],
  ['7.12.26', '2026-12-07'],
  ['7-Dec-2026', '2026-12-07'],
  ['7th December 2026', '2026-12-07'],
  ['Mon 7 Dec 2026', '2026-12-07'],
  ['07/12/2026 (Mon)', '2026-12-07'],
  ['07/12/2026 Monday', '2026-12-07'],
  ['20261207', '2026-12-07'],
  ['2026-12-07', '2026-12-07'],
  ['2026-12-07 00:00:00', '2026-12-07'],
  ['2026-12-07T00:00:00.000Z', '2026-12-07'],
  ['2027-06-07T00:00:00Z', '2027-06-07'],
  ['2027-06-06T23:00:00Z', '2027-06-07'],
  ['2027-06-07T09:00:00Z', '2027-06-07 10:00'],
  ['2026-12-07T10:00:00+01:00', '2026-12-07 09:00'],
  ['2026-12-07T10:00', '2026-12-07 10:00'],
  ['46363', '2026-12-07'],
  ['46363.4166666667', '2026-12-07 10:00'],
  ['07/12/2026 10:00', '2026-12-07 10:00'],
  ['7 Dec 2026, 2pm', '2026-12-07 14:00'],
  ['Mon 7 Dec 2026 at 2pm', '2026-12-07 14:00'],
  ['07/12/2026 10:00 - 11:30', '2026-12-07 10:00 11:30'],
  ['7/12/26 1400', '2026-12-07 14:00'],
])('the cell %j is %s', (text, expected) => expect(moment(text)).toBe(expected));

test.each([
  '31/02/2027',
  '32/12/2026',
  'TBC',
  '',
  'Monday',
  'tomorrow',
  'Tue 7 Dec 2026',
  '90',
  '123456',
  '12/2026',
  '2026-13-01',
  '2026-12-07T10:00+99:00',
])('the cell %j is no date', (text) => expect(moment(text)).toBeNull());

test('month first is read only where it was decided for the column', () => {
  expect(moment('12/07/2026')).toBe('2026-07-12');
  expect(moment('12/07/2026', { order: 'month-first' })).toBe('2026-12-07');
  expect(moment('12/25/2026 9am', { order: 'month-first' })).toBe('2026-12-25 09:00');
  expect(moment('2026-12-07', { order: 'month-first' })).toBe('2026-12-07');
  expect(moment('7 Dec 2026', { order: 'month-first' })).toBe('2026-12-07');
});

test('a date counted from 1904 is the same day with a smaller number', () => {
  expect(moment('44901', { from1904: true })).toBe('2026-12-07');
});

test.each([
  ['25/12/2026', 'day-first'],
  ['12/25/2026', 'month-first'],
  ['7/12/2026', null],
  ['32/12/2026', null],
  ['2026-12-25', null],
  ['seen 25.12.26', 'day-first'],
])('%j can only be %s', (text, order) => expect(onlyOrder(text)).toBe(order));

test.each([
  ['2pm', '14:00'],
  ['14:00', '14:00'],
  ['14.00', '14:00'],
  ['1400', '14:00'],
  ['0.5833333333', '14:00'],
  ['.5', '12:00'],
  ['14:00:00', '14:00'],
  ['14:00:00.000', '14:00'],
  ['1899-12-30 14:00:00', '14:00'],
  ['14.3', '14:30'],
  ['9', '09:00'],
  ['9:30 AM', '09:30'],
  ['10;15', '10:15'],
  ['at 10am', '10:00'],
  ['noon', '12:00'],
])('the time %j is %s', (text, expected) =>
  expect(readClock(text)?.toString({ smallestUnit: 'minute' })).toBe(expected),
);

test.each(['2', '2.30', '25:00', 'TBC', 'AM', '9.5', ''])('the time %j is not guessed', (text) =>
  expect(readClock(text)).toBeNull(),
);

test('a range in one cell has a start and an end', () => {
  expect(readClockRange('10:00-11:30')?.end.toString()).toBe('11:30:00');
  expect(readClockRange('13:00:00 – 14:30:00')?.start.toString()).toBe('13:00:00');
  expect(readClockRange('11:30-10:00')).toBeNull();
});

test.each([
  ['90', true, 90],
  ['90', false, null],
  ['90 mins', false, 90],
  ['1.5 hours', false, 90],
  ['1h 30', false, 90],
  ['1:30', true, 90],
  ['2', true, 120],
  ['9000', true, null],
])('the duration %j (alone in its column: %s) is %s minutes', (text, bare, minutes) =>
  expect(readMinutes(text, bare)).toBe(minutes),
);

test.each([
  ['', true],
  [' - ', true],
  ['n/a', true],
  ['TBC', false],
  ['0', false],
])('%j is blank: %s', (text, blank) => expect(isBlank(text)).toBe(blank));
