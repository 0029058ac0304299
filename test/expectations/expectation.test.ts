import { loadReferenceData } from '../../config/reference-data.js';
import {
  certainMatch,
  decideChange,
  fits,
  inviteByFor,
  needsAction,
  refuseMatch,
  standingOf,
  type Candidate,
  type Expectation,
} from '../../src/expectations/expectation.js';
import { invitationLetter } from '../../src/expectations/invitation-letter.js';
import { readTelling, type TellingGround, type WrittenExpectation } from '../../src/expectations/told.js';

const { calendar, hub, clocksOf } = loadReferenceData();
const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);
const anExpectation = (over: Partial<Expectation> = {}): Expectation => ({
  id: 12,
  hubCode: 'reading',
  kind: 'icpc',
  origin: 'strategy-discussion',
  beganOn: day('2026-11-19'),
  dueOn: day('2026-12-10'),
  dueBy: 'clock',
  inviteBy: day('2026-12-03'),
  previousConferenceId: null,
  laReference: null,
  childIds: ['18844', '18845'],
  state: 'open',
  conferenceId: null,
  matchedBy: null,
  closedReason: null,
  note: null,
  letterSentOn: null,
  letterSentBy: null,
  version: 1,
  ...over,
});
const aCandidate = (over: Partial<Candidate> = {}): Candidate => ({
  id: 7,
  hubCode: 'reading',
  kind: 'icpc',
  on: day('2026-12-08'),
  isVoided: false,
  neverInvited: false,
  sameMeeting: false,
  childIds: ['18845', '18844'],
  ...over,
});

describe('how an expectation stands', () => {
  it.each<[string, Partial<Expectation>, string, boolean]>([
    ['2026-12-02', {}, 'awaited', false],
    ['2026-12-03', {}, 'ask', true],
    ['2026-12-10', {}, 'ask', true],
    ['2026-12-10', { letterSentOn: day('2026-12-04') }, 'asked', false],
    ['2026-12-11', { letterSentOn: day('2026-12-04') }, 'overdue', true],
    ['2026-12-11', { state: 'met' }, 'met', false],
    ['2026-12-11', { state: 'closed' }, 'closed', false],
  ])('on %s with %j it is %s', (today, over, standing, acts) => {
    expect(standingOf(anExpectation(over), day(today))).toBe(standing);
    expect(needsAction(anExpectation(over), day(today))).toBe(acts);
  });

  it('never asks before what it follows from', () => {
    const dates = { beganOn: day('2026-12-09'), dueOn: day('2026-12-10') };
    expect(inviteByFor('icpc', dates, { initial: 5, review: 20 }, calendar).toString()).toBe('2026-12-09');
    const review = { beganOn: day('2026-09-01'), dueOn: day('2026-12-01') };
    expect(inviteByFor('review', review, { initial: 5, review: 20 }, calendar).toString()).toBe('2026-11-03');
  });
});

describe('which conference it is', () => {
  it.each([
    ['icpc', 'icpc', true],
    ['icpc', 'pre-birth-icpc', true],
    ['icpc', 'transfer-in', false],
    ['transfer-in', 'transfer-in', true],
    ['transfer-in', 'icpc', false],
    ['review', 'early-review', true],
    ['review', 'icpc', false],
  ] as const)('an expected %s and a %s: %s', (expected, kind, same) => {
    expect(fits(expected, kind)).toBe(same);
  });

  it.each<[string, readonly Candidate[], number | null]>([
    ['all children', [aCandidate()], 7],
    ['one of two children', [aCandidate({ childIds: ['18844'] })], null],
    ['more children', [aCandidate({ childIds: ['18844', '18845', '1'] })], null],
    ['the meeting id and no child', [aCandidate({ sameMeeting: true, childIds: [] })], 7],
    ['another hub', [aCandidate({ hubCode: 'slough' })], null],
    ['another kind', [aCandidate({ kind: 'rcpc' })], null],
    ['too early', [aCandidate({ on: day('2026-11-18') })], null],
    ['the day itself', [aCandidate({ on: day('2026-11-19') })], 7],
    ['three months late', [aCandidate({ on: day('2027-03-13') })], null],
    ['the first of two', [aCandidate({ id: 8, on: day('2026-12-20') }), aCandidate()], 7],
    ['two on one day', [aCandidate({ id: 8 }), aCandidate()], null],
    ['the meeting id before the children', [aCandidate(), aCandidate({ id: 8, sameMeeting: true })], 8],
    ['nothing', [], null],
  ])('%s', (_, candidates, id) => {
    expect(certainMatch(anExpectation(), candidates)?.id ?? null).toBe(id);
  });

  it('knows nothing for certain without children', () => {
    expect(certainMatch(anExpectation({ childIds: [] }), [aCandidate({ childIds: [] })])).toBeNull();
  });
});

