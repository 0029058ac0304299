import { loadReferenceData } from '../../config/reference-data.js';
import { NOTHING_BESIDES, type GivenBesides } from '../../src/participation/besides.js';
import { lateReviewNote } from '../../src/participation/besides.page.js';
import {
  additions,
  decideOutcome,
  type KeptOutcome,
  outcomeInWords,
  type GivenOutcome,
  type OutcomeFacts,
} from '../../src/participation/participation.js';

const at = (text: string) => Temporal.Instant.from(text);
const day = (text: string) => Temporal.PlainDate.from(text);
const { reasons, voiceWays } = loadReferenceData();

const facts = (over: Partial<OutcomeFacts> = {}): OutcomeFacts => ({
  state: 'scheduled',
  startsAt: at('2026-11-30T09:30:00Z'),
  endsAt: at('2026-11-30T11:00:00Z'),
  now: at('2026-11-30T11:30:00Z'),
  before: null,
  isFrozen: false,
  reasons,
  voiceWays,
  childIds: [4, 5],
  hasReport: false,
  ...over,
});
const attended: GivenOutcome = {
  outcome: 'attended',
  presentAtDecision: true,
  mode: 'video',
  attendedById: 7,
  reason: null,
  reasonNote: null,
  attribution: null,
  correction: null,
};
const missed: GivenOutcome = {
  ...attended,
  outcome: 'not',
  presentAtDecision: false,
  mode: null,
  attendedById: null,
  reason: 'sickness',
};
const kept = (given: GivenOutcome, over: Partial<KeptOutcome['besides']> = {}): KeptOutcome => {
  const { correction: _, ...rest } = given;
  return { ...rest, besides: { ...NOTHING_BESIDES, ...over } };
};
const recorded = { ...kept(attended), version: 2, recordedBy: 'Priya Shah', recordedAt: at('2026-11-30T11:00:00Z') };
const refusal = (over: Partial<OutcomeFacts>, given: Partial<GivenOutcome>) => {
  const decided = decideOutcome(facts(over), { ...attended, ...given });
  return decided.ok ? null : decided.refusal.kind;
};

it.each([
  ['a minute before the start', '2026-11-30T09:29:00Z', 'not-started'],
  ['at the very start', '2026-11-30T09:30:00Z', null],
  ['while it still runs', '2026-11-30T10:00:00Z', null],
  ['weeks later', '2026-12-20T10:00:00Z', null],
])('an outcome given %s', (_words, now, expected) => {
  expect(refusal({ now: at(now) }, {})).toBe(expected);
});

it.each(['stood_down', 'postponed', 'cancelled', 'transferred_out', 'voided', 'expected'] as const)(
  'a conference that is %s has no outcome',
  (state) => {
    expect(refusal({ state }, {})).toBe('not-held');
  },
);

it('asks whoever missed the decision for a reason, also when they attended part', () => {
  expect(refusal({}, { ...missed, reason: null })).toBe('reason-missing');
  expect(refusal({}, { outcome: 'part', presentAtDecision: false })).toBe('reason-missing');
  expect(refusal({}, { outcome: 'part', presentAtDecision: true })).toBeNull();
  expect(refusal({}, { ...missed, reason: 'invented' })).toBe('reason-missing');
});

it('asks for words when the reason alone does not say what happened', () => {
  expect(refusal({}, { ...missed, reason: 'excluded-by-chair' })).toBe('note-missing');
  expect(refusal({}, { ...missed, reason: 'excluded-by-chair', reasonNote: ' ' })).toBe('note-missing');
  expect(refusal({}, { ...missed, reason: 'excluded-by-chair', reasonNote: 'The parents objected' })).toBeNull();
});

it('takes the usual attribution of a reason unless another was chosen', () => {
  const late = { ...missed, reason: 'late-notice' };
  expect(decideOutcome(facts(), late)).toMatchObject({ value: { attribution: 'partner' } });
  expect(decideOutcome(facts(), { ...late, attribution: 'shared' })).toMatchObject({
    value: { attribution: 'shared' },
  });
});

it('forgets reason and attribution of somebody who was there for the decision', () => {
  const given = { ...attended, reason: 'sickness', reasonNote: 'ill', attribution: 'tvp' as const };
  expect(decideOutcome(facts(), given)).toMatchObject({ value: { reason: null, reasonNote: null, attribution: null } });
});

it('asks why an outcome on record is corrected', () => {
  expect(refusal({ before: recorded, state: 'held' }, { correction: '  ' })).toBe('correction-reason-missing');
  expect(refusal({ before: recorded, state: 'held' }, { correction: 'Wrong person' })).toBeNull();
});

it('does not overwrite what somebody else recorded since the page was opened', () => {
  expect(refusal({ before: recorded, state: 'held' }, { seen: 0, correction: 'Late' })).toBe('changed-meanwhile');
  expect(refusal({ before: recorded, state: 'held' }, { seen: 1, correction: 'Late' })).toBe('changed-meanwhile');
  expect(refusal({ before: recorded, state: 'held' }, { seen: 2, correction: 'Late' })).toBeNull();
  expect(refusal({}, { seen: 0 })).toBeNull();
});

