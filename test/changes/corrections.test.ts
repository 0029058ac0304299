import { changeChildren, concernsMore, convertKind, towards } from '../../src/changes/corrections.js';
import { NOTHING_KNOWN } from '../../src/conferences/children.js';

const child = (laChildId: string | null, over: object = {}) => ({ ...NOTHING_KNOWN, laChildId, ...over });
const known = [
  { id: 1, ...child('A1', { policeReference: 'N1' }) },
  { id: 2, ...child('A2') },
];
const open = { state: 'scheduled', kind: 'rcpc' } as const;
const kindOf = (decided: { ok: boolean; refusal?: { kind: string } }) => (decided.ok ? 'done' : decided.refusal?.kind);

describe('the children', () => {
  it.each([
    ['one more', open, { add: [child('A3')], remove: [] }, 'told', 'done'],
    ['one less', open, { add: [], remove: [2] }, 'told', 'done'],
    ['one for another with the same id', open, { add: [child('A2', { bornYear: 2019 })], remove: [2] }, 'told', 'done'],
    ['no reason', open, { add: [child('A3')], remove: [] }, ' ', 'reason-missing'],
    ['nothing', open, { add: [], remove: [] }, 'told', 'nothing-changed'],
    ['one that is not on it', open, { add: [], remove: [9] }, 'told', 'nothing-changed'],
    ['one already there', open, { add: [child('A2')], remove: [] }, 'told', 'duplicate-child'],
    [
      'one there by the police reference',
      open,
      { add: [child(null, { policeReference: 'N1' })], remove: [] },
      'told',
      'duplicate-child',
    ],
    ['one twice', open, { add: [child('A3'), child('A3')], remove: [] }, 'told', 'duplicate-child'],
    ['a voided conference', { ...open, state: 'voided' as const }, { add: [], remove: [2] }, 'told', 'cannot-correct'],
  ])('%s', (_, conference, change, reason, expected) => {
    expect(kindOf(changeChildren(conference, known, change, reason))).toBe(expected);
  });

  it('counts who is there then', () => {
    const decided = changeChildren(open, known, { add: [child('A3'), child('A4')], remove: [1] }, 'told');
    expect(decided.ok && [decided.value.now, decided.value.removed.map(({ id }) => id)]).toEqual([3, [1]]);
  });

  it('concern more only when somebody is known of them', () => {
    expect(concernsMore({ add: [child('A3')], remove: [] })).toBe(true);
    expect(concernsMore({ add: [child(null)], remove: [1] })).toBe(false);
  });

  it('become those wanted: what is alike stays', () => {
    expect(towards(known, [child('A2'), child('A3')])).toEqual({ add: [child('A3')], remove: [1] });
    expect(towards(known, [child('A2', { initials: 'AB' })])).toEqual({
      add: [child('A2', { initials: 'AB' })],
      remove: [1, 2],
    });
    const blanks = [
      { id: 1, ...child(null) },
      { id: 2, ...child(null) },
    ];
    expect(towards(blanks, [child(null)])).toEqual({ add: [], remove: [2] });
  });
});

it.each([
  ['to another kind', open, 'icpc', 'told', 'done'],
  ['to the kind it has', open, 'rcpc', 'told', 'nothing-changed'],
  ['without a reason', open, 'icpc', '', 'reason-missing'],
  ['when voided', { ...open, state: 'voided' as const }, 'icpc', 'told', 'cannot-correct'],
] as const)('converts %s', (_, conference, kind, reason, expected) => {
  expect(kindOf(convertKind(conference, kind, reason))).toBe(expected);
});
