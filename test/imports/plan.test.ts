import { actionsFor, carriedOut, fixture, listOf, planFor, rowsFor } from './plans.js';
import { knownAmong, type KnownConference } from '../../src/imports/known.js';

test('every slip of a list is found at its cell, and nothing else is held up', async () => {
  const rows = await rowsFor(fixture('every-slip.csv'));
  const found = rows.map(({ row, action, kind, errors, warnings, reason }) => [
    `${row} ${action} ${kind}`,
    ...[...errors, ...warnings].map(({ cell, column, message }) => `${cell} ${column}: ${message}`),
    ...(reason === null ? [] : [reason]),
  ]);
  expect(found).toEqual([
    ['2 create rcpc'],
    ['3 merge rcpc'],
    ['4 create rcpc'],
    ['5 create pre-birth-icpc'],
    ['6 create transfer-in'],
    ['7 unchanged rcpc', 'the same row once more'],
    ['8 error rcpc', 'E8 Date: “31/02/2027” is no date that exists. Write it as 7/12/2026.'],
    [
      '9 error rcpc',
      'L9 Notes: A formula: paste its value instead.',
      'C9 Child ID: The child id is missing.',
      'G9 End: No end: 90 minutes were assumed.',
    ],
    ['10 create rcpc', 'E10 Date: Fri 25 Dec is a bank holiday (Christmas Day).'],
    ['11 skip null', 'not a child protection conference: “CLA review”'],
    ['12 create rcpc', 'E12 Date: Sat 12 Dec is at a weekend.'],
    ['13 create rcpc', 'C13 Child ID: The child id is missing.'],
    [
      '14 error null',
      'A14 Conference Type: “Case talk” is no kind of conference that is known. Write ICPC, RCPC or transfer-in.',
    ],
    ['15 conflict rcpc', 'Meeting OX/0111 is at another time in row 16. Which is right?'],
    ['16 conflict rcpc', 'Meeting OX/0111 is at another time in row 15. Which is right?'],
    [
      '17 error rcpc',
      'G17 End: The end “14:30” is not after the start.',
      'C17 Child ID: A child id has a digit in it; this looks like a name and was not read.',
    ],
    ['18 error rcpc', 'F18 Start: “2.30” may be morning or afternoon. Write it as 14:00 or 2pm.'],
  ]);
});

test('the agreed keys of a row are printed with their values', async () => {
  const [first] = await rowsFor(fixture('every-slip.csv'));
  expect(first).toEqual({
    row: 2,
    action: 'create',
    kind: 'rcpc',
    meetingId: 'OX/0101',
    children: [
      { laChildId: '60311', initials: null, bornYear: 2015, expected: null },
      { laChildId: '60312', initials: null, bornYear: 2018, expected: null },
    ],
    start: '2026-12-07T10:00:00+00:00',
    end: '2026-12-07T11:30:00+00:00',
    mode: 'video',
    errors: [],
    warnings: [],
    belongsTo: null,
    reason: null,
    venue: 'Teams',
    previousOn: '2026-06-14',
    hash: expect.stringMatching(/^[\w-]{22}$/),
  });
});

test('notes give their facts and nothing more', async () => {
  const rows = await rowsFor(fixture('every-slip.csv'));
  expect(rows[2]).toMatchObject({ policeRequested: true, mode: 'in-person' });
  expect(rows[3]).toMatchObject({ strategyOn: '2026-11-19', children: [{ laChildId: '61002', expected: '2027-02' }] });
  expect(rows[4]).toMatchObject({ transfer: { from: 'Hampshire', notifiedOn: '2026-11-20' } });
  expect(JSON.stringify(rows)).not.toContain('sibling');
});

test('a day of birth is in nothing that is kept', async () => {
  const read = await planFor(listOf({ born: '14/03/2015' }));
  const kept = JSON.stringify(read);
  expect(kept).toContain('"bornYear":2015');
  expect(kept).not.toMatch(/14\/03|2015-03|03-14/);
  const other = await planFor(listOf({ born: '15/03/2015' }));
  expect(other.plan.rows[0]?.listed.hash).toBe(read.plan.rows[0]?.listed.hash);
});

test.each([
  ['summer', '07/06/2027', '2027-06-07T10:00:00+01:00'],
  ['winter', '08/12/2026', '2026-12-08T10:00:00+00:00'],
  ['the day the clocks go forward', '28/03/2027', '2027-03-28T10:00:00+01:00'],
  ['the day they go back', '31/10/2027', '2027-10-31T10:00:00+00:00'],
])('a time in %s has the offset of London', async (_, date, start) =>
  expect(await rowsFor(listOf({ date }))).toMatchObject([{ start }]),
);

test.each([
  ['Initial', 'icpc'],
  ['Review', 'rcpc'],
  ['Initial CPC', 'icpc'],
  ['R.C.P.C.', 'rcpc'],
  ['Rev. CP Conf', 'rcpc'],
  ['1st Review', 'rcpc'],
  ['RCPC2', 'rcpc'],
  ['Transfer In', 'transfer-in'],
  ['ICPC - transfer in', 'transfer-in'],
  ['Pre-birth', 'pre-birth-icpc'],
  ['Unborn ICPC', 'pre-birth-icpc'],
  ['RCPC / CLA review', 'combined-review'],
  ['Early review conference', 'early-review'],
])('the kind %j is %s', async (kind, expected) =>
  expect(await rowsFor(listOf({ kind }))).toMatchObject([{ action: 'create', kind: expected }]),
);

