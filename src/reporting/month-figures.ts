/** Every measure of one month, from how its conferences count. Pure: lines in, numbers out. */
import type { Measure } from '../../config/reference-data.js';
import { isInitial, type ConferenceKind } from '../conferences/kinds.js';
import type { CountedId } from '../measures/measure.js';
import { median, shareOf } from './measure-results.js';

/** How one conference counts, as it is kept when a month is frozen. */
export interface MonthLine {
  readonly reference: string;
  readonly hub: string;
  readonly kind: ConferenceKind;
  /** The headline of its family, or O1. */
  readonly measure: CountedId;
  readonly recorded: boolean;
  readonly counts: readonly string[];
  readonly met: readonly string[];
  readonly noticeDays: number | null;
  readonly reason: string | null;
  readonly attribution: string | null;
  readonly why: string;
}

export interface FamilyFigure {
  readonly family: 'initial' | 'review';
  readonly n: number;
  readonly N: number;
  readonly median: number | null;
}

export interface ReasonFigure {
  readonly reason: string | null;
  readonly attribution: string | null;
  readonly n: number;
}

/** One measure of one hub, or of all together. */
export interface MonthFigure {
  readonly hub: string | null;
  readonly measure: string;
  readonly n: number;
  /** Null where it is a number and no share. */
  readonly N: number | null;
  readonly percent: number | null;
  readonly notRecorded: number;
  readonly byFamily: readonly FamilyFigure[];
  readonly byReason: readonly ReasonFigure[];
}

/** All together first, then each hub that has a conference, in the order of their codes. */
export function monthFigures(lines: readonly MonthLine[], measures: readonly Measure[]): readonly MonthFigure[] {
  const hubs = [...new Set(lines.map(({ hub }) => hub))].sort();
  return [null, ...hubs].flatMap((hub) => {
    const mine = hub === null ? lines : lines.filter((line) => line.hub === hub);
    return measures.map((measure) => figureOf(mine, measure, hub));
  });
}

function figureOf(lines: readonly MonthLine[], { id, shows }: Measure, hub: string | null): MonthFigure {
  const none = { byFamily: [], byReason: [] };
  if (shows === 'reasons') {
    const missed = lines.filter(isMissed);
    const notRecorded = missed.filter((line) => !line.recorded).length;
    return {
      hub,
      measure: id,
      n: missed.length,
      N: null,
      percent: null,
      notRecorded,
      ...none,
      byReason: reasonsOf(missed),
    };
  }
  const inIt = lines.filter(({ counts }) => counts.includes(id));
  const { n, N, percent } = shareIn(inIt, id);
  const notRecorded = inIt.filter((line) => !line.recorded).length;
  if (shows === 'count') return { hub, measure: id, n: N, N: null, percent: null, notRecorded, ...none };
  const byFamily = shows === 'notice' ? familiesOf(inIt, id) : [];
  return { hub, measure: id, n, N, percent, notRecorded, ...none, byFamily };
}

const shareIn = (lines: readonly MonthLine[], id: string) =>
  shareOf({ n: lines.filter(({ met }) => met.includes(id)).length, of: lines.length });

/** A miss of a headline: what D2 tells the reasons of. */
export const isMissed = ({ counts, met }: Pick<MonthLine, 'counts' | 'met'>): boolean =>
  ['A1', 'B1'].some((id) => counts.includes(id) && !met.includes(id));

const familiesOf = (lines: readonly MonthLine[], id: string): readonly FamilyFigure[] =>
  (['initial', 'review'] as const).map((family) => {
    const mine = lines.filter(({ kind }) => isInitial(kind) === (family === 'initial'));
    const { n, N } = shareIn(mine, id);
    return { family, n, N, median: median(mine.map(({ noticeDays }) => noticeDays ?? 0)) };
  });

/** Most frequent first, then by name, so that the same lines always give the same order. */
function reasonsOf(missed: readonly MonthLine[]): readonly ReasonFigure[] {
  const groups = Map.groupBy(missed, ({ reason, attribution }) => `${reason ?? ''} ${attribution ?? ''}`);
  return [...groups.entries()]
    .sort(([a, ones], [b, others]) => others.length - ones.length || (a < b ? -1 : 1))
    .map(([, ones]) => ({
      reason: ones[0]?.reason ?? null,
      attribution: ones[0]?.attribution ?? null,
      n: ones.length,
    }));
}
