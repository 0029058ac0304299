/** What the pages of figures are made from. */
import type { Hub, ReferenceData } from '../../config/reference-data.js';
import type { ChallengeCounts } from '../challenge/challenge.queries.js';
import type { HeadlineId } from '../measures/measure.js';
import type { BenefitCell } from './benefit.js';
import type { CountedLine, CountsAs } from './counted.queries.js';
import {
  cellsOf,
  monthsUntil,
  tallyOf,
  type FigureCell,
  type ImportedCell,
  type Months,
  type Tally,
} from './figures.js';
import type { MissedLine } from './gaps.js';
import type { ListFilter } from './list-filter.js';
import type { NoticeCell, ReasonCell, UninvitedCount } from './performance.queries.js';
import type { StoodCell } from './steps.js';

/** Months kept on the page: two years show a season twice. */
export const MONTHS_SHOWN = 24;
/** What a month is judged against, and what the tables add up beside it. */
export const MONTHS_IN_YEAR = 12;

export interface Report {
  readonly month: Temporal.PlainYearMonth;
  /** The month it is now, in London: it is not over. */
  readonly latest: Temporal.PlainYearMonth;
  /** The first month in which anything counted; null while nothing has. */
  readonly first: Temporal.PlainYearMonth | null;
  /** The same of what was imported from lists. */
  readonly firstImported: Temporal.PlainYearMonth | null;
  /** The hub that was chosen; null for all the person may see. */
  readonly hub: Hub | null;
  /** All that the person may choose from. */
  readonly choices: readonly Hub[];
  /** The choices are every hub there is. */
  readonly everywhere: boolean;
  readonly reference: ReferenceData;
  /** Of MONTHS_SHOWN months, the last of them `month`. */
  readonly cells: readonly FigureCell[];
  /** Of the same months, what was imported from lists. */
  readonly imported: readonly ImportedCell[];
  readonly misses: Readonly<Record<HeadlineId, readonly CountedLine[]>>;
  readonly uninvited: readonly UninvitedCount[];
  /** Of MONTHS_IN_YEAR months, the last of them `month`: where misses are rare, each of them in order of time. */
  readonly gaps: readonly MissedLine[];
  readonly reasons: readonly ReasonCell[];
  readonly notices: readonly NoticeCell[];
  /** Reviews of `month` by how they stood at their start. */
  readonly stood: readonly StoodCell[];
  readonly benefit: readonly BenefitCell[];
  /** Raised in `month`, and how challenges stand now. */
  readonly challenges: ChallengeCounts;
}

/** What a list of counted conferences is made from. */
export interface CountedList extends Pick<
  Report,
  'month' | 'latest' | 'first' | 'firstImported' | 'hub' | 'choices' | 'everywhere' | 'reference'
> {
  readonly filter: ListFilter;
  readonly counts: CountsAs;
  readonly lines: readonly CountedLine[];
  readonly offset: number;
  readonly most: number;
}

/** Of the last `most` months those since anything first counted, at least one: before it there is nothing to show. */
export function monthsSinceFirst(report: Pick<Report, 'month' | 'first'>, most: number): number {
  const { month, first } = report;
  if (first === null) return 1;
  const since = first.until(month, { largestUnit: 'month' }).months + 1;
  return Math.min(most, Math.max(1, since));
}

/** As `monthsSinceFirst`, with the months that only lists tell of. */
export function monthsToShow(report: Pick<Report, 'month' | 'first' | 'firstImported'>, most: number): number {
  const { month, first, firstImported } = report;
  const imported = firstImported === null ? 1 : monthsSinceFirst({ month, first: firstImported }, most);
  return Math.max(imported, monthsSinceFirst({ month, first }, most));
}

export const importedIn = (report: Pick<Report, 'imported'>, measure: HeadlineId, months: Months): Tally =>
  tallyOf(cellsOf(report.imported, measure, months));

/** The twelve months up to the chosen one, or as many of them as there are. */
export function yearOf(report: Pick<Report, 'month' | 'first'>): Months & { readonly count: number } {
  const count = monthsSinceFirst(report, MONTHS_IN_YEAR);
  return { ...monthsUntil(report.month, count), count };
}
