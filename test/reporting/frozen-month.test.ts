import { loadReferenceData } from '../../config/reference-data.js';
import {
  canonical,
  freezesAt,
  monthDocument,
  monthsOwed,
  partOf,
  restatedBecause,
  restatements,
} from '../../src/reporting/frozen-month.js';
import { monthFigures, type MonthLine } from '../../src/reporting/month-figures.js';

const { calendar, measures } = loadReferenceData();
const month = (text: string) => Temporal.PlainYearMonth.from(text);

const line = (over: Partial<MonthLine> = {}): MonthLine => ({
  reference: 'TV-26-000001',
  hub: 'reading',
  kind: 'icpc',
  measure: 'A1',
  recorded: true,
  counts: ['A1', 'D1'],
  met: ['A1', 'D1'],
  noticeDays: 6,
  reason: null,
  attribution: null,
  why: 'Counts.',
  ...over,
});

// Easter Monday is 6 April 2026, Good Friday 3 April; Christmas and Boxing Day fall on a Friday and a Saturday in 2026.
it.each([
  ['2026-10', '2026-11-14T00:00:00Z'],
  ['2026-03', '2026-04-16T23:00:00Z'],
  ['2026-12', '2027-01-16T00:00:00Z'],
  ['2026-01', '2026-02-14T00:00:00Z'],
])('freezes %s at the end of the tenth working day after it, %s', (text, at) => {
  expect(freezesAt(month(text), calendar).toString()).toBe(at);
});

it('owes every month since the first that is over long enough and not frozen yet', () => {
  const owed = (now: string, frozen: string[] = []): string[] =>
    monthsOwed(month('2026-08'), Temporal.Instant.from(now), calendar, frozen.map(month)).map(String);
  expect(owed('2026-11-13T23:59:59Z')).toEqual(['2026-08', '2026-09']);
  expect(owed('2026-11-14T00:00:00Z')).toEqual(['2026-08', '2026-09', '2026-10']);
  expect(owed('2026-11-14T00:00:00Z', ['2026-08', '2026-10'])).toEqual(['2026-09']);
  expect(owed('2026-08-31T12:00:00Z')).toEqual([]);
});

it('gives one form in bytes whatever the order in which it was put together', () => {
  expect(canonical({ b: [{ d: 1, c: null }], a: 'ü' })).toBe('{"a":"ü","b":[{"c":null,"d":1}]}');
  const whose = { month: '2026-10', definitionVersion: '1.0', frozenAt: '2026-11-14T00:00:00Z' };
  const lines = [line(), line({ reference: 'TV-26-000002', hub: 'slough', met: ['D1'], noticeDays: 9 })];
  const document = monthDocument(whose, lines, measures);
  expect(canonical(monthDocument(whose, lines.toReversed(), measures))).toBe(canonical(document));
  const part = partOf(document, ['slough']);
  expect(part.conferences.map(({ reference }) => reference)).toEqual(['TV-26-000002']);
  expect(new Set(part.figures.map(({ hub }) => hub))).toEqual(new Set(['slough']));
});

it('counts every measure of all together and of each hub', () => {
  const lines = [
    line(),
    line({ reference: 'TV-26-000002', hub: 'slough', met: [], noticeDays: 3, reason: 'court', attribution: 'tvp' }),
    line({ reference: 'TV-26-000003', met: [], recorded: false, noticeDays: 4 }),
    line({ reference: 'TV-26-000004', kind: 'rcpc', measure: 'B1', counts: ['B1', 'D1', 'F2'], met: ['B1', 'F2'], noticeDays: 12 }), // prettier-ignore
  ];
  const figures = monthFigures(lines, measures);
  const of = (measure: string, hub: string | null = null) =>
    figures.find((one) => one.measure === measure && one.hub === hub);
  expect(of('A1')).toMatchObject({ n: 1, N: 3, percent: 33.3, notRecorded: 1 });
  expect(of('A1', 'reading')).toMatchObject({ n: 1, N: 2, percent: 50, notRecorded: 1 });
  expect(of('C1')).toMatchObject({ n: 0, N: 0, percent: null });
  expect(of('D1')?.byFamily).toEqual([
    { family: 'initial', n: 1, N: 3, median: 4 },
    { family: 'review', n: 0, N: 1, median: 12 },
  ]);
  expect(of('D2')).toMatchObject({
    n: 2,
    N: null,
    byReason: [
      { reason: null, attribution: null, n: 1 },
      { reason: 'court', attribution: 'tvp', n: 1 },
    ],
  });
  expect(of('F2')).toMatchObject({ n: 1, N: null });
});

it.each<[string, MonthLine[], MonthLine[], string[]]>([
  ['nothing', [line()], [line({ why: 'Counts, worded otherwise.' })], []],
  ['what is met', [line()], [line({ met: ['D1'] })], ['TV-26-000001']],
  ['the reason of a miss', [line({ met: [] })], [line({ met: [], reason: 'court' })], ['TV-26-000001']],
  ['what came', [], [line()], ['TV-26-000001']],
  ['what went', [line()], [], ['TV-26-000001']],
  ['the hub', [line()], [line({ hub: 'slough' })], ['TV-26-000001']],
  ['the notice', [line()], [line({ noticeDays: 5 })], ['TV-26-000001']],
])('finds that %s differs from what was published', (_what, published, now, differ) => {
  expect(restatements(published, now).map(({ reference }) => reference)).toEqual(differ);
});

const held = { counts: ['A1', 'C1', 'E2'], met: ['A1', 'C1', 'E2'] };
it.each([
  ['entered-late', null, line(held)],
  ['left', line(held), null],
  ['late-outcome', line({ ...held, recorded: false, met: [] }), line(held)],
  ['inquorate', line({ ...held, recorded: false }), line({ ...held, counts: [...held.counts, 'F2'] })],
  ['never-invited', line(held), line({ counts: ['E2'], met: ['E2'] })],
  ['never-invited', null, line({ counts: ['E2'], met: [] })],
  ['correction', line({ counts: ['E2'], met: [] }), line({ counts: ['E2'], met: ['E2'] })],
  ['correction', line(held), line({ ...held, met: ['E2'] })],
] as const)('says %s of a conference that changed a frozen month', (because, published, now) => {
  expect(restatedBecause({ published, now })).toBe(because);
});
