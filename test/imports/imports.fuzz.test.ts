import fc from 'fast-check';
import { decodeEntities, XmlReader } from '../../src/imports/xml.js';
import { SeparatedRows } from '../../src/imports/csv.js';
import { fixture, listOf, planFor, planOrRefusal, carriedOut } from './plans.js';
import { workbook, type Cell } from './workbooks.js';

const pieces = fc.constantFrom(
  '"', '""', ',', ';', '\t', '\r\n', '\n', '\r', '=', '=1+1', '="1"', '\0', '\uFEFF', 'é', '\u{1F600}', '\uD800', 'sep=;\n', 'Type', 'Conference Type',
  'Child ID', 'DOB', 'Date', 'Start', 'End', 'Time', 'Notes', 'Meeting ref', 'RCPC', 'ICPC', 'CLA review', 'Transfer in', '07/12/2026', '31/02/2027',
  '46363', '46363.99999', '0.9999999', '99999999999999999999', '1e308', '-1', 'NaN', '10:00', '24:00', '10:00-11:30', '2', 'EDD 02/2027', '2015', '99/99/9999',
  '2026-12-07T10:00:00+14:59', '2026-12-07T99:99', 'Police requested', 'Strat 31/31/2026', 'From Hampshire, notified 20/11/2026', 'x'.repeat(40_000), 'https://a.example', '1900-01-00 10:00', 'Una Ashdown',
); // prettier-ignore

const ends = async (bytes: string | Uint8Array): Promise<void> => {
  const read = await planOrRefusal(bytes);
  expect(typeof read === 'string' ? read : JSON.stringify(read.plan.counts)).toMatch(/\S/);
};

test('any bytes end in a plan or a sentence', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), ends), { numRuns: 300 });
});

test('any text made of what lists are made of does too', async () => {
  const anything = fc.array(pieces, { maxLength: 80 }).map((parts) => parts.join(''));
  await fc.assert(fc.asyncProperty(anything, ends), { numRuns: 400 });
  const below = fc.array(fc.array(pieces, { maxLength: 12 }), { maxLength: 12 });
  const list = below.map((rows) => [HEADER, ...rows].map((row) => row.join(',')).join('\n'));
  await fc.assert(fc.asyncProperty(list, ends), { numRuns: 400 });
});

const HEADER = [
  'Conference Type',
  'Meeting ref',
  'Child ID',
  'DOB',
  'Date',
  'Start',
  'End',
  'Format',
  'Venue',
  'Notes',
];

test('a damaged workbook ends in a plan or a sentence', async () => {
  const cells: Cell[][] = [
    HEADER,
    ['RCPC', 'A/1', 70001, 2015, { value: 46363, style: 'date' }, '10:00', '11:30', 'Virtual'],
  ];
  const sound = workbook([{ rows: cells, merges: ['A2:A9'] }]);
  const broken = fc
    .array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 })
    .map((changes) => {
      const bytes = sound.slice();
      for (const [at, value] of changes) bytes[at] = value;
      return bytes;
    });
  await fc.assert(fc.asyncProperty(broken, ends), { numRuns: 500 });
});

test('any cells of a workbook end in a plan', async () => {
  const number = fc.record({
    value: fc.double(),
    style: fc.constantFrom('date' as const, 'time' as const, 'dateAndTime' as const),
  });
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    pieces.map((text) => text.toWellFormed().replaceAll('\0', '')),
    fc.double(),
    number,
  );
  const rows = fc.array(fc.array(cell, { maxLength: 10 }), { maxLength: 8 });
  const bytes = rows.map((cells) => workbook([{ rows: [HEADER, ...cells] }]));
  await fc.assert(fc.asyncProperty(bytes, ends), { numRuns: 300 });
});

const cut = (text: string, size: number): string[] => text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];

