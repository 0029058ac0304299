import { chasedSoFar, type ChaseSent } from '../../src/board/chased.js';
import { loadReferenceData } from '../../config/reference-data.js';
import { readinessOf, type PersonOn, type ReadinessFacts } from '../../src/board/readiness.js';

const { calendar } = loadReferenceData();
const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

// Monday 30 November 2026, 09:30. Five working days before is Mon 23 Nov, three before is Wed 25 Nov.
const facts = (over: Partial<ReadinessFacts> = {}): ReadinessFacts => ({
  reference: 'TV-26-000001',
  kind: 'icpc',
  state: 'scheduled',
  startsAt: at('2026-11-30T09:30:00Z'),
  endsAt: at('2026-11-30T11:00:00Z'),
  people: [],
  relevance: 'undecided',
  outcomeRecorded: false,
  undelivered: [],
  cameBack: [],
  ...over,
});
const lead = (state: PersonOn['state'], over: Partial<PersonOn> = {}): PersonOn => ({
  name: 'Ada Okafor',
  lead: true,
  state,
  invitedAt: at('2026-11-17T10:00:00Z'),
  away: null,
  ...over,
});
const on = (day: string, over: Partial<ReadinessFacts> = {}) =>
  readinessOf(facts(over), { now: at(`${day}T09:00:00Z`), calendar });

describe('nobody assigned', () => {
  it.each([
    ['2026-11-19', 'Mon 23 Nov', 'warn'],
    ['2026-11-20', 'Mon 23 Nov', 'warn'],
    ['2026-11-23', 'today', 'bad'],
    ['2026-11-27', 'today', 'bad'],
    ['2026-11-29', 'today', 'bad'],
    ['2026-11-30', 'before 09:30', 'bad'],
  ])('on %s is to be mended by %s, in tone %s', (day, by, tone) => {
    expect(on(day)).toMatchObject({
      state: 'needs-action',
      words: 'Nobody assigned',
      nextAction: { text: 'Assign', href: '/conferences/TV-26-000001/assign' },
      by,
      tone,
    });
  });

  it('is still to be mended while the conference sits', () => {
    expect(readinessOf(facts(), { now: at('2026-11-30T10:00:00Z'), calendar })).toMatchObject({
      state: 'needs-action',
      by: 'now',
      tone: 'bad',
    });
  });
});

describe('a lead who has not answered', () => {
  it.each([
    ['2026-11-24', 'waiting', 'Wed 25 Nov', null],
    ['2026-11-25', 'needs-action', 'today', 'warn'],
    ['2026-11-27', 'needs-action', 'today', 'warn'],
    ['2026-11-30', 'needs-action', 'before 09:30', 'warn'],
  ])('on %s is %s, by %s', (day, state, by, tone) => {
    expect(on(day, { people: [lead('invited')] })).toMatchObject({
      state,
      words: 'Ada Okafor, no answer since Tue 17 Nov',
      by,
      tone,
    });
  });

  it.each([
    [
      'ten days before',
      '2026-11-16',
      '2026-11-16',
      'waiting',
      'Answer due',
      'Wed 25 Nov',
      'asked today, no answer yet',
    ],
    [
      'two days before',
      '2026-11-26',
      '2026-11-26',
      'waiting',
      'Answer due',
      'Fri 27 Nov',
      'asked today, no answer yet',
    ],
    ['the day after that', '2026-11-26', '2026-11-27', 'needs-action', 'Chase', 'today', 'no answer since Thu 26 Nov'],
    ['on the day', '2026-11-30', '2026-11-30', 'needs-action', 'Chase', 'before 09:30', 'asked today, no answer yet'],
    [
      'the weekend before',
      '2026-11-28',
      '2026-11-28',
      'waiting',
      'Answer due',
      'Mon 30 Nov',
      'asked today, no answer yet',
    ],
  ])('is not chased for having just been asked, %s', (_, asked, today, state, text, by, words) => {
    const people = [lead('invited', { invitedAt: at(`${asked}T08:00:00Z`) })];
    expect(on(today, { people })).toMatchObject({ state, nextAction: { text }, by, words: `Ada Okafor, ${words}` });
  });

  it('is treated the same when the answer is tentative', () => {
    expect(on('2026-11-24', { people: [lead('tentative')] })).toMatchObject({
      state: 'waiting',
      words: 'Ada Okafor only tentative',
    });
    expect(on('2026-11-25', { people: [lead('tentative')] }).state).toBe('needs-action');
  });
});

