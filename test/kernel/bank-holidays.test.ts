import { loadReferenceData } from '../../config/reference-data.js';
import { bankHolidaysByRule } from '../../src/kernel/bank-holidays.js';
import { transferInDueBy } from '../../src/conferences/transfer.js';
import {
  addWorkingDays,
  firstReviewDueBy,
  holidayName,
  icpcDueBy,
  reviewDueBy,
  workingDaysBetween,
  type WorkingCalendar,
} from '../../src/kernel/working-time.js';
import { clockCommand } from '../../src/statutory-clock.js';

const { calendar } = loadReferenceData();
const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

it('gives by rule exactly the years that are listed', () => {
  for (const year of [2024, 2025, 2026, 2027, 2028]) {
    const listed = [...calendar.holidays].filter(([day]) => day.startsWith(`${year}-`));
    expect([...bankHolidaysByRule(year)]).toEqual(listed);
  }
});

it.each([
  [1970, '1970-03-27 1970-03-30 1970-05-25 1970-08-31 1970-12-25 1970-12-28'],
  [1999, '1999-01-01 1999-04-02 1999-04-05 1999-05-03 1999-05-31 1999-08-30 1999-12-27 1999-12-28 1999-12-31'],
  [2002, '2002-01-01 2002-03-29 2002-04-01 2002-05-06 2002-06-03 2002-06-04 2002-08-26 2002-12-25 2002-12-26'],
  [2011, '2011-01-03 2011-04-22 2011-04-25 2011-04-29 2011-05-02 2011-05-30 2011-08-29 2011-12-26 2011-12-27'],
  [2012, '2012-01-02 2012-04-06 2012-04-09 2012-05-07 2012-06-04 2012-06-05 2012-08-27 2012-12-25 2012-12-26'],
  [2020, '2020-01-01 2020-04-10 2020-04-13 2020-05-08 2020-05-25 2020-08-31 2020-12-25 2020-12-28'],
  [2021, '2021-01-01 2021-04-02 2021-04-05 2021-05-03 2021-05-31 2021-08-30 2021-12-27 2021-12-28'],
  [
    2022,
    '2022-01-03 2022-04-15 2022-04-18 2022-05-02 2022-06-02 2022-06-03 2022-08-29 2022-09-19 2022-12-26 2022-12-27',
  ],
  [2023, '2023-01-02 2023-04-07 2023-04-10 2023-05-01 2023-05-08 2023-05-29 2023-08-28 2023-12-25 2023-12-26'],
  [2030, '2030-01-01 2030-04-19 2030-04-22 2030-05-06 2030-05-27 2030-08-26 2030-12-25 2030-12-26'],
])('knows the holidays of %i, with what was moved and proclaimed once', (year, days) => {
  expect([...bankHolidaysByRule(year).keys()].join(' ')).toBe(days);
});

it.each([1969, 2101, 2026.5, Number.NaN])('refuses the year %p, whose holidays nobody knows', (year) => {
  expect(() => bankHolidaysByRule(year)).toThrow(RangeError);
});

it('keeps a single day that was added to a year ahead, beside those of the rule', () => {
  const more: WorkingCalendar = { holidays: new Map([...calendar.holidays, ['2031-06-02', 'Jubilee']]), byRule: true };
  expect(holidayName(date('2031-06-02'), more)).toBe('Jubilee');
  expect(holidayName(date('2031-12-25'), more)).toBe('Christmas Day');
  expect(workingDaysBetween(date('2031-05-30'), date('2031-06-06'), more)).toBe(4);
});

it('counts the same forwards and between, over years listed and not', () => {
  for (let day = date('2018-01-01'); day.year < 2032; day = day.add({ days: 5 })) {
    expect(workingDaysBetween(day, addWorkingDays(day, 15, calendar), calendar)).toBe(15);
  }
});

