import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actionsFor, fixture, listOf, planFor, planOrRefusal, rowsFor, today, whole } from './plans.js';
import { workbook, zip, type Cell } from './workbooks.js';
import { readPlan } from '../../src/imports/read-plan.js';
import { loadReferenceData } from '../../config/reference-data.js';
import { NOTHING_KNOWN } from '../../src/imports/known.js';

const text = (encoding: BufferEncoding, list: string): Uint8Array => new Uint8Array(Buffer.from(list, encoding));
const list = 'Type,Ref,Child ID,Date,Start,Venue\nRCPC,A/1,70001,07/12/2026,10:00,Café – “Room”\n';

test.each([
  ['UTF-8', text('utf8', list)],
  ['UTF-8 with a byte order mark', text('utf8', `\uFEFF${list}`)],
  ['UTF-16 with a byte order mark', text('utf16le', `\uFEFF${list}`)],
  ['UTF-16 without one', text('utf16le', list)],
  ['UTF-16 the other way round', new Uint8Array(Buffer.from(`\uFEFF${list}`, 'utf16le').swap16())],
  ['Windows-1252', text('latin1', list.replace('–', '\x96').replace('“', '\x93').replace('”', '\x94'))],
  ['semicolons', text('utf8', list.replaceAll(',', ';'))],
  ['tabs', text('utf8', list.replaceAll(',', '\t'))],
  ['a line of its own for the separator', text('utf8', `sep=;\r\n${list.replaceAll(',', ';')}`)],
  ['old Mac line ends', text('utf8', list.replaceAll('\n', '\r'))],
])('a list in %s is read', async (_, bytes) => {
  expect(await rowsFor(bytes)).toMatchObject([{ row: 2, action: 'create', meetingId: 'A/1', venue: 'Café – “Room”' }]);
});

test('rows are counted as a spreadsheet shows them: quoted line breaks do not count, blank rows do', async () => {
  const written =
    'Type,Ref,Child ID,Date,Start,Notes\nRCPC,A/1,1,07/12/2026,10:00,"one\ntwo\n"\n\n\nRCPC,A/2,2,08/12/2026,10:00\n';
  expect(await actionsFor(written)).toEqual(['2 create', '5 create']);
});

test('ragged rows, stray quotation marks and cells beyond the heading do no harm', async () => {
  const written =
    'Type,Ref,Child ID,Date,Start\nRCPC,A/1,1,07/12/2026,10:00,x,y,"z" z\nRCPC,A"2,2,08/12/2026,10:00\nRCPC,A/3,3\n';
  expect(await actionsFor(written)).toEqual(['2 create', '3 create', '4 error']);
});

test('a list is the same however the file is cut into pieces', async () => {
  const rows = Array.from({ length: 3000 }, (_, at) => ({
    ref: `R/${at}`,
    child: `${70000 + at}`,
    notes: 'says "no", é'.repeat(at % 9),
  }));
  const plan = await planFor(listOf(...rows));
  expect(plan.plan.counts.create).toBe(3000);
  expect(plan.plan.rows.at(-1)?.listed).toMatchObject({ row: 3001, meetingId: 'R/2999' });
});

const HEAD: Cell[] = ['Conference Type', 'Meeting ref', 'Child ID', 'DOB', 'Date', 'Start', 'End', 'Format'];
const DAY = 46363; // 7 December 2026

test('numbers of a workbook are the dates and times they are shown as', async () => {
  const bytes = workbook([
    {
      rows: [
        HEAD,
        [
          'RCPC',
          { shared: 'A/1' },
          70001,
          { value: 42036, style: 'date' },
          { value: DAY, style: 'britishDate' },
          { value: 0.4166666666666667, style: 'time' },
          { value: 0.479166666666667, style: 'time' },
          'Virtual',
        ],
        ['RCPC', 'A/2', 70002, 2016, { value: DAY + 0.5833333333, style: 'dateAndTime' }, null, null, 'Virtual'],
        ['RCPC', 'A/3', 70003, 2016, DAY, 0.5, 14.3, 'Virtual'],
        ['RCPC', 'A/4', 70004, 2016, '7 December 2026', '2pm', 1530, 'Virtual'],
        ['RCPC', 'A/5', 70005, 2016, { isoDate: '2026-12-07' }, 9.300000000000001, null, 'Virtual'],
        [
          'RCPC',
          'A/6',
          70006,
          2016,
          { value: DAY, style: 'date' },
          { value: DAY + 0.625, style: 'time' },
          null,
          'Virtual',
        ],
      ],
    },
  ]);
  const rows = await rowsFor(bytes);
  expect(rows.map(({ start, end }) => [start.slice(0, 16), end.slice(11, 16)])).toEqual([
    ['2026-12-07T10:00', '11:30'],
    ['2026-12-07T14:00', '15:30'],
    ['2026-12-07T12:00', '14:30'],
    ['2026-12-07T14:00', '15:30'],
    ['2026-12-07T09:30', '11:00'],
    ['2026-12-07T15:00', '16:30'],
  ]);
  expect(rows[0]?.['children']).toEqual([{ laChildId: '70001', initials: null, bornYear: 2015, expected: null }]);
});

