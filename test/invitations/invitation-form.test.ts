import { readInvitationForm } from '../../src/invitations/invitation.form.js';
import {
  filledIn,
  typedInvitation,
  type InvitationFieldName,
  type TypedChild,
} from '../../src/invitations/typed-invitation.js';

const NOW = Temporal.Instant.from('2026-11-20T09:00:00Z');
const ground = {
  now: NOW,
  usualMode: (code: string) => (code === 'reading' ? ('video' as const) : code === 'oxfordshire' ? 'hybrid' : null),
};
const ORDINARY = { hub: 'reading', kind: 'icpc', startsOn: '30/11/26', startsAt: '9:30', channel: 'telephone' };

const read = (over: Partial<Record<InvitationFieldName, string>> = {}, children: readonly Partial<TypedChild>[] = []) =>
  readInvitationForm(filledIn({ ...ORDINARY, ...over }, children), ground);
function value(...given: Parameters<typeof read>) {
  const form = read(...given);
  if (!form.ok) throw new Error(JSON.stringify(form.errors));
  return form.value;
}
function errors(...given: Parameters<typeof read>): readonly (readonly [string, string])[] {
  const form = read(...given);
  return form.ok ? [] : form.errors.map((error) => [error.href, error.text] as const);
}
const span = (over: Partial<Record<InvitationFieldName, string>>) => {
  const { startsAt, endsAt } = value(over);
  return `${startsAt} ${endsAt}`;
};

it('reads the least that an invitation needs', () => {
  expect(value()).toEqual({
    anotherThan: [],
    asked: [],
    cameTo: null,
    convenedBy: null,
    learntFrom: null,
    transferIn: null,
    hubCode: 'reading',
    kind: 'icpc',
    laMeetingId: null,
    strategyDiscussionOn: null,
    startsAt: Temporal.Instant.from('2026-11-30T09:30:00Z'),
    endsAt: Temporal.Instant.from('2026-11-30T11:00:00Z'),
    mode: 'video',
    venue: null,
    joinLink: null,
    children: [],
    receivedAt: NOW,
    channel: 'telephone',
    confirmed: false,
  });
});

it.each([
  ['an end of its own', { endsAt: '12 noon' }, '2026-11-30T09:30:00Z 2026-11-30T12:00:00Z'],
  ['both times in one box', { startsAt: '10.30am - 12 noon' }, '2026-11-30T10:30:00Z 2026-11-30T12:00:00Z'],
  [
    'a start whose half of the day the end tells',
    { startsAt: '2', endsAt: '3.30pm' },
    '2026-11-30T14:00:00Z 2026-11-30T15:30:00Z',
  ],
  ['four digits', { startsAt: '1400' }, '2026-11-30T14:00:00Z 2026-11-30T15:30:00Z'],
  ['a day in summer time', { startsOn: '1 June 2027' }, '2027-06-01T08:30:00Z 2027-06-01T10:00:00Z'],
  ['a day in words', { startsOn: 'tomorrow' }, '2026-11-21T09:30:00Z 2026-11-21T11:00:00Z'],
  [
    'an end before the start, for the rules to refuse',
    { startsAt: '11:00', endsAt: '10:00' },
    '2026-11-30T11:00:00Z 2026-11-30T10:00:00Z',
  ],
])('reads %s', (_, typed, expected) => expect(span(typed)).toBe(expected));

