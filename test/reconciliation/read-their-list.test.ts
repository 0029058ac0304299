import { loadReferenceData } from '../../config/reference-data.js';
import { readTheirList, type ListColumns, type TheirList } from '../../src/reconciliation/read-their-list.js';
import { workbook } from '../imports/workbooks.js';
import type { TheirMeeting } from '../../src/reconciliation/their-meeting.js';

const reference = loadReferenceData();
const day = (text: string) => Temporal.PlainDate.from(text);

const read = (text: string | Uint8Array, given: { columns?: ListColumns; today?: string; to?: string } = {}) =>
  readTheirList(typeof text === 'string' ? Buffer.from(text) : text, {
    hub: reference.hub('reading')!,
    hubs: reference.hubs,
    calendar: reference.calendar,
    today: day(given.today ?? '2026-12-20'),
    period: { from: day('2026-12-01'), to: day(given.to ?? '2026-12-31') },
    ...(given.columns === undefined ? {} : { columns: given.columns }),
  });

async function meetings(text: string, given: Parameters<typeof read>[1] = {}) {
  const { read: decided } = await read(text, given);
  if (!decided.ok) throw new Error(decided.refusal.sentence);
  return { ...decided.value, meetings: await Array.fromAsync(decided.value.meetings) };
}

async function held({ read: decided }: TheirList): Promise<readonly TheirMeeting[]> {
  if (!decided.ok) throw new Error(decided.refusal.sentence);
  return Array.fromAsync(decided.value.meetings);
}

async function refusal(text: string, given: Parameters<typeof read>[1] = {}): Promise<string> {
  const { read: decided } = await read(text, given);
  if (decided.ok) throw new Error('it was not refused');
  return decided.refusal.sentence;
}

const ICPC_HEAD =
  'icpc_icpc_id,icpc_icpc_meeting_id,icpc_s47_enquiry_id,icpc_person_id,icpc_icpc_transfer_in,icpc_icpc_target_date,icpc_icpc_date,icpc_icpc_outcome_cp_flag,icpc_icpc_team,icpc_icpc_worker_id';
const RCPC_HEAD =
  'cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_due,cppr_cp_review_date,cppr_cp_review_meeting_id,cppr_cp_review_outcome_continue_cp,cppr_cp_review_quorate,cppr_cp_review_participation';