test('a workbook that counts days from 1904 gives the same dates', async () => {
  const rows: Cell[][] = [
    HEAD,
    ['RCPC', 'A/1', 70001, 2015, { value: DAY - 1462, style: 'date' }, '10:00', null, 'Virtual'],
  ];
  expect(await rowsFor(workbook([{ rows }], true))).toMatchObject([{ start: '2026-12-07T10:00:00+00:00' }]);
});

test('the heading may stand below titles and blank rows, in two rows, on the second sheet', async () => {
  const bytes = workbook([
    { name: 'Read me', rows: [['This workbook is for partners.']] },
    { name: 'Old', state: 'hidden', rows: [HEAD, ['RCPC', 'X/1', 1, 2015, '01/12/2026', '10:00']] },
    {
      name: 'December',
      rows: [
        ['Child protection conferences'],
        [],
        ['Conference', null, 'Child', null, 'When'],
        ['Type', 'Ref', 'ID', 'DOB', 'Date', 'Start', 'End'],
        ['RCPC', 'A/1', 70001, 2015, '07/12/2026', '10:00', '11:30'],
      ],
      merges: ['A1:G1', 'A3:B3', 'C3:D3', 'E3:G3'],
    },
  ]);
  const read = await planFor(bytes);
  expect([read.sheet, read.headerRow]).toEqual(['December', 4]);
  expect(read.plan.rows.map(({ listed }) => [listed.row, listed.meetingId, listed.time?.end])).toEqual([
    [5, 'A/1', '2026-12-07T11:30:00+00:00'],
  ]);
});

test('a cell joined over the rows of siblings counts for each of them', async () => {
  const bytes = workbook([
    {
      rows: [
        HEAD,
        ['RCPC', 'A/1', 70001, 2015, '07/12/2026', '10:00', '11:30', 'Virtual'],
        [null, null, 70002, 2017],
        ['RCPC', 'A/2', 70003, 2017, '08/12/2026', '10:00', '11:30', 'Virtual'],
      ],
      merges: ['A2:A3', 'B2:B3', 'E2:E3', 'F2:F3', 'G2:G3', 'H2:H3'],
    },
  ]);
  expect(await actionsFor(bytes)).toEqual(['2 create', '3 merge of 2', '4 create']);
});

test('hidden rows are read, and it is said that they are hidden', async () => {
  const rows: Cell[][] = [HEAD, ['RCPC', 'A/1', 70001, 2015, '07/12/2026', '10:00', '11:30', 'Virtual']];
  const { plan } = await planFor(workbook([{ rows, hiddenRows: [2] }]));
  expect(plan.notes).toEqual(['1 row is hidden in the sheet and read all the same.']);
  expect(plan.rows[0]?.action).toBe('create');
});

test('a formula is an error in a column that is read and nothing in one that is not', async () => {
  const formula: Cell = { formula: 'TODAY()+7', value: '46363' };
  const bytes = workbook([
    {
      rows: [
        [...HEAD, 'Colour'],
        ['RCPC', 'A/1', 70001, 2015, formula, '10:00', '11:30', 'Virtual', 'red'],
        ['RCPC', 'A/2', 70002, 2015, '07/12/2026', '10:00', '11:30', 'Virtual', { formula: 'A1' }],
      ],
    },
  ]);
  const rows = await rowsFor(bytes);
  expect(rows.map(({ action, errors }) => [action, errors])).toEqual([
    ['error', [{ column: 'Date', cell: 'E2', message: 'A formula: paste its value instead.' }]],
    ['create', []],
  ]);
});

const page = '<html><body><table><tr><td>Type</td></tr></table></body></html>';
const compound = Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]);

