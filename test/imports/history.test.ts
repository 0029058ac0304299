import { knownAmong, type KnownConference, type KnownPast } from '../../src/imports/known.js';
import { readOutcome } from '../../src/imports/written-outcomes.js';
import { readPeople } from '../../src/imports/written-people.js';
import { readReason } from '../../src/imports/written-reasons.js';
import { planFor, rowsFor } from './plans.js';
import { workbook } from './workbooks.js';

const csv = (...lines: readonly string[]): string => lines.join('\r\n');

describe('whether police attended, in one cell', () => {
  const kindOf = (text: string, crossMeansNo = false): string => {
    const read = readOutcome(text, crossMeansNo);
    if (read.kind === 'off') return read.state;
    return read.kind === 'said' ? String(read.outcome) : read.kind;
  };

  test.each([
    ['attended', ['Y', 'yes', 'YES ', 'Attended', 'TVP attended', 'Police attended.', '✓', '✔', 'Attended in full', 'Present', 'true', '1']],
    ['not', ['N', 'No', 'no.', 'DNA', 'D.N.A.', 'Did not attend', "didn't attend", 'Not attended', 'Non-attendance', '✗', 'Apologies', 'Apologies sent', 'Apols', 'No show', 'Report only', 'Report sent', 'Nobody attended', 'false', '0']],
    ['part', ['Part', 'Partial', 'part attended', 'Partially attended', 'Left early']],
    ['cancelled', ['Cancelled', 'canceled', 'Conference cancelled', 'Vacated']],
    ['stood_down', ['Stood down', 'STOOD-DOWN', 'stand down']],
    ['postponed', ['Postponed', 'Rearranged', 'Re-scheduled', 'Adjourned', 'Inquorate', 'not quorate']],
    ['blank', ['', ' ', '-', '?', 'TBC', 'not known', 'awaiting']],
    ['unclear', ['maybe', 'P', 'A', 'Y/N', 'none', 'x', 'X', 'not required', 'Child protection plan', '3', 'yes and no']],
    ['null', ['n/a', 'N/A', 'Not applicable']],
  ])('%s', (expected, cells) => {
    expect(cells.map((cell) => [cell, kindOf(cell)])).toEqual(cells.map((cell) => [cell, expected]));
  }); // prettier-ignore

  test('a cross is a no only beside ticks', () => {
    expect([kindOf('x'), kindOf('x', true)]).toEqual(['unclear', 'not']);
  });

  test.each([
    ['Attended – DC Okafor', 'attended', ['DC Okafor'], null],
    ['Attended by DC 1234 Okafor and PC Smith', 'attended', ['DC 1234 Okafor', 'PC Smith'], null],
    ['Yes (A. Okafor)', 'attended', ['A. Okafor'], null],
    ['Y DC 1234 Okafor', 'attended', ['DC 1234 Okafor'], null],
    ['DC Okafor', 'attended', ['DC Okafor'], null],
    ['No – late notice', 'not', [], 'late-notice'],
    ['N court', 'not', [], 'court'],
    ['Did not attend: on leave', 'not', [], 'leave-no-cover'],
    ['DNA due to double booking', 'not', [], 'conference-clash'],
    ['No, report sent', 'not', [], null],
    ['No - report only', 'not', [], 'assessed-report-only'],
    ['Not invited', 'not', [], 'invite-not-received'],
  ])('“%s” says more than one thing', (text, outcome, people, reason) => {
    const read = readOutcome(text, false);
    expect(read).toMatchObject({ kind: 'said', outcome, reason });
    expect(read.kind === 'said' && read.people.map((person) => person.text)).toEqual(people);
  });

  test('never decides between two answers in one cell, nor what a bare letter or a name alone means', () => {
    expect(kindOf('Attended - cancelled')).not.toBe('cancelled');
    expect(kindOf('No - attended')).toBe('unclear');
    expect(kindOf('Y maybe')).toBe('unclear');
    expect(readOutcome('Ada Okafor', false)).toMatchObject({ caution: expect.stringContaining('name alone') });
  });
});

test.each([
  ['DC 1234 Okafor', [['Okafor', null]]],
  ['A Okafor', [['Okafor', 'A']]],
  ['Okafor, Ada', [['Okafor', 'Ada']]],
  ['DS Ada Okafor; PC 887 Ben Lowe', [['Okafor', 'Ada'], ['Lowe', 'Ben']]],
  ['DC Okafor, PC Smith', [['Okafor', null], ['Smith', null]]],
  ['Ada Okafor & Ben Lowe', [['Okafor', 'Ada'], ['Lowe', 'Ben']]],
  ['T/DS O’Neil (CH4432)', [['O’Neil', null]]],
  ['ada.okafor@thamesvalley-police.example', [['okafor', 'ada']]],
])('“%s” names people', (text, expected) => {
  expect(readPeople(text)?.map(({ surname, given }) => [surname, given])).toEqual(expected);
}); // prettier-ignore

