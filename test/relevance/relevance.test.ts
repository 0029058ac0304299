import { decideRelevance, relevanceAtStart, type RelevanceDecision } from '../../src/relevance/relevance.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const start = at('2026-11-30T09:30:00Z');
const decision = (value: RelevanceDecision['value'], decidedAt: string): RelevanceDecision => ({
  value,
  criteria: value === 'relevant' ? ['new-incident'] : [],
  reason: 'r',
  decidedBy: 'Priya Shah',
  decidedAt: at(decidedAt),
});

it('is undecided while nobody has decided', () => {
  expect(relevanceAtStart([], start)).toBe('undecided');
});

it('is what was decided last before the start', () => {
  const decisions = [decision('relevant', '2026-11-20T09:00:00Z'), decision('not-relevant', '2026-11-27T09:00:00Z')];
  expect(relevanceAtStart(decisions, start)).toBe('not-relevant');
  expect(relevanceAtStart(decisions.toReversed(), start)).toBe('not-relevant');
});

it('is not moved by a correction after the start, not even by a second', () => {
  const decisions = [decision('relevant', '2026-11-30T09:30:00Z'), decision('not-relevant', '2026-11-30T09:30:01Z')];
  expect(relevanceAtStart(decisions, start)).toBe('relevant');
});

const known = ['new-incident', 'first-review'];
it.each([
  ['an initial conference', 'icpc', { value: 'relevant', criteria: ['new-incident'], reason: 'r' }, 'not-a-review'],
  ['"relevant" without a criterion', 'rcpc', { value: 'relevant', criteria: [], reason: 'r' }, 'criteria-missing'],
  [
    'a criterion that was never ratified',
    'rcpc',
    { value: 'relevant', criteria: ['hunch'], reason: 'r' },
    'unknown-criterion',
  ],
  ['no reason', 'rcpc', { value: 'not-relevant', criteria: [], reason: ' ' }, 'reason-missing'],
] as const)('refuses %s', (_, kind, given, refusal) => {
  expect(decideRelevance(kind, given, known)).toMatchObject({ ok: false, refusal: { kind: refusal } });
});

it('accepts "not relevant" with a reason and no criterion', () => {
  const decided = decideRelevance(
    'rcpc',
    { value: 'not-relevant', criteria: [], reason: ' no police involvement ' },
    known,
  );
  expect(decided).toEqual({
    ok: true,
    value: { value: 'not-relevant', criteria: [], reason: 'no police involvement' },
  });
});