it('needs somebody else at once when the lead declined', () => {
  expect(
    on('2026-11-19', { people: [{ ...lead('declined'), comment: 'Cannot make it, suggests Mon 30 Nov.' }] }).words,
  ).toContain('Ada Okafor declined: “Cannot make it, suggests Mon 30 Nov.”');
  expect(on('2026-11-19', { people: [{ ...lead('declined'), comment: 'x'.repeat(500) }] }).words.length).toBeLessThan(
    200,
  );
  expect(on('2026-11-19', { people: [lead('declined')] })).toMatchObject({
    state: 'needs-action',
    words: 'Ada Okafor declined',
    nextAction: { text: 'Reassign' },
  });
});

it('is covered when another lead accepted after the first declined', () => {
  const people = [lead('declined'), lead('accepted', { name: 'Ben Both' })];
  expect(on('2026-11-29', { people })).toMatchObject({
    state: 'covered',
    words: 'Ben Both accepted',
    nextAction: null,
  });
});

it('does not take a second for a lead', () => {
  const people = [lead('accepted', { lead: false })];
  expect(on('2026-11-29', { people })).toMatchObject({ state: 'needs-action', words: 'No lead, only Ada Okafor' });
});

describe('a review', () => {
  it('that nobody decided on is to be decided, though it is covered', () => {
    expect(on('2026-11-20', { kind: 'rcpc', people: [lead('accepted')] })).toMatchObject({
      state: 'needs-action',
      words: 'Relevance undecided, so it counts; Ada Okafor accepted',
      nextAction: { text: 'Decide', href: '/conferences/TV-26-000001/relevance' },
      by: 'Mon 30 Nov',
    });
  });

  it('that nobody is on either needs a person first', () => {
    expect(on('2026-11-20', { kind: 'rcpc' })).toMatchObject({
      words: 'Nobody assigned; relevance undecided, so it counts',
      nextAction: { text: 'Assign' },
    });
  });

  it('is decided on while an answer is awaited', () => {
    expect(on('2026-11-20', { kind: 'rcpc', people: [lead('invited')] })).toMatchObject({
      state: 'needs-action',
      words: 'Relevance undecided, so it counts; Ada Okafor, no answer since Tue 17 Nov',
    });
  });

  it('that is not relevant needs nobody', () => {
    expect(on('2026-11-27', { kind: 'rcpc', relevance: 'not-relevant' })).toMatchObject({
      state: 'off',
      words: 'Not relevant, nobody needed',
    });
  });

  it('that is relevant is treated as an initial conference', () => {
    expect(on('2026-11-27', { kind: 'rcpc', relevance: 'relevant' }).words).toBe('Nobody assigned');
  });
});

it('asks no relevance of an initial conference', () => {
  expect(on('2026-11-27', { people: [lead('accepted')] }).state).toBe('covered');
});

describe('after the end', () => {
  // Friday 27 November is the last working day before; Tuesday 1 December the next after.
  it.each([
    ['2026-11-30T11:00:00Z', 'waiting', 'Tue 1 Dec', null],
    ['2026-12-01T15:00:00Z', 'waiting', 'today', null],
    ['2026-12-02T08:00:00Z', 'needs-action', 'today', 'warn'],
  ])('at %s the outcome is %s, by %s', (now, state, by, tone) => {
    const people = [lead('accepted')];
    expect(readinessOf(facts({ people }), { now: at(now), calendar })).toMatchObject({
      state,
      words: 'Awaiting outcome from Ada Okafor',
      nextAction: { text: 'Record outcome', href: '/conferences/TV-26-000001/outcome' },
      by,
      tone,
    });
  });

  it('is settled once the outcome is on record', () => {
    expect(on('2026-12-10', { state: 'held', outcomeRecorded: true })).toMatchObject({ state: 'covered', by: null });
  });
});

describe('mail that came back', () => {
  it('has the person rung at once', () => {
    expect(on('2026-11-20', { people: [lead('invited')], cameBack: ['Ada Okafor'] })).toMatchObject({
      state: 'needs-action',
      words: 'Invitation to Ada Okafor did not arrive',
      nextAction: { text: 'Ring Ada Okafor', href: '/conferences/TV-26-000001#people' },
      by: 'today',
    });
  });

  it('matters after a stand-down until the day, for somebody might come', () => {
    const over = { state: 'stood_down', cameBack: ['Ada Okafor'] } as const;
    expect(on('2026-11-27', over)).toMatchObject({
      state: 'needs-action',
      words: 'Stood down; cancellation to Ada Okafor did not arrive',
    });
    expect(on('2026-12-01', over).state).toBe('off');
  });
});

