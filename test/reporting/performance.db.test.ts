import { row, run } from '../../src/database/sql.js';
import type { CountedId } from '../../src/measures/measure.js';
import { benefitCells } from '../../src/reporting/benefit.queries.js';
import { countedLines, countsAs } from '../../src/reporting/counted.queries.js';
import { cellsOf, monthsUntil, NOTICE_BANDS, tallyOf } from '../../src/reporting/figures.js';
import { COUNTED, type CountedAs, type ListFilter } from '../../src/reporting/list-filter.js';
import { sumMarkedMonths } from '../../src/reporting/month-sums.js';
import { measureCells } from '../../src/reporting/measures.queries.js';
import * as queries from '../../src/reporting/performance.queries.js';
import { stoodCells } from '../../src/reporting/steps.queries.js';
import { testApp, type TestApp } from '../support/app.js';
import { anything, dice, invent, LASTS_MINUTES, type Invented } from './invented.js';

const NOW = Temporal.Instant.from('2026-08-20T12:00:00Z');
const HUBS = ['reading', 'slough', 'oxfordshire'];
const INITIAL = ['icpc', 'pre-birth-icpc', 'transfer-in'];

/** As the definitions say it, written a second time and in another way: no word of it comes from the product. */
function judged(one: Invented): { measure: CountedId; is: Set<CountedAs>; month: string } {
  const is = new Set<CountedAs>();
  const initial = INITIAL.includes(one.kind);
  const start = one.sittings.at(-1)!.toZonedDateTimeISO('Europe/London');
  const invited = one.invitedHoursBefore.some((hours) => hours > 0);
  const before = one.decisions.filter((decision) => decision.hoursBefore >= 0);
  const latest = Math.min(...before.map((decision) => decision.hoursBefore));
  const lastWord = before.findLast((decision) => decision.hoursBefore === latest)?.value;
  const wanted = initial || lastWord !== 'not-relevant';
  if ((one.state === 'held' || one.state === 'scheduled') && invited && wanted) {
    is.add('counted').add(one.presentAtDecision ? 'attended' : 'missed');
    if (one.outcome === null) is.add('not-recorded');
  } else {
    is.add('outside');
    if (one.state === 'held' && !invited) is.add('uninvited');
  }
  return { measure: initial ? 'A1' : 'B1', is, month: start.toPlainDate().toPlainYearMonth().toString() };
}

const hasEnded = (one: Invented): boolean =>
  Temporal.Instant.compare(one.sittings.at(-1)!.add({ minutes: LASTS_MINUTES }), NOW) <= 0;

const firstNotice = (one: Invented): number => {
  const earliest = Math.max(...one.invitedHoursBefore);
  return one.noticeDays[one.invitedHoursBefore.indexOf(earliest)]!;
};

let test: TestApp;
const all: (Invented & { readonly reference: string })[] = [];
const reach = { hubs: HUBS, now: NOW };

beforeAll(async () => {
  test = await testApp(NOW.toString());
  const pick = dice(20261122);
  for (let i = 0; i < 500; i += 1) {
    // A year up to two months after now: the last of them must not count yet.
    const one = anything(pick, Temporal.Instant.from('2025-10-20T00:00:00Z'), [...HUBS, 'wokingham']);
    all.push({ ...one, reference: await invent(test, one) });
  }
});
afterAll(() => test.stop());

const expected = (counted: CountedAs, more: (one: Invented) => boolean = () => true): typeof all =>
  all.filter((one) => hasEnded(one) && HUBS.includes(one.hubCode) && judged(one).is.has(counted) && more(one));

it('has something to judge in every list', () => {
  for (const counted of COUNTED) expect([counted, expected(counted).length > 4]).toEqual([counted, true]);
  expect(all.filter((one) => !hasEnded(one)).length).toBeGreaterThan(20);
});

