import {
  decideReplay,
  decideReplayed,
  mayBeReplayed,
  outcomeOfReplay,
  type Replayable,
} from '../../src/intake/replay.js';

const before = (over: Partial<Replayable> = {}): Replayable => ({
  outcome: 'for-a-person',
  candidateState: null,
  ...over,
});

it.each<[string, Partial<Replayable>]>([
  ['a message left to a person', {}],
  ['a message ignored', { outcome: 'ignored' }],
  ['an invitation nobody has decided on', { outcome: 'candidate', candidateState: 'waiting' }],
])('lets %s be read again', (_, over) => {
  expect(decideReplay(before(over))).toEqual({ ok: true, value: null });
});

it.each([
  ['one not read yet', { outcome: 'stored' }, 'not-read-yet'],
  ['one that was applied', { outcome: 'applied' }, 'was-applied'],
  ['a confirmed invitation', { outcome: 'candidate', candidateState: 'confirmed' }, 'candidate-decided'],
  ['a rejected invitation', { outcome: 'candidate', candidateState: 'rejected' }, 'candidate-decided'],
] as const)('does not let %s be read again', (_, over, kind) => {
  expect(decideReplay(before(over))).toEqual({ ok: false, refusal: { kind } });
  expect(mayBeReplayed(before(over))).toBe(false);
});

it('leaves an invitation in the inbox alone that is none to the program of today', () => {
  const waiting = before({ outcome: 'candidate', candidateState: 'waiting' });
  expect(decideReplayed(waiting, 'request').ok).toBe(true);
  expect(decideReplayed(waiting, 'letter').ok).toBe(true);
  expect(decideReplayed(waiting, 'reply')).toMatchObject({ refusal: { kind: 'no-invitation-now' } });
  expect(decideReplayed(before(), 'reply').ok).toBe(true);
});

it('keeps an invitation in the inbox whatever else the rules make of it, and says what', () => {
  const waiting = before({ outcome: 'candidate', candidateState: 'waiting' });
  const ignored = { outcome: 'ignored', reason: 'A copy.', conferenceId: null } as const;
  expect(outcomeOfReplay(waiting, ignored)).toEqual({
    outcome: 'candidate',
    reason: 'An invitation to decide on. Read again: A copy.',
    conferenceId: null,
  });
  expect(outcomeOfReplay(before(), ignored)).toBe(ignored);
});