test.each([
  ['an empty file', new Uint8Array(), 'The file is empty: there is no list in it.'],
  ['blank rows only', text('utf8', '\n\n,,\n'), 'The file is empty: there is no list in it.'],
  [
    'an old .xls',
    new Uint8Array(compound),
    'The file is an old Excel file (.xls). Open it in Excel and save it as .xlsx or .csv.',
  ],
  [
    'an encrypted workbook',
    new Uint8Array(Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')])),
    'The file is protected with a password. Save it without one and send it again.',
  ],
  [
    'a PDF',
    text('utf8', '%PDF-1.7 …'),
    'The file is a PDF document, not a list in .xlsx or .csv. Open it in Excel and save it as .xlsx or .csv.',
  ],
  [
    'a page called .xls',
    text('utf8', page),
    'The file is a web page, not a list in .xlsx or .csv. Open it in Excel and save it as .xlsx or .csv.',
  ],
  [
    'a Word document',
    zip([{ name: 'word/document.xml', content: '<w/>' }]),
    'The file is a Word document, not a list in .xlsx or .csv. Open it in Excel and save it as .xlsx or .csv.',
  ],
  [
    'a picture',
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3]),
    'The file is a picture, not a list in .xlsx or .csv. Open it in Excel and save it as .xlsx or .csv.',
  ],
  [
    'half a workbook',
    workbook([{ rows: [HEAD] }]).slice(0, 700),
    'The file is damaged: the archive inside it cannot be read. Open it in Excel and save it as .xlsx or .csv.',
  ],
  [
    'an open quotation mark',
    text('utf8', `${list}RCPC,"A/2,1,07/12/2026,10:00\n`),
    'Row 3 opens a quotation mark that is never closed. Close it, or save the list as .xlsx.',
  ],
  [
    'a row of a million letters',
    text('utf8', 'x'.repeat(1_100_000)),
    'Row 1 is longer than any row of a list. Write one conference in each row.',
  ],
])('%s is refused with a sentence', async (_, bytes, sentence) => expect(await planOrRefusal(bytes)).toBe(sentence));

const bomb = 'The file unpacks to far more than a list of conferences needs, so it was not opened.';
const parts = (sheet: string, claimedSize?: number) =>
  zip([
    { name: 'xl/workbook.xml', content: '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>' },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content:
        '<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    },
    { name: 'xl/worksheets/sheet1.xml', content: sheet, ...(claimedSize === undefined ? {} : { claimedSize }) },
  ]);

test('a zip bomb is refused, by what it claims and by what comes out of it', async () => {
  const spaces = `<worksheet><sheetData>${' '.repeat(60 * 1024 * 1024)}`;
  expect(await planOrRefusal(parts(spaces))).toBe(bomb);
  expect(await planOrRefusal(parts('<worksheet/>', 4_000_000_000))).toBe(bomb);
  // One that claims to be small is cut off where its claim ends.
  expect(await planOrRefusal(parts(spaces, 1000))).toMatch(/^The file is damaged: /);
});

test('an entity bomb is refused', async () => {
  const sheet = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>';
  expect(await planOrRefusal(parts(sheet))).toMatch(/^The file is damaged: it declares a document type/);
});

test('more than 200,000 rows and more than 200 MB are refused', async () => {
  const rows = `Type,Ref,Child ID,Date,Start\n${'RCPC,A/1,1,07/12/2026,10:00\n'.repeat(200_001)}`;
  expect(await planOrRefusal(rows)).toBe('The list has more than 200,000 rows. Send a part of it at a time.');
  const folder = await mkdtemp(join(tmpdir(), 'lists-'));
  const file = join(folder, 'large.csv');
  await writeFile(file, 'Type,Date\n');
  await truncate(file, 201 * 1024 * 1024);
  const reference = loadReferenceData();
  const hub = reference.hubs[0] as (typeof reference.hubs)[number];
  const read = await readPlan(file, {
    hub,
    hubs: reference.hubs,
    calendar: reference.calendar,
    known: NOTHING_KNOWN,
    today,
  });
  await rm(folder, { recursive: true });
  expect(read).toEqual({ ok: false, refusal: { kind: 'too-large' } });
});

test('a file of random bytes is no list', async () => {
  expect(await planOrRefusal(new Uint8Array(randomBytes(5000)))).toMatch(/^The file is no text/);
});

test('the same list as a file and as bytes gives the same plan', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lists-'));
  const file = join(folder, 'list.csv');
  await writeFile(file, fixture('every-slip.csv'));
  const reference = loadReferenceData();
  const hub = reference.hub('reading');
  if (hub === undefined) throw new Error('There is no Reading hub.');
  const read = await readPlan(file, {
    hub,
    hubs: reference.hubs,
    calendar: reference.calendar,
    known: NOTHING_KNOWN,
    today,
  });
  await rm(folder, { recursive: true });
  expect(JSON.stringify(read.ok && whole(read.value))).toBe(JSON.stringify(await planFor(fixture('every-slip.csv'))));
});
