import fc from 'fast-check';
import { readDate, readTime, readTimeRange } from '../../src/kernel/written-dates.js';

/** A Monday. */
const today = Temporal.PlainDate.from('2026-11-23');

describe('dates people write', () => {
  it.each([
    ['24/11/26', '2026-11-24'],
    ['24/11/2026', '2026-11-24'],
    ['24-11-2026', '2026-11-24'],
    ['24.11.26', '2026-11-24'],
    ['24 / 11 / 2026', '2026-11-24'],
    ['2026-11-24', '2026-11-24'],
    ['24 Nov', '2026-11-24'],
    ['24 Nov 26', '2026-11-24'],
    ["24 Nov '26", '2026-11-24'],
    ['24-Nov-26', '2026-11-24'],
    ['24/Nov/2026', '2026-11-24'],
    ['24th of November 2026', '2026-11-24'],
    ['Tuesday 24th November 2026', '2026-11-24'],
    ['Tues. 24 Nov', '2026-11-24'],
    ['Tue 24/11/26', '2026-11-24'],
    ['Nov 24 2026', '2026-11-24'],
    ['November 24th, 2026', '2026-11-24'],
    ['Tuesday, Nov 24', '2026-11-24'],
    ['24/11', '2026-11-24'],
    ['  24\u00a0NOVEMBER  2026 ', '2026-11-24'],
    ['3/4/26', '2026-04-03'],
    ['8 Sept 2026', '2026-09-08'],
    ['29/02/2028', '2028-02-29'],
    ['today', '2026-11-23'],
    ['Tomorrow', '2026-11-24'],
    ['yesterday', '2026-11-22'],
    ['tue', '2026-11-24'],
    ['Sunday', '2026-11-29'],
    ['mon', '2026-11-30'],
    ['next Monday', '2026-11-30'],
  ])('%j is %s', (text, expected) => {
    expect(readDate(text, today)?.toString()).toBe(expected);
  });

  it.each([
    ['24 Sep', '2026-09-24', 'exactly 60 days ago'],
    ['23 Sep', '2027-09-23', '61 days ago, so next year'],
    ['31 Dec', '2026-12-31', 'ahead'],
    ['5 Jan', '2027-01-05', 'next year'],
  ])('%s without a year is %s: %s', (text, expected) => {
    expect(readDate(text, today)?.toString()).toBe(expected);
  });

  it('looks back over New Year for a date without a year', () => {
    expect(readDate('20 Dec', Temporal.PlainDate.from('2027-01-05'))?.toString()).toBe('2026-12-20');
  });

  it.each([
    ['31/02/2027', 'a day February never has'],
    ['29 Feb 2027', 'no leap year'],
    ['29 Feb', 'no leap year near'],
    ['11/24/2026', 'a month before the day'],
    ['0/11/26', 'day nought'],
    ['24/0/26', 'month nought'],
    ['24/11-26', 'two kinds of mark'],
    ['Monday 24 November 2026', 'a Tuesday'],
    ['24/11/0226', 'a slip in the year'],
    ['24/11/226', 'three digits'],
    ['Nov 2026', 'no day'],
    ['10.30', 'a time'],
    ['TBC', 'no date'],
    ['', 'nothing'],
    ['24 Nov 2026 at 10', 'more than a date'],
    ['2026', 'a year'],
  ])('%j is not read: %s', (text) => {
    expect(readDate(text, today)).toBeNull();
  });

  it('reads back every date however it is written', () => {
    const written = [
      (d: Temporal.PlainDate) => d.toString(),
      (d: Temporal.PlainDate) => `${d.day}/${d.month}/${d.year}`,
      (d: Temporal.PlainDate) => `${d.day}.${d.month}.${String(d.year).slice(2)}`,
      (d: Temporal.PlainDate) => d.toLocaleString('en-GB', { dateStyle: 'full' }),
      (d: Temporal.PlainDate) => d.toLocaleString('en-GB', { dateStyle: 'medium' }),
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_000 }), fc.constantFrom(...written), (days, write) => {
        const date = Temporal.PlainDate.from('2000-01-01').add({ days });
        expect(readDate(write(date), today)?.toString()).toBe(date.toString());
      }),
    );
  });
});

