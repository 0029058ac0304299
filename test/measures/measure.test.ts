import { countIn, type MeasureFacts } from '../../src/measures/measure.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const facts = (over: Partial<MeasureFacts> = {}): MeasureFacts => ({
  kind: 'icpc',
  state: 'held',
  convenedBy: null,
  startsAt: at('2026-11-30T09:30:00Z'),
  firstReceivedAt: at('2026-11-16T10:15:00Z'),
  relevanceAtStart: 'undecided',
  participation: { outcome: 'attended', presentAtDecision: true },
  ...over,
});
const counted = (over: Partial<MeasureFacts>) => {
  const { measure, inDenominator, inNumerator, recorded } = countIn(facts(over));
  return [measure, inDenominator, inNumerator, recorded];
};

it.each([
  ['an ICPC attended', {}, ['A1', true, true, true]],
  ['an ICPC of another authority', { convenedBy: 'Hampshire County Council' }, ['O1', true, true, true]],
  [
    'a review of another authority, decided not relevant',
    { kind: 'rcpc', convenedBy: 'Hampshire County Council', relevanceAtStart: 'not-relevant' },
    ['O1', false, false, true],
  ],
  ['a pre-birth ICPC attended', { kind: 'pre-birth-icpc' }, ['A1', true, true, true]],
  ['a transfer-in attended', { kind: 'transfer-in' }, ['A1', true, true, true]],
  ['an ICPC missed', { participation: { outcome: 'not', presentAtDecision: false } }, ['A1', true, false, true]],
  [
    'part without the decision',
    { participation: { outcome: 'part', presentAtDecision: false } },
    ['A1', true, false, true],
  ],
  ['part with the decision', { participation: { outcome: 'part', presentAtDecision: true } }, ['A1', true, true, true]],
  ['nothing recorded', { state: 'scheduled', participation: null }, ['A1', true, false, false]],
  ['never invited', { firstReceivedAt: null }, ['A1', false, false, true]],
  ['invited once it had begun', { firstReceivedAt: at('2026-11-30T09:30:00Z') }, ['A1', false, false, true]],
  ['invited a minute before', { firstReceivedAt: at('2026-11-30T09:29:00Z') }, ['A1', true, true, true]],
  ['a relevant review attended', { kind: 'rcpc', relevanceAtStart: 'relevant' }, ['B1', true, true, true]],
  ['an undecided review attended', { kind: 'rcpc' }, ['B1', true, true, true]],
  [
    'a review not relevant, attended all the same',
    { kind: 'rcpc', relevanceAtStart: 'not-relevant' },
    ['B1', false, false, true],
  ],
  [
    'a relevant review missed',
    { kind: 'early-review', relevanceAtStart: 'relevant', participation: { outcome: 'not', presentAtDecision: false } },
    ['B1', true, false, true],
  ],
] as const)('%s', (_, over, expected) => {
  expect(counted(over)).toEqual(expected);
});

it.each(['expected', 'stood_down', 'postponed', 'cancelled', 'transferred_out', 'voided'] as const)(
  '%s is in no denominator',
  (state) => {
    expect(counted({ state, participation: null })).toEqual(['A1', false, false, false]);
  },
);

it('says in a sentence why', () => {
  expect(countIn(facts({ participation: null, state: 'scheduled' })).why).toBe(
    'Counts as an initial conference TVP knew of; nobody has recorded an outcome.',
  );
  expect(countIn(facts({ kind: 'rcpc', relevanceAtStart: 'not-relevant' })).why).toBe(
    'Does not count: decided not relevant before the start.',
  );
});
