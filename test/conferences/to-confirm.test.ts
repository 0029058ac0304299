import { confirmWords, reasonsToConfirm, type ConfirmPolicy, type Recorded } from '../../src/conferences/to-confirm.js';

const late = { kind: 'late-notice' } as const;
const sunday = { kind: 'weekend' } as const;
const when = (...conditions: ConfirmPolicy['when']): ConfirmPolicy => ({ confirm: 'when', when: conditions });
const recorded = (over: Partial<Recorded> = {}): Recorded => ({ kind: 'icpc', cautions: [], alike: false, ...over });

it.each<[string, ConfirmPolicy, Recorded, readonly string[] | null]>([
  ['never, whatever it is', { confirm: 'never', when: ['icpc'] }, recorded({ cautions: [late], alike: true }), null],
  ['always, however ordinary', { confirm: 'always', when: [] }, recorded(), ['always']],
  ['when late, and it is in time', when('late-notice'), recorded(), null],
  ['when late, and it is late', when('late-notice'), recorded({ cautions: [late] }), ['late-notice']],
  ['when unusual, and it is only late', when('caution'), recorded({ cautions: [late] }), null],
  ['when unusual, and it is on a Sunday', when('caution'), recorded({ cautions: [late, sunday] }), ['caution']],
  ['when perhaps twice', when('possible-duplicate'), recorded({ alike: true }), ['possible-duplicate']],
  ['by its kind', when('transfer-in', 'icpc'), recorded(), ['icpc']],
  ['by another kind', when('transfer-in'), recorded(), null],
  [
    'for every reason that it meets',
    when('late-notice', 'caution', 'possible-duplicate', 'icpc'),
    recorded({ cautions: [late, sunday], alike: true }),
    ['late-notice', 'caution', 'possible-duplicate', 'icpc'],
  ],
])('asks a person %s', (_, policy, facts, reasons) => {
  expect(reasonsToConfirm(policy, facts)).toEqual(reasons);
});

it('says why in words', () => {
  expect(confirmWords(['late-notice', 'possible-duplicate', 'transfer-in'])).toBe(
    'late notice, perhaps recorded twice, Transfer-in',
  );
});