test.each([
  'CLA review',
  'LAC Review',
  'Core Group',
  'Strategy meeting',
  'CIN review',
  'LADO',
  'Legal planning',
  'MARAC',
  'PLO',
])('%s is no conference to record', async (kind) =>
  expect(await rowsFor(listOf({ kind }))).toMatchObject([{ action: 'skip', kind: null }]),
);

test('a row that is called off creates nothing', async () => {
  expect(await actionsFor(listOf({ kind: 'RCPC - cancelled' }, { start: 'Postponed', ref: 'RBC/2' }))).toEqual([
    '2 skip',
    '3 skip',
  ]);
});

test('several children in one cell are several children', async () => {
  const rows = await rowsFor(listOf({ child: '70001, 70002 & 70003', born: '2015, 2016, 2018' }));
  expect(rows[0]?.['children'].map((child: any) => [child.laChildId, child.bornYear])).toEqual([
    ['70001', 2015],
    ['70002', 2016],
    ['70003', 2018],
  ]);
});

test.each([
  ['70001.0', '70001'],
  ['LCS-70001', 'LCS-70001'],
  ['70001 (twin)', '70001'],
  ['="0070001"', '0070001'],
])('the child id %j is %s', async (child, id) =>
  expect(await rowsFor(listOf({ child }))).toMatchObject([{ children: [{ laChildId: id }] }]),
);

test('a number that Excel cut down is an error, not a child', async () => {
  expect(await rowsFor(listOf({ child: '9.03E+10' }))).toMatchObject([{ action: 'error', errors: [{ cell: 'C2' }] }]);
});

test('rows of one meeting are one conference, whatever stands between them', async () => {
  const list = listOf({ child: '1' }, { ref: 'RBC/2', child: '5' }, { ref: 'rbc/1 ', child: '2' }, { child: '1' });
  expect(await actionsFor(list)).toEqual(['2 create', '3 create', '4 merge of 2', '5 unchanged of 2']);
});

test('a born and an unborn sibling share an ordinary conference', async () => {
  const rows = await rowsFor(listOf({ kind: 'ICPC' }, { kind: 'ICPC', child: '', born: 'EDD 14/03/2027' }));
  expect(rows.map(({ action, kind }) => [action, kind])).toEqual([
    ['create', 'icpc'],
    ['merge', 'pre-birth-icpc'],
  ]);
});

test('an initial conference and a review under one meeting id are a question', async () => {
  const rows = await rowsFor(listOf({}, { kind: 'ICPC', child: '2' }));
  expect(rows.map(({ action, reason }) => [action, reason])).toEqual([
    ['conflict', 'Meeting RBC/1 is called ICPC in row 3. Which is right?'],
    ['conflict', 'Meeting RBC/1 is called RCPC in row 2. Which is right?'],
  ]);
});

test('without a meeting id, the same time and place are a question', async () => {
  const nameless = { ref: '', venue: 'Civic Offices' };
  const rows = await rowsFor(
    listOf(nameless, { ...nameless, child: '2' }, { ...nameless, child: '3', start: '13:00', end: '' }),
  );
  expect(rows.map(({ action, belongsTo, reason }) => [action, belongsTo, reason])).toEqual([
    ['create', null, null],
    ['conflict', 2, 'Same time and place as row 2: siblings?'],
    ['create', null, null],
  ]);
});

test('two chairs at the same time are two conferences', async () => {
  const list =
    'Type,Child ID,Date,Start,Venue,Chair\nRCPC,1,07/12/2026,10:00,Teams,IRO 1\nRCPC,2,07/12/2026,10:00,Teams,IRO 2';
  expect(await actionsFor(list)).toEqual(['2 create', '3 create']);
});

test('a child on a row of its own may be a sibling of those above', async () => {
  const rows = await rowsFor(fixture('two-heading-rows.csv'));
  expect(rows.map(({ row, action, belongsTo }) => `${row} ${action}${belongsTo ? ` of ${belongsTo}` : ''}`)).toEqual([
    '4 create', '5 merge of 4', '6 conflict of 4', '7 create', '8 create',
    '11 error', '12 error', '13 create', '14 error', '15 skip',
  ]); // prettier-ignore
  expect(rows[3]?.['warnings'].map(({ message }: any) => message)).toEqual([
    'Row 14 of the same meeting cannot be read: its child is missing here.',
  ]);
});