test.each(['MASH', 'late notice', 'Police', 'yes', '1234', 'none', 'Mother and Father'])(
  '“%s” names nobody',
  (text) => {
    expect(readPeople(text)).toBeNull();
  },
);

test.each([
  ['Clash with other conference', 'conference-clash'],
  ['double booked', 'conference-clash'],
  ['Insufficient notice given', 'late-notice'],
  ['Not invited', 'invite-not-received'],
  ['invite went to wrong inbox', 'invite-misrouted'],
  ['Officer sick', 'sickness'],
  ['on A/L', 'leave-no-cover'],
  ['abstracted to custody', 'operational-demand'],
  ['at Crown Court', 'court'],
  ['Teams link failed', 'technical-failure'],
  ['conflict of interest', 'conflict-of-interest'],
  ['report only', 'assessed-report-only'],
  ['sick, and at court before', null],
  ['training day', null],
])('“%s” is the reason %s', (text, code) => {
  expect(readReason(text)).toBe(code);
});

const HEAD =
  'Conference Type,Meeting ref,Child ID,Child Name,Date,TVP attended?,Attended by,Reason not attended,Report sent,Relevant Y/N';
const LIST = csv(
  HEAD,
  'ICPC,R1,1001,Jo Bloggs,03/11/2025,Y,DC 1234 Okafor,,Yes,',
  'ICPC,R2,1002,Al Smith,04/11/2025,N,,late notice,No,',
  'RCPC,R3,1003,Bo Reed,05/11/2025,Yes,"Okafor, Ada",,12/11/2025,Y',
  'RCPC,R4,1004,Cy Reed,06/12/2025,DNA,,everyone at training,,N',
  'RCPC,R5,1005,Di Reed,08/12/2025,part,,,,',
  'ICPC,R6,1006,Ed Reed,09/12/2025,Stood down,,,,',
  'ICPC,R7,1007,Fy Reed,10/12/2025,,,,,',
  'ICPC,R8,1008,Gy Reed,11/12/2025,perhaps,,,,',
  'ICPC,R9,1009,Hy Reed,11/12/2026,Y,DC Okafor,,,',
);