describe('an automatic reply', () => {
  const away = (until: string | null, receivedAt = '2026-11-18T10:00:00Z') => ({
    people: [lead('invited', { away: { receivedAt: at(receivedAt), until: until === null ? null : day(until) } })],
  });

  it.each([
    ['2026-11-26', 'automatic reply: away until Thu 26 Nov', 'waiting', 'Answer due'],
    ['2026-11-30', 'automatic reply: away until Mon 30 Nov', 'waiting', 'Answer due'],
    // Away on the day: nobody need wait for that answer.
    ['2026-12-01', 'automatic reply: away until Tue 1 Dec', 'needs-action', 'Reassign'],
    [null, 'automatic reply: away', 'waiting', 'Answer due'],
  ])('that says until %s explains the silence', (until, words, state, text) => {
    expect(on('2026-11-20', away(until))).toMatchObject({
      words: `Ada Okafor, no answer since Tue 17 Nov, ${words}`,
      state,
      nextAction: { text },
    });
  });

  it('explains nothing once its date is past, or when it is older than the invitation and names none', () => {
    const plain = 'Ada Okafor, no answer since Tue 17 Nov';
    expect(on('2026-11-24', away('2026-11-23')).words).toBe(plain);
    expect(on('2026-11-20', away(null, '2026-11-16T10:00:00Z')).words).toBe(plain);
  });

  it('is no matter once they have answered', () => {
    const people = [lead('accepted', { away: { receivedAt: at('2026-11-18T10:00:00Z'), until: day('2026-12-24') } })];
    expect(on('2026-11-20', { people })).toMatchObject({ state: 'covered', words: 'Ada Okafor accepted' });
  });
});

describe('mail that failed', () => {
  it('is pressing even when an answer is still awaited', () => {
    expect(on('2026-11-20', { people: [lead('invited')], undelivered: ['Ada Okafor'] })).toMatchObject({
      state: 'needs-action',
      words: 'Mail to Ada Okafor failed; Ada Okafor, no answer since Tue 17 Nov',
      nextAction: { href: '/conferences/TV-26-000001#mail' },
    });
  });

  it('matters after a stand-down until the day, for somebody might come', () => {
    const over = { state: 'stood_down', undelivered: ['Ada Okafor'] } as const;
    expect(on('2026-11-27', over)).toMatchObject({
      state: 'needs-action',
      words: 'Stood down; mail to Ada Okafor failed',
    });
    expect(on('2026-12-01', over).state).toBe('off');
  });
});

it.each([
  ['stood_down', 'Stood down'],
  ['postponed', 'Postponed'],
  ['cancelled', 'Cancelled'],
  ['transferred_out', 'Transferred out'],
] as const)('has nothing to do about a conference that is %s', (state, words) => {
  expect(on('2026-11-27', { state })).toMatchObject({ state: 'off', words, nextAction: null, by: null });
});

it('ranks an empty near conference before an undecided one, and that before a covered one', () => {
  const ranks = [
    on('2026-11-27').rank,
    on('2026-11-20').rank,
    on('2026-11-27', { kind: 'rcpc', people: [lead('accepted')] }).rank,
    on('2026-11-20', { people: [lead('invited')] }).rank,
    on('2026-11-27', { people: [lead('accepted')] }).rank,
    on('2026-11-27', { state: 'cancelled' }).rank,
  ];
  expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
  expect(new Set(ranks).size).toBe(ranks.length);
});

describe('a review that is not relevant', () => {
  const review = { kind: 'rcpc', relevance: 'not-relevant', reportOwed: day('2026-11-23') } as const;
  it.each([
    ['2026-11-20', 'waiting', 'is still owed', 'Mon 23 Nov', null],
    ['2026-11-23', 'waiting', 'is still owed', 'today', null],
    ['2026-11-24', 'needs-action', 'is overdue', 'today', 'warn'],
    ['2026-11-30', 'needs-action', 'is overdue', 'before 09:30', 'warn'],
  ])('owes its report: on %s it is %s', (today, state, words, by, tone) => {
    expect(on(today, review)).toMatchObject({
      state,
      words: `Not relevant, nobody needed; the report or “nothing to add” ${words}`,
      nextAction: { text: 'Record the report', href: '/conferences/TV-26-000001/report' },
      by,
      tone,
    });
  });

  it('needs nothing more once the report is on record', () => {
    expect(on('2026-11-24', { ...review, reportOwed: null })).toMatchObject({ state: 'off', nextAction: null });
  });
});