test('rows and marks are the same however the text is cut', () => {
  const text = fc
    .array(fc.constantFrom('"', 'a', ',', '\r', '\n', '""', 'b"c'), { maxLength: 40 })
    .map((parts) => parts.join(''));
  const split = (whole: string, size: number): unknown => {
    const rows = new SeparatedRows(',');
    try {
      return [...cut(whole, size).flatMap((piece) => rows.push(piece)), ...rows.end()];
    } catch (error) {
      return (error as Error).message;
    }
  };
  fc.assert(fc.property(text, fc.integer({ min: 1, max: 5 }), (whole, size) => {
    expect(split(whole, size)).toEqual(split(whole, 1000));
  }), { numRuns: 500 }); // prettier-ignore
  const xml = '<a:row r="1" x=\'a>b\'><c t="s"><v>1 &amp; &#50;</v></c><c/><!-- > --><![CDATA[<x>]]></a:row>';
  const heard = (size: number): string => {
    let said = '';
    const note = { open: (name: string, at: string) => (said += `<${name}${at}>`), close: (name: string) => (said += `</${name}>`), text: (words: string) => (said += words) }; // prettier-ignore
    const reader = new XmlReader({ open: (n, a) => void note.open(n, a), close: (n) => void note.close(n), text: (w) => void note.text(w) }); // prettier-ignore
    for (const piece of cut(xml, size)) reader.push(piece);
    reader.end();
    return said;
  };
  expect(heard(1000)).toBe('<row r="1" x=\'a>b\'><c t="s"><v>1 & 2</v></c><c></c><x></row>');
  for (let size = 1; size < 12; size += 1) expect(heard(size)).toBe(heard(1000));
  expect(decodeEntities('&unknown; &#x1F600; &#1114112;')).toBe('&unknown; \u{1F600} &#1114112;');
});

const sibling = fc.record({
  ref: fc.constantFrom('RBC/1', 'RBC/2'),
  child: fc.constantFrom('1', '2', '3', ''),
  born: fc.constantFrom('2015', '2016', 'EDD 03/2027', ''),
  end: fc.constantFrom('11:30', '12:00', ''),
  mode: fc.constantFrom('Virtual', 'In person', ''),
  venue: fc.constantFrom('Teams', 'Civic Offices', ''),
  notes: fc.constantFrom('', 'Police requested', 'Strat 19/11/2026', 'Strat 12/11/2026'),
});

test('the order of siblings does not change their conference', async () => {
  const conferences = async (rows: readonly object[]): Promise<string[]> =>
    (await planFor(listOf(...rows))).plan.rows
      .flatMap((row) => (row.conference === null ? [] : [JSON.stringify(row.conference)]))
      .sort();
  const shuffled = fc
    .array(sibling, { minLength: 1, maxLength: 6 })
    .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })));
  await fc.assert(fc.asyncProperty(shuffled, async ([rows, again]) => {
    expect(await conferences(again)).toEqual(await conferences(rows));
  }), { numRuns: 200 }); // prettier-ignore
});

test('planning again after the plan was carried out changes nothing', async () => {
  const row = fc.record({
    kind: fc.constantFrom('ICPC', 'RCPC', 'Transfer in', 'CLA review', 'nonsense'),
    ref: fc.constantFrom('', 'RBC/1', 'RBC/2', 'RBC/3'),
    child: fc.constantFrom('1', '2', '3', ''),
    born: fc.constantFrom('2015', 'EDD 03/2027', ''),
    date: fc.constantFrom('07/12/2026', '08/12/2026', '31/02/2027'),
    start: fc.constantFrom('10:00', '2pm', ''),
    end: fc.constantFrom('', '17:00'),
    venue: fc.constantFrom('', 'Teams', 'Civic Offices'),
    mode: fc.constantFrom('', 'Virtual', 'In person'),
  });
  await fc.assert(fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
    const list = listOf(...rows);
    const first = (await planFor(list)).plan.rows;
    const second = (await planFor(list, { known: carriedOut(first) })).plan.rows;
    const expected = first.map(({ action }) => (action === 'create' || action === 'merge' ? 'unchanged' : action));
    expect(second.map(({ action }) => action)).toEqual(expected);
  }), { numRuns: 400 }); // prettier-ignore
});

test('the same list always gives the same plan', async () => {
  const once = JSON.stringify(await planFor(fixture('every-slip.csv')));
  expect(JSON.stringify(await planFor(fixture('every-slip.csv')))).toBe(once);
});
