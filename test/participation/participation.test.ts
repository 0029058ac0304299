import { loadReferenceData } from '../../config/reference-data.js';
import {
  decideOutcome,
  outcomeInWords,
  type GivenOutcome,
  type OutcomeFacts,
} from '../../src/participation/participation.js';

const at = (text: string) => Temporal.Instant.from(text);
const { reasons } = loadReferenceData();

const facts = (over: Partial<OutcomeFacts> = {}): OutcomeFacts => ({
  state: 'scheduled',
  startsAt: at('2026-11-30T09:30:00Z'),
  now: at('2026-11-30T11:30:00Z'),
  before: null,
  isFrozen: false,
  reasons,
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
const missed: GivenOutcome = { ...attended, outcome: 'not', mode: null, attendedById: null, reason: 'sickness' };
const recorded = { ...attended, version: 2, recordedBy: 'Priya Shah', recordedAt: at('2026-11-30T11:00:00Z') };
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
  expect(outcomeInWords(attended, 'Ada Okafor', reasons)).toBe('Attended for the decision; Ada Okafor, video');
  expect(
    outcomeInWords(
      {
        ...missed,
        outcome: 'part',
        presentAtDecision: false,
        mode: 'phone',
        reason: 'court',
        attribution: 'tvp',
        reasonNote: 'Left at ten',
      },
      'Ada Okafor',
      reasons,
    ),
  ).toBe('Attended part, not for the decision; Ada Okafor, phone; At court; Left at ten; down to Thames Valley Police');
});

it('asks why an outcome comes only when the figures of its month are published', () => {
  expect(refusal({ isFrozen: true }, { correction: ' ' })).toBe('frozen-reason-missing');
  expect(refusal({ isFrozen: false }, { correction: null })).toBeNull();
  expect(decideOutcome(facts({ isFrozen: true }), { ...attended, correction: 'Learnt from the minutes' }).ok).toBe(
    true,
  );
});
