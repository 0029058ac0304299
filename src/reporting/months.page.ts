import type { Milestone } from '../../config/milestones.js';
import { formatMonth, monthName } from '../kernel/london.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import type { Cell, Fact, Table } from '../web/page-parts.js';
import { importedCell } from './baseline.page.js';
import { monthsChart, narrowMonthsChart, type ChartMonth, type MonthsChart } from './chart.js';
import { compareWithBefore } from './difference.js';
import { byMonth, cellsOf, monthsUntil, tallyOf, type MonthTally, type Tally } from './figures.js';
import { targetOf, tallyInMonth } from './headline.page.js';
import { listHref } from './list-filter.js';
import { milestoneOf, milestoneSentence } from './milestones.js';
import { figureOf, percentWords, sumOf, type Count } from './rate.js';
import { importedIn, MONTHS_IN_YEAR, MONTHS_SHOWN, monthsToShow, type Report } from './report.js';
import { judgeMonths, signalSentence, type JudgedMonth } from './signals.js';
import { capital, counted, MEASURE_WORDS } from './words.js';
import { never } from '../kernel/decided.js';

/** A year, and the same month of the year before. */
const MONTHS_DRAWN = 13;

export interface Chart {
  readonly sentence: string;
  readonly svg: string;
  readonly narrowSvg: string;
}

/** "Is this month different?", answered for each measure. */
export const differencesOf = (report: Report): readonly Fact[] =>
  HEADLINES.map((measure) => {
    const before = monthsUntil(report.month.subtract({ months: 1 }), MONTHS_IN_YEAR);
    const sentence = differenceSentence(tallyInMonth(report, measure), tallyOf(cellsOf(report.cells, measure, before)));
    return { key: capital(MEASURE_WORDS[measure].many), value: sentence };
  });

/** One honest sentence or two: yes or no, against what, and what would have been ordinary. */
export function differenceSentence(month: Tally, before: Count): string {
  const difference = compareWithBefore(month, before);
  const { kind } = difference;
  switch (kind) {
    case 'none-held':
      return 'None has counted, so there is nothing to compare.';
    case 'too-few':
      return `Too few to tell. After ${before.of === 0 ? 'none' : before.of} in the twelve months before, no result of ${counted(month.of, 'conference')} could be told from chance.`;
    case 'ordinary':
      return `No. ${month.n} of ${month.of} is within what chance explains after ${yearWords(before)}: ${rangeWords(difference.from, difference.to, month.of)} would be.`;
    case 'lower':
      return `Yes, lower. ${month.n} of ${month.of} is fewer than chance explains after ${yearWords(before)}: at least ${difference.from} would have been ordinary.${unrecordedWords(month, difference.from)}`;
    case 'higher':
      return `Yes, higher. ${month.n} of ${month.of} is more than chance explains after ${yearWords(before)}: at most ${difference.to} would have been ordinary.`;
    default:
      return never(kind);
  }
}

const yearWords = (before: Count): string =>
  `${before.n} of ${before.of} (${percentWords(before)}) in the twelve months before`;

const rangeWords = (from: number, to: number, of: number): string =>
  to === of ? `${from} or more` : from === 0 ? `${to} or fewer` : `anything from ${from} to ${to}`;

/** A backlog of paper must not pass for a fall in attendance, nor excuse one. */
function unrecordedWords({ n, unrecorded }: Tally, from: number): string {
  if (unrecorded === 0) return '';
  const these = unrecorded === 1 ? 'One outcome is' : `${unrecorded} outcomes are`;
  const were = unrecorded === 1 ? 'Had it been' : 'Had all of them been';
  const then = n + unrecorded >= from ? 'the month would be ordinary' : 'it would still be lower';
  return ` ${these} not recorded yet. ${were} attended, ${then}.`;
}

/** Two drawings, each with its sentence; none where nothing was ever held. */
export const chartsOf = (report: Report): readonly Chart[] =>
  HEADLINES.flatMap((measure) => {
    const span = monthsUntil(report.month, monthsToShow(report, MONTHS_DRAWN));
    const months = byMonth(report.cells, measure, span);
    const imported = byMonth(report.imported, measure, span);
    const all = importedIn(report, measure, span);
    if (all.of === 0 && months.every(({ of }) => of === 0)) return [];
    const judged = judgeMonths(months);
    const { milestones } = report.reference;
    const recorded = recordedSentence(measure, months, report.latest);
    const signals = judged === null ? '' : ` ${signalSentence(judged)}`;
    const sentence = `${recorded}${signals}${milestoneSentence(
      milestones,
      measure,
      months.map(({ month }) => month),
    )}${importedSentence(all)}`;
    const chart: MonthsChart = {
      title: `${MEASURE_WORDS[measure].headline}, by month`,
      description: sentence,
      months: months.map(({ month, n, of }, i) => ({
        label: shortMonth(month, i === 0),
        attended: n,
        of,
        ...askedOf(milestoneOf(milestones, measure, month)),
        ...limitsOf(judged?.[i]),
        ...(all.of === 0 ? {} : { imported: { attended: imported[i]?.n ?? 0, of: imported[i]?.of ?? 0 } }),
      })),
      target: targetOf(report, measure),
    };
    return [{ sentence, svg: monthsChart(chart), narrowSvg: narrowMonthsChart(chart) }];
  });

