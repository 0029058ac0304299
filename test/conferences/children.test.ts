import { ageWords, NOTHING_KNOWN, unitedChildren } from '../../src/conferences/children.js';

const told = (laChildId: string | null, policeReference: string | null = null) => ({
  ...NOTHING_KNOWN,
  laChildId,
  policeReference,
});
const known = (id: number, laChildId: string | null, policeReference: string | null = null) => ({
  id,
  ...told(laChildId, policeReference),
});

it.each([
  ['adds a sibling', [known(1, 'A1')], [told('A1'), told('A2')], [], ['A2']],
  ['adds nobody who is known by either code', [known(1, 'A1', 'N1')], [told(null, 'N1'), told('A1')], [], []],
  ['adds a sibling with the same police reference', [known(1, 'A1', 'N1')], [told('A2', 'N1')], [], ['A2']],
  ['fills in a child of whom nothing was known', [known(1, null), known(2, null)], [told('A1')], [[1, 'A1']], []],
  ['adds those for whom no such place is left', [known(1, null)], [told('A1'), told('A2')], [[1, 'A1']], ['A2']],
  [
    'adds nameless children up to the number told',
    [known(1, 'A1')],
    [told('A1'), told(null), told(null)],
    [],
    [null, null],
  ],
  ['adds no nameless child when as many are known', [known(1, 'A1'), known(2, 'A2')], [told(null), told(null)], [], []],
])('%s', (_, before, now, filled, added) => {
  const united = unitedChildren(before, now);
  expect(united.filled.map(({ id, child }) => [id, child.laChildId])).toEqual(filled);
  expect(united.added.map((child) => child.laChildId)).toEqual(added);
});

it('says of a child only how old it is', () => {
  expect(ageWords({ bornYear: 2019, expectedOn: null })).toBe('born 2019');
  expect(ageWords({ bornYear: null, expectedOn: Temporal.PlainDate.from('2027-01-15') })).toMatch(
    /^unborn, expected .*15/,
  );
  expect(ageWords(NOTHING_KNOWN)).toBe('age not known');
});