test('month first is decided for a whole column and said', async () => {
  const read = await planFor(fixture('month-first.csv'));
  expect(read.plan.rows.map(({ listed }) => listed.time?.start.slice(0, 10))).toEqual([
    '2026-12-07',
    '2026-12-14',
    '2026-12-01',
  ]);
  expect(read.plan.notes[0]).toBe(
    '“Date” is read month first (12/25/2026): 1 of its dates exist only so. Check it before you go on.',
  );
  expect(read.plan.rows.map(({ warnings }) => warnings.map(({ message }) => message))).toEqual([
    ['Read month first, like its column: 7 December 2026.'],
    ['The child id is missing.'],
    ['Read month first, like its column: 1 December 2026.'],
  ]);
});

test('a list of what was held has days and no times', async () => {
  const initial = await rowsFor(fixture('dataset-initial.csv'));
  expect(initial.map(({ action, kind, meetingId, start, end }) => [action, kind, meetingId, start, end])).toEqual([
    ['create', 'icpc', 'SBC-9', '2026-12-01', null],
    ['merge', 'icpc', 'SBC-9', '2026-12-01', null],
    ['create', 'transfer-in', 'SBC-11', '2026-12-08', null],
  ]);
  expect(await actionsFor(fixture('dataset-reviews.csv'))).toEqual(['2 create', '3 merge of 2']);
});

test('titles, names, semicolons and a total do not hide the list', async () => {
  const read = await planFor(fixture('semicolons-title-names.csv'));
  expect(read.headerRow).toBe(4);
  expect(JSON.stringify(read)).not.toMatch(/Ashdown|Rowan/);
  expect(await actionsFor(fixture('semicolons-title-names.csv'))).toEqual([
    '5 create', '6 conflict of 5', '7 create', '8 create', '9 skip', '10 create', '11 error', '12 skip',
  ]); // prettier-ignore
});

test('date and time in one cell, other separators and a call-off are read', async () => {
  expect(await actionsFor(fixture('tabs-date-and-time.tsv'))).toEqual([
    '2 create', '3 conflict', '4 conflict', '5 skip', '6 skip', '7 skip', '8 error',
  ]); // prettier-ignore
});

describe('beside what is recorded', () => {
  const recorded = (more: Partial<KnownConference> = {}): KnownConference => ({
    reference: 'TV-26-000007',
    version: 3,
    kind: 'rcpc',
    isOpen: true,
    meetingId: 'RBC/1',
    date: Temporal.PlainDate.from('2026-12-07'),
    startsAt: Temporal.Instant.from('2026-12-07T10:00:00Z'),
    endsAt: Temporal.Instant.from('2026-12-07T11:30:00Z'),
    mode: 'video',
    venue: 'Teams',
    childIds: ['70001'],
    ...more,
  });
  const against = async (list: string, more: Partial<KnownConference> = {}) => {
    const [row] = await rowsFor(list, { known: knownAmong([recorded(more)]) });
    return [row?.['action'], row?.['reason'] ?? row?.['changes']];
  };

  test('the same conference is unchanged', async () => {
    expect(await against(listOf({}))).toEqual(['unchanged', []]);
    expect(await against(listOf({ ref: '' }))).toEqual(['unchanged', []]);
    expect(
      await against(listOf({ end: '', mode: 'Remote' }), { endsAt: Temporal.Instant.from('2026-12-07T12:00:00Z') }),
    ).toEqual(['unchanged', []]);
  });

  test('what differs is named', async () => {
    expect(await against(listOf({ start: '13:00', end: '14:30', child: '70002' }))).toEqual([
      'update',
      [
        { what: 'start', from: '2026-12-07T10:00:00+00:00', to: '2026-12-07T13:00:00+00:00' },
        { what: 'end', from: '2026-12-07T11:30:00+00:00', to: '2026-12-07T14:30:00+00:00' },
        { what: 'children', from: '70001', to: '70001, 70002' },
      ],
    ]);
  });

  test.each([
    [{ kind: 'early-review' as const }, {}, 'TV-26-000007 is recorded as Early RCPC. Was its kind changed?'],
    [{ kind: 'icpc' as const }, {}, 'TV-26-000007 has this meeting id as ICPC. Was its kind changed?'],
    [
      { isOpen: false },
      { date: '08/12/2026' },
      'TV-26-000007 is closed, and the list has it at another time. Is this a further sitting?',
    ],
    [
      { meetingId: 'RBC/9' },
      {},
      'TV-26-000007 is about the same child at the same time, as meeting RBC/9. Are they one?',
    ],
    [
      { meetingId: null },
      { ref: '', date: '14/12/2026' },
      'TV-26-000007 is about the same child on Mon 7 Dec 2026. Was it moved?',
    ],
  ])('what only a person can know is asked', async (known, row, question) =>
    expect(await against(listOf(row), known)).toEqual(['conflict', question]),
  );

  test.each([
    'every-slip.csv',
    'semicolons-title-names.csv',
    'month-first.csv',
    'dataset-initial.csv',
    'two-heading-rows.csv',
  ])('a second run of %s changes nothing', async (name) => {
    const first = await planFor(fixture(name));
    const second = await planFor(fixture(name), { known: carriedOut(first.plan.rows) });
    const expected = first.plan.rows.map(({ action }) =>
      action === 'create' || action === 'merge' ? 'unchanged' : action,
    );
    expect(second.plan.rows.map(({ action }) => action)).toEqual(expected);
  });
});