describe('times people write', () => {
  it.each([
    ['10:30', '10:30'],
    ['10.30', '10:30'],
    ['10.30am', '10:30'],
    ['10:30:00', '10:30'],
    ['09.30', '09:30'],
    ['2pm', '14:00'],
    ['2 pm', '14:00'],
    ['2 p.m.', '14:00'],
    ['3.30pm', '15:30'],
    ['3:30 PM', '15:30'],
    ['1400', '14:00'],
    ['1400 hrs', '14:00'],
    ['930', '09:30'],
    ['0230', '02:30'],
    ['14h00', '14:00'],
    ['9', '09:00'],
    ['7', '07:00'],
    ['13', '13:00'],
    ['noon', '12:00'],
    ['12 noon', '12:00'],
    ['Midday', '12:00'],
    ['12', '12:00'],
    ['12pm', '12:00'],
    ['12am', '00:00'],
    ['12.30am', '00:30'],
    ['00:00', '00:00'],
    ['02:30', '02:30'],
    ['14:00pm', '14:00'],
  ])('%j is %s', (text, expected) => {
    expect(readTime(text)?.toString({ smallestUnit: 'minute' })).toBe(expected);
  });

  it.each([
    ['2', 'either half of the day'],
    ['6', 'either half of the day'],
    ['2.30', 'either half of the day'],
    ['230', 'either half of the day'],
    ['24:00', 'no hour'],
    ['24', 'no hour'],
    ['10:60', 'no minute'],
    ['10.3', 'half a minute'],
    ['0', 'a nought'],
    ['14:00am', 'a contradiction'],
    ['0:30pm', 'a contradiction'],
    ['midnight', 'the start or the end of the day'],
    ['TBC', 'no time'],
    ['', 'nothing'],
    ['10:30 on Monday', 'more than a time'],
  ])('%j is not read: %s', (text) => {
    expect(readTime(text)).toBeNull();
  });
});

describe('spans of time people write', () => {
  it.each([
    ['10.30am - 12 noon', '10:30', '12:00'],
    ['10.30am \u2013 12 noon', '10:30', '12:00'],
    ['10:00 to 11:30', '10:00', '11:30'],
    ['10:00-11:30', '10:00', '11:30'],
    ['from 10am until 11.30am', '10:00', '11:30'],
    ['1400 - 1530 hrs', '14:00', '15:30'],
    ['2-3.30pm', '14:00', '15:30'],
    ['10-11.30am', '10:00', '11:30'],
    ['11-1pm', '11:00', '13:00'],
    ['12 - 1pm', '12:00', '13:00'],
    ['10 - noon', '10:00', '12:00'],
    ['09:00 - 5pm', '09:00', '17:00'],
    ['10.30am - 2', '10:30', '14:00'],
    ['2pm - 3.30', '14:00', '15:30'],
    ['12.30 - 2', '12:30', '14:00'],
    ['9.30 - 11', '09:30', '11:00'],
  ])('%j is %s to %s', (text, start, end) => {
    const range = readTimeRange(text);
    expect(range?.start.toString({ smallestUnit: 'minute' })).toBe(start);
    expect(range?.end.toString({ smallestUnit: 'minute' })).toBe(end);
  });

  it.each([
    ['2 - 3.30', 'either half of the day'],
    ['1am - 3', 'two ends possible'],
    ['11:30 - 10:00', 'backwards'],
    ['10:00 - 10:00', 'no time at all'],
    ['10:00', 'no end'],
    ['10:00 - 11:00 - 12:00', 'three times'],
    ['10:00 -', 'no end'],
    ['- 11:00', 'no start'],
    ['', 'nothing'],
  ])('%j is not read: %s', (text) => {
    expect(readTimeRange(text)).toBeNull();
  });
});

describe('anything at all', () => {
  const scraps = fc
    .array(
      fc.constantFrom(
        '24',
        '2',
        '31',
        '0',
        '99',
        '2026',
        '/',
        '-',
        '.',
        ':',
        ' ',
        'nov',
        'mon',
        'next ',
        'am',
        'pm',
        'h',
        'to',
        "'",
        '\u2013',
        'noon',
      ),
      { maxLength: 10 },
    )
    .map((parts) => parts.join(''));
  const anything = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), scraps);

  it('is read or not, and never throws', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const date = readDate(text, today);
        const time = readTime(text);
        const range = readTimeRange(text);
        expect(date === null || date instanceof Temporal.PlainDate).toBe(true);
        expect(time === null || time instanceof Temporal.PlainTime).toBe(true);
        if (range !== null) expect(Temporal.PlainTime.compare(range.start, range.end)).toBe(-1);
      }),
      { numRuns: 3000 },
    );
  });

  it('of great length is refused at once', () => {
    expect(readDate('1'.repeat(1_000_000), today)).toBeNull();
    expect(readTime(' '.repeat(1_000_000))).toBeNull();
    expect(readTimeRange('1 - '.repeat(250_000))).toBeNull();
  });
});
