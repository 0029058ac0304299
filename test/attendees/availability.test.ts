import fc from 'fast-check';
import {
  askedFor,
  availableMinutes,
  londonDays,
  minutesIn,
  obstacleOf,
  spanOf,
  united,
  without,
  workingSpans,
  type Absence,
  type Known,
  type Shift,
  type Span,
  type WorkingPattern,
} from '../../src/attendees/availability.js';
import { decidePattern, weeklyMinutes } from '../../src/attendees/working-pattern.js';
import { LONDON, londonInstant } from '../../src/kernel/london.js';

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const at = (day: string, time: string): Temporal.Instant => londonInstant(date(day), Temporal.PlainTime.from(time));
const HOLIDAYS = { holidays: new Map([['2026-12-25', 'Christmas Day']]) };
const WEEK = [1, 2, 3, 4, 5];
const daily = (days: readonly number[], starts = '08:00', ends = '16:00', week = 1): Shift[] =>
  days.map((day) => ({ week, day, starts, ends }));
const aPattern = (over: Partial<WorkingPattern> = {}): WorkingPattern => ({
  fromOn: date('2026-01-05'),
  untilOn: null,
  cycleWeeks: 1,
  worksHolidays: false,
  shifts: daily(WEEK),
  ...over,
});

/** "2026-11-30 08:00 to 16:00", London time. */
const written = (spans: readonly Span[]): string[] =>
  spans.map(({ from, until }) => {
    const [start, end] = [from, until].map((ms) =>
      Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(LONDON),
    );
    return `${start?.toPlainDateTime().toString({ smallestUnit: 'minute' })} to ${end?.toPlainTime().toString({ smallestUnit: 'minute' })}`;
  });
const worked = (pattern: WorkingPattern, from: string, until: string): readonly Span[] =>
  workingSpans([pattern], londonDays(at(from, '00:00'), at(until, '00:00'), HOLIDAYS));

describe('when somebody works', () => {
  it('follows days and hours, and nothing on a bank holiday', () => {
    expect(written(worked(aPattern(), '2026-12-24', '2026-12-29'))).toEqual([
      '2026-12-24T08:00 to 16:00',
      '2026-12-28T08:00 to 16:00',
    ]);
    expect(worked(aPattern({ worksHolidays: true }), '2026-12-24', '2026-12-29')).toHaveLength(3);
  });

  it('lets a night shift reach into the next day, also over the edge of the period', () => {
    const nights = aPattern({ shifts: daily([1], '22:00', '06:00') });
    expect(written(worked(nights, '2026-11-30', '2026-12-02'))).toEqual(['2026-11-30T22:00 to 06:00']);
    expect(written(worked(nights, '2026-12-01', '2026-12-02'))).toEqual(['2026-12-01T00:00 to 06:00']);
  });

  it('counts the hours there really are in a night when the clocks change', () => {
    const nights = aPattern({ shifts: daily([6], '22:00', '06:00') });
    expect(minutesIn(worked(nights, '2026-03-28', '2026-03-30'))).toBe(7 * 60);
    expect(minutesIn(worked(nights, '2026-10-24', '2026-10-26'))).toBe(9 * 60);
    expect(worked(aPattern({ shifts: daily([7], '01:00', '02:00') }), '2026-03-29', '2026-03-30')).toEqual([]);
  });

  it('turns the weeks of a cycle from the first day on, and makes touching shifts one', () => {
    const shifts = [
      ...daily([1], '06:00', '14:00', 1),
      ...daily([1], '14:00', '22:00', 2),
      ...daily([2], '22:00', '00:00', 2),
      ...daily([3], '00:00', '02:00', 2),
    ];
    const cycle = aPattern({ fromOn: date('2026-11-18'), cycleWeeks: 2, shifts });
    expect(written(worked(cycle, '2026-11-16', '2026-12-08'))).toEqual([
      '2026-11-23T14:00 to 22:00',
      '2026-11-24T22:00 to 02:00',
      '2026-11-30T06:00 to 14:00',
      '2026-12-07T14:00 to 22:00',
    ]);
  });

  it('works on the first and the last day of a pattern, and not after', () => {
    const short = aPattern({ fromOn: date('2026-11-24'), untilOn: date('2026-11-25') });
    expect(written(worked(short, '2026-11-23', '2026-11-28'))).toEqual([
      '2026-11-24T08:00 to 16:00',
      '2026-11-25T08:00 to 16:00',
    ]);
  });

  it('knows nothing of the time of somebody without a pattern, and takes absences off', () => {
    const days = londonDays(at('2026-11-30', '00:00'), at('2026-12-07', '00:00'), HOLIDAYS);
    const leave: Absence = { kind: 'leave', startsAt: at('2026-12-01', '12:00'), endsAt: at('2026-12-03', '00:00') };
    expect(availableMinutes([], [leave], days)).toBeNull();
    expect(availableMinutes([aPattern()], [leave], days)).toBe((5 * 8 - 4 - 8) * 60);
  });
});

