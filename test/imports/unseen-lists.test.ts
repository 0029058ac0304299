/** Lists as people in local authorities make them: a careful reader sees at once what is meant, or asks. */
import { planFor, planOrRefusal, rowsFor } from './plans.js';
import { workbook } from './workbooks.js';

const csv = (...rows: readonly string[]): string => rows.join('\n');
const read = async (list: string | Uint8Array) =>
  (await rowsFor(list)).map(({ row, action, kind, start }) =>
    [row, action, kind, start?.slice(0, 16)].filter((fact) => fact != null).join(' '),
  );
const asked = async (list: string) =>
  (await rowsFor(list)).map(({ warnings }) =>
    warnings.filter(({ mustConfirm }: any) => mustConfirm).map(({ message }: any) => message),
  );

test('the day in the title counts for all rows, once somebody confirms it', async () => {
  const list = csv('CP conferences for Monday 7 December 2026', '', 'Time,Type,Child ID', '09:30,RCPC,1', '2pm,ICPC,2');
  expect(await read(list)).toEqual(['4 create rcpc 2026-12-07T09:30', '5 create icpc 2026-12-07T14:00']);
  expect((await asked(list))[0]).toEqual(['No date: 7 December 2026 was taken from the title of the list.']);
});

test.each(['Printed 7 December 2026', 'Conferences w/c 7 December 2026', '1/12/2026 to 31/12/2026'])(
  'the title %j is no day of a conference',
  async (title) =>
    expect(await planOrRefusal(csv(title, 'Time,Type,Child ID', '09:30,RCPC,1'))).toMatch(/Missing: date/),
);

test('a day in a row of its own counts for the rows below it', async () => {
  const list = csv('Time,Type,ID', 'Monday 7 December 2026,,', '09:30,RCPC,1', 'Tue 8 Dec 2026,,', '09:30,RCPC,2');
  expect(await read(list)).toEqual([
    '2 skip', '3 create rcpc 2026-12-07T09:30', '4 skip', '5 create rcpc 2026-12-08T09:30',
  ]); // prettier-ignore
  const other = csv('Time,Type,ID', 'Monday 7 December 2026,,', '09:30,RCPC,1', 'Week of the 14th,,', '09:30,RCPC,2');
  expect((await read(other)).at(-1)).toBe('5 error rcpc');
});

test('a day that is written once for several rows is taken, one that is missing by a slip is not', async () => {
  const once = csv(
    'Date,Time,Type,ID',
    '07/12/2026,09:30,RCPC,1',
    ',11:30,ICPC,2',
    '08/12/2026,10:00,RCPC,3',
    ',14:00,RCPC,4',
  );
  expect((await read(once))[1]).toBe('3 create icpc 2026-12-07T11:30');
  expect((await asked(once))[1]).toEqual(['No date: 7 December 2026 was taken from row 2.']);
  const dated = Array.from({ length: 9 }, (_, i) => `0${i + 1}/12/2026,09:30,RCPC,${i}`);
  expect((await read(csv('Date,Time,Type,ID', ...dated, ',11:30,RCPC,99'))).at(-1)).toBe('11 error rcpc');
});

test('everything about the time in one cell', async () => {
  const list = csv(
    'Type,Conference details,ID',
    'ICPC,Mon 7th Dec 26 @ 2pm-3.30pm (Teams),1',
    'RCPC,Tue 8 Dec 26 10am (hybrid),2',
  );
  expect(await rowsFor(list)).toMatchObject([
    { start: '2026-12-07T14:00:00+00:00', end: '2026-12-07T15:30:00+00:00', mode: 'video' },
    { start: '2026-12-08T10:00:00+00:00', mode: 'hybrid' },
  ]);
});