it('tells a whole outcome in one line', () => {
  expect(outcomeInWords(kept(attended), 'Ada Okafor', { reasons, voiceWays })).toBe(
    'Attended for the decision; Ada Okafor, video',
  );
  expect(
    outcomeInWords(
      {
        ...kept(missed),
        outcome: 'part',
        presentAtDecision: false,
        mode: 'phone',
        reason: 'court',
        attribution: 'tvp',
        reasonNote: 'Left at ten',
      },
      'Ada Okafor',
      { reasons, voiceWays },
    ),
  ).toBe('Attended part, not for the decision; Ada Okafor, phone; At court; Left at ten; down to Thames Valley Police');
});

describe('what is said besides', () => {
  const part: GivenOutcome = { ...attended, outcome: 'part' };
  const besides = (given: GivenBesides, over: Partial<OutcomeFacts> = {}, outcome = part) => {
    const decided = decideOutcome(facts(over), { ...outcome, besides: given });
    return decided.ok ? decided.value.besides : decided.refusal;
  };

  it.each([
    ['times before the start', { cameAt: at('2026-11-30T09:29:00Z') }, 'outside-the-sitting'],
    ['times after the end', { leftAt: at('2026-11-30T11:01:00Z') }, 'outside-the-sitting'],
    [
      'leaving before coming',
      { cameAt: at('2026-11-30T10:00:00Z'), leftAt: at('2026-11-30T10:00:00Z') },
      'left-before-coming',
    ],
    ['a way that is not listed', { voiceHeard: 'yes', voiceWays: ['by-owl'] }, 'unknown-voice-way'],
    ['a way without a voice', { voiceHeard: 'no', voiceWays: ['advocate'] }, 'voice-not-heard'],
    ['a child of another conference', { plans: [{ childId: 9, result: 'made' }] }, 'unknown-child'],
    [
      'a child twice',
      {
        plans: [
          { childId: 4, result: 'made' },
          { childId: 4, result: 'none' },
        ],
      },
      'unknown-child',
    ],
    ['a review on the day itself', { nextReviewOn: day('2026-11-30') }, 'review-before-conference'],
    ['a report that is not on record', { reportReadOut: true }, 'nothing-to-read-out'],
  ] as const)('refuses %s', (_words, given, kind) => {
    expect(besides(given)).toMatchObject({ kind });
  });

  it('refuses times of somebody who attended all of it, and drops those that stood', () => {
    const cameAt = at('2026-11-30T09:40:00Z');
    expect(besides({ cameAt }, {}, attended)).toMatchObject({ kind: 'times-of-part-only' });
    const before = { ...recorded, besides: { ...NOTHING_BESIDES, cameAt } };
    expect(besides({}, { before }, { ...attended, correction: 'a slip' })).toMatchObject({ cameAt: null });
  });

  it('keeps what is left out, and opens again what is null', () => {
    const before = { ...recorded, besides: { ...NOTHING_BESIDES, dissent: true, nextReviewOn: day('2027-02-22') } };
    const given = { dissent: null, voiceHeard: 'yes' as const };
    expect(besides(given, { before }, { ...attended, correction: 'a slip' })).toMatchObject({
      dissent: null,
      voiceHeard: 'yes',
      nextReviewOn: day('2027-02-22'),
    });
  });

  it('needs no reason to be added, and one to be changed', () => {
    const before = { ...recorded, besides: { ...NOTHING_BESIDES, dissent: false } };
    const known = { before, state: 'held' as const };
    expect(besides({ voiceHeard: 'yes' }, known, attended)).toMatchObject({ voiceHeard: 'yes', dissent: false });
    expect(besides({ dissent: true }, known, attended)).toMatchObject({ kind: 'correction-reason-missing' });
    expect(besides({}, known, attended)).toMatchObject({ kind: 'correction-reason-missing' });
    const now = kept(attended, { dissent: false, plans: [{ childId: 4, result: 'made' }] });
    expect(additions(before, now)).toEqual({ ...NOTHING_BESIDES, plans: [{ childId: 4, result: 'made' }] });
  });

  it('is part of the one line', () => {
    const whole = kept(part, {
      cameAt: at('2026-11-30T09:40:00Z'),
      voiceHeard: 'yes',
      voiceWays: ['advocate'],
      dissent: true,
      plans: [
        { childId: 4, result: 'made' },
        { childId: 5, result: 'made' },
      ],
      nextReviewOn: day('2027-02-22'),
    });
    expect(outcomeInWords(whole, null, { reasons, voiceWays })).toBe(
      'Attended part, there for the decision; video; there from 09:40; voice of the child heard: through an advocate; police dissented; plan made for 2 children; next review on Mon 22 Feb 2027',
    );
  });

  it.each([
    ['icpc', '2027-02-28', null],
    ['icpc', '2027-03-01', /later than Sun 28 Feb 2027, three months after/],
    ['rcpc', '2027-05-30', null],
    ['rcpc', '2027-05-31', /later than Sun 30 May 2027, six months after/],
  ] as const)('notes a next review of a %s on %s that is too late', (kind, on, note) => {
    const words = lateReviewNote({ ...NOTHING_BESIDES, nextReviewOn: day(on) }, { kind, startsAt: facts().startsAt });
    if (note === null) expect(words).toBeNull();
    else expect(words).toMatch(note);
  });
});

it('asks why an outcome comes only when the figures of its month are published', () => {
  expect(refusal({ isFrozen: true }, { correction: ' ' })).toBe('frozen-reason-missing');
  expect(refusal({ isFrozen: false }, { correction: null })).toBeNull();
  expect(decideOutcome(facts({ isFrozen: true }), { ...attended, correction: 'Learnt from the minutes' }).ok).toBe(
    true,
  );
});