describe('whether somebody can be there', () => {
  const asked = (from = '09:30', until = '11:00') => {
    const [startsAt, endsAt] = [at('2026-11-30', from), at('2026-11-30', until)];
    const taken = spanOf(startsAt.subtract({ minutes: 30 }), endsAt.add({ minutes: 30 }));
    return askedFor({ startsAt, endsAt, taken }, HOLIDAYS);
  };
  const known = (over: Partial<Known> = {}): Known => ({ patterns: [aPattern()], absences: [], bookings: [], ...over });
  const booking = (from: string, until: string) => ({
    reference: 'TV-26-000002',
    takenFrom: at('2026-11-30', from),
    takenUntil: at('2026-11-30', until),
  });

  it.each<[string, Known, string | undefined]>([
    ['is free in their hours', known(), undefined],
    ['is free when no hours are kept', known({ patterns: [] }), undefined],
    [
      'is away',
      known({ absences: [{ kind: 'court', startsAt: at('2026-11-30', '10:59'), endsAt: at('2026-12-01', '00:00') }] }),
      'away',
    ],
    [
      'is back when the absence ends as it starts',
      known({ absences: [{ kind: 'sick', startsAt: at('2026-11-29', '00:00'), endsAt: at('2026-11-30', '09:30') }] }),
      undefined,
    ],
    ['is on the way from another one', known({ bookings: [booking('07:30', '09:01')] }), 'booked'],
    ['has time between two', known({ bookings: [booking('07:30', '09:00'), booking('11:30', '12:00')] }), undefined],
    ['is off on Mondays', known({ patterns: [aPattern({ shifts: daily([2, 3]) })] }), 'not-working'],
    [
      'goes home before it ends',
      known({ patterns: [aPattern({ shifts: daily(WEEK, '08:00', '10:59') })] }),
      'not-working',
    ],
    ['ends work as it ends', known({ patterns: [aPattern({ shifts: daily(WEEK, '09:30', '11:00') })] }), undefined],
    ['has a pattern that is over', known({ patterns: [aPattern({ untilOn: date('2026-11-29') })] }), 'not-working'],
  ])('%s', (_, facts, expected) => {
    expect(obstacleOf(facts, asked())?.kind).toBe(expected);
  });

  it('says which hours they have that day, or which holiday it is', () => {
    const early = obstacleOf(known({ patterns: [aPattern({ shifts: daily(WEEK, '08:00', '10:00') })] }), asked());
    expect(early?.kind === 'not-working' && written(early.hours)).toEqual(['2026-11-30T08:00 to 10:00']);
    const [startsAt, endsAt] = [at('2026-12-25', '09:30'), at('2026-12-25', '11:00')];
    const christmas = askedFor({ startsAt, endsAt, taken: spanOf(startsAt, endsAt) }, HOLIDAYS);
    expect(obstacleOf(known(), christmas)).toMatchObject({ kind: 'not-working', hours: [], holiday: 'Christmas Day' });
  });
});

describe('a working pattern', () => {
  it.each<[string, Partial<WorkingPattern>, string]>([
    ['without hours', { shifts: [] }, 'no-hours'],
    ['that ends before it starts', { untilOn: date('2026-01-04') }, 'ends-before-start'],
    ['with a shift of no length', { shifts: daily([1], '08:00', '08:00') }, 'no-length'],
    ['with a week that the cycle lacks', { shifts: daily([1], '08:00', '16:00', 2) }, 'outside-cycle'],
    [
      'with two shifts at once',
      { shifts: [...daily([1], '08:00', '16:00'), ...daily([1], '15:59', '20:00')] },
      'shifts-overlap',
    ],
    [
      'whose last night runs into its first day',
      { shifts: [...daily([1], '05:00', '08:00'), ...daily([7], '22:00', '06:00')] },
      'shifts-overlap',
    ],
  ])('%s is refused', (_, over, kind) => {
    expect(decidePattern(aPattern(over), [])).toMatchObject({ ok: false, refusal: { kind } });
  });

  it('follows another one, and does not run beside it', () => {
    const old = aPattern({ untilOn: date('2026-06-30') });
    expect(decidePattern(aPattern({ fromOn: date('2026-07-01') }), [old]).ok).toBe(true);
    expect(decidePattern(aPattern({ fromOn: date('2026-06-30') }), [old])).toMatchObject({
      refusal: { kind: 'pattern-overlaps' },
    });
    expect(decidePattern(aPattern(), [aPattern({ fromOn: date('2030-01-01') })]).ok).toBe(false);
  });

  it('has hours a week, on average over the cycle', () => {
    expect(weeklyMinutes(aPattern())).toBe(40 * 60);
    expect(weeklyMinutes(aPattern({ cycleWeeks: 2, shifts: daily([1], '22:00', '06:00') }))).toBe(4 * 60);
  });
});

