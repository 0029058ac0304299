import { atMost, besideRest } from '../../src/reporting/funnel.js';

it('computes the binomial exactly', () => {
  // 3 or fewer heads of 10: 176 of 1024.
  expect(atMost({ n: 3, of: 10 }, 0.5)).toBeCloseTo(176 / 1024, 12);
  expect(atMost({ n: 0, of: 3 }, 0.2)).toBeCloseTo(0.512, 12);
  expect(atMost({ n: 10, of: 10 }, 0.5)).toBe(1);
  expect(atMost({ n: 5, of: 10 }, 1)).toBe(0);
  expect(atMost({ n: 0, of: 10 }, 0)).toBe(1);
});

const rest = { n: 160, of: 200 };
it.each([
  ['far below', { n: 20, of: 40 }, 'lower'],
  ['outside 95 % only', { n: 26, of: 40 }, 'low'],
  ['as the others', { n: 32, of: 40 }, 'ordinary'],
  ['all of forty', { n: 40, of: 40 }, 'higher'],
  ['nought of two, which chance gives 1 in 25', { n: 0, of: 2 }, 'too-few'],
  ['one of five', { n: 1, of: 5 }, 'low'],
  ['none held', { n: 0, of: 0 }, 'too-few'],
] as const)('%s', (_, one, expected) => {
  expect(besideRest(one, rest)).toBe(expected);
});

it('compares with nobody where there is nobody else', () => {
  expect(besideRest({ n: 1, of: 9 }, { n: 0, of: 0 })).toBe('nobody-else');
});