it.each([
  ['no hub', { hub: '' }, '#hub', 'Choose the local authority that convenes the conference'],
  ['a hub that does not exist', { hub: 'atlantis' }, '#hub', 'Choose the local authority that convenes the conference'],
  ['no kind', { kind: '' }, '#kind', 'Choose the kind of conference'],
  ['a kind that does not exist', { kind: 'party' }, '#kind', 'Choose the kind of conference'],
  ['no date', { startsOn: '' }, '#startsOn', 'Enter the date of the conference, such as 24/11/26'],
  [
    'a date that does not exist',
    { startsOn: '31/02/27' },
    '#startsOn',
    '“31/02/27” cannot be read as a date. Write it such as 24/11/26',
  ],
  ['no start', { startsAt: '' }, '#startsAt', 'Enter the time at which it starts, such as 9:30 or 2pm'],
  [
    'a start in words',
    { startsAt: 'after lunch' },
    '#startsAt',
    '“after lunch” cannot be read as a time. Write it such as 9:30 or 2pm',
  ],
  [
    'an hour of either half of the day',
    { startsAt: '2' },
    '#startsAt',
    '“2” may be morning or afternoon. Write 2pm or 02:00',
  ],
  [
    'half an hour of either half',
    { startsAt: '2.30' },
    '#startsAt',
    '“2.30” may be morning or afternoon. Write 2:30pm or 02:30',
  ],
  ['an end in words', { endsAt: 'late' }, '#endsAt', '“late” cannot be read as a time. Write it such as 9:30 or 2pm'],
  ['a mode that does not exist', { mode: 'pigeon' }, '#mode', 'Choose how the conference is held'],
  [
    'a link that is none',
    { joinLink: 'teams' },
    '#joinLink',
    'Copy the join link from the invitation. It begins with https://',
  ],
  [
    'a link that runs a script',
    { joinLink: 'javascript:alert(1)' },
    '#joinLink',
    'Copy the join link from the invitation. It begins with https://',
  ],
  ['a venue as long as a letter', { venue: 'x'.repeat(201) }, '#venue', 'The venue can have at most 200 characters'],
  [
    'a meeting id as long as a letter',
    { laMeetingId: 'x'.repeat(61) },
    '#laMeetingId',
    'The LA meeting id can have at most 60 characters',
  ],
  [
    'a strategy date that is none',
    { strategyOn: 'soon' },
    '#strategyOn',
    '“soon” cannot be read as a date. Write it such as 24/11/26',
  ],
  ['no channel', { channel: '' }, '#channel', 'Choose how the invitation reached TVP'],
  [
    'a day of receipt without its time',
    { receivedOn: '18/11/26' },
    '#receivedTime',
    'Enter the time at which it was received, such as 9:30. An estimate will do',
  ],
] as const)('asks again when there is %s', (_, typed, href, text) => expect(errors(typed)).toEqual([[href, text]]));

it('names every fault of an empty form, in the order of the page', () => {
  const form = readInvitationForm(typedInvitation({}), ground);
  expect(form.ok ? [] : form.errors.map((error) => error.href)).toEqual([
    '#hub',
    '#kind',
    '#startsOn',
    '#startsAt',
    '#channel',
  ]);
});

it.each([
  ['nothing at all', undefined],
  ['a list', []],
  ['fields sent twice', { hub: ['reading', 'slough'], startsOn: ['30/11/26'] }],
  ['objects where text belongs', { hub: { toString: 'reading' }, kind: { a: 1 } }],
  ['a huge text', { hub: 'x'.repeat(1_000_000), venue: 'y'.repeat(1_000_000) }],
])('treats a body of %s as a form to be filled in', (_, body) => {
  expect(readInvitationForm(typedInvitation(body), ground).ok).toBe(false);
});

it('takes control characters for spaces', () => {
  expect(typedInvitation({ venue: ' Civic\u0000\r\n Offices\t' }).venue).toBe('Civic Offices');
});

it('takes when it was received as London time', () => {
  expect(value({ receivedOn: '1/7/26', receivedTime: '16:00' }).receivedAt.toString()).toBe('2026-07-01T15:00:00Z');
});

it("takes the hub's usual mode when none is chosen", () => {
  expect(value({ hub: 'oxfordshire' }).mode).toBe('hybrid');
  expect(value({ hub: 'oxfordshire', mode: 'phone' }).mode).toBe('phone');
});

describe('a tick beside a doubt', () => {
  const ticked = (doubt: string) => readInvitationForm({ ...filledIn(ORDINARY), sure: true, doubt }, ground);

  it('counts for the start it was shown for', () => {
    expect(ticked('2026-11-30T09:30:00Z')).toMatchObject({ value: { confirmed: true } });
  });
  it('does not count once the start has been changed', () => {
    expect(ticked('2026-12-05T09:30:00Z')).toMatchObject({ value: { confirmed: false } });
  });
});

