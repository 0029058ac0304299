import { loadReferenceData } from '../../config/reference-data.js';
import type { CountedLine } from '../../src/reporting/counted.queries.js';
import { countedCsv, csvName } from '../../src/reporting/counted.csv.js';

const reference = loadReferenceData();
const aLine = (over: Partial<CountedLine> = {}): CountedLine => ({
  reference: 'TV-26-000012',
  kind: 'icpc',
  state: 'held',
  hubCode: 'reading',
  startsAt: Temporal.Instant.from('2026-07-01T23:15:00Z'),
  endsAt: Temporal.Instant.from('2026-07-02T00:45:00Z'),
  measure: 'A1',
  definitionVersion: '1.0',
  inDenominator: true,
  inNumerator: false,
  recorded: true,
  why: 'Counts as an initial conference TVP knew of; TVP did not attend.',
  reason: 'sickness',
  attribution: 'tvp',
  reasonNote: 'JS, 9 Acacia Avenue',
  noticeDays: 7,
  source: 'recorded',
  ...over,
});
const BOM = String.fromCodePoint(0xfeff);

test('begins with a byte order mark and a header, and ends every row with CRLF', () => {
  const text = countedCsv([aLine(), aLine({ reference: 'TV-26-000013' })], reference);
  expect(text.startsWith(`${BOM}reference,date,starts,hub,kind,measure,definition_version,in_denominator,`)).toBe(true);
  expect(text.split('\r\n')).toHaveLength(4);
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
});

test('has a row a conference with London date and time', () => {
  const [, row] = countedCsv([aLine()], reference).split('\r\n');
  expect(row).toBe(
    'TV-26-000012,2026-07-02,00:15,Reading,ICPC,A1,1.0,yes,no,yes,Counts as an initial conference TVP knew of; TVP did not attend.,"Sickness, no cover found",tvp,7,recorded by the tracker',
  );
});

test('says of each row whether a list told of it, and prints no time where only the day is known', () => {
  const [startsAt, endsAt] = ['2025-11-03', '2025-11-04'].map((day) => Temporal.Instant.from(`${day}T00:00:00Z`));
  const line = aLine({ startsAt: startsAt!, endsAt: endsAt!, source: 'imported', noticeDays: null });
  const [, row] = countedCsv([line], reference).split('\r\n');
  expect(row).toMatch(/^TV-26-000012,2025-11-03,,Reading,/);
  expect(row).toMatch(/,tvp,,imported from a list$/);
});

test('leaves out free text, which may name a child', () => {
  expect(countedCsv([aLine()], reference)).not.toContain('Acacia');
});

test('an empty list is a header and nothing more', () => {
  expect(
    countedCsv([], reference)
      .split('\r\n')
      .filter((line) => line !== ''),
  ).toHaveLength(1);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('a cell that begins like %j cannot be a formula', (why) => {
  const text = countedCsv([aLine({ why })], reference);
  expect(text).toContain(`'${why}`);
});

test('quotes cells with quotes, commas and line breaks', () => {
  expect(countedCsv([aLine({ why: 'a "b", c\nd' })], reference)).toContain('"a ""b"", c\nd"');
});

test('a reason that has left the list keeps its code', () => {
  expect(countedCsv([aLine({ reason: 'long-gone' })], reference)).toContain(',long-gone,');
});

test('the name of the file says what is in it', () => {
  const filter = {
    month: Temporal.PlainYearMonth.from('2026-11'),
    hub: 'reading',
    measure: 'A1',
    months: 12,
    counted: 'missed',
    source: 'recorded',
    reason: null,
    attribution: null,
    notice: null,
    sort: 'date',
    page: 1,
  } as const;
  expect(csvName(filter)).toBe('participation-A1-missed-reading-2026-11-12-months.csv');
});