test('a row of another hub is not recorded here', async () => {
  const list = csv(
    'Hub,Type,Date,Start,ID',
    'Reading BC,RCPC,07/12/2026,10:00,1',
    'Slough,RCPC,07/12/2026,10:00,2',
    'East,RCPC,08/12/2026,10:00,3',
  );
  expect((await rowsFor(list)).map(({ action, reason }) => [action, reason])).toEqual([
    ['create', null], ['skip', 'of another hub: Slough'], ['create', null],
  ]); // prettier-ignore
});

test.each([
  ['CANCELLED', 'skip', false],
  ['cxl', 'skip', false],
  ['Stepped down', 'skip', false],
  ['Not going ahead', 'skip', false],
  ['Moved to 16/12/2026', 'create', true],
  ['Rearranged', 'create', true],
  ['Confirmed', 'create', false],
  ['Not confirmed', 'create', true],
  ['', 'create', false],
])('the status %j', async (status, action, asks) => {
  const list = csv('Type,Date,Start,ID,Status', `RCPC,07/12/2026,10:00,1,${status}`, 'RCPC,08/12/2026,10:00,2,Booked');
  expect((await rowsFor(list))[0]).toMatchObject({ action });
  expect((await asked(list))[0]).toHaveLength(asks ? 1 : 0);
});

test('a tick in a column of what is cancelled', async () => {
  const list = csv('Type,Date,Start,ID,Cancelled', 'RCPC,07/12/2026,10:00,1,Y', 'RCPC,08/12/2026,10:00,2,N');
  expect(await read(list)).toEqual(['2 skip', '3 create rcpc 2026-12-08T10:00']);
});

test('a row that only says which week follows is no conference', async () => {
  const list = csv(
    'Date,Time,Type,ID number',
    'Week commencing 7 December 2026,,,',
    '07/12/2026,10:00,RCPC,1',
    '08/12/2026,10:00,RCPC,2',
  );
  const rows = await rowsFor(list);
  expect(rows.map(({ action }) => action)).toEqual(['skip', 'create', 'create']);
  expect(rows[1]?.['children']).toMatchObject([{ laChildId: '1' }]);
});

test('totals are no conferences', async () => {
  const list = csv('Type,Date,Start,ID', 'RCPC,07/12/2026,10:00,1', 'Total ICPC: 1,,,', 'Total,,,2');
  expect((await rowsFor(list)).map(({ action }) => action)).toEqual(['create', 'skip', 'skip']);
});

test('a weekday that does not fit its date is asked about', async () => {
  const list = csv('Day,Date,Start,Type,ID', 'Mon,07/12/2026,10:00,RCPC,1', 'Mon,08/12/2026,10:00,RCPC,2');
  expect((await rowsFor(list))[1]).toMatchObject({
    action: 'error',
    errors: [{ cell: 'A3', message: 'It says “Mon”, but 8 December 2026 is a Tuesday. Which is right?' }],
  });
});

test('a time that the clocks skip is no time', async () => {
  const list = csv('Type,Date,Start,ID', 'RCPC,28/03/2027,01:30,1');
  expect((await rowsFor(list))[0]?.['errors'][0].message).toMatch(/There is no 01:30 on 28 March 2027/);
});

test.each([
  ['1.5', '11:30'],
  ['0.5', '10:30'],
  ['2', '12:00'],
  ['90', '11:30'],
])('%s in a column of durations ends at %s', async (duration, end) => {
  const list = csv('Type,Date,Start,Duration,ID', `RCPC,07/12/2026,10:00,${duration},1`);
  expect((await rowsFor(list))[0]?.['end'].slice(11, 16)).toBe(end);
});

test('siblings apart by blanks, and those who have no id', async () => {
  const list = csv(
    'Type,Date,Start,Child ID,YOB',
    'RCPC,07/12/2026,10:00,52345 52346,2010/2012',
    'RCPC,08/12/2026,10:00,62345 x2,2010',
  );
  const rows = await rowsFor(list);
  expect(rows[0]?.['children']).toMatchObject([
    { laChildId: '52345', bornYear: 2010 },
    { laChildId: '52346', bornYear: 2012 },
  ]);
  expect(JSON.stringify(rows[1]?.['warnings'])).toContain('more children than it has ids');
});

