import fc from 'fast-check';
import { shownAlone, shownTogether } from '../../src/reporting/suppression.js';
import { sumOf } from '../../src/reporting/rate.js';

it.each([
  [
    { n: 0, of: 0 },
    { n: 0, of: 0 },
  ],
  [
    { n: 3, of: 4 },
    { n: null, of: null },
  ],
  [
    { n: 5, of: 20 },
    { n: null, of: 20 },
  ],
  [
    { n: 18, of: 20 },
    { n: null, of: 20 },
  ],
  [
    { n: 20, of: 20 },
    { n: 20, of: 20 },
  ],
  [
    { n: 10, of: 20 },
    { n: 10, of: 20 },
  ],
])('shows %j alone as %j', (count, shown) => expect(shownAlone(count)).toEqual(shown));

it('hides a second row where the sum would give the only hidden one away', () => {
  const counts = [{ n: 40, of: 40 }, { n: 3, of: 3 }, { n: 30, of: 30 }]; // prettier-ignore
  const { parts, whole } = shownTogether(counts, sumOf(counts));
  expect(parts.map(({ of }) => of)).toEqual([40, null, null]);
  expect(whole.of).toBe(73);
});

it('hides a third where two hidden rows of one miss each add up to two', () => {
  const counts = [{ n: 19, of: 20 }, { n: 29, of: 30 }, { n: 10, of: 20 }, { n: 50, of: 60 }]; // prettier-ignore
  const { parts } = shownTogether(counts, sumOf(counts));
  expect(parts.map(({ n }) => n)).toEqual([null, null, null, 50]);
});

it('never leaves a hidden count that only one number would fit', () => {
  const count = fc.nat(40).chain((of) => fc.nat(of).map((n) => ({ n, of })));
  fc.assert(
    fc.property(fc.array(count, { minLength: 1, maxLength: 9 }), (counts) => {
      const { parts, whole } = shownTogether(counts, sumOf(counts));
      const hidden = parts.flatMap(({ of }, at) => (of === null ? [counts[at]!] : []));
      for (const { of, n } of parts) expect([of, n].some((one) => one !== null && one > 0 && one <= 5)).toBe(false);
      const small = hidden.filter(({ of }) => of > 0 && of <= 5);
      if (whole.of !== null && small.length > 0) expect(hidden.length).toBeGreaterThan(1);
    }),
  );
});
