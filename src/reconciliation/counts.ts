/** How one row of a reconciliation counts: as we have it, as the local authority has it, and as both agreed. */
import { isInitial, type ConferenceKind } from '../conferences/kinds.js';
import { OTHERS, countIn, isHeld, type HeadlineId, type MeasureFacts } from '../measures/measure.js';
import { sumOf, type Count } from '../reporting/rate.js';
import type { OurConference } from './differences.js';
import type { Position } from './reconciliation.js';
import type { Period, TheirMeeting } from './their-meeting.js';

/** In the headline measure of its family, and in the coverage of all initial conferences. */
export interface Counting {
  readonly headline: HeadlineId | null;
  readonly covers: boolean;
  readonly met: boolean;
}

/** Few different ones exist, so rows are summed by them. */
export interface RowCounts {
  readonly theirs: Counting;
  readonly agreed: Counting;
}

export interface RowSides {
  readonly theirs: TheirMeeting | null;
  readonly ours: OurConference | null;
  readonly position: Position | null;
  readonly period: Period;
}

const NOWHERE: Counting = { headline: null, covers: false, met: false };

export const countsOf = (sides: RowSides): RowCounts => ({
  theirs: theirsCounts(sides),
  agreed: sides.position === 'theirs' ? asTheirsStand(sides) : oursCounts(sides.ours, sides.period),
});

function counting(facts: MeasureFacts): Counting {
  const { measure, inDenominator } = countIn(facts);
  return {
    headline: inDenominator && measure !== OTHERS ? measure : null,
    covers: facts.convenedBy === null && isInitial(facts.kind) && isHeld(facts),
    met: facts.participation?.presentAtDecision ?? false,
  };
}

export const isIn = ({ from, to }: Period, day: string): boolean => day >= from.toString() && day <= to.toString();

/** What is still to come counts nowhere yet, and what sat on a day outside the period counts elsewhere. */
const oursCounts = (ours: OurConference | null, period: Period): Counting =>
  ours === null || !ours.isOver || !isIn(period, ours.date) ? NOWHERE : counting(ours.facts);

/**
 * All that they held counts, whether or not we were invited. Where the list does not say whether police attended, whether
 * we have it that we did; a review that we had decided was not relevant is none that we promised.
 */
function theirsCounts({ theirs, ours }: RowSides): Counting {
  if (theirs === null || !theirs.held) return NOWHERE;
  const initial = isInitial(theirs.kind);
  const promised = initial || ours?.facts.relevanceAtStart !== 'not-relevant';
  const headline = initial ? 'A1' : 'B1';
  return {
    headline: promised ? headline : null,
    covers: initial,
    met: theirs.police ?? ours?.attended ?? false,
  };
}

/** Our definitions, with what they say put in the place of what we have. Without an invitation it counts in A2 only. */
function asTheirsStand({ theirs, ours }: RowSides): Counting {
  if (theirs === null || !theirs.held) return NOWHERE;
  if (ours === null) {
    return { headline: null, covers: isInitial(theirs.kind), met: theirs.police ?? false };
  }
  const { facts } = ours;
  const attended = theirs.police ?? ours.attended;
  return counting({
    ...facts,
    kind: keptKind(theirs.kind, facts.kind),
    state: 'held',
    participation: attended === null ? null : { outcome: attended ? 'attended' : 'not', presentAtDecision: attended },
  });
}

/** A list does not tell a pre-birth conference from another of its family. */
const keptKind = (theirs: ConferenceKind, ours: ConferenceKind): ConferenceKind =>
  isInitial(theirs) === isInitial(ours) ? ours : theirs;

const inShort = ({ theirs, agreed }: RowCounts): string =>
  [theirs, agreed].map(({ headline, covers, met }) => `${headline} ${covers} ${met}`).join();

export const sameCounts = (one: RowCounts, other: RowCounts): boolean => inShort(one) === inShort(other);

export interface CountedRows {
  readonly counts: RowCounts;
  readonly many: number;
}

export interface SideBySide {
  readonly ours: Count;
  readonly theirs: Count;
  readonly agreed: Count;
}

interface Many {
  readonly counting: Counting;
  readonly many: number;
}

const summed = (all: readonly Many[], isCounted: (counting: Counting) => boolean): Count =>
  sumOf(
    all
      .filter(({ counting: one }) => isCounted(one))
      .map(({ counting: one, many }) => ({ n: one.met ? many : 0, of: many })),
  );

/**
 * Each measure three times: by our record of the period, by their list, and as agreed. Sums, never averages. Ours is counted
 * from the record itself, since a conference may stand in no row while a person has still to say which it is.
 */
export function figuresOf(
  rows: readonly CountedRows[],
  ours: readonly OurConference[],
  period: Period,
): Readonly<Record<'A1' | 'A2' | 'B1', SideBySide>> {
  const all = {
    ours: ours.map((one) => ({ counting: oursCounts(one, period), many: 1 })),
    theirs: rows.map(({ counts, many }) => ({ counting: counts.theirs, many })),
    agreed: rows.map(({ counts, many }) => ({ counting: counts.agreed, many })),
  };
  const beside = (isCounted: (counting: Counting) => boolean): SideBySide => ({
    ours: summed(all.ours, isCounted),
    theirs: summed(all.theirs, isCounted),
    agreed: summed(all.agreed, isCounted),
  });
  return {
    A1: beside(({ headline }) => headline === 'A1'),
    A2: beside(({ covers }) => covers),
    B1: beside(({ headline }) => headline === 'B1'),
  };
}