it('sums each measure, month and hub as a count by hand does', async () => {
  const months = monthsUntil(Temporal.PlainYearMonth.from('2026-08'), 12);
  const cells = await queries.figureCells(test.db.reader, months, reach);
  for (let day = months.from; Temporal.PlainDate.compare(day, months.to) <= 0; day = day.add({ months: 1 })) {
    for (const measure of ['A1', 'B1'] as const) {
      for (const hub of HUBS) {
        const here = (one: Invented): boolean =>
          judged(one).measure === measure &&
          one.hubCode === hub &&
          judged(one).month === day.toPlainYearMonth().toString();
        expect(tallyOf(cellsOf(cells, measure, { from: day, to: day }, hub))).toEqual({
          n: expected('attended', here).length,
          of: expected('counted', here).length,
          unrecorded: expected('not-recorded', here).length,
          outside: expected('outside', here).length,
        });
      }
    }
  }
});

const aFilter = (over: Partial<ListFilter>): ListFilter => ({
  month: Temporal.PlainYearMonth.from('2026-08'),
  hub: null,
  measure: 'A1',
  months: 12,
  counted: 'missed',
  source: 'recorded',
  reason: null,
  attribution: null,
  notice: null,
  sort: 'date',
  page: 1,
  ...over,
});

const listed = async (over: Partial<ListFilter>): Promise<string[]> => {
  const lines = await countedLines(test.db.reader, aFilter(over), reach, { offset: 0, most: 1000 });
  return lines.map((line) => line.reference).sort();
};
const references = (ones: typeof all): string[] => ones.map((one) => one.reference).sort();

it.each(COUNTED)('lists exactly the conferences that are %s, and counts them', async (counted) => {
  for (const measure of ['A1', 'B1'] as const) {
    const ones = expected(counted, (one) => judged(one).measure === measure);
    expect(await listed({ measure, counted })).toEqual(references(ones));
    expect((await countsAs(test.db.reader, aFilter({ measure }), reach))[counted]).toBe(ones.length);
  }
});

it('narrows a list by reason, by whom a miss was down to and by notice', async () => {
  const a1 = (more: (one: Invented) => boolean) => (one: Invented) => judged(one).measure === 'A1' && more(one);
  expect(await listed({ reason: 'court' })).toEqual(
    references(
      expected(
        'missed',
        a1((one) => one.reason === 'court'),
      ),
    ),
  );
  expect(await listed({ attribution: 'partner' })).toEqual(
    references(
      expected(
        'missed',
        a1((one) => one.attribution === 'partner'),
      ),
    ),
  );
  for (const { code, from, to } of NOTICE_BANDS) {
    const within = (one: Invented): boolean => firstNotice(one) >= from && (to === null || firstNotice(one) <= to);
    expect(await listed({ notice: code, counted: 'counted' })).toEqual(references(expected('counted', a1(within))));
  }
});

it('gives every conference of a list once, whatever the size of the page', async () => {
  for (const sort of ['date', '-date', 'hub', '-hub'] as const) {
    const found: string[] = [];
    for (let offset = 0; ; offset += 7) {
      const lines = await countedLines(test.db.reader, aFilter({ counted: 'counted', sort }), reach, {
        offset,
        most: 7,
      });
      if (lines.length === 0) break;
      found.push(...lines.map((line) => line.reference));
    }
    expect([...found].sort()).toEqual(await listed({ counted: 'counted' }));
  }
});

it('adds up reasons, notice and the uninvited to the same numbers', async () => {
  const months = monthsUntil(Temporal.PlainYearMonth.from('2026-08'), 12);
  const reasons = await queries.reasonCells(test.db.reader, months, reach);
  const notices = await queries.noticeCells(test.db.reader, months, reach);
  const uninvited = await queries.uninvitedIn(test.db.reader, months, reach);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  for (const measure of ['A1', 'B1'] as const) {
    const mine = <T extends { measure: CountedId }>(cells: readonly T[]): T[] => cells.filter((cell) => cell.measure === measure); // prettier-ignore
    const of = (counted: CountedAs, more: (one: Invented) => boolean = () => true): number =>
      expected(counted, (one) => judged(one).measure === measure && more(one)).length;
    for (const reason of ['sickness', 'court', 'late-notice', null]) {
      const cells = mine(reasons).filter((cell) => cell.reason === reason);
      expect(sum(cells.map((cell) => cell.missed))).toBe(of('missed', (one) => one.reason === reason));
    }
    for (const [band, { from, to }] of NOTICE_BANDS.entries()) {
      const within = (one: Invented): boolean => firstNotice(one) >= from && (to === null || firstNotice(one) <= to);
      const cells = mine(notices).filter((cell) => cell.band === band);
      expect(sum(cells.map((cell) => cell.held))).toBe(of('counted', within));
      expect(sum(cells.map((cell) => cell.attended))).toBe(of('attended', within));
    }
    expect(mine(uninvited)).toEqual([
      { measure, held: of('uninvited'), attended: of('uninvited', (one) => one.presentAtDecision) },
    ]);
  }
});