describe('a list of the past', () => {
  test('says of each row what came of it, and reads no name of a child', async () => {
    const rows = await rowsFor(LIST);
    expect(
      rows.map(({ row, action, start, history }) => [
        row,
        action,
        start,
        history?.state,
        history?.outcome,
        history?.people,
      ]),
    ).toEqual([
      [2, 'create', '2025-11-03', 'held', 'attended', ['DC 1234 Okafor']],
      [3, 'create', '2025-11-04', 'held', 'not', []],
      [4, 'create', '2025-11-05', 'held', 'attended', ['Okafor, Ada']],
      [5, 'create', '2025-12-06', 'held', 'not', []],
      [6, 'create', '2025-12-08', 'held', 'part', []],
      [7, 'create', '2025-12-09', 'stood_down', null, []],
      [8, 'create', '2025-12-10', 'held', null, []],
      [9, 'error', '2025-12-11', 'held', null, []],
      [10, 'create', '2026-12-11', undefined, undefined, undefined],
    ]);
    expect(rows[1]?.['history']).toMatchObject({ reason: 'late-notice', report: 'not-sent' });
    expect(rows[2]?.['history']).toMatchObject({ reportOn: '2025-11-12', relevance: 'relevant' });
    expect(rows[3]).toMatchObject({
      history: { reason: 'other', reasonNote: 'everyone at training', relevance: 'not-relevant' },
      warnings: expect.arrayContaining([expect.objectContaining({ column: 'Reason not attended', mustConfirm: true })]),
    });
    expect(rows[7]?.['errors']).toEqual([expect.objectContaining({ cell: 'F9', column: 'TVP attended?' })]);
    expect(JSON.stringify(rows)).not.toMatch(/Bloggs|Reed|Smith/);
  });

  test('adds up to n of N by month, initial conferences and reviews apart, relevance not known as its own number', async () => {
    const { baseline, notes } = (await planFor(LIST)).plan;
    expect(
      baseline.map(({ month, family, n, of, relevanceUnknown }) => [month, family, n, of, relevanceUnknown]),
    ).toEqual([
      ['2025-11', 'ICPC', 1, 2, 0],
      ['2025-11', 'RCPC', 1, 1, 0],
      ['2025-12', 'ICPC', 0, 1, 0],
      ['2025-12', 'RCPC', 0, 0, 1],
    ]);
    expect(notes.join(' ')).toContain('7 conferences of the past would be kept as imported history');
  });

  test('leaves the same rows without outcomes, and those still to come, exactly as they were', async () => {
    const plain = (list: string): Promise<unknown> =>
      rowsFor(list).then((rows) => rows.map(({ hash: _hash, ...row }) => row));
    const head = 'Conference Type,Meeting ref,Child ID,Date,Start';
    const rows = ['RCPC,R1,1001,07/12/2026,10:00', 'ICPC,R2,1002,08/12/2026,14:00'];
    const more = csv(`${head},TVP attended?,Officer`, `${rows[0]},Y,DC Okafor`, `${rows[1]},=1+1,PC Lowe`);
    expect(await plain(more)).toEqual(await plain(csv(head, ...rows)));
  });

  test('accepts a day without a time only of what is over', async () => {
    const head = 'Type,Conference ID,Date,Start time,Attended';
    const rows = await rowsFor(
      csv(head, 'ICPC,R1,03/11/2025,,Y', 'ICPC,R2,04/11/2025,10:00,N', 'ICPC,R3,03/12/2026,,'),
    );
    expect(rows.map(({ action, start }) => [action, start])).toEqual([
      ['create', '2025-11-03'],
      ['create', '2025-11-04T10:00:00+00:00'],
      ['error', null],
    ]);
    expect(rows[0]?.['warnings']).toEqual([
      expect.objectContaining({ message: 'No time is given: the day alone is kept.', mustConfirm: false }),
    ]);
    expect(rows[1]?.['warnings'].filter((note: { mustConfirm: boolean }) => note.mustConfirm)).toEqual([]);
  });

  test.each([
    ['Police attendance', 'Yes', 'attended'],
    ['Attended (Y/N)', 'n', 'not'],
    ['Outcome', 'Did not attend', 'not'],
    ['Did TVP attend?', '✓', 'attended'],
    ['Attended by', 'DC Okafor', 'attended'],
    ['Police Attended', 'Attended – DC Okafor', 'attended'],
  ])('knows the column “%s”', async (header, cell, outcome) => {
    const [row] = await rowsFor(csv(`Type,Conference ID,Date,${header}`, `ICPC,R1,03/11/2025,"${cell}"`));
    expect(row).toMatchObject({ history: { outcome } });
  });

  test.each([
    ['Outcome', 'CP plan'],
    ['Mother attended', 'Yes'],
    ['Officer', 'DC Okafor'],
    ['Attended', ''],
  ])('takes “%s” with “%s” for no attendance of police', async (header, cell) => {
    const [row] = await rowsFor(csv(`Type,Conference ID,Date,Start,${header}`, `ICPC,R1,03/11/2025,10:00,${cell}`));
    expect(row).not.toHaveProperty('history');
  });

  test.each(['Next conference date', 'Next review date'])(
    'is read by the day that is over, not by “%s”',
    async (next) => {
      const { plan } = await planFor(
        csv(`Type,Conference ID,Date,${next},Attended`, 'ICPC,R1,03/11/2025,07/12/2026,Y', 'RCPC,R2,04/11/2025,,N'),
      );
      expect(plan.rows.map(({ conference }) => [conference?.time.start, conference?.past?.outcome])).toEqual([
        ['2025-11-03', 'attended'],
        ['2025-11-04', 'not'],
      ]);
      expect(plan.notes.join(' ')).toContain(`“${next}” may be a date of the conference too and is not read`);
    },
  );

  test.each([
    ['Cancelled', 'N', 'skip', undefined, 0],
    ['Cancelled', '', 'skip', undefined, 0],
    ['Cancelled', 'Stood down', 'create', 'stood_down', 0],
    ['Cancelled', 'Y', 'create', 'held', 1],
    ['DNA', 'N', 'create', 'held', 0],
    ['Moved to 8/11/2025', '', 'create', 'held', 1],
    ['Held', 'Y', 'create', 'held', 0],
  ])('with the status “%s” and “%s” for attended', async (status, cell, action, state, confirmed) => {
    const list = csv(
      'Type,Conference ID,Date,Status,Attended',
      `ICPC,R1,03/11/2025,${status},${cell}`,
      'ICPC,R2,04/11/2025,,Y',
    );
    const [row] = await rowsFor(list);
    expect([row?.['action'], row?.['history']?.state]).toEqual([action, state]);
    expect(row?.['warnings'].filter((note: { mustConfirm: boolean }) => note.mustConfirm)).toHaveLength(confirmed);
  });

  test('tells from a tick far below the sample that a cross is a no', async () => {
    const rows = Array.from(
      { length: 600 },
      (_, i) => `ICPC,R${i},03/11/2025,${i === 0 ? 'yes' : i < 599 ? 'x' : '✓'}`,
    );
    const { plan } = await planFor(csv('Type,Conference ID,Date,Attended', ...rows));
    expect(plan.baseline).toMatchObject([{ counts: { attended: 2, not: 598 }, n: 2, of: 600 }]);
  });

  test('is read from a workbook with serial dates as well', async () => {
    const list = workbook([
      { rows: [['Type', 'Meeting ID', 'Date of conference', 'TVP Rep', 'Attended'], ['RCPC', 'R1', { value: 45964, style: 'britishDate' }, 'DC Okafor', 'Y']] },
    ]); // prettier-ignore
    expect(await rowsFor(list)).toMatchObject([
      { start: '2025-11-03', history: { outcome: 'attended', people: ['DC Okafor'] } },
    ]);
  });

  test('asks which is right when rows of one meeting disagree, and puts together those that do not', async () => {
    const head = 'Type,Conference ID,Child ID,Date,Attended';
    const two = (first: string, second: string) =>
      rowsFor(csv(head, `ICPC,R1,1,03/11/2025,${first}`, `ICPC,R1,2,03/11/2025,${second}`));
    expect((await two('Y', 'N')).map(({ action }) => action)).toEqual(['conflict', 'conflict']);
    const [first, second] = await two('Y', '');
    expect([first?.['action'], second?.['action'], first?.['history'].outcome]).toEqual([
      'create',
      'merge',
      'attended',
    ]);
  });

  test('asks about rows that nothing tells apart', async () => {
    const rows = await rowsFor(
      csv('Type,Date,Attended', 'ICPC,03/11/2025,Y', 'ICPC,03/11/2025,Y', 'ICPC,03/11/2025,N'),
    );
    expect(rows.map(({ action, belongsTo }) => [action, belongsTo])).toEqual([
      ['create', null],
      ['conflict', 2],
      ['create', null],
    ]);
  });

  test('says where a row contradicts itself', async () => {
    const contradicted = await rowsFor(
      csv(
        'Type,Conference ID,Date,Attended,Attended by',
        'ICPC,R1,03/11/2025,Y,DC Okafor',
        'ICPC,R2,03/11/2025,N,DC Okafor',
      ),
    );
    expect(contradicted[1]).toMatchObject({ action: 'error', errors: [{ column: 'Attended by', cell: 'E3' }] });
  });
});