describe('the state machine', () => {
  const match = (over: Partial<Candidate> = {}, chainBefore: number[] = []) =>
    ({ kind: 'match', conference: aCandidate(over), by: 'a-person', chainBefore }) as const;

  it.each([
    [anExpectation(), match(), 'met'],
    [anExpectation(), match({ neverInvited: true }), 'not-invited'],
    [anExpectation(), { kind: 'close', reason: 'plan-ended', note: null }, 'closed'],
    [anExpectation(), { kind: 'letter-sent', on: day('2026-12-03'), by: 'Priya' }, 'open'],
    [
      anExpectation({ state: 'met', conferenceId: 7, matchedBy: 'a-person' }),
      { kind: 'reopen', reason: 'wrong' },
      'open',
    ],
    [anExpectation({ state: 'closed', closedReason: 'plan-ended' }), { kind: 'reopen', reason: 'wrong' }, 'open'],
  ] as const)('%#: goes on', (before, change, state) => {
    expect(decideChange(before, change)).toMatchObject({ ok: true, value: { state } });
  });

  it.each([
    [anExpectation({ state: 'met' }), match(), 'not-from-here'],
    [anExpectation({ state: 'closed' }), { kind: 'letter-sent', on: day('2026-12-03'), by: 'P' }, 'not-from-here'],
    [anExpectation(), { kind: 'reopen', reason: 'wrong' }, 'not-from-here'],
    [anExpectation({ state: 'met' }), { kind: 'reopen', reason: ' ' }, 'reason-missing'],
    [anExpectation({ kind: 'review', previousConferenceId: 7 }), match({ kind: 'rcpc' }), 'circle'],
    [anExpectation({ kind: 'review', previousConferenceId: 9 }), match({ kind: 'rcpc' }, [9, 7]), 'circle'],
    [anExpectation(), match({ isVoided: true }), 'voided'],
    [anExpectation({ kind: 'review' }), match({ kind: 'rcpc', on: day('2026-11-19') }), 'too-early'],
  ] as const)('%#: refuses', (before, change, kind) => {
    expect(decideChange(before, change)).toEqual({ ok: false, refusal: expect.objectContaining({ kind }) });
  });

  it('leaves nothing of the conference behind when it is opened again', () => {
    const before = anExpectation({ state: 'met', conferenceId: 7, matchedBy: 'a-person' });
    expect(decideChange(before, { kind: 'reopen', reason: 'wrong one' })).toEqual({
      ok: true,
      value: {
        state: 'open',
        conferenceId: null,
        matchedBy: null,
        closedReason: null,
        note: 'wrong one',
        letterSentOn: null,
        letterSentBy: null,
      },
    });
    expect(refuseMatch(before, aCandidate())).toBeNull();
  });
});

describe('what people tell', () => {
  const ground: TellingGround = {
    today: day('2026-11-23'),
    calendar,
    isHub: (code) => hub(code) !== undefined,
    leadOf: (code) => clocksOf(code).invitationLead,
    confirmed: false,
  };
  const written = (over: Partial<WrittenExpectation> = {}): WrittenExpectation => ({
    hub: 'reading',
    origin: '',
    beganOn: '19/11/26',
    laReference: '',
    childIds: '18845, 18844;18845',
    expectedOn: '',
    ...over,
  });

  it('reads it, with its days', () => {
    const read = readTelling(written(), ground);
    expect(read).toMatchObject({ ok: true, value: { kind: 'icpc', childIds: ['18844', '18845'], dueBy: 'clock' } });
    expect(read.ok && [read.value.dueOn, read.value.inviteBy].map(String)).toEqual(['2026-12-10', '2026-12-03']);
  });

  it('takes the day that was set', () => {
    const read = readTelling(written({ expectedOn: '1/12/26', origin: 'Transfer in' }), ground);
    expect(read).toMatchObject({ ok: true, value: { kind: 'transfer-in', dueBy: 'set' } });
  });

  it.each<[Partial<WrittenExpectation>, string, string]>([
    [{ hub: 'swindon' }, 'hub', 'wrong'],
    [{ hub: 'constructor' }, 'hub', 'wrong'],
    [{ origin: 'core group' }, 'origin', 'wrong'],
    [{ beganOn: '' }, 'beganOn', 'wrong'],
    [{ beganOn: '31/2/26' }, 'beganOn', 'wrong'],
    [{ beganOn: '24/11/26' }, 'beganOn', 'wrong'],
    [{ beganOn: '1/1/2020' }, 'beganOn', 'wrong'],
    [{ childIds: '' }, 'laReference', 'wrong'],
    [{ childIds: 'Jane O’Neil' }, 'childIds', 'wrong'],
    [{ childIds: 'Jane Smith' }, 'childIds', 'wrong'],
    [{ childIds: '18844 Smith' }, 'childIds', 'wrong'],
    [{ laReference: 'Jane Smith' }, 'laReference', 'wrong'],
    [{ childIds: Array.from({ length: 21 }, (_, i) => i).join(' ') }, 'childIds', 'wrong'],
    [{ laReference: 'x'.repeat(61) }, 'laReference', 'wrong'],
    [{ expectedOn: '18/11/26' }, 'expectedOn', 'wrong'],
    [{ expectedOn: '20/11/26' }, 'expectedOn', 'confirm'],
    [{ expectedOn: '1/1/2030' }, 'expectedOn', 'wrong'],
    [{ beganOn: '1/10/26' }, 'beganOn', 'confirm'],
  ])('refuses %j', (over, field, code) => {
    const read = readTelling(written(over), ground);
    expect(read).toMatchObject({ ok: false, problem: { field, code, sentence: expect.stringMatching(/\.$/) } });
  });

  it('takes what is past when somebody means it', () => {
    expect(readTelling(written({ beganOn: '1/10/26' }), { ...ground, confirmed: true }).ok).toBe(true);
  });
});

it('asks without naming a child', () => {
  const about = { localAuthority: 'Reading Borough Council', hubName: 'Reading', mailbox: 'mash@police.example' };
  const asked = { ...anExpectation({ laReference: 'S47-1' }), previous: null };
  const early = invitationLetter(asked, { ...about, on: day('2026-12-03') });
  expect(early).toContain('We expect an initial child protection conference due by 10 December 2026');
  expect(early).not.toContain('18844');
  const late = invitationLetter(asked, { ...about, on: day('2026-12-11') });
  expect(late).toContain('whether it was held');
});
