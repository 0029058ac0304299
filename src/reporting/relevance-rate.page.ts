import type { Hub } from '../../config/reference-data.js';
import type { Cell, Table, Tag } from '../web/page-parts.js';
import { besideRest, type Funnel } from './funnel.js';
import { figureOf, percentWords, sumOf, type Count } from './rate.js';
import type { RelevanceCell } from './relevance-rate.queries.js';

interface Judged {
  readonly name: string;
  readonly count: Count;
  readonly funnel: Funnel;
}

const FUNNEL: Record<Funnel, { readonly text: string; readonly tone?: Tag['tone']; readonly note: string }> = {
  lower: {
    text: 'Lower than chance explains',
    tone: 'bad',
    note: 'Outside 99.7 % of what chance gives: read its decisions',
  },
  low: {
    text: 'Low',
    tone: 'warn',
    note: 'Outside 95 %, within 99.7 % of what chance gives: one in 40 is, for no reason',
  },
  ordinary: { text: 'Within what chance explains', note: '' },
  high: { text: 'High', note: 'Outside 95 %, within 99.7 % of what chance gives: one in 40 is, for no reason' },
  higher: { text: 'Higher than chance explains', tone: 'info', note: 'Outside 99.7 % of what chance gives' },
  'too-few': { text: 'Too few to tell', note: 'Even none at all could be chance' },
  'nobody-else': { text: 'Nobody to compare with', note: '' },
};

const judged = (name: string, count: Count, all: Count): Judged => ({
  name,
  count,
  funnel: besideRest(count, { n: all.n - count.n, of: all.of - count.of }),
});

const counted = (
  cells: readonly RelevanceCell[],
  key: (cell: RelevanceCell) => string | null,
): ReadonlyMap<string, Count> => {
  const groups = Map.groupBy(cells, key);
  return new Map([...groups].flatMap(([name, some]) => (name === null ? [] : [[name, sumOf(some)] as const])));
};

/**
 * How many reviews counted as relevant, hub by hub and by who decided. A low rate is a question and no finding: families
 * differ, and small numbers vary.
 * @param hubs those within reach of the reader; the rest of the force is shown as a sum alone
 */
export function relevanceRatePage(cells: readonly RelevanceCell[], hubs: readonly Hub[], span: string) {
  const all = sumOf(cells);
  const byHub = counted(cells, ({ hubCode }) => hubCode);
  const shown = hubs.map(({ code, name }) => judged(name, byHub.get(code) ?? { n: 0, of: 0 }, all));
  const mine = new Set(
    cells.filter(({ hubCode }) => hubs.some(({ code }) => code === hubCode)).map((one) => one.decidedBy),
  );
  const people = [...counted(cells, ({ decidedBy }) => decidedBy)]
    .filter(([name]) => mine.has(name))
    .map(([name, count]) => judged(name, count, all))
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const nobody = sumOf(
    cells.filter(({ decidedBy, hubCode }) => decidedBy === null && hubs.some(({ code }) => code === hubCode)),
  );
  return {
    title: 'Relevance rate',
    caption: span,
    back: { text: 'Performance', href: '/performance' },
    sentence: sentenceOf(all, [...shown, ...people]),
    nobody:
      nobody.of === 0
        ? null
        : `On ${nobody.of} of these reviews nobody had decided before the start. They count as relevant and are nobody’s decision.`,
    rule: 'Each is put beside all the others together by the exact binomial probability. A low rate is a question, not a finding: families differ between places. The rate has no target.',
    tables: [tableOf('By hub', 'Hub', shown), tableOf('By who decided what stood at the start', 'Person', people)],
  };
}

function sentenceOf(all: Count, some: readonly Judged[]): string {
  if (all.of === 0) return 'No review was held that counts.';
  const force = `${all.n} of ${all.of} reviews held in the force counted as relevant (${percentWords(all)}).`;
  const lower = some.filter(({ funnel }) => funnel === 'lower').map(({ name }) => name);
  if (lower.length === 0) return `${force} Nobody shown is lower than chance explains.`;
  return `${force} Lower than chance explains: ${lower.join(', ')}.`;
}

type Key = 'name' | 'rate' | 'judged';

const tableOf = (caption: string, heading: string, some: readonly Judged[]): Table<Key> => ({
  caption,
  columns: [
    { key: 'name', text: heading, rowHeader: true, bare: true },
    { key: 'rate', text: 'Relevant or undecided', numeric: true },
    { key: 'judged', text: 'Beside the others' },
  ],
  rows: some.map(({ name, count, funnel }) => ({
    ...(funnel === 'lower' ? { tone: 'bad' as const } : {}),
    cells: {
      name,
      rate: count.of === 0 ? 'none held' : { figure: figureOf(count) },
      judged: count.of === 0 ? null : judgedCell(funnel),
    },
  })),
  empty: { title: 'Nothing to show', text: 'Nobody has decided on a review that was held in this time.' },
});

function judgedCell(funnel: Funnel): Cell {
  const { text, tone, note } = FUNNEL[funnel];
  const noted = note === '' ? {} : { note };
  return tone === undefined ? { text, ...noted } : { tag: { text, tone }, ...noted };
}