describe('whatever the pattern', () => {
  const time = fc.integer({ min: 0, max: 95 }).map((quarter) => {
    const twoDigits = (n: number): string => String(n).padStart(2, '0');
    return `${twoDigits(Math.floor(quarter / 4))}:${twoDigits((quarter % 4) * 15)}`;
  });
  const pattern = fc.integer({ min: 1, max: 4 }).chain((cycleWeeks) =>
    fc.record({
      fromOn: fc.integer({ min: 0, max: 60 }).map((days) => date('2026-02-01').add({ days })),
      untilOn: fc.option(
        fc.integer({ min: 61, max: 400 }).map((days) => date('2026-02-01').add({ days })),
        { nil: null },
      ),
      cycleWeeks: fc.constant(cycleWeeks),
      worksHolidays: fc.boolean(),
      shifts: fc.array(
        fc.record({
          week: fc.integer({ min: 1, max: cycleWeeks }),
          day: fc.integer({ min: 1, max: 7 }),
          starts: time,
          ends: time,
        }),
        { minLength: 1, maxLength: 8 },
      ),
    }),
  );
  const moment = fc
    .integer({ min: 0, max: 330 * 24 * 4 })
    .map((quarters) => at('2026-02-10', '00:00').add({ minutes: quarters * 15 }));

  /** The slow way: by the clock on the wall at one instant. */
  function worksAt(one: WorkingPattern, instant: Temporal.Instant): boolean {
    const now = instant.epochMilliseconds;
    return [0, 1].some((back) => {
      const day = instant.toZonedDateTimeISO(LONDON).toPlainDate().subtract({ days: back });
      if (Temporal.PlainDate.compare(day, one.fromOn) < 0) return false;
      if (one.untilOn !== null && Temporal.PlainDate.compare(day, one.untilOn) > 0) return false;
      if (HOLIDAYS.holidays.has(day.toString()) && !one.worksHolidays) return false;
      const monday = one.fromOn.subtract({ days: one.fromOn.dayOfWeek - 1 });
      const week = (Math.floor(monday.until(day).days / 7) % one.cycleWeeks) + 1;
      return one.shifts.some((shift) => {
        if (shift.week !== week || shift.day !== day.dayOfWeek) return false;
        const endDay = shift.ends > shift.starts ? day : day.add({ days: 1 });
        const from = at(day.toString(), shift.starts).epochMilliseconds;
        return now >= from && now < at(endDay.toString(), shift.ends).epochMilliseconds;
      });
    });
  }

  it('works exactly when the clock on the wall says so, through both changes of the clocks', () => {
    fc.assert(
      fc.property(pattern, moment, (one, instant) => {
        const spans = workingSpans(
          [one],
          londonDays(instant.subtract({ hours: 30 }), instant.add({ hours: 30 }), HOLIDAYS),
        );
        const now = instant.epochMilliseconds;
        expect(spans.some((span) => span.from <= now && now < span.until)).toBe(worksAt(one, instant));
      }),
      { numRuns: 400 },
    );
  });

  it('adds up over a period that is cut in two, and is never more than the period', () => {
    fc.assert(
      fc.property(
        pattern,
        moment,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (one, start, a, b) => {
          const [middle, end] = [start.add({ hours: a * 7 }), start.add({ hours: a * 7 + b * 5 })];
          const minutes = (from: Temporal.Instant, until: Temporal.Instant): number =>
            minutesIn(workingSpans([one], londonDays(from, until, HOLIDAYS)));
          expect(minutes(start, middle) + minutes(middle, end)).toBe(minutes(start, end));
          expect(minutes(start, end)).toBeLessThanOrEqual((a * 7 + b * 5) * 60);
        },
      ),
    );
  });

  it('leaves what it takes away and what stays as the whole', () => {
    const spans = fc.array(
      fc
        .tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 50 }))
        .map(([from, length]) => ({ from, until: from + length })),
      { maxLength: 12 },
    );
    const length = (all: readonly Span[]): number => all.reduce((sum, { from, until }) => sum + until - from, 0);
    fc.assert(
      fc.property(spans, spans, (some, others) => {
        const left = without(united(some), others);
        expect(length(left) + length(united(others))).toBe(length(united([...some, ...others])));
        for (const { from, until } of left) expect(others.some((o) => o.from < until && from < o.until)).toBe(false);
      }),
    );
  });
});
