import { compareWithBefore } from '../../src/reporting/difference.js';
import { sumOf } from '../../src/reporting/rate.js';
import { judgeMonths, signalSentence } from '../../src/reporting/signals.js';

/** From January 2026 on. */
const tallies = (counts: readonly (readonly [number, number])[]) =>
  counts.map(([n, of], at) => ({
    month: Temporal.PlainYearMonth.from({ year: 2026, month: 1 }).add({ months: at }),
    n,
    of,
    unrecorded: 0,
    outside: 0,
  }));
const steady = Array.from({ length: 8 }, () => [39, 40] as const);

it.each<[string, (readonly [number, number])[]]>([
  ['lower', [...steady, [30, 40]]],
  ['ordinary', [...steady, [38, 40]]],
  ['too-few', [...steady, [1, 1]]],
  ['none-held', [...steady, [0, 0]]],
  ['ordinary', [...Array.from({ length: 8 }, () => [40, 40] as const), [39, 40]]],
])('says of the last month what the sentence says: %s', (kind, counts) => {
  const months = tallies(counts);
  expect(compareWithBefore(months.at(-1)!, sumOf(months.slice(0, -1))).kind).toBe(kind);
  const last = judgeMonths(months)!.at(-1)!;
  expect(last.signals.includes('beyond-limits')).toBe(kind === 'lower' || kind === 'higher');
});

it('names each signal with its month, and says when there is none', () => {
  expect(signalSentence(judgeMonths(tallies([...steady, [30, 40]]))!)).toMatch(
    /^More than chance, marked ▲: September 2026 \(outside the limits.*\); the dotted limits/,
  );
  expect(
    signalSentence(
      judgeMonths(
        tallies([
          [38, 40],
          [40, 40],
          [39, 40],
          [40, 40],
          [38, 40],
        ]),
      )!,
    ),
  ).toMatch(/^No month is more than chance/);
});

it('says nothing of what is usual before three months were held', () => {
  expect(
    judgeMonths(
      tallies([
        [4, 4],
        [0, 0],
        [4, 4],
        [1, 4],
      ]),
    ),
  ).toBeNull();
});
