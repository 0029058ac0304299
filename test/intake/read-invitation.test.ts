import fc from 'fast-check';
import { readMail } from '../../src/calendar/reader/reader.js';
import type { InvitationFields } from '../../src/intake/read-invitation.js';
import { readInvitation } from '../../src/intake/read-invitation.js';

const hubs = [
  { code: 'reading', name: 'Reading', localAuthority: 'Reading Borough Council', laDomains: ['reading.example'] },
  { code: 'slough', name: 'Slough', localAuthority: 'Slough Borough Council', laDomains: ['slough.example'] },
  {
    code: 'oxfordshire',
    name: 'Oxfordshire',
    localAuthority: 'Oxfordshire County Council',
    laDomains: ['oxfordshire.example'],
  },
];
const today = Temporal.PlainDate.from('2026-11-20');

interface Letter {
  readonly from?: string;
  readonly to?: string;
  readonly subject?: string;
}

const letter = (lines: readonly string[], { from, to, subject }: Letter = {}): Buffer =>
  Buffer.from(
    [
      `From: ${from ?? 'safeguarding.admin@oxfordshire.example'}`,
      `To: ${to ?? 'mash.oxfordshire@thamesvalley-police.example'}`,
      `Subject: ${subject ?? 'Invitation'}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      ...lines,
      '',
    ].join('\r\n'),
  );

const request = (description: string, more: readonly string[] = []): Buffer =>
  Buffer.from(
    [
      'From: CP Team <cp.team@reading.example>',
      'To: mash.berkshire@thamesvalley-police.example',
      'Content-Type: text/calendar; method=REQUEST; charset=utf-8',
      '',
      'BEGIN:VCALENDAR',
      'METHOD:REQUEST',
      'BEGIN:VEVENT',
      'UID:la-1',
      'ORGANIZER:mailto:cp.team@reading.example',
      'SUMMARY:ICPC - RBC-2026-20001',
      'DTSTART;TZID=GMT Standard Time:20261202T133000',
      'DTEND;TZID=GMT Standard Time:20261202T150000',
      `DESCRIPTION:${description}`,
      ...more,
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );

const read = async (raw: Buffer) => readInvitation(await readMail(raw), { hubs }, today);
const values = async (raw: Buffer): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((await read(raw)).fields).flatMap(([name, field]) =>
      field === null ? [] : [[name, String(field.value)]],
    ),
  );
const field = async (name: keyof InvitationFields, ...lines: string[]): Promise<string | null> =>
  (await values(letter(lines)))[name] ?? null;

test('a plain letter gives what it says, each with its words', async () => {
  const { fields, conflicts, unread } = await read(
    letter(
      [
        'Dear colleague,',
        'You are invited to a Review Child Protection Conference.',
        'Child ID: 4471055 and 4471056 (siblings)',
        'Type: RCPC (3rd review)',
        'Date: Thursday 10th December 2026',
        'Time: 9.30am – 12 noon',
        'Venue: County Hall, New Road, Oxford / MS Teams (hybrid)',
        'Date of last conference: 12/06/26',
        'Please send your report at least 5 working days before the conference. It is proposed that the plan may end.',
      ],
      { subject: '[OFFICIAL-SENSITIVE] Invitation to Review Child Protection Conference - LCS 4471055' },
    ),
  );
  const shown = Object.fromEntries(
    Object.entries(fields).map(([name, each]) => [name, each && [String(each.value), each.source]]),
  );
  expect(shown).toEqual({
    convenedBy: null,
    inquorate: null,
    transferring: null,
    hub: ['oxfordshire', 'safeguarding.admin@oxfordshire.example'],
    kind: ['rcpc', 'RCPC'],
    laMeetingId: null,
    laReference: null,
    childIds: ['4471055,4471056', 'Child ID: 4471055, 4471056'],
    childCount: ['2', 'Child ID: 4471055, 4471056'],
    strategyDiscussionOn: null,
    date: ['2026-12-10', 'Date: Thursday 10th December 2026'],
    startsAt: ['2026-12-10T09:30:00Z', 'Date: Thursday 10th December 2026 · Time: 9.30am – 12 noon'],
    endsAt: ['2026-12-10T12:00:00Z', 'Date: Thursday 10th December 2026 · Time: 9.30am – 12 noon'],
    mode: ['hybrid', 'Venue: County Hall, New Road, Oxford / MS Teams (hybrid)'],
    venue: ['County Hall, New Road, Oxford', 'Venue: County Hall, New Road, Oxford / MS Teams (hybrid)'],
    joinLink: null,
    reportDue: [
      'Please send your report at least 5 working days before the conference.',
      'Please send your report at least 5 working days before the conference.',
    ],
    planMayEnd: ['true', 'It is proposed that the plan may end.'],
    chairRequestsPolice: null,
  });
  expect(conflicts).toEqual([]);
  expect(unread).toEqual([
    'laMeetingId',
    'laReference',
    'strategyDiscussionOn',
    'joinLink',
    'chairRequestsPolice',
    'convenedBy',
    'transferring',
    'inquorate',
  ]);
});

describe('a meeting request', () => {
  const description =
    'Initial Child Protection Conference\\nLA reference: RBC-2026-20001\\nMeeting ID: RBC-CP-3100\\nChildren: 3\\n' +
    'Strategy discussion: 13/11/2026\\nReport due: 2 working days before\\n\\n________________________________\\n' +
    'Microsoft Teams meeting\\nhttps://teams.example/l/meetup-join/19%3ameeting\\nMeeting ID: 371 204 556 18\\nPasscode: demo';

  test('gives its time and the fields of its text, and not the numbers of the meeting service', async () => {
    expect(await values(request(description, ['LOCATION:Microsoft Teams Meeting']))).toEqual({
      hub: 'reading',
      kind: 'icpc',
      laMeetingId: 'RBC-CP-3100',
      laReference: 'RBC-2026-20001',
      childCount: '3',
      strategyDiscussionOn: '2026-11-13',
      date: '2026-12-02',
      startsAt: '2026-12-02T13:30:00Z',
      endsAt: '2026-12-02T15:00:00Z',
      mode: 'video',
      joinLink: 'https://teams.example/l/meetup-join/19%3ameeting',
      reportDue: '2 working days before',
    });
  });

  test('whose text names another time keeps the calendar’s and says so', async () => {
    const both = await read(request('Date: 3 December 2026\\nTime: 10am - 11.30am'));
    expect(both.fields.startsAt?.value.toString()).toBe('2026-12-02T13:30:00Z');
    expect(both.conflicts).toEqual([
      'The text says "Date: 3 December 2026 · Time: 10am - 11.30am", the calendar: Wed 2 Dec 2026, 13:30 to 15:00.',
    ]);
  });
});

describe('the hub', () => {
  test.each([
    ['the sender’s domain', [], { from: 'a@slough.example' }, 'slough'],
    ['a part of that domain', [], { from: 'a@cp.slough.example' }, 'slough'],
    ['the authority’s name in the text', ['Slough Borough Council'], { from: 'clerk@provider.example' }, 'slough'],
    ['a label', ['Local authority: Reading'], { from: 'clerk@provider.example' }, 'reading'],
  ])('is known by %s', async (_what, lines, heading, code) => {
    expect((await values(letter(lines, heading)))['hub']).toBe(code);
  });

  test('is never known by the mailbox, nor by a word that is also a town', async () => {
    const heading = { from: 'clerk@notslough.example', to: 'mash.berkshire@thamesvalley-police.example' };
    expect((await values(letter(['Reading the report before the conference helps.'], heading)))['hub']).toBeUndefined();
  });

  test('is left open when the text names two authorities', async () => {
    const two = await read(
      letter(['Reading Borough Council', 'Slough Borough Council'], { from: 'a@provider.example' }),
    );
    expect(two.fields.hub).toBeNull();
    expect(two.conflicts).toEqual(['The mail points to several authorities: reading, slough.']);
  });
});

test.each([
  [['Type: ICPC', 'Pre-birth conference'], 'pre-birth-icpc'],
  [['You are invited to a Transfer-in Child Protection Conference.'], 'transfer-in'],
  [['Review Child Protection Conference', 'Date of initial conference: 15/06/26'], 'rcpc'],
  [['Core group meeting'], null],
  [['Strategy discussion'], null],
  [['Type: ICPC', 'Type: RCPC'], null],
])('%j is of the kind %j', async (lines, kind) => {
  expect(await field('kind', ...lines)).toBe(kind);
});

test('a subject that names a child is not kept as the source of the kind', async () => {
  const { fields } = await read(letter([], { subject: 'Initial Child Protection Conference - Jane Doe' }));
  expect(fields.kind).toEqual({ value: 'icpc', source: 'Initial Child Protection Conference' });
});

test.each([
  [['Date: 8/12/26', 'Time: 10:00-11:30'], '2026-12-08T10:00:00Z', '2026-12-08T11:30:00Z'],
  [['Date: 1 July 2027', 'Time: 2-3.30pm'], '2027-07-01T13:00:00Z', '2027-07-01T14:30:00Z'],
  [['Date and time: Tuesday 8 December 2026 at 10.30am'], '2026-12-08T10:30:00Z', null],
  [['When: 2026-12-08 14:00 to 15:30'], '2026-12-08T14:00:00Z', '2026-12-08T15:30:00Z'],
  [['The conference will be held on Tuesday 8th December 2026 at 2pm.'], '2026-12-08T14:00:00Z', null],
  [['Date: 8 Dec', 'Start: 9.30', 'End: 11'], '2026-12-08T09:30:00Z', '2026-12-08T11:00:00Z'],
  [['Date: 8 December 2026', 'Time: 2'], null, null],
  [['Time: 10am'], null, null],
  [['Date of last conference: 8/6/2026', 'Time: 10am'], null, null],
  [['Date: Wednesday 8 December 2026', 'Time: 10am'], null, null],
  [['Date: 31/02/2027', 'Time: 10am'], null, null],
  [['Date: 8/12/2026 or 9/12/2026', 'Time: 10am'], null, null],
  [['Please return the form by 8 December 2026 at 10am.'], null, null],
])('%j starts %j and ends %j', async (lines, start, end) => {
  const { fields } = await read(letter(lines));
  expect([fields.startsAt?.value.toString() ?? null, fields.endsAt?.value.toString() ?? null]).toEqual([start, end]);
});

test('a day that does not exist is reported, not passed over', async () => {
  const { conflicts } = await read(letter(['Date: Wednesday 8 December 2026', 'Time: 10am']));
  expect(conflicts).toEqual(['"Wednesday 8 December 2026" is no day that exists.']);
});

test.each([
  ['It is proposed that the plan may end at this review.', 'true'],
  ['The core group recommends ending the child protection plan.', 'true'],
  ['The recommendation is to step down to a child in need plan.', 'true'],
  ['It is not proposed that the plan should end.', null],
  ['The plan continues.', null],
  ['The plan is not expected to end.', null],
  ["The plan shouldn't end yet.", null],
  ['The plan is unlikely to end; the core group will say more.', null],
  ['No date is set yet, but the plan may be closed.', 'true'],
  ['We will consider whether the plan is still needed.', 'true'],
])('%s: plan may end is %j', async (line, value) => {
  expect(await field('planMayEnd', line)).toBe(value);
});

test.each([
  ['Police requested by chair', 'true'],
  ['The chair has asked that police attend.', 'true'],
  ['The chair does not ask for police to attend.', null],
  ['Apologies to the chair please.', null],
  ['There is no need for police to attend.', null],
  ["The chair doesn't ask for police.", null],
  ['Police attendance is not required.', null],
  ['Police attendance is requested.', 'true'],
  ['The social worker would like police to be there.', 'true'],
  ['Police are required to send a report.', null],
])('%s: the chair asks for police is %j', async (line, value) => {
  expect(await field('chairRequestsPolice', line)).toBe(value);
});

test.each([
  [['Format: Virtual', 'Venue: MS Teams'], 'video', null],
  [['Venue: Time Square, RG12'], null, 'Time Square, RG12'],
  [['Venue: Time Square, RG12', 'Format: In person'], 'in-person', 'Time Square, RG12'],
  [['Please phone us with questions about your report.'], null, null],
])('%j is held %j at %j', async (lines, mode, venue) => {
  const { fields } = await read(letter(lines));
  expect([fields.mode?.value ?? null, fields.venue?.value ?? null]).toEqual([mode, venue]);
});

test('an earlier mail quoted below is not this invitation', async () => {
  expect(await field('date', 'See below.', '-----Original Message-----', 'Date: 8 December 2026')).toBeNull();
});

test('children are numbers, not names, and contradicting numbers are left open', async () => {
  const { fields, conflicts } = await read(
    letter(['Children: 3', 'Child ID: 4471093 Jane Doe (DOB 01/02/2015), 4471094']),
  );
  expect(fields.childIds).toEqual({ value: ['4471093', '4471094'], source: 'Child ID: 4471093, 4471094' });
  expect(fields.childCount).toBeNull();
  expect(conflicts).toEqual(['The number of children and the list of children differ.']);
});

test('any letter is read', async () => {
  const words = fc.constantFrom(
    'Date: ',
    '8/12/2026',
    ' 10am',
    'Time: ',
    'Child ID: ',
    '12345',
    'ICPC',
    '\n',
    ' – ',
    'plan may end',
    '(',
    '.',
    'Venue: ',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(words, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 80 }),
      async (text) => {
        const { fields, unread } = await read(letter([text.join('')]));
        const missing = Object.values(fields).filter((each) => each === null);
        expect(unread).toHaveLength(missing.length);
      },
    ),
    { numRuns: 300 },
  );
});
