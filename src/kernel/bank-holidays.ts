/**
 * The bank holidays of England and Wales by rule, for years of which no list is kept: the Banking and Financial Dealings
 * Act 1971, what was proclaimed since, and what was proclaimed once. A day that nobody has proclaimed yet is not among them.
 */

/** Years outside these are refused: before, other holidays were kept; after, nobody can know. */
export const FIRST_YEAR = 1970;
export const LAST_YEAR = 2100;

/** Proclaimed once; null takes away the day that the rule would give. */
const PROCLAIMED: Readonly<Record<string, string | null>> = {
  '1977-06-07': 'Silver Jubilee',
  '1981-07-29': 'Royal wedding',
  '1995-05-01': null,
  '1995-05-08': 'Early May bank holiday (VE Day)',
  '1999-12-31': 'Millennium Eve',
  '2002-05-27': null,
  '2002-06-03': 'Golden Jubilee',
  '2002-06-04': 'Spring bank holiday',
  '2011-04-29': 'Royal wedding',
  '2012-05-28': null,
  '2012-06-04': 'Spring bank holiday',
  '2012-06-05': 'Diamond Jubilee',
  '2020-05-04': null,
  '2020-05-08': 'Early May bank holiday (VE Day)',
  '2022-05-30': null,
  '2022-06-02': 'Spring bank holiday',
  '2022-06-03': 'Platinum Jubilee',
  '2022-09-19': 'State funeral of Queen Elizabeth II',
  '2023-05-08': 'Coronation of King Charles III',
};

const known = new Map<number, ReadonlyMap<string, string>>();

/** ISO date to name, in the order of the year. @throws RangeError outside FIRST_YEAR to LAST_YEAR */
export function bankHolidaysByRule(year: number): ReadonlyMap<string, string> {
  if (!Number.isInteger(year) || year < FIRST_YEAR || year > LAST_YEAR) {
    throw new RangeError(`Bank holidays are known from ${FIRST_YEAR} to ${LAST_YEAR}, not for ${year}.`);
  }
  const before = known.get(year);
  if (before !== undefined) return before;
  const days = new Map(regularDays(year).map(([day, name]) => [day.toString(), name]));
  for (const [day, name] of Object.entries(PROCLAIMED)) {
    if (!day.startsWith(`${year}-`)) continue;
    if (name === null) days.delete(day);
    else days.set(day, name);
  }
  const sorted = new Map([...days].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  known.set(year, sorted);
  return sorted;
}

type Day = readonly [Temporal.PlainDate, string];

function regularDays(year: number): readonly Day[] {
  const easter = easterSunday(year);
  return [
    ...(year >= 1974 ? [substituted(new Temporal.PlainDate(year, 1, 1), "New Year's Day", [])] : []),
    [easter.subtract({ days: 2 }), 'Good Friday'],
    [easter.add({ days: 1 }), 'Easter Monday'],
    ...(year >= 1978 ? [[firstMonday(year, 5), 'Early May bank holiday'] as const] : []),
    [lastMonday(year, 5), 'Spring bank holiday'],
    [lastMonday(year, 8), 'Summer bank holiday'],
    ...christmas(year),
  ];
}

/** At a weekend the next weekday that is free is the holiday instead; Christmas and Boxing Day move together. */
function christmas(year: number): readonly Day[] {
  const first = substituted(new Temporal.PlainDate(year, 12, 25), 'Christmas Day', [
    new Temporal.PlainDate(year, 12, 26),
  ]);
  return [first, substituted(new Temporal.PlainDate(year, 12, 26), 'Boxing Day', [first[0]])];
}

function substituted(day: Temporal.PlainDate, name: string, taken: readonly Temporal.PlainDate[]): Day {
  if (day.dayOfWeek <= 5) return [day, name];
  let instead = day;
  do instead = instead.add({ days: 1 });
  while (instead.dayOfWeek > 5 || taken.some((other) => other.equals(instead)));
  return [instead, `${name} (substitute day)`];
}

const firstMonday = (year: number, month: number): Temporal.PlainDate => {
  const first = new Temporal.PlainDate(year, month, 1);
  return first.add({ days: (8 - first.dayOfWeek) % 7 });
};

const lastMonday = (year: number, month: number): Temporal.PlainDate => {
  const last = new Temporal.PlainDate(year, month, 31);
  return last.subtract({ days: last.dayOfWeek - 1 });
};

/** The Gregorian computus (Meeus, Jones, Butcher). */
function easterSunday(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor((b + 8) / 25);
  const e = Math.floor((b - d + 1) / 3);
  const h = (19 * a + b - Math.floor(b / 4) - e + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return new Temporal.PlainDate(year, Math.floor(n / 31), (n % 31) + 1);
}
