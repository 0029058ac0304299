import { formatDate } from '../kernel/london.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import type { Cell, FieldError, Link, Notice, Row, Table } from '../web/page-parts.js';
import { byHub, byReason, type Breakdown } from './breakdowns.page.js';
import { cellsOf, monthsUntil, tallyOf } from './figures.js';
import { lastDay, monthHref } from './frozen-months.page.js';
import type { OneMonth } from './frozen-months.service.js';
import { headlineOf, tallyInMonth, type Headline } from './headline.page.js';
import { missesOf, type Misses } from './misses.page.js';
import { chartsOf, monthsTable, monthWords, type Chart } from './months.page.js';
import { hubField, monthField, type Filter } from './performance.page.js';
import { figureOf, percentWords, type Count } from './rate.js';
import type { Report } from './report.js';
import { stepsPart, type StepsPart } from './steps.page.js';
import { shownTogether, type Shown } from './suppression.js';
import { capital, hubWords, MEASURE_WORDS } from './words.js';

export interface MonthlyReportPage {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly errors: readonly FieldError[];
  readonly filter: Filter;
  readonly status: Notice;
  /** Null in what is published: everything there may be hidden. */
  readonly inside: {
    readonly headline: Headline;
    readonly restated: Table<'measure' | 'published' | 'now'> | null;
    readonly misses: Misses;
    readonly hubs: Breakdown;
    readonly reasons: Breakdown;
    readonly charts: readonly Chart[];
    readonly steps: StepsPart | null;
    readonly months: ReturnType<typeof monthsTable>;
  } | null;
  readonly outside: Table<'hub' | HeadlineId> | null;
  readonly footing: string;
  /** Printed without the marking of the pages around it. */
  readonly isPublic: boolean;
}

/** One month on paper: inside the force with every miss by name, outside it with small numbers hidden. */
export function monthlyReportPage(
  report: Report,
  frozen: OneMonth,
  isPublic: boolean,
  errors: readonly FieldError[] = [],
): MonthlyReportPage {
  const { version } = report.reference.editions.measures;
  return {
    title: `Participation in ${monthWords(report.month, report.latest)}`,
    caption: `${isPublic ? 'For publication' : 'OFFICIAL-SENSITIVE, not for publication'} · ${hubWords(report.hub, report.choices, report.everywhere)}`,
    back: { text: 'Participation', href: '/performance' },
    errors,
    filter: {
      action: '/performance/report',
      label: 'Choose month and hub',
      fields: [monthField(report), ...(isPublic ? [] : [hubField(report)]), readerField(isPublic)],
    },
    isPublic,
    status: statusOf(frozen),
    inside: isPublic ? null : insideOf(report, frozen),
    outside: isPublic && report.everywhere ? outsideOf(report, frozen) : null,
    footing: `One conference counts once, however many children it is about. What nobody recorded counts as not attended. Sums of counts, never averages of percentages${isPublic ? '' : '; in brackets the 95 % interval (Wilson)'}. Definitions ${frozen.published?.definitionVersion ?? version}.`,
  };
}

const readerField = (isPublic: boolean): Filter['fields'][number] => ({
  name: 'for',
  label: 'For',
  value: isPublic ? 'publication' : '',
  items: [
    { value: '', text: 'use inside the force' },
    { value: 'publication', text: 'publication' },
  ],
});

function statusOf(frozen: OneMonth): Notice {
  if (frozen.published === null) {
    return {
      tone: 'warn',
      title: 'Not frozen yet',
      text: `These figures change with every correction until the end of ${formatDate(lastDay(frozen))}.`,
    };
  }
  const href = { href: monthHref(frozen.month), linkText: 'The month as published' };
  if (frozen.restated.length === 0) {
    return { tone: 'good', title: 'Frozen', text: 'The figures stand as they were published.', ...href };
  }
  return { tone: 'info', title: 'Frozen, and restated since', text: 'Where they differ both figures are shown.', ...href }; // prettier-ignore
}

function insideOf(report: Report, frozen: OneMonth): MonthlyReportPage['inside'] {
  return {
    headline: headlineOf(report),
    restated: restatedTable(frozen),
    misses: missesOf(report),
    hubs: byHub(report),
    reasons: byReason(report),
    charts: chartsOf(report),
    steps: stepsPart(report),
    months: monthsTable(report),
  };
}

const countOf = (figures: OneMonth['now'], measure: HeadlineId, hub: string | null): Count => {
  const found = figures.find((one) => one.measure === measure && one.hub === hub);
  return { n: found?.n ?? 0, of: found?.N ?? 0 };
};

/** Null where nothing differs. */
function restatedTable({ published, publishedFigures, now, restated, hub }: OneMonth) {
  if (published === null || restated.length === 0) return null;
  const cell = (count: Count): Cell => (count.of === 0 ? 'none held' : { figure: figureOf(count) });
  return {
    caption: 'As published and as it stands now',
    columns: [
      { key: 'measure', text: 'Measure', rowHeader: true, bare: true },
      { key: 'published', text: 'Published', numeric: true },
      { key: 'now', text: 'Now', numeric: true },
    ],
    rows: HEADLINES.map((measure) => ({
      cells: {
        measure: MEASURE_WORDS[measure].headline,
        published: cell(countOf(publishedFigures, measure, hub?.code ?? null)),
        now: cell(countOf(now, measure, hub?.code ?? null)),
      },
    })),
  } satisfies Table<'measure' | 'published' | 'now'>;
}

/** What was published stays what is published: a frozen month gives the figures that were kept. */
function outsideOf(report: Report, frozen: OneMonth): Table<'hub' | HeadlineId> {
  const hubs = report.choices;
  const span = monthsUntil(report.month, 1);
  const count = (measure: HeadlineId, hub: string): Count =>
    frozen.published === null
      ? tallyOf(cellsOf(report.cells, measure, span, hub))
      : countOf(frozen.publishedFigures, measure, hub);
  const sum = (measure: HeadlineId): Count =>
    frozen.published === null ? tallyInMonth(report, measure) : countOf(frozen.publishedFigures, measure, null);
  const shown = Object.fromEntries(
    HEADLINES.map((measure) => [
      measure,
      shownTogether(
        hubs.map(({ code }) => count(measure, code)),
        sum(measure),
      ),
    ]),
  );
  const row = (hub: Cell, pick: (measure: HeadlineId) => Shown): Row<'hub' | HeadlineId> => ({
    cells: { hub, A1: shownWords(pick('A1')), B1: shownWords(pick('B1')) },
  });
  const rows = hubs.map(({ name }, at) => row(name, (measure) => shown[measure]!.parts[at]!));
  return {
    caption: 'Conferences attended, by hub',
    columns: [
      { key: 'hub', text: 'Hub', rowHeader: true, bare: true },
      ...HEADLINES.map((measure) => ({ key: measure, text: capital(MEASURE_WORDS[measure].many), numeric: true })),
    ],
    rows: [...rows, row({ text: 'Together', strong: true }, (measure) => shown[measure]!.whole)], // prettier-ignore
  };
}

function shownWords({ n, of }: Shown): Cell {
  if (of === null) return { text: 'c', note: 'fewer than six, or hidden with them' };
  if (of === 0) return { text: 'none held', quiet: true };
  if (n === null) return { text: `c of ${of}`, note: 'fewer than six missed or attended, or hidden with them' };
  return { figure: { n, of, percent: percentWords({ n, of }) } };
}
