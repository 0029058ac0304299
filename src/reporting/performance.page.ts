import { formatDate, formatMonth } from '../kernel/london.js';
import type { Cell, Fact, FieldError, Link, Table } from '../web/page-parts.js';
import { baselineOf, type Baseline } from './baseline.page.js';
import { benefitPart, type BenefitPart } from './benefit.page.js';
import { byAttribution, byHub, byNotice, byReason, type Breakdown } from './breakdowns.page.js';
import { versionsOf } from './figures.js';
import { gapParts, type GapPart } from './gaps.page.js';
import { besideOf, coverageSentence, headlineOf, othersLine, type Headline } from './headline.page.js';
import { missesOf, type Misses } from './misses.page.js';
import { chartsOf, differencesOf, monthsTable, monthWords, type Chart } from './months.page.js';
import type { Report } from './report.js';
import { stepsPart, type StepsPart } from './steps.page.js';
import { hubItems, hubWords } from './words.js';

export interface FilterField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly items: readonly { readonly value: string; readonly text: string }[];
}

export interface Filter {
  readonly action: string;
  readonly label: string;
  readonly fields: readonly FilterField[];
  readonly hidden?: Readonly<Record<string, string>>;
  readonly clearHref?: string;
}

export interface PerformancePage {
  readonly title: string;
  readonly caption: string;
  readonly errors: readonly FieldError[];
  readonly filter: Filter;
  readonly headline: Headline;
  /** Pages that look at the same figures from another side. */
  readonly more: readonly Link[];
  readonly beside: Table;
  readonly coverage: string | null;
  readonly others: Cell | null;
  readonly misses: Misses;
  readonly challenges: Cell;
  readonly differences: readonly Fact[];
  readonly charts: readonly Chart[];
  readonly gaps: readonly GapPart[];
  readonly steps: StepsPart | null;
  readonly baseline: Baseline | null;
  readonly months: ReturnType<typeof monthsTable>;
  readonly breakdowns: readonly Breakdown[];
  readonly benefit: BenefitPart;
  readonly rules: readonly Fact[];
  readonly versions: string;
}

/** The page for leadership: the two figures, every miss by name, then whether and where it differs. */
export function performancePage(report: Report, errors: readonly FieldError[] = []): PerformancePage {
  return {
    title: `Participation in ${monthWords(report.month, report.latest)}`,
    caption: hubWords(report.hub, report.choices, report.everywhere),
    errors,
    filter: {
      action: '/performance',
      label: 'Choose month and hub',
      fields: [monthField(report), hubField(report)],
    },
    headline: headlineOf(report),
    more: moreOf(report),
    beside: besideOf(report),
    coverage: coverageSentence(report),
    others: othersLine(report),
    misses: missesOf(report),
    challenges: challengesOf(report),
    differences: differencesOf(report),
    charts: chartsOf(report),
    gaps: gapParts(report),
    steps: stepsPart(report),
    baseline: baselineOf(report),
    months: monthsTable(report),
    breakdowns: [byHub(report), byReason(report), byAttribution(report), byNotice(report)],
    benefit: benefitPart(report),
    rules: rulesOf(report),
    versions: versionWords(report),
  };
}

function moreOf({ month, hub }: Report): readonly Link[] {
  const query = new URLSearchParams({ month: month.toString(), ...(hub === null ? {} : { hub: hub.code }) }).toString();
  return [
    { text: 'Report to print', href: `/performance/report?${query}` },
    { text: 'By kind, mode, day and person', href: `/performance/parts?${query}` },
    { text: 'Relevance of reviews', href: '/performance/relevance' },
    { text: 'Export', href: `/performance/export?${query}` },
  ];
}

/** What became of professional challenges; each is on a page of its own. */
function challengesOf({ month, latest, hub, challenges: { raised, resolved, open, overdue } }: Report): Cell {
  const one = (n: number, words: string): string => `${n} ${n === 1 ? 'challenge' : 'challenges'} ${words}`;
  const late =
    overdue === 0 ? 'none of them waits longer than the procedure allows' : `${overdue} without an answer in time`;
  const stands = open === 0 ? 'None is open now' : `${open} open now, ${late}`;
  const text = `${one(raised, `raised in ${monthWords(month, latest)}`)}, ${resolved} of them agreed. ${stands}.`;
  const query = new URLSearchParams({ show: 'all', ...(hub === null ? {} : { hub: hub.code }) }).toString();
  return { text, link: { text: 'See the challenges', href: `/challenges?${query}` } };
}

type Choosable = Pick<Report, 'month' | 'latest' | 'first' | 'hub' | 'choices' | 'everywhere'>;

/** Every month since anything counted, newest first; a month asked for by its address is among them. */
export function monthField({ month, latest, first }: Choosable): FilterField {
  const oldest = first !== null && Temporal.PlainYearMonth.compare(first, month) < 0 ? first : month;
  const months: Temporal.PlainYearMonth[] = [];
  for (let one = latest; Temporal.PlainYearMonth.compare(one, oldest) >= 0; one = one.subtract({ months: 1 })) {
    months.push(one);
  }
  const items = months.map((one) => ({ value: one.toString(), text: formatMonth(one) }));
  return { name: 'month', label: 'Month', value: month.toString(), items };
}

export const hubField = ({ hub, choices, everywhere }: Choosable): FilterField => ({
  name: 'hub',
  label: 'Hub',
  value: hub?.code ?? '',
  items: hubItems(choices, everywhere),
});

/** Which definitions counted what is shown: more than one when they changed in these months. */
function versionWords(report: Report): string {
  const versions = versionsOf(report.cells);
  const shown = versions.length === 0 ? [report.reference.editions.measures.version] : versions;
  return `Counted by definitions ${shown.join(' and ')}`;
}

function rulesOf(report: Report): readonly Fact[] {
  const { measures, editions } = report.reference;
  const { version, owner, reviewOn } = editions.measures;
  const defined = measures.map(({ id, name, numerator, denominator, target, shows }): Fact => ({
    key: `${id}, ${name}`,
    value: {
      text: `${numerator}.`,
      notes: [
        `Of: ${denominator}.`,
        ...(target === null ? [] : [`Target: ${target}${shows === 'count' ? '' : ' %'}.`]),
      ],
    } satisfies Cell,
  }));
  return [
    ...defined,
    { key: 'Unit', value: 'One conference, however many children. It counts from its end, in the month of its date.' },
    { key: 'Not recorded', value: 'Counts as not attended until somebody records the outcome.' },
    { key: 'Sums', value: 'Counts are added up. Percentages are never averaged.' },
    {
      key: 'Range in brackets',
      value: '95 % score interval (Wilson): where the rate behind the month probably lies. Wide when few were held.',
    },
    {
      key: 'Different',
      value:
        'A month is called different when chance alone would give such a result less than 1.35 times in 1,000: the limits of a three-sigma p-chart, computed exactly (Fisher) against the twelve months before. In the charts ▲ marks such a month; a run of eight on one side of the centre, six rising or falling, and two of three near one limit are marked too.',
    },
    { key: 'Definitions', value: `Version ${version}, ${owner}, to be reviewed by ${formatDate(reviewOn)}` },
  ];
}
