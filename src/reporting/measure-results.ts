/** Every measure of the definition set over a list of conferences. Pure: facts in, numbers out. */
import type { Measure } from '../../config/reference-data.js';
import { isInitial } from '../conferences/kinds.js';
import { MEASURE_IDS, standings, type MeasureId, type Standing } from '../measures/definitions.js';
import type { Terms } from '../measures/facts.js';
import type { GivenFacts } from '../measures/facts-file.js';
import { countIn } from '../measures/measure.js';
import { percentWords, wilson, type Count } from './rate.js';

/** n of N as programs and people read it; the percentage and the interval are null when N is 0. */
export interface Share {
  readonly n: number;
  readonly N: number;
  readonly percent: number | null;
  readonly words: string;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export interface MeasureResult extends Partial<Share> {
  readonly id: string;
  readonly name: string;
  readonly target: number | null;
  /** In the denominator with no outcome on record: part of N and not of n. */
  readonly notRecorded?: number;
  /** D1: the families apart, since each has its own expected notice. Median in working days. */
  readonly byFamily?: readonly (Share & { readonly family: 'initial' | 'review'; readonly median: number | null })[];
  /** D2: most frequent first. */
  readonly byReason?: readonly ReasonCount[];
}

export interface ReasonCount {
  readonly reason: string | null;
  readonly attribution: string | null;
  readonly n: number;
}

/** How one conference counts, measure by measure. */
export interface ConferenceResult {
  readonly reference: string;
  readonly measures: readonly Standing[];
  /** About the headline measure of its family. */
  readonly why: string;
}

export interface MeasureResults {
  readonly measures: readonly MeasureResult[];
  readonly conferences: readonly ConferenceResult[];
}

interface Counted {
  readonly facts: GivenFacts;
  readonly standings: readonly Standing[];
}

/**
 * @param asOf what has not ended by then is not counted; null counts everything
 * @param termsOf the terms of a hub, or the usual ones for null
 */
export function measureResults(
  given: readonly GivenFacts[],
  asOf: Temporal.Instant | null,
  measures: readonly Measure[],
  termsOf: (hubCode: string | null) => Terms,
): MeasureResults {
  const counted = given
    .filter(({ endsAt }) => asOf === null || Temporal.Instant.compare(endsAt, asOf) <= 0)
    .map((facts): Counted => ({ facts, standings: standings(facts, termsOf(facts.hubCode)) }));
  return {
    measures: measures.map((measure) => ({
      id: measure.id,
      name: measure.name,
      ...resultOf(measure, counted),
      target: measure.target,
    })),
    conferences: counted.map((one) => ({
      reference: one.facts.reference,
      measures: one.standings,
      why: countIn(one.facts).why,
    })),
  };
}

function resultOf(measure: Measure, counted: readonly Counted[]): Partial<MeasureResult> {
  if (measure.shows === 'reasons') return { ...missedOf(counted) };
  const id = MEASURE_IDS.find((one) => one === measure.id);
  if (id === undefined) throw new Error(`measures.json defines ${measure.id}, which nothing counts`);
  const inIt = counted.filter((one) => one.standings.some((standing) => standing.measure === id));
  if (measure.shows === 'count') return { n: inIt.length };
  const share = shareOf(tally(inIt, id));
  if (measure.shows === 'notice') return { ...share, byFamily: noticeOf(inIt, id) };
  const isHeadline = id === 'A1' || id === 'A2' || id === 'B1';
  const notRecorded = inIt.filter(({ facts }) => facts.participation === null).length;
  return isHeadline ? { ...share, notRecorded } : share;
}

const isMet = ({ standings: all }: Counted, id: MeasureId): boolean =>
  all.some((standing) => standing.measure === id && standing.met);

const tally = (inIt: readonly Counted[], id: MeasureId): Count => ({
  n: inIt.filter((one) => isMet(one, id)).length,
  of: inIt.length,
});

/** A count with all that may be said of it; percentages to one decimal. */
export function shareOf(count: Count): Share {
  const interval = wilson(count);
  const percent = (share: number): number => Math.round(share * 1000) / 10;
  return {
    n: count.n,
    N: count.of,
    percent: count.of === 0 ? null : percent(count.n / count.of),
    words: percentWords(count),
    interval: interval && { low: percent(interval.low), high: percent(interval.high) },
  };
}

const noticeOf = (inIt: readonly Counted[], id: MeasureId) =>
  (['initial', 'review'] as const).map((family) => {
    const mine = inIt.filter(({ facts }) => isInitial(facts.kind) === (family === 'initial'));
    return { family, ...shareOf(tally(mine, id)), median: median(mine.map(({ facts }) => facts.noticeDays ?? 0)) };
  });

/** The middle one, or half-way between the middle two; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The misses of both headline measures by why they were missed; null where nobody has said. */
function missedOf(counted: readonly Counted[]): Pick<MeasureResult, 'n' | 'byReason'> {
  const missed = counted.filter(({ standings: all }) =>
    all.some(({ measure, met }) => (measure === 'A1' || measure === 'B1') && !met),
  );
  const groups = Map.groupBy(missed, ({ facts }) => JSON.stringify([facts.reason, facts.attribution]));
  const byReason = [...groups.values()].map((group) => ({
    reason: group[0]?.facts.reason ?? null,
    attribution: group[0]?.facts.attribution ?? null,
    n: group.length,
  }));
  return { n: missed.length, byReason: byReason.toSorted((a, b) => b.n - a.n) };
}
