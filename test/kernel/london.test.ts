import {
  formatDate,
  formatDay,
  formatDayAndYear,
  formatMonth,
  formatSpan,
  formatTime,
  formatWhen,
  londonDate,
  londonInstant,
  londonTime,
  startOfLondonDay,
} from '../../src/kernel/london.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const instant = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const at = (day: string, time: string): string => londonInstant(date(day), Temporal.PlainTime.from(time)).toString();

describe('London time', () => {
  it.each([
    ['a winter morning', '2026-11-24', '09:30', '2026-11-24T09:30:00Z'],
    ['a summer morning', '2026-07-01', '09:30', '2026-07-01T08:30:00Z'],
    ['the Friday before the spring change', '2027-03-26', '09:30', '2027-03-26T09:30:00Z'],
    ['the Monday after the spring change', '2027-03-29', '09:30', '2027-03-29T08:30:00Z'],
    ['the Friday before the autumn change', '2026-10-23', '09:30', '2026-10-23T08:30:00Z'],
    ['the Monday after the autumn change', '2026-10-26', '09:30', '2026-10-26T09:30:00Z'],
    ['the hour that spring skips, an hour later', '2027-03-28', '01:30', '2027-03-28T01:30:00Z'],
    ['the hour that autumn repeats, the first time', '2026-10-25', '01:30', '2026-10-25T00:30:00Z'],
  ])('turns %s into an instant', (_, day, time, expected) => {
    expect(at(day, time)).toBe(expected);
  });

  it.each(['2026-10-24', '2026-10-25', '2026-10-26', '2027-03-27', '2027-03-28', '2027-03-29'])(
    'keeps a 09:30 conference at 09:30 on %s',
    (day) => {
      const start = londonInstant(date(day), Temporal.PlainTime.from('09:30'));
      expect(londonTime(start).toString()).toBe('09:30:00');
      expect(londonDate(start).toString()).toBe(day);
    },
  );

  it('counts the last hour of a summer day in UTC as the next day', () => {
    expect(londonDate(instant('2026-07-01T22:59:59Z')).toString()).toBe('2026-07-01');
    expect(londonDate(instant('2026-07-01T23:00:00Z')).toString()).toBe('2026-07-02');
    expect(londonDate(instant('2026-12-01T23:59:59Z')).toString()).toBe('2026-12-01');
  });

  it.each([
    ['2026-11-24', '2026-11-24T00:00:00Z'],
    ['2026-07-01', '2026-06-30T23:00:00Z'],
    ['2026-10-25', '2026-10-24T23:00:00Z'],
    ['2027-03-28', '2027-03-28T00:00:00Z'],
  ])('begins %s at %s', (day, expected) => {
    expect(startOfLondonDay(date(day)).toString()).toBe(expected);
  });
});

describe('dates and times in words', () => {
  it('writes dates as people in Britain do', () => {
    expect(formatDate(date('2026-11-24'))).toBe('24 November 2026');
    expect(formatDay(date('2026-11-24'))).toBe('Tue 24 Nov');
    expect(formatDayAndYear(date('2026-11-24'))).toBe('Tue 24 Nov 2026');
    expect(formatDay(date('2026-09-06'))).toBe('Sun 6 Sep');
    expect(formatMonth(Temporal.PlainYearMonth.from('2026-11'))).toBe('November 2026');
  });

  it('writes times of London, not of UTC', () => {
    expect(formatTime(instant('2026-07-01T08:05:59Z'))).toBe('09:05');
    expect(formatWhen(instant('2026-11-24T14:00:00Z'))).toBe('Tue 24 Nov 2026, 14:00');
    expect(formatWhen(instant('2026-07-01T23:30:00Z'))).toBe('Thu 2 Jul 2026, 00:30');
  });

  it('names the day of the end only when it is another day', () => {
    const start = instant('2026-11-24T14:00:00Z');
    expect(formatSpan(start, instant('2026-11-24T15:30:00Z'))).toBe('Tue 24 Nov 2026, 14:00 to 15:30');
    expect(formatSpan(start, instant('2026-11-25T09:00:00Z'))).toBe('Tue 24 Nov 2026, 14:00 to Wed 25 Nov 2026, 09:00');
  });

  it('agrees with the locale tables of the platform on every day of a year, but for "Sept"', () => {
    const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
    const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' });
    for (let day = date('2028-01-01'); day.year === 2028; day = day.add({ days: 1 })) {
      const utc = day.toZonedDateTime('UTC').epochMilliseconds;
      expect(formatDate(day)).toBe(long.format(utc));
      expect(formatDay(day).slice(0, 3)).toBe(weekday.format(utc));
    }
  });
});