describe('children', () => {
  const child = (typed: Partial<TypedChild>, over: Partial<Record<InvitationFieldName, string>> = {}) =>
    value(over, [typed]).children[0];

  it('leaves empty rows out', () => {
    expect(value({}, [{}, { laChildId: '4471093' }, {}]).children).toEqual([
      { laChildId: '4471093', policeReference: null, initials: null, bornYear: null, expectedOn: null },
    ]);
  });

  it('adds those of whom only the number is known', () => {
    const unknown = { laChildId: null, policeReference: null, initials: null, bornYear: null, expectedOn: null };
    expect(value({ childCount: '2' }).children).toEqual([unknown, unknown]);
    expect(value({ childCount: '2' }, [{ initials: 'JS' }]).children).toEqual([
      { ...unknown, initials: 'JS' },
      unknown,
    ]);
  });

  it.each([
    ['none', 'Enter the number of children in digits, from 1 to 20'],
    ['0', 'Enter the number of children in digits, from 1 to 20'],
    ['200', 'Enter the number of children in digits, from 1 to 20'],
    ['1', '2 children stand below, so the number cannot be 1'],
  ])('refuses %s as the number of two listed children', (childCount, text) => {
    expect(errors({ childCount }, [{ initials: 'JS' }, { initials: 'AS' }])).toEqual([['#childCount', text]]);
  });

  it.each([
    ['js', 'JS'],
    ['J.S.', 'JS'],
    ['J S', 'JS'],
    ['ABCD', 'ABCD'],
    ['Zé', 'ZE'],
    ["O'B", 'OB'],
  ])('keeps the initials %s as %s', (initials, kept) => expect(child({ initials })).toMatchObject({ initials: kept }));

  it.each(['John Smith', 'Smith', 'ABCDE', 'Ada', 'Jo Lee'])('refuses the name %s', (initials) => {
    expect(errors({}, [{ initials }])).toEqual([
      ['#child1-initials', 'Enter initials only, at most 4 letters. The tracker stores no names of children.'],
    ]);
  });

  it('refuses initials that are no letters', () => {
    expect(errors({}, [{ initials: '??' }])).toEqual([['#child1-initials', 'Initials are letters, such as JS']]);
  });

  it('takes a reference without a digit for a name', () => {
    expect(errors({}, [{}, { laChildId: 'Jo Smith', policeReference: 'Smith' }]).map(([href]) => href)).toEqual([
      '#child2-laChildId',
      '#child2-policeReference',
    ]);
  });

  it.each([
    ['a year', '2019', {}, { bornYear: 2019, expectedOn: null }],
    ['a whole date of birth, of which the year is kept', '12/03/2019', {}, { bornYear: 2019, expectedOn: null }],
    ['an expected date', '24/3/27', {}, { bornYear: null, expectedOn: Temporal.PlainDate.from('2027-03-24') }],
    [
      'an overdue date before birth',
      '10/11/26',
      { kind: 'pre-birth-icpc' },
      { bornYear: null, expectedOn: Temporal.PlainDate.from('2026-11-10') },
    ],
    ['the same date of a child that is born', '10/11/26', {}, { bornYear: 2026, expectedOn: null }],
  ])('reads %s', (_, born, over, expected) => expect(child({ born }, over)).toMatchObject(expected));

  it.each([
    ['1999', 'The year of birth is between 2007 and 2026'],
    ['2030', 'The year of birth is between 2007 and 2026'],
    ['24/3/28', 'The expected date is more than ten months away. Check the year'],
    ['spring', '“spring” is neither a year of birth nor a date. Write 2019, or the expected date such as 24/3/27'],
  ])('refuses %s as a birth', (born, text) => expect(errors({}, [{ born }])).toEqual([['#child1-born', text]]));
});
