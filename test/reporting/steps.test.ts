import { stepsPart } from '../../src/reporting/steps.page.js';
import type { StoodCell } from '../../src/reporting/steps.js';

const month = Temporal.PlainYearMonth.from('2026-10');
const part = (stood: readonly StoodCell[]) =>
  stepsPart({ stood, month, latest: Temporal.PlainYearMonth.from('2026-11') });

const cells = (found: ReturnType<typeof part>) => {
  const { table } = found!;
  if (!('rows' in table) || table.rows === undefined) throw new Error('the table is in groups');
  return table.rows.map(({ cells: { step, of } }) => [step, of]);
};

it('draws nothing where no review was held', () => {
  expect(part([])).toBeNull();
});

it('goes from all reviews held to those attended, each step of the one before it', () => {
  const found = part([
    { stood: 'relevant', held: 12, attended: 11 },
    { stood: 'undecided', held: 2, attended: 1 },
    { stood: 'not-relevant', held: 6, attended: 0 },
  ]);
  expect(found!.chart.sentence).toBe(
    '20 reviews that we knew of were held in October 2026: 18 were decided about before the start, 12 were relevant, and of ' +
      'those 11 were attended. On 2 nobody had decided; they count as relevant, and 1 was attended.',
  );
  expect(cells(found)).toEqual([
    ['Reviews held that we knew of', '20'],
    ['Decided before the start, of those held', { figure: expect.objectContaining({ n: 18, of: 20 }) }],
    ['Relevant, of those decided', { figure: expect.objectContaining({ n: 12, of: 18 }) }],
    ['Attended, of those relevant', { figure: expect.objectContaining({ n: 11, of: 12 }) }],
    ['Attended, of those undecided', { figure: expect.objectContaining({ n: 1, of: 2 }) }],
  ]);
});

it('says that there is nothing to take a share of, and never divides by it', () => {
  const found = part([{ stood: 'not-relevant', held: 1, attended: 0 }]);
  expect(found!.chart.sentence).toContain('1 review that we knew of was held');
  expect(found!.chart.sentence).toContain('Nobody had left any undecided.');
  expect(cells(found).slice(3)).toEqual([
    ['Attended, of those relevant', 'none relevant'],
    ['Attended, of those undecided', 'none undecided'],
  ]);
  expect(found!.chart.svg).not.toMatch(/NaN|Infinity|style=/);
});