describe('npm run clock', () => {
  const run = (...words: string[]): { code: number; out: string[]; err: string[] } => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = clockCommand(words, { print: (text) => out.push(text), complain: (text) => err.push(text) });
    return { code, out, err };
  };

  it.each([
    ['icpc', '2026-11-23', '2026-12-14'],
    ['icpc', '2026-11-20', '2026-12-11'],
    ['icpc', '2026-11-21', '2026-12-11'],
    ['icpc', '2026-12-14', '2027-01-07'],
    ['icpc', '2026-12-24', '2027-01-19'],
    ['icpc', '2027-03-19', '2027-04-13'],
    ['icpc', '1970-06-02', '1970-06-23'],
    ['icpc', '2020-04-20', '2020-05-12'],
    ['icpc', '2022-05-16', '2022-06-08'],
    ['icpc', '2022-09-05', '2022-09-27'],
    ['icpc', '2023-04-24', '2023-05-17'],
    ['icpc', '2028-12-18', '2029-01-11'],
    ['icpc', '2033-12-19', '2034-01-12'],
    ['transfer-in', '2026-11-23', '2026-12-14'],
    ['first-review', '2026-11-30', '2027-02-28'],
    ['first-review', '2027-11-30', '2028-02-29'],
    ['review', '2026-08-31', '2027-02-28'],
    ['review', '2026-03-28', '2026-09-28'],
  ])('%s %s is %s', (kind, from, latest) => {
    expect(run(kind, from)).toEqual({ code: 0, out: [latest], err: [] });
  });

  it.each([
    [[]],
    [['icpc']],
    [['icpc', '2026-02-30']],
    [['icpc', '2026-13-01']],
    [['icpc', '23/11/2026']],
    [['icpc', '2026-11-23T00:00']],
    [['icpc', '1969-12-31']],
    [['icpc', '2100-01-01']],
    [['rcpc', '2026-11-23']],
    [['toString', '2026-11-23']],
    [['icpc', '2026-11-23', 'more']],
    [['icpc', '\n2026-11-23']],
    [['icpc', '\uFEFF2026-11-23']],
    [['icpc', '2026-11-23\u2028']],
    [['icpc', '+002026-11-23']],
    [['', '2026-11-23']],
    [['ICPC', '2026-11-23']],
    [['icpc', '29/02/2024']],
  ])('refuses %j with one sentence', (words) => {
    const { code, out, err } = run(...words);
    expect([code, out, err.length]).toEqual([2, [], 1]);
    expect(err[0]).toMatch(/^[^\n\u2028]+\.$/);
  });

  it.each([
    ['2023-02-29', '2023-02-29 is no day that exists: look at the day and the month.'],
    ['1850-03-01', 'The year 1850 is out of reach: bank holidays are known for DATE from 1970 to 2099.'],
    ['9999-12-31', 'The year 9999 is out of reach: bank holidays are known for DATE from 1970 to 2099.'],
    ['0000-01-01', 'The year 0000 is out of reach: bank holidays are known for DATE from 1970 to 2099.'],
    ['2026-11-23T09:30', '"2026-11-23T09:30" is not written as 2026-11-23, with nothing before or after it.'],
  ])('says of %s what is wrong with it', (day, sentence) => {
    expect(run('icpc', day).err).toEqual([sentence]);
  });

  it.each([
    ['icpc', icpcDueBy, fifteen],
    ['transfer-in', transferInDueBy, fifteen],
    ['first-review', firstReviewDueBy, (day: number) => months(day, 3)],
    ['review', reviewDueBy, (day: number) => months(day, 6)],
  ] as const)(
    'gives for %s on every day of sixteen years what counting by another way gives',
    (kind, clock, oracle) => {
      const wrong: string[] = [];
      for (let day = Date.UTC(2019, 0, 1); day < Date.UTC(2035, 0, 1); day += DAY) {
        const latest = clock(date(iso(day)), calendar).toString();
        if (latest !== oracle(day)) wrong.push(`${iso(day)}: ${latest}, not ${oracle(day)}`);
      }
      expect(wrong).toEqual([]);
      expect(run(kind, '2029-08-31').out).toEqual([oracle(Date.UTC(2029, 7, 31))]);
    },
  );
});

// The oracle: nothing of the program, days as milliseconds, holidays by searching the weekdays, Easter by Gauss.
const DAY = 86_400_000;
const iso = (day: number): string => new Date(day).toISOString().slice(0, 10);
const weekday = (day: number): number => new Date(day).getUTCDay();
const isWeekend = (day: number): boolean => weekday(day) % 6 === 0;

function fifteen(from: number): string {
  let day = from;
  for (let left = 15; left > 0;) {
    day += DAY;
    if (!isWeekend(day) && !holidaysOf(new Date(day).getUTCFullYear()).has(iso(day))) left -= 1;
  }
  return iso(day);
}

function months(from: number, many: number): string {
  const [year, month, day] = [
    new Date(from).getUTCFullYear(),
    new Date(from).getUTCMonth(),
    new Date(from).getUTCDate(),
  ];
  const last = new Date(Date.UTC(year, month + many + 1, 0)).getUTCDate();
  return iso(Date.UTC(year, month + many, Math.min(day, last)));
}

const EXTRA: Readonly<Record<number, readonly string[]>> = {
  2011: ['2011-04-29'],
  2012: ['-2012-05-28', '2012-06-04', '2012-06-05'],
  2020: ['-2020-05-04', '2020-05-08'],
  2022: ['-2022-05-30', '2022-06-02', '2022-06-03', '2022-09-19'],
  2023: ['2023-05-08'],
};
const kept = new Map<number, ReadonlySet<string>>();

function holidaysOf(year: number): ReadonlySet<string> {
  const known = kept.get(year);
  if (known !== undefined) return known;
  const monday = (month: number, from: number): number => {
    let day = Date.UTC(year, month, from);
    while (weekday(day) !== 1) day += DAY;
    return day;
  };
  const easter = gauss(year);
  const days = [easter - 2 * DAY, easter + DAY, monday(4, 1), monday(4, 25), monday(7, 25)];
  // Each in turn takes the first weekday that is free: the day itself before the substitutes.
  const fixed = [Date.UTC(year, 0, 1), Date.UTC(year, 11, 25), Date.UTC(year, 11, 26)];
  days.push(...fixed.filter((day) => !isWeekend(day)));
  for (let day of fixed.filter(isWeekend)) {
    while (isWeekend(day) || days.includes(day)) day += DAY;
    days.push(day);
  }
  const found = new Set(days.map(iso));
  for (const extra of EXTRA[year] ?? [])
    if (extra.startsWith('-')) found.delete(extra.slice(1));
    else found.add(extra);
  kept.set(year, found);
  return found;
}

function gauss(year: number): number {
  const [a, b, c] = [year % 19, year % 4, year % 7];
  const century = Math.floor(year / 100);
  const m = (15 - Math.floor((13 + 8 * century) / 25) + century - Math.floor(century / 4)) % 30;
  const n = (4 + century - Math.floor(century / 4)) % 7;
  const d = (19 * a + m) % 30;
  const e = (2 * b + 4 * c + 6 * d + n) % 7;
  const moved = (d === 29 && e === 6) || (d === 28 && e === 6 && a > 10) ? 7 : 0;
  return Date.UTC(year, 2, 22 + d + e - moved);
}
