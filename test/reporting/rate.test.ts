import fc from 'fast-check';
import { intervalWords, percentWords, sumOf, wilson } from '../../src/reporting/rate.js';

describe('the 95 % interval', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), 857-872, table I, method 3.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is the published one', (n, of, low, high) => {
    const interval = wilson({ n, of });
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  test('has no meaning where none was held', () => {
    expect(wilson({ n: 0, of: 0 })).toBeNull();
    expect(intervalWords({ n: 0, of: 0 })).toBeUndefined();
  });

  test('ends exactly at 0 and at 1 when none or all were attended', () => {
    expect(wilson({ n: 0, of: 7 })?.low).toBe(0);
    expect(wilson({ n: 7, of: 7 })?.high).toBe(1);
    expect(intervalWords({ n: 60, of: 60 })).toBe('94.0 to 100.0');
  });

  test.each([
    [3, 2],
    [-1, 4],
    [0.5, 2],
    [0, Number.NaN],
  ])('refuses %p of %p, which is no count', (n, of) => {
    expect(() => wilson({ n, of })).toThrow(RangeError);
  });

  const counts = fc.nat(5000).chain((of) => fc.record({ n: fc.nat(of), of: fc.constant(of) }));

  test('holds the proportion, lies within 0 to 1 and mirrors when attended and missed change places', () => {
    fc.assert(
      fc.property(counts, ({ n, of }) => {
        fc.pre(of > 0);
        const interval = wilson({ n, of })!;
        const mirrored = wilson({ n: of - n, of })!;
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(n / of);
        expect(interval.high).toBeGreaterThanOrEqual(n / of);
        expect(mirrored.low).toBeCloseTo(1 - interval.high, 10);
      }),
    );
  });
});

test.each([
  [0, 0, 'none held'],
  [58, 60, '96.7 %'],
  [131, 133, '98.5 %'],
  [60, 60, '100.0 %'],
  [0, 4, '0.0 %'],
  [1, 8, '12.5 %'],
  [1, 16, '6.3 %'],
  [1999, 2000, 'over 99.9 %'],
  [1, 3000, 'under 0.1 %'],
])('%i of %i is written %s', (n, of, words) => {
  expect(percentWords({ n, of })).toBe(words);
});

test('hubs together are the sum of their counts, not the mean of their percentages', () => {
  // The mean of 50 % and 100 % would be 75 %.
  expect(percentWords(sumOf([{ n: 1, of: 2 }, { n: 98, of: 98 }, { n: 0, of: 0 }]))).toBe('99.0 %'); // prettier-ignore
});
