import { findColumns } from '../../src/imports/columns.js';
import { headerMeaning } from '../../src/imports/fields.js';
import { looksLikeName } from '../../src/imports/looks.js';
import { planFor, planOrRefusal, today } from './plans.js';

const fieldOf = (header: string): string => {
  const meaning = headerMeaning(header);
  return meaning.kind === 'field' ? meaning.field : meaning.kind;
};

test.each([
  ['kind', ['Conference Type', 'Type of meeting', 'Mtg', 'Mtg type', 'Type', 'CPC type', 'ICPC/RCPC', 'Meeting Type']],
  [
    'meetingId',
    ['Meeting ref', 'Meeting ID', 'Conference reference', 'Conf. ID', 'meeting_id', 'Ref', 'CPC Ref No', 'MeetingId'],
  ],
  [
    'childId',
    [
      'Child ID',
      'LCS ID',
      'Mosaic ID',
      "Child's ID",
      'Person ID',
      'Client No.',
      'LCS',
      'LCS number',
      'LAchildID',
      'Case No',
      'Child LCS ID',
    ],
  ],
  ['birth', ['DOB/EDD', 'D.O.B', 'D.O.B.', 'Date of Birth', 'DOB', 'Year of birth', 'Child DOB', 'Birth date']],
  ['expected', ['EDD', 'Expected date of delivery']],
  [
    'date',
    [
      'Date',
      'Conf date',
      'Conference Date',
      'Date of conference',
      'Date (dd/mm/yyyy)',
      'Review date',
      'When',
      'Date and time',
      'Date of CPC',
      'icpc_icpc_date',
      'cppr_cp_review_date',
    ],
  ],
  ['start', ['Start', 'Start time', 'From', 'Time from', 'Conference start time', 'Starts at']],
  ['end', ['End', 'Finish', 'To', 'Time to', 'End time', 'Finish time']],
  ['time', ['Time', 'Time from/to', 'Time of conference', 'Start - finish', 'Time (24hr)']],
  ['mode', ['Format', 'Mode', 'How held', 'Virtual / F2F', 'Meeting format']],
  ['venue', ['Venue', 'Venue / link', 'Location', 'Room', 'Where']],
  ['previousOn', ['Last conf', 'Previous conference date', 'Date of last review', 'Last CPC']],
  ['strategyOn', ['Strat date', 'Strategy discussion date', 'Date of strategy meeting']],
  ['transferIn', ['icpc_icpc_transfer_in', 'Transfer in?']],
  ['notes', ['Notes', 'Comments', 'Additional information']],
  ['names', ['Child name', 'Family name', 'Surname', 'Social Worker', 'Allocated SW', "Mother's name", 'Name']],
  [
    'other',
    [
      'Review due',
      'icpc_icpc_target_date',
      'cppr_cp_review_due',
      'Report due',
      'Date invite sent',
      'CP plan start date',
      'Team',
      'Postcode',
      'School',
    ],
  ],
] as const)('the heading of %s is known in many spellings', (field, headers) => {
  expect(headers.map((header) => [header, fieldOf(header)])).toEqual(headers.map((header) => [header, field]));
});

const rules = { order: 'day-first', today, from1904: false } as const;

test('a heading is not believed when no cell bears it out', () => {
  const found = findColumns(
    ['Conference', 'Day'],
    [
      ['1', 'first'],
      ['2', 'second'],
    ],
    rules,
  );
  expect(found.mapped).toEqual([]);
});

test('a column without a heading is taken by its cells, with half the confidence', () => {
  const [date] = findColumns(
    ['', 'Type'],
    [
      ['7/12/2026', 'RCPC'],
      ['8/12/2026', 'ICPC'],
    ],
    rules,
  ).mapped;
  expect(date).toMatchObject({ field: 'date', header: 'A', confidence: 0.5 });
  expect(date?.why).toBe('no known heading, but 100 % of its cells are dates');
});

test('a column of names is never read, whatever its heading', async () => {
  const list =
    'Type,Child,Ref code,Date,Start\nRCPC,Una Ashdown,Ivo Birch,07/12/2026,10:00\nRCPC,Mo Cedar,Ann Elder,08/12/2026,10:00';
  const { plan } = await planFor(list);
  expect(plan.mapping.columns.unread).toEqual([
    { column: 1, header: 'Child', why: 'not read: looks like names' },
    { column: 2, header: 'Ref code', why: 'not read: looks like names' },
  ]);
  expect(JSON.stringify(plan)).not.toMatch(/Ashdown|Birch|Cedar|Elder/);
});

test.each([
  ['Una Ashdown', true],
  ['ASHDOWN, Una', true],
  ["O'Brien, Pat", true],
  ['Civic Offices', false],
  ['Microsoft Teams', false],
  ['IRO 4', false],
  ['RCPC', false],
])('%j looks like a name: %s', (text, expected) => expect(looksLikeName(text)).toBe(expected));

test('a person’s columns override what the headings say', async () => {
  const list = 'Type,Case,Booked,Agreed,Start\nRCPC,70001,01/12/2026,07/12/2026,10:00';
  const { plan } = await planFor(list, { columns: { date: 'agreed', meetingId: 'Case' } });
  expect(plan.rows[0]?.conference).toMatchObject({ meetingId: '70001', time: { start: '2026-12-07T10:00:00+00:00' } });
});

test('a list without a heading that is known is refused with what was seen and what is missing', async () => {
  expect(await planOrRefusal('Name,Colour,Price\na,red,3\nb,blue,4')).toBe(
    'No row was recognised as the heading of a list of conferences. Seen: “Name”, “Colour”, “Price”. ' +
      'Missing: date of the conference, kind of conference.',
  );
});
