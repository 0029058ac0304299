import type { Measure, ReferenceData } from '../../config/reference-data.js';
import { AUDIT_WORDS } from '../audit/events.js';
import { detailInWords } from '../audit/words.js';
import { kindLabel } from '../conferences/kinds.js';
import { formatDate, formatMonth, formatWhen } from '../kernel/london.js';
import type { Cell, Fact, Link, Table, Tag } from '../web/page-parts.js';
import { restatedBecause, type RestatedBecause, type Restatement } from './frozen-month.js';
import { lastDay, monthHref, statusTag } from './frozen-months.page.js';
import type { OneMonth } from './frozen-months.service.js';
import type { Since } from './frozen.queries.js';
import type { MonthFigure, MonthLine } from './month-figures.js';
import { explainHref } from './misses.page.js';
import type { Filter } from './performance.page.js';
import { figureOf } from './rate.js';
import { counted, hubItems, hubWords, reasonLabel } from './words.js';

const BECAUSE: Readonly<Record<RestatedBecause, string>> = {
  'entered-late': 'Entered late',
  left: 'Left this month',
  'late-outcome': 'Outcome recorded late',
  inquorate: 'Inquorate for want of police',
  'never-invited': 'Never invited, found later',
  correction: 'Corrected',
};

export interface MonthPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly filter: Filter;
  readonly tag: Tag;
  readonly sentence: string;
  readonly facts: readonly Fact[];
  readonly files: readonly Link[];
  readonly figures: Table<'measure' | 'published' | 'now'>;
  readonly restated: Table<'conference' | 'because' | 'published' | 'now' | 'since'> | null;
}

/** One month: what was published, what stands now, and for each conference that differs since when and by whom. */
export function monthPage(one: OneMonth, reference: ReferenceData): MonthPage {
  return {
    title: formatMonth(one.month),
    caption: hubWords(one.hub, one.choices, one.everywhere),
    back: { text: 'Months', href: '/performance/months' },
    filter: {
      action: monthHref(one.month),
      label: 'Choose hub',
      fields: [{ name: 'hub', label: 'Hub', value: one.hub?.code ?? '', items: hubItems(one.choices, one.everywhere) }],
    },
    tag: statusTag(one),
    sentence: sentenceOf(one),
    facts: factsOf(one),
    files: filesOf(one),
    figures: figuresTable(one, reference),
    restated: one.restated.length === 0 ? null : restatedTable(one, reference),
  };
}

function sentenceOf(one: OneMonth): string {
  if (one.published === null) {
    return `Open: the figures change with every correction until the end of ${formatDate(lastDay(one))}.`;
  }
  if (one.restated.length === 0) return 'Every conference counts today as it was published.';
  const some = counted(one.restated.length, 'conference');
  return `${some} ${one.restated.length === 1 ? 'counts' : 'count'} otherwise now than was published. Both figures are shown.`;
}

function factsOf({ published, sha256 }: OneMonth): readonly Fact[] {
  if (published === null) return [];
  return [
    { key: 'Frozen', value: formatWhen(Temporal.Instant.from(published.frozenAt)) },
    { key: 'Definitions', value: `Version ${published.definitionVersion}` },
    { key: 'Conferences', value: published.conferences.length },
    { key: 'Digest (SHA-256)', value: sha256 },
  ];
}

function filesOf({ month, published, hub }: OneMonth): readonly Link[] {
  if (published === null) return [];
  const query = hub === null ? '' : `?hub=${hub.code}`;
  return ['json', 'csv'].map((form) => ({
    text: `As published, ${form.toUpperCase()}`,
    href: `${monthHref(month)}.${form}${query}`,
  }));
}

function figuresTable(one: OneMonth, { measures }: ReferenceData): MonthPage['figures'] {
  const { published } = one;
  return {
    caption: 'Every measure',
    columns: [
      { key: 'measure', text: 'Measure', rowHeader: true, bare: true },
      ...(published === null ? [] : [{ key: 'published', text: 'Published', numeric: true } as const]),
      { key: 'now', text: published === null ? 'So far' : 'Now', numeric: true },
    ],
    rows: measures.map((measure) => ({
      cells: {
        measure: { text: `${measure.id}, ${measure.name}` },
        published: published === null ? null : figureCell(one.publishedFigures, measure),
        now: figureCell(one.now, measure),
      },
    })),
  };
}

function figureCell(figures: readonly MonthFigure[], { id, shows }: Measure): Cell {
  const figure = figures.find((one) => one.hub === null && one.measure === id);
  if (shows === 'count' || shows === 'reasons') return figure?.n ?? 0;
  const count = { n: figure?.n ?? 0, of: figure?.N ?? 0 };
  if (count.of === 0) return { text: 'none held', quiet: true };
  return { figure: figureOf(count) };
}

function restatedTable(one: OneMonth, reference: ReferenceData): NonNullable<MonthPage['restated']> {
  return {
    caption: 'What differs from what was published',
    flow: true,
    columns: [
      { key: 'conference', text: 'Conference', rowHeader: true, bare: true },
      { key: 'because', text: 'Reason', nowrap: true },
      { key: 'published', text: 'As published' },
      { key: 'now', text: 'Now' },
      { key: 'since', text: 'Since when, and by whom' },
    ],
    rows: one.restated.map((restated) => ({
      cells: {
        conference: {
          text: restated.reference,
          href: `/conferences/${restated.reference}`,
          link: { text: 'Explain', href: explainHref(restated.reference), label: restated.reference },
        },
        because: BECAUSE[restatedBecause(restated)],
        published: lineCell(restated.published, restated, reference),
        now: lineCell(restated.now, restated, reference),
        since: sinceCell(one.since.filter(({ reference: whose }) => whose === restated.reference)),
      },
    })),
  };
}

/** Which measures it is in, those that differ only; and the reason of a miss. */
function lineCell(line: MonthLine | null, { published, now }: Restatement, reference: ReferenceData): Cell {
  if (line === null) return 'Not in this month, or not within these hubs';
  const both = [published, now];
  const differing = reference.measures.filter(
    ({ id }) => standing(both[0] ?? null, id) !== standing(both[1] ?? null, id),
  );
  const words = differing.map(({ id }) => `${id}: ${standing(line, id)}`);
  const notes = [
    ...(published?.kind === now?.kind ? [] : [kindLabel(line.kind)]),
    ...(published?.hub === now?.hub ? [] : [reference.hub(line.hub)?.name ?? line.hub]),
    ...(line.recorded ? [] : ['no outcome recorded']),
    ...(published?.noticeDays === now?.noticeDays ? [] : [`${line.noticeDays ?? 'no'} working days of notice`]),
    ...(line.reason === null ? [] : [`missed: ${reasonLabel(reference.reasons, line.reason)}`]),
  ];
  return { text: words.join('; ') || line.why, notes };
}

const standing = (line: MonthLine | null, id: string): string =>
  line === null || !line.counts.includes(id) ? 'not counted' : line.met.includes(id) ? 'met' : 'not met';

function sinceCell(done: readonly Since[]): Cell {
  if (done.length === 0) return 'By a change that was under way when the month was frozen, or of the definitions';
  return {
    list: done.map(({ at, actor, action, detail }) => {
      const words = detailInWords(action, detail);
      return `${formatWhen(at)}, ${actor}: ${AUDIT_WORDS[action]}${words === '' ? '' : ` (${words})`}`;
    }),
  };
}