/** How a review stood at its start: the word that was spoken last before it. */
function stoodAtStart(one: Invented): string {
  const before = one.decisions.filter(({ hoursBefore }) => hoursBefore >= 0);
  const latest = Math.min(...before.map(({ hoursBefore }) => hoursBefore));
  return before.findLast(({ hoursBefore }) => hoursBefore === latest)?.value ?? 'undecided';
}

it('follows every review that was held from how it stood to whether it was attended', async () => {
  const known = (one: Invented): boolean =>
    hasEnded(one) &&
    HUBS.includes(one.hubCode) &&
    judged(one).measure === 'B1' &&
    ['held', 'scheduled'].includes(one.state) &&
    one.invitedHoursBefore.some((hours) => hours > 0);
  const cells = await stoodCells(test.db.reader, monthsUntil(Temporal.PlainYearMonth.from('2026-08'), 12), reach);
  expect(cells.toSorted((a, b) => (a.stood < b.stood ? -1 : 1))).toEqual(
    ['not-relevant', 'relevant', 'undecided'].map((stood) => {
      const held = all.filter((one) => known(one) && stoodAtStart(one) === stood);
      const attended = stood === 'not-relevant' ? 0 : held.filter(({ presentAtDecision }) => presentAtDecision).length;
      expect(held.length).toBeGreaterThan(3);
      return { stood, held: held.length, attended };
    }),
  );
});

it('knows the first month in which anything counted, within the hubs asked for', async () => {
  const months = all.filter(hasEnded).filter((one) => one.hubCode === 'slough').map((one) => judged(one).month).sort(); // prettier-ignore
  const first = await queries.firstMonth(test.db.reader, { hubs: ['slough'], now: NOW });
  expect(first?.toString()).toBe(months[0]);
  expect(await queries.firstMonth(test.db.reader, { hubs: ['bracknell-forest'], now: NOW })).toBeNull();
});

it('counts a conference from the moment it is due to end, not before', async () => {
  const startsAt = NOW.subtract({ minutes: LASTS_MINUTES });
  const reference = await invent(test, { hubCode: 'buckinghamshire', sittings: [startsAt] });
  const at = (now: Temporal.Instant) =>
    countedLines(test.db.reader, aFilter({ counted: 'counted' }), { hubs: ['buckinghamshire'], now }, { offset: 0, most: 9 }); // prettier-ignore
  expect(await at(NOW.subtract({ nanoseconds: 1000 }))).toEqual([]);
  expect((await at(NOW)).map((line) => line.reference)).toEqual([reference]);
});

it('shows a count stored under another version of the definitions under that version', async () => {
  await test.db.transaction((tx) =>
    run(tx, `update measure set definition_version = '0.9' where hub_code = 'buckinghamshire'`),
  );
  const cells = await queries.figureCells(test.db.reader, monthsUntil(Temporal.PlainYearMonth.from('2026-08'), 1), {
    hubs: ['buckinghamshire'],
    now: NOW,
  });
  expect(cells.map((cell) => cell.definitionVersion)).toEqual(['0.9']);
  expect(await row(test.db.reader, `select count(*) as n from measure where definition_version = '0.9'`)).toEqual({ n: 1 }); // prettier-ignore
});