describe('beside what is recorded', () => {
  const recorded = (past: KnownPast, over: Partial<KnownConference> = {}): KnownConference => ({
    reference: 'TV-26-000007',
    version: 1,
    kind: 'icpc',
    isOpen: false,
    meetingId: 'R1',
    date: Temporal.PlainDate.from('2025-11-03'),
    startsAt: Temporal.Instant.from('2025-11-03T10:00:00Z'),
    endsAt: Temporal.Instant.from('2025-11-03T11:00:00Z'),
    mode: 'video',
    venue: null,
    childIds: ['1'],
    past,
    ...over,
  });
  const list = csv('Type,Conference ID,Child ID,Date,Attended', 'ICPC,R1,1,03/11/2025,Y');
  const beside = async (known: KnownConference, of = list) =>
    (await planFor(of, { known: knownAmong([known]) })).plan.rows[0]!;

  test('the same outcome is unchanged, whoever recorded it', async () => {
    for (const imported of [true, false]) {
      const row = await beside(recorded({ state: 'held', outcome: 'attended', imported }));
      expect(row.action).toBe('unchanged');
    }
  });

  test('another outcome is shown with both and left alone', async () => {
    const row = await beside(recorded({ state: 'held', outcome: 'not', imported: false }));
    expect(row).toMatchObject({ action: 'conflict', stands: true });
    expect(row.reason).toBe(
      'TV-26-000007 is recorded by the tracker: not attended. The list says: attended. What is recorded stays; set it right there if it is wrong.',
    );
  });

  test('an outcome the tracker lacks is not filled in from a list', async () => {
    expect(await beside(recorded({ state: 'scheduled', outcome: null, imported: false }))).toMatchObject({
      action: 'conflict',
      stands: true,
    });
  });

  test('another day is a conflict, and the same child on that day is the same conference', async () => {
    const moved = recorded(
      { state: 'held', outcome: 'attended', imported: false },
      { date: Temporal.PlainDate.from('2025-11-10') },
    );
    expect((await beside(moved)).reason).toContain('on Mon 10 Nov 2025, and the list has it on Mon 3 Nov 2025');
    const without = recorded({ state: 'held', outcome: 'not', imported: false }, { meetingId: null });
    expect(await beside(without)).toMatchObject({ action: 'conflict', stands: true });
  });

  test('a row without any id on a day of the tracker asks', async () => {
    const row = await beside(
      recorded({ state: 'held', outcome: 'attended', imported: false }),
      csv('Type,Date,Attended', 'ICPC,03/11/2025,Y'),
    );
    expect(row).toMatchObject({ action: 'conflict', stands: false });
  });
});