describe('reading what a local authority held', () => {
  test('puts the children of one meeting id together, with transfer-in', async () => {
    const { meetings: found, problems } = await meetings(
      [
        ICPC_HEAD,
        'I-1,RBC-1,S-1,8,N,2026-12-02,2026-12-01,Y,R1,W12',
        'I-2,RBC-1,S-1,7,N,2026-12-02,2026-12-01,Y,R1,W12',
        'I-3,RBC-2,,9,Y,2026-12-11,2026-12-08,Y,R2,W07',
      ].join('\n'),
    );
    expect(problems).toEqual([]);
    expect(found).toEqual([
      expect.objectContaining({
        rows: [2, 3],
        meetingId: 'RBC-1',
        kind: 'icpc',
        date: '2026-12-01',
        childIds: ['7', '8'],
      }),
      expect.objectContaining({ rows: [4], meetingId: 'RBC-2', kind: 'transfer-in', childIds: ['9'], held: true }),
    ]);
  });

  test('reads quorate, and never takes the participation code of a child for ours', async () => {
    const list = await read(
      [
        RCPC_HEAD,
        'R-1,7,P-1,2026-12-14,2026-12-09,RBC-3,Y,Y,PN1',
        'R-2,8,P-2,2026-12-14,2026-12-09,RBC-3,Y,Y,PN0',
      ].join('\n'),
    );
    expect(await held(list)).toMatchObject([{ kind: 'rcpc', quorate: true, police: null }]);
    expect(list.columns).not.toContainEqual(expect.objectContaining({ header: 'cppr_cp_review_participation' }));
  });

  test.each([
    ['Police attended', 'Yes', true],
    ['Police attended', 'N', false],
    ['TVP attendance', 'Report only', false],
    ['Did police attend?', 'Teams', true],
    ['Police present', 'Apologies', false],
    ['Police attended', 'not known', null],
    ['Police attended', '', null],
    ['Police attended', '=A1', null],
    ['Police notified', 'Yes', null],
  ])('under “%s” takes “%s” for %s', async (heading, cell, police) => {
    const { meetings: found } = await meetings(
      `Meeting ID,Type,Date,Child ID,${heading}\nRBC-1,ICPC,01/12/2026,90001,${cell}\n`,
    );
    expect(found[0]?.police).toBe(police);
  });

  test.each([
    ['Status', 'Cancelled', false],
    ['Status', 'Held', true],
    ['Held', 'No', false],
    ['Cancelled', 'Y', false],
    ['Cancelled', 'N', true],
    ['Status', '', true],
  ])('under “%s” takes “%s” for held: %s', async (heading, cell, held) => {
    const { meetings: found } = await meetings(
      `Meeting ID,Type,Date,Child ID,${heading}\nRBC-1,RCPC,01/12/2026,90001,${cell}\n`,
    );
    expect(found[0]?.held).toBe(held);
  });

  test('takes a column for what a person says it is', async () => {
    const { meetings: found } = await meetings('Ref,What,On the,Who,Blue line\nRBC-1,ICPC,01/12/2026,90001,Y\n', {
      columns: { meetingId: 'Ref', kind: 'What', date: 'On the', childId: 'Who', police: 'Blue line' },
    });
    expect(found).toMatchObject([{ meetingId: 'RBC-1', date: '2026-12-01', police: true }]);
  });

  test('keeps no name', async () => {
    const list = await read('Meeting ID,Child name,Type,Date,Child ID\nRBC-1,Tilly Marsh,ICPC,01/12/2026,90001\n');
    expect(JSON.stringify([await held(list), list])).not.toContain('Tilly');
  });

  test('leaves aside what lies outside the period, is still to come or cannot be read, each with a sentence', async () => {
    const { meetings: found, problems } = await meetings(
      [
        'Meeting ID,Type,Date,Child ID',
        'RBC-1,ICPC,01/12/2026,90001',
        'RBC-2,ICPC,30/11/2026,90002',
        'RBC-3,ICPC,24/12/2026,90003',
        'RBC-4,ICPC,31/02/2026,90004',
        'RBC-5,Core group,01/12/2026,90004',
      ].join('\n'),
    );
    expect(found.map(({ meetingId }) => meetingId)).toEqual(['RBC-1']);
    expect(problems).toEqual([
      expect.stringMatching(/^Row 5: /),
      'Row 6: not a child protection conference: “Core group”.',
      'Row 3: Mon 30 Nov 2026 lies outside the period.',
      'Row 4: a conference on Thu 24 Dec 2026 cannot have been held yet.',
    ]);
  });

  test('refuses two meetings of one id', async () => {
    const two = 'Meeting ID,Type,Date,Child ID\nRBC-1,ICPC,01/12/2026,90001\nRBC-1,ICPC,02/12/2026,90002\n';
    expect(await refusal(two)).toBe(
      'Row 2: Meeting RBC-1 is at another time in row 3. Which is right? Set it right in the list and send it again.',
    );
    const police =
      'Meeting ID,Type,Date,Child ID,Police attended\nRBC-1,ICPC,01/12/2026,90001,Y\nRBC-1,ICPC,01/12/2026,90002,N\n';
    expect(await refusal(police)).toBe(
      'Meeting RBC-1 (rows 2, 3) is attended by police in one row and not in another. Set it right in the list and send it again.',
    );
  });

  test('refuses a list of another period', async () => {
    const list = 'Meeting ID,Type,Date,Child ID\nRBC-1,ICPC,30/11/2026,90001\n';
    expect(await refusal(list)).toBe(
      'No conference of this list was held between Tue 1 Dec 2026 and Thu 31 Dec 2026. Row 2: Mon 30 Nov 2026 lies outside ' +
        'the period. Choose the period that the list is of.',
    );
  });

  test.each([
    ['', 'The file is empty: there is no list in it.'],
    [
      '%PDF-1.7',
      'The file is a PDF document, not a list in .xlsx or .csv. Open it in Excel and save it as .xlsx or .csv.',
    ],
  ])('refuses %j', async (text, sentence) => {
    expect(await refusal(text)).toBe(sentence);
  });

  test('reads every sheet of a workbook by its own headings, and says of which a row is', async () => {
    const sheets = [
      {
        name: 'ICPC',
        rows: [
          ['Meeting ID', 'Date', 'Child ID'],
          ['M1', '01/12/2026', 1],
        ],
      },
      {
        name: 'RCPC',
        rows: [
          ['Reviews'],
          ['Police attended', 'Child ID', 'Date', 'Meeting ID'],
          ['No', 2, '02/12/2026', 'M2'],
          ['Yes', 3, '02/01/2026', 'M3'],
        ],
      },
      {
        name: 'Old',
        state: 'hidden' as const,
        rows: [
          ['Meeting ID', 'Type', 'Date', 'Child ID'],
          ['M9', 'ICPC', '03/12/2026', 9],
        ],
      },
    ];
    const list = await read(workbook(sheets));
    expect(await held(list)).toMatchObject([
      { rows: [2], meetingId: 'M1', kind: 'icpc', police: null },
      { meetingId: 'M2', kind: 'rcpc', police: false },
    ]);
    expect(list.family).toBeNull();
    expect(list.columns).toContainEqual({ field: 'police', header: 'Police attended' });
    expect(list.headers).toEqual(['Meeting ID', 'Date', 'Child ID', 'Police attended']);
    expect(list.notes).toEqual([
      'Read are sheet 1, “ICPC”; sheet 2, “RCPC”.',
      'There is a list hidden in “Old” too, which was not read: send it as a file of its own.',
    ]);
    expect(list.read).toMatchObject({
      value: { problems: ['Row 4 of sheet 2: Fri 2 Jan 2026 lies outside the period.'] },
    });
  });

  test('refuses one meeting id that two sheets contradict each other about', async () => {
    const rows = (day: string) => [
      ['Meeting ID', 'Type', 'Date', 'Child ID'],
      ['M1', 'ICPC', day, 1],
    ];
    const list = await read(
      workbook([
        { name: 'A', rows: rows('01/12/2026') },
        { name: 'B', rows: rows('02/12/2026') },
      ]),
    );
    expect(list.read).toMatchObject({
      refusal: {
        sentence:
          'Row 2: Meeting M1 is at another time in row 2 of sheet 2. Which is right? Set it right in the list and send it again.',
      },
    });
  });

  test('counts every row that is left aside, and keeps the sentences of the first', async () => {
    const aside = Array.from({ length: 1_200 }, (_, i) => `X-${i},ICPC,01/11/2026,${i}`);
    const list = ['Meeting ID,Type,Date,Child ID', 'RBC-1,ICPC,01/12/2026,90001', ...aside].join('\n');
    const { problems, leftAside } = await meetings(list);
    expect([problems.length, leftAside]).toEqual([1_000, 1_200]);
  });

  test('reads a long list', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `RBC-${i >> 1},ICPC,01/12/2026,${100_000 + i},Y`);
    const { meetings: found } = await meetings(['Meeting ID,Type,Date,Child ID,Police attended', ...rows].join('\n'));
    expect(found.length).toBe(10_000);
    expect(found.at(-1)).toMatchObject({ childIds: ['119998', '119999'], police: true });
  });
});