test('an unborn child with an id makes it a pre-birth conference', async () => {
  expect(await read(csv('Type,Date,Start,ID,DOB/EDD', 'ICPC,07/12/2026,10:00,UB2004,unborn'))).toEqual([
    '2 create pre-birth-icpc 2026-12-07T10:00',
  ]);
});

test('a meeting id that Excel cut down is an error', async () => {
  const list = csv(
    'Type,Date,Start,ID,Meeting ID',
    'RCPC,07/12/2026,10:00,1,4.100013E6',
    'RCPC,08/12/2026,10:00,2,4100014',
  );
  expect((await rowsFor(list))[0]).toMatchObject({ action: 'error', meetingId: null, errors: [{ cell: 'E2' }] });
});

test('of two dates the one to come is read, and the other named', async () => {
  const { plan } = await planFor(csv('ID,ICPC date,RCPC booked date,Time', '1,10/09/2026,07/12/2026,10:00'));
  expect(plan.rows[0]?.conference).toMatchObject({ kind: 'rcpc', time: { start: '2026-12-07T10:00:00+00:00' } });
  expect(plan.notes).toEqual([
    '“ICPC date” may be a date of the conference too and is not read: “RCPC booked date” is. Check the columns.',
  ]);
});

describe('a workbook with a list on more than one sheet', () => {
  const head = ['Date', 'Start', 'Child ID', 'Meeting ID'];
  const sheets = [
    { name: 'ICPC', rows: [head, ['07/12/2026', '10:00', 1, 'M1']] },
    { name: 'RCPC', rows: [['Reviews'], head, ['08/12/2026', '10:00', 2, 'M2'], ['08/12/2026', '11:00', 3, '=A1']] },
    { name: 'Guidance', rows: [['Send by Friday', 'to the police']] },
  ];

  test('is read sheet by sheet, each by its own heading and of its own kind', async () => {
    const { plan, sheet } = await planFor(workbook(sheets));
    expect(sheet).toBe('ICPC');
    expect(plan.notes).toEqual(['Read are sheet 1, “ICPC”; sheet 2, “RCPC”.']);
    expect(await rowsFor(workbook(sheets))).toMatchObject([
      { row: 2, sheet: 'ICPC', action: 'create', kind: 'icpc', meetingId: 'M1' },
      { row: 3, sheet: 'RCPC', action: 'create', kind: 'rcpc', meetingId: 'M2' },
      { row: 4, sheet: 'RCPC', action: 'error', errors: [{ cell: 'D4 of sheet 2' }] },
    ]);
  });

  test('makes one conference of siblings on two of them, and says of which', async () => {
    const months = [
      {
        name: 'Nov',
        rows: [
          ['Type', ...head],
          ['RCPC', '07/12/2026', '10:00', 1, 'M1'],
        ],
      },
      {
        name: 'Dec',
        rows: [
          ['Type', ...head],
          ['RCPC', '07/12/2026', '10:00', 2, 'M1'],
          ['', '', '', 5, ''],
        ],
      },
    ];
    expect(await rowsFor(workbook(months))).toMatchObject([
      { row: 2, sheet: 'Nov', action: 'create', children: [{ laChildId: '1' }, { laChildId: '2' }] },
      { row: 2, sheet: 'Dec', action: 'merge', belongsTo: 2, belongsToSheet: 'Nov' },
      { row: 3, sheet: 'Dec', action: 'conflict', belongsTo: 2, belongsToSheet: 'Nov' },
    ]);
  });

  test('leaves those that are hidden, and names them', async () => {
    const { plan } = await planFor(workbook([sheets[0]!, { ...sheets[1]!, state: 'hidden' }]));
    expect(plan.rows).toHaveLength(1);
    expect(plan.notes).toEqual([
      'There is a list hidden in “RCPC” too, which was not read: send it as a file of its own.',
    ]);
  });
});