describe('months that are added up', () => {
  const months = monthsUntil(Temporal.PlainYearMonth.from('2026-08'), 12);
  const sorted = (cells: readonly object[]): string[] => cells.map((cell) => JSON.stringify(cell)).sort();
  const at = async (now: Temporal.Instant) => ({
    figures: sorted(await queries.figureCells(test.db.reader, months, { hubs: HUBS, now })),
    measures: sorted(await measureCells(test.db.reader, months, { hubs: HUBS, now })),
    reasons: sorted(await queries.reasonCells(test.db.reader, months, { hubs: HUBS, now })),
    notices: sorted(await queries.noticeCells(test.db.reader, months, { hubs: HUBS, now })),
    stood: sorted(await stoodCells(test.db.reader, months, { hubs: HUBS, now })),
    benefit: sorted(await benefitCells(test.db.reader, months, { hubs: HUBS })),
  });
  const everything = async () => ({
    ...(await at(NOW)),
    // In the middle of a month, while one sits over midnight into the next, and when that has ended.
    other: await Promise.all(['2026-07-31T21:00:00Z', '2026-07-31T23:20:00Z', '2026-08-01T00:40:00Z', '2026-08-15T10:00:00Z'].map((now) => at(Temporal.Instant.from(now)))), // prettier-ignore
  });
  const sums = () => row<{ n: number }>(test.db.reader, 'select count(*) as n from month_sum');
  const marks = () => row<{ n: number }>(test.db.reader, 'select count(*) as n from month_mark');

  it('give what counting one by one gives, whether all, some or none are added up', async () => {
    for (const start of [
      '2026-07-31T22:50:00Z',
      '2026-08-15T07:00:00Z',
      '2026-08-15T09:30:00Z',
      '2026-08-20T08:00:00Z',
    ]) {
      await invent(test, { hubCode: 'slough', sittings: [Temporal.Instant.from(start)] });
    }
    const before = await everything();
    expect(before.figures.length).toBeGreaterThan(20);
    expect(new Set([before.figures, ...before.other.map(({ figures }) => figures)].map(String)).size).toBe(4);
    expect((await marks())?.n).toBeGreaterThan(0);
    while (await sumMarkedMonths(test.db));
    expect(await marks()).toEqual({ n: 0 });
    expect((await sums())?.n).toBeGreaterThan(50);
    expect(await everything()).toEqual(before);

    // A change afterwards: its month is stale until it is added up again, and right all the time.
    await invent(test, { hubCode: 'reading', sittings: [Temporal.Instant.from('2026-03-10T10:00:00Z')] });
    const changed = await everything();
    expect(changed).not.toEqual(before);
    expect(await sumMarkedMonths(test.db)).toBe(true);
    expect(await everything()).toEqual(changed);
    expect(await sumMarkedMonths(test.db)).toBe(false);
  });

  it('are really read: a wrong sum of a month or a day that is over would be shown', async () => {
    while (await sumMarkedMonths(test.db));
    const before = await queries.figureCells(test.db.reader, months, reach);
    await test.db.transaction((tx) => run(tx, `update month_sum set held = held + 1000 where month = '2026-03-01'`));
    const cells = await queries.figureCells(test.db.reader, months, reach);
    const march = { from: Temporal.PlainDate.from('2026-03-01'), to: Temporal.PlainDate.from('2026-03-01') };
    expect(tallyOf(cellsOf(cells, 'A1', march, 'reading')).of).toBe(
      tallyOf(cellsOf(before, 'A1', march, 'reading')).of + 1000,
    );
    const onDay = `update month_sum set held = held + 1000 where split = 'day' and hub_code = 'slough' and key = '2026-08-15' and measure = 'A1'`;
    expect(await test.db.transaction((tx) => run(tx, onDay))).toBeGreaterThan(0);
    const august = { from: Temporal.PlainDate.from('2026-08-01'), to: Temporal.PlainDate.from('2026-08-01') };
    const after = await queries.figureCells(test.db.reader, months, reach);
    expect(tallyOf(cellsOf(after, 'A1', august, 'slough')).of % 1000).toBe(
      tallyOf(cellsOf(before, 'A1', august, 'slough')).of % 1000,
    );
    expect(tallyOf(cellsOf(after, 'A1', august, 'slough')).of).toBeGreaterThan(1000);
  });

  it('lose nothing of a change that is not yet committed when they are added up', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let marked = (): void => undefined;
    const begun = new Promise<void>((resolve) => (marked = resolve));
    const slow = test.db.transaction(async (tx) => {
      await run(tx, `insert into month_mark (hub_code, month) values ('slough', '2026-02-01')`);
      marked();
      await held;
    });
    await begun;
    while (await sumMarkedMonths(test.db));
    release();
    await slow;
    expect(await marks()).toEqual({ n: 1 });
  });
});