describe('who has the next move', () => {
  const review = { kind: 'rcpc', people: [lead('accepted')] } as const;
  it.each<[string, string, Partial<ReadinessFacts>, object | null]>([
    ['nobody is on it', '2026-11-20', {}, { role: 'coordinator', name: null }],
    [
      'an answer is still awaited',
      '2026-11-20',
      { people: [lead('invited')] },
      { role: 'officer', name: 'Ada Okafor' },
    ],
    ['the answer is overdue', '2026-11-26', { people: [lead('invited')] }, { role: 'coordinator', name: null }],
    ['relevance is undecided', '2026-11-20', review, { role: 'supervisor', name: null }],
    [
      'nobody is on it, and relevance is undecided',
      '2026-11-20',
      { kind: 'rcpc' },
      { role: 'coordinator', name: null },
    ],
    [
      'the outcome is awaited',
      '2026-11-30',
      { ...over(), people: [lead('accepted')] },
      { role: 'officer', name: 'Ada Okafor' },
    ],
    ['the outcome is overdue', '2026-12-10', { people: [lead('accepted')] }, { role: 'coordinator', name: null }],
    ['it is covered', '2026-11-20', { people: [lead('accepted')] }, null],
  ])('%s', (_, day, changed, owner) => {
    expect(on(day, changed).owner).toEqual(owner);
  });

  /** Over before nine on its day. */
  function over(): Partial<ReadinessFacts> {
    return { startsAt: at('2026-11-30T07:00:00Z'), endsAt: at('2026-11-30T08:30:00Z') };
  }
});

describe('what the ladder has said', () => {
  const sent = (kind: ChaseSent['kind'], role: ChaseSent['role'], when: string): ChaseSent => ({
    kind,
    role,
    sentAt: at(when),
  });
  const open = {
    kind: 'rcpc' as const,
    people: [],
    relevance: 'undecided' as const,
    outcomeRecorded: false,
    reportRecorded: false,
  };
  const said = (chases: readonly ChaseSent[], over: object = {}) =>
    chasedSoFar(chases, { ...open, ...over }, at('2026-11-26T12:00:00Z'));
  const [first, second] = [
    sent('unassigned', 'hub', '2026-11-23T08:00:05Z'),
    sent('unassigned', 'supervisor', '2026-11-26T10:00:05Z'),
  ];

  it.each<[string, readonly ChaseSent[], object, unknown]>([
    ['nothing', [], {}, null],
    ['the hub alone', [first], {}, { words: 'Chased 1×, last Mon 23 Nov 08:00', escalated: false }],
    ['the supervisor as well, today', [second, first], {}, { words: 'Chased 2×, last today 10:00', escalated: true }],
    [
      'leadership',
      [sent('unassigned', 'leadership', '2026-11-25T08:00:05Z')],
      {},
      { words: 'Chased 1×, last Wed 25 Nov 08:00', escalated: true },
    ],
    ['what somebody has seen to since', [first, second], { people: [lead('accepted')] }, null],
    [
      'a silence that was broken',
      [sent('no-answer', 'supervisor', '2026-11-25T08:00:05Z')],
      { people: [lead('accepted')] },
      null,
    ],
    [
      'a silence that goes on',
      [sent('no-answer', 'lead', '2026-11-25T08:00:05Z')],
      { people: [lead('invited')] },
      { words: 'Chased 1×, last Wed 25 Nov 08:00', escalated: false },
    ],
    [
      'a decision that was made',
      [sent('relevance-undecided', 'supervisor', '2026-11-25T08:00:05Z')],
      { relevance: 'relevant' },
      null,
    ],
    [
      'the report, with the rest settled',
      [first, sent('report-owed', 'hub', '2026-11-25T08:00:05Z')],
      { people: [lead('accepted')] },
      { words: 'Chased 1×, last Wed 25 Nov 08:00', escalated: false },
    ],
    ['a report that came', [sent('report-owed', 'supervisor', '2026-11-25T08:00:05Z')], { reportRecorded: true }, null],
    [
      'anything, once the outcome is recorded',
      [first, second, sent('outcome-missing', 'hub', '2026-11-25T08:00:05Z')],
      { outcomeRecorded: true },
      null,
    ],
  ])('of %s', (_, chases, over, words) => {
    expect(said(chases, over)).toEqual(words);
  });
});
