import { decideSplit, splitSentence, type GivenSplit, type SplitRefusal } from '../../src/merging/split.js';

const ids = (...all: number[]) => all.map((id) => ({ id }));
const decide = (
  over: Partial<GivenSplit> = {},
  known = { children: ids(1, 2, 3), invitations: ids(7, 8) },
  state: Parameters<typeof decideSplit>[0]['state'] = 'scheduled',
) => decideSplit({ state }, known, { children: [2], shares: {}, reason: 'different chairs', ...over });
const refusal = (...given: Parameters<typeof decide>) => {
  const decided = decide(...given);
  return decided.ok ? null : decided.refusal;
};

it.each<[string, SplitRefusal['kind'] | null, Parameters<typeof decide>]>([
  ['one of three children', null, []],
  ['two of three children', null, [{ children: [1, 2] }]],
  ['nobody', 'nobody-goes', [{ children: [] }]],
  ['a child of another conference', 'nobody-goes', [{ children: [99] }]],
  ['everybody', 'nobody-stays', [{ children: [1, 2, 3] }]],
  ['one of one child', 'too-few-children', [{ children: [1] }, { children: ids(1), invitations: [] }]],
  ['without a reason', 'reason-missing', [{ reason: ' ' }]],
  ['with every invitation', 'never-invited', [{ shares: { 7: 'new', 8: 'new' } }]],
  ['without an invitation', 'never-invited', [{ shares: { 7: 'old', 8: 'old' } }]],
  ['with one invitation each', null, [{ shares: { 7: 'new', 8: 'old' } }]],
  ['where TVP was never invited', null, [{}, { children: ids(1, 2), invitations: [] }]],
  ['of one that is stood down', null, [{}, undefined, 'stood_down']],
  ['of a held one', 'cannot-split', [{}, undefined, 'held']],
  ['of a cancelled one', 'cannot-split', [{}, undefined, 'cancelled']],
  ['of a voided one', 'cannot-split', [{}, undefined, 'voided']],
])('a split with %s: %s', (_, expected, given) => {
  expect(refusal(...given)?.kind ?? null).toBe(expected);
});

it('sorts the children and the invitations', () => {
  expect(decide({ shares: { 7: 'new' } })).toEqual({
    ok: true,
    value: { going: ids(2), moved: ids(7), shared: ids(8) },
  });
});

it('says which of the two would never have been invited', () => {
  const sentence = (shares: GivenSplit['shares']) => splitSentence(refusal({ shares })!);
  expect(sentence({ 7: 'new', 8: 'new' })).toContain('The old conference needs an invitation');
  expect(sentence({ 7: 'old', 8: 'old' })).toContain('The new conference needs an invitation');
});
