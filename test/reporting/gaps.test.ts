import type { Milestone } from '../../config/milestones.js';
import { drawGaps } from '../../src/reporting/gap-drawing.js';
import { areRare, gapsOf, type MissedLine } from '../../src/reporting/gaps.js';
import { gapSentence } from '../../src/reporting/gaps.page.js';
import { milestoneOf, milestoneSentence } from '../../src/reporting/milestones.js';

const missedAfter = (...attended: readonly number[]): MissedLine[] =>
  attended.map((attendedBefore, at) => ({
    measure: 'A1',
    reference: `TV-26-00000${at}`,
    countsFrom: Temporal.Instant.from(`2026-0${at + 1}-10T10:00:00Z`),
    attendedBefore,
  }));

it('counts what was attended between one miss and the next, and since the last', () => {
  const found = gapsOf(missedAfter(7, 37, 97, 107, 157), 200)!;
  expect(found.gaps.map(({ attended }) => attended)).toEqual([30, 60, 10, 50]);
  expect(found.gaps[0]?.reference).toBe('TV-26-000001');
  expect(found.since).toBe(43);
  expect(gapSentence('A1', found)).toMatch(/in 4 gaps; none is more than chance explains .* Since the last miss 43 were attended\.$/); // prettier-ignore
});

it('says nothing of too few misses, and calls what is in one month no gap of months', () => {
  expect(gapsOf(missedAfter(7, 37, 97), 200)).toBeNull();
  expect(gapsOf([], 0)).toBeNull();
  expect(gapsOf(missedAfter(5, 5, 5, 5), 5)?.gaps.map(({ attended }) => attended)).toEqual([0, 0, 0]);
});

it.each([
  ['nothing missed', 100, 100, false],
  ['three missed', 97, 100, false],
  ['four missed', 96, 100, true],
  ['sixty missed', 940, 1000, true],
  ['sixty-one missed', 939, 1000, false],
  ['none held', 0, 0, false],
  ['more than can be put in order quickly', 20_000, 20_010, false],
])('tells whether misses are rare: %s', (_, n, of, rare) => {
  expect(areRare({ n, of })).toBe(rare);
});

it('draws without style and script, and of nothing but noughts too', () => {
  for (const missed of [missedAfter(7, 37, 97, 107, 157), missedAfter(5, 5, 5, 5)]) {
    const svg = drawGaps(gapsOf(missed, 200)!, 'ICPCs', 340);
    expect(svg).not.toMatch(/style=|<script|NaN|Infinity/);
    expect(svg).toMatch(/^<svg role="img"/);
  }
});

describe('milestones', () => {
  const one = (name: string, from: string, to: string, measures: Milestone['measures'] = ['A1']): Milestone => ({
    name,
    measures,
    from: Temporal.PlainDate.from(from),
    to: Temporal.PlainDate.from(to),
    percent: 95,
  });
  const all = [one('Later', '2024-03-15', '2024-12-31'), one('First', '2022-04-01', '2024-03-31')];
  const on = (month: string) => milestoneOf(all, 'A1', Temporal.PlainYearMonth.from(month))?.name;

  it('hold from their first month to their last, the later of two above the earlier', () => {
    expect(['2022-03', '2022-04', '2024-02', '2024-03', '2024-12', '2025-01'].map(on)).toEqual([
      undefined,
      'First',
      'First',
      'Later',
      'Later',
      undefined,
    ]);
    expect(milestoneOf(all, 'B1', Temporal.PlainYearMonth.from('2024-05'))).toBeUndefined();
  });

  it('are named once each below the drawing', () => {
    const months = ['2024-02', '2024-03', '2024-04'].map((month) => Temporal.PlainYearMonth.from(month));
    expect(milestoneSentence(all, 'A1', months)).toBe(
      ' Milestones, marked □: First (95 %, April 2022 to March 2024); Later (95 %, March 2024 to December 2024).',
    );
    expect(milestoneSentence(all, 'B1', months)).toBe('');
  });
});
