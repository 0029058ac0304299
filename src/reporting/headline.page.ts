import { HEADLINES, OTHERS, type CountedId, type HeadlineId } from '../measures/measure.js';
import type { Cell, Measure, Table, Tag } from '../web/page-parts.js';
import { cellsOf, monthsUntil, tallyOf, type Tally } from './figures.js';
import { listHref, type CountedAs } from './list-filter.js';
import { figureOf } from './rate.js';
import type { Report } from './report.js';
import { MEASURE_WORDS } from './words.js';

export interface Headline {
  readonly caption: string;
  readonly items: readonly Measure[];
}

/** A measure in the chosen month. */
export const tallyInMonth = (report: Report, measure: CountedId): Tally =>
  tallyOf(cellsOf(report.cells, measure, monthsUntil(report.month, 1)));

/** The two percentages: n of N first, then the percentage, its interval and the target. */
export const headlineOf = (report: Report): Headline => ({
  caption: 'Participation in the month',
  items: HEADLINES.map((measure) => {
    const tally = tallyInMonth(report, measure);
    const target = targetOf(report, measure);
    return {
      text: MEASURE_WORDS[measure].headline,
      ...figureOf(tally),
      ...(tally.of === 0 ? {} : { href: listOf(report, measure, 'counted') }),
      target: `${target} %`,
      tag: tagOf(tally, target),
    };
  }),
});

/** Per cent. */
export const targetOf = (report: Report, measure: CountedId): number =>
  report.reference.measures.find((one) => one.id === measure)?.target ?? 100;

function tagOf({ n, of }: Tally, target: number): Tag {
  if (of === 0) return { text: 'None held' };
  return n * 100 >= target * of ? { text: 'On target', tone: 'good' } : { text: 'Below target', tone: 'warn' };
}

type Beside = 'what' | HeadlineId;

/** What a percentage alone would hide: no outcome yet, never invited, not counted. */
export function besideOf(report: Report): Table<Beside> {
  const tallies = Object.fromEntries(HEADLINES.map((measure) => [measure, tallyInMonth(report, measure)]));
  const line = (what: Cell, counted: CountedAs, count: (measure: HeadlineId) => number) => ({
    cells: {
      what,
      ...Object.fromEntries(
        HEADLINES.map((measure) => [measure, numberCell(count(measure), listOf(report, measure, counted))]),
      ),
    },
  });
  const uninvited = (measure: HeadlineId): number => report.uninvited.find((one) => one.measure === measure)?.held ?? 0;
  return {
    caption: 'What the percentages do not show',
    captionHidden: true,
    columns: [
      { key: 'what', text: 'Beside these figures', rowHeader: true, bare: true },
      { key: 'A1', text: 'ICPCs', numeric: true },
      { key: 'B1', text: 'RCPCs', numeric: true },
    ],
    rows: [
      line('Outcome not recorded yet, so counted as not attended', 'not-recorded', (m) => tallies[m]?.unrecorded ?? 0),
      line('Held, but TVP was not invited before the start, so not counted', 'uninvited', uninvited),
      line(
        'Not counted: called off, not relevant, or not invited before the start',
        'outside',
        (m) => tallies[m]?.outside ?? 0,
      ),
    ],
  };
}

/** ICPC coverage: every initial conference held, those included that TVP was not invited to. Null when A1 says it all. */
export function coverageSentence(report: Report): string | null {
  const missing = report.uninvited.find((one) => one.measure === 'A1');
  if (missing === undefined || missing.held === 0) return null;
  const invited = tallyInMonth(report, 'A1');
  const all = figureOf({ n: invited.n + missing.attended, of: invited.of + missing.held });
  return `Of every ICPC held, those included to which TVP was not invited in time, ${all.n} of ${all.of} were attended (${all.percent}).`;
}

/** Conferences of other authorities, which are in neither headline; null when there were none. */
export function othersLine(report: Report): Cell | null {
  const tally = tallyInMonth(report, OTHERS);
  if (tally.of + tally.outside === 0) return null;
  const { n, of, percent } = figureOf(tally);
  const attended = tally.of === 0 ? 'none was held' : `${n} of ${of} attended (${percent})`;
  return {
    text: `Convened by authorities outside Thames Valley, reported apart: ${attended}.`,
    link: { text: 'See them', href: listOf(report, OTHERS, tally.of === 0 ? 'outside' : 'counted') },
  };
}

/** A number that opens its list; nought opens nothing. */
export const numberCell = (count: number, href: string): Cell =>
  count === 0 ? { text: '0', quiet: true } : { text: count, href };

const listOf = (report: Report, measure: CountedId, counted: CountedAs): string =>
  listHref({ measure, month: report.month, hub: report.hub?.code ?? null, counted });
