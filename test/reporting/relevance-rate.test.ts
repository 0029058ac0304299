import type { Hub } from '../../config/reference-data.js';
import { relevanceRatePage } from '../../src/reporting/relevance-rate.page.js';

const hub = (code: string, name: string): Hub => ({ code, name }) as Hub;
const cell = (hubCode: string, decidedBy: string | null, n: number, of: number) => ({ hubCode, decidedBy, n, of });
const cells = [
  cell('reading', 'Helen Lowe', 60, 75),
  cell('reading', null, 5, 5),
  cell('slough', 'Priya Shah', 20, 40),
  cell('oxfordshire', 'Tom Price', 100, 125),
  cell('oxfordshire', 'Una New', 1, 2),
];
const page = (hubs: readonly Hub[]) => relevanceRatePage(cells, hubs, 'span');
const cellsOf = (table: ReturnType<typeof page>['tables'][number] | undefined) =>
  table !== undefined && 'rows' in table ? table.rows.map(({ cells: { name, judged } }) => [name, judged]) : [];

it('says first who is lower than chance explains, beside all the others', () => {
  const shown = page([hub('reading', 'Reading'), hub('slough', 'Slough'), hub('oxfordshire', 'Oxfordshire')]);
  expect(shown.sentence).toBe(
    '186 of 247 reviews held in the force counted as relevant (75.3 %). Lower than chance explains: Slough, Priya Shah.',
  );
  expect(shown.nobody).toContain('On 5 of these reviews nobody had decided');
  expect(cellsOf(shown.tables[1])).toEqual([
    ['Helen Lowe', { text: 'Within what chance explains' }],
    ['Priya Shah', { tag: { text: 'Lower than chance explains', tone: 'bad' }, note: expect.any(String) }],
    ['Tom Price', expect.anything()],
    ['Una New', { text: 'Too few to tell', note: 'Even none at all could be chance' }],
  ]);
});

it('shows the people and hubs within reach alone', () => {
  const shown = page([hub('reading', 'Reading')]);
  expect(cellsOf(shown.tables[0]).map(([name]) => name)).toEqual(['Reading']);
  expect(cellsOf(shown.tables[1]).map(([name]) => name)).toEqual(['Helen Lowe']);
  expect(shown.sentence).toContain('Nobody shown is lower than chance explains.');
});

it('has a sentence where nothing was held', () => {
  expect(relevanceRatePage([], [hub('reading', 'Reading')], 'span').sentence).toBe('No review was held that counts.');
});