const askedOf = (milestone: Milestone | undefined): Pick<ChartMonth, 'milestone'> =>
  milestone === undefined ? {} : { milestone: milestone.percent };

const limitsOf = (judged: JudgedMonth | undefined): Pick<ChartMonth, 'limits' | 'isSignal'> =>
  judged === undefined
    ? {}
    : { limits: { lower: 100 * judged.lower, upper: 100 * judged.upper }, isSignal: judged.signals.length > 0 };

function recordedSentence(measure: HeadlineId, months: readonly MonthTally[], latest: Temporal.PlainYearMonth): string {
  const words = capital(MEASURE_WORDS[measure].many);
  return months.every(({ of }) => of === 0)
    ? `${words}: the tracker recorded none.`
    : monthsSentence(measure, months, latest);
}

/** The two are told apart by shape and by word, in the picture and here. */
const importedSentence = (all: Count): string =>
  all.of === 0
    ? ''
    : ` Beside them ${all.n} of ${all.of} (${percentWords(all)}) imported from lists, not recorded by the tracker: ● recorded, ◇ imported.`;

/** "Nov", with the year where it is new: "Jan 26". */
const shortMonth = (month: Temporal.PlainYearMonth, first: boolean): string =>
  `${monthName(month.month).slice(0, 3)}${first || month.month === 1 ? ` ${String(month.year).slice(2)}` : ''}`;

/** What the drawing shows: the whole, how many months were complete, and the worst. `latest` is not over yet. */
export function monthsSentence(
  measure: HeadlineId,
  months: readonly MonthTally[],
  latest: Temporal.PlainYearMonth,
): string {
  const held = months.filter(({ of }) => of > 0);
  const whole = sumOf(held);
  const complete = held.filter(({ n, of }) => n === of).length;
  const words = capital(MEASURE_WORDS[measure].many);
  const all = `${words}: ${whole.n} of ${whole.of} attended (${percentWords(whole)}) in ${counted(months.length, 'month')}`;
  if (complete === held.length) return `${all}, every one of them.`;
  // The latest of equals: it is the one people remember. Compared as cross products, which are exact.
  const worst = held.reduce((low, one) => (one.n * low.of <= low.n * one.of ? one : low));
  const full = complete === 0 ? 'In none of them were all attended' : `All were attended in ${complete} of them`;
  return `${all}. ${full}; the lowest is ${monthWords(worst.month, latest)} with ${worst.n} of ${worst.of} (${percentWords(worst)}).`;
}

/** "November 2026", or "November 2026 so far" while it lasts. */
export const monthWords = (month: Temporal.PlainYearMonth, latest: Temporal.PlainYearMonth): string =>
  month.equals(latest) ? `${formatMonth(month)} so far` : formatMonth(month);

type MonthColumn = 'month' | HeadlineId | `imported${HeadlineId}`;

/** Every month as figures, newest first. */
export function monthsTable(report: Report): Table<MonthColumn> & { readonly summary: string } {
  const span = monthsUntil(report.month, monthsToShow(report, MONTHS_SHOWN));
  const hasImported = report.firstImported !== null;
  const series = HEADLINES.map((measure) => byMonth(report.cells, measure, span));
  const months = (series[0] ?? []).map(({ month }) => month);
  return {
    summary: `${counted(months.length, 'month')} as a table`,
    caption: 'Month by month',
    captionHidden: true,
    columns: [
      { key: 'month', text: 'Month', rowHeader: true, nowrap: true, bare: true },
      { key: 'A1', text: MEASURE_WORDS.A1.headline },
      { key: 'B1', text: MEASURE_WORDS.B1.headline },
      ...(hasImported
        ? ([
            { key: 'importedA1', text: 'ICPCs, imported from a list' },
            { key: 'importedB1', text: 'Relevant RCPCs, imported from a list' },
          ] as const)
        : []),
    ],
    rows: months
      .map((month, i) => ({
        cells: {
          month: monthWords(month, report.latest),
          A1: monthCell(report, 'A1', month, series[0]?.[i]),
          B1: monthCell(report, 'B1', month, series[1]?.[i]),
          importedA1: importedCell(report, 'A1', monthsUntil(month, 1), 1),
          importedB1: importedCell(report, 'B1', monthsUntil(month, 1), 1),
        },
      }))
      .toReversed(),
  };
}

function monthCell(
  report: Report,
  measure: HeadlineId,
  month: Temporal.PlainYearMonth,
  tally: Count = { n: 0, of: 0 },
): Cell {
  return figureCell(tally, listHref({ measure, month, hub: report.hub?.code ?? null, counted: 'counted' }));
}

/** A figure that opens the conferences behind it. */
export const figureCell = (count: Count, href: string): Cell =>
  count.of === 0 ? { text: 'none held', quiet: true } : { figure: figureOf(count), href };
