/** How one row of a reconciliation counts: as we have it, as the local authority has it, and as both agreed. */
import { isInitial, type ConferenceKind } from '../conferences/kinds.js';
import { countIn, isHeld, type HeadlineId, type MeasureFacts } from '../measures/measure.js';
import { sumOf, type Count } from '../reporting/rate.js';
import type { OurConference } from './differences.js';
import type { Position } from './reconciliation.js';
import type { TheirMeeting } from './their-meeting.js';

/** In the headline measure of its family, and in the coverage of all initial conferences. */
export interface Counting {
  readonly headline: HeadlineId | null;
  readonly covers: boolean;
  readonly met: boolean;
}

/** Few different ones exist, so rows are summed by them. */
export interface RowCounts {
  readonly ours: Counting;
  readonly theirs: Counting;
  readonly agreed: Counting;
}

export interface RowSides {
  readonly theirs: TheirMeeting | null;
  readonly ours: OurConference | null;
  readonly position: Position | null;
}

const NOWHERE: Counting = { headline: null, covers: false, met: false };

export const countsOf = (sides: RowSides): RowCounts => ({
  ours: oursCounts(sides.ours),
  theirs: theirsCounts(sides),
  agreed: sides.position === 'theirs' ? asTheirsStand(sides) : oursCounts(sides.ours),
});

function counting(facts: MeasureFacts): Counting {
  const { measure, inDenominator } = countIn(facts);
  return {
    headline: inDenominator ? measure : null,
    covers: isInitial(facts.kind) && isHeld(facts),
    met: facts.participation?.presentAtDecision ?? false,
  };
}

/** What is still to come counts nowhere yet. */
const oursCounts = (ours: OurConference | null): Counting =>
  ours === null || !ours.isOver ? NOWHERE : counting(ours.facts);

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

const inShort = ({ ours, theirs, agreed }: RowCounts): string =>
  [ours, theirs, agreed].map(({ headline, covers, met }) => `${headline} ${covers} ${met}`).join();

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

const SIDES = ['ours', 'theirs', 'agreed'] as const;
type Chosen = (counting: Counting) => boolean;

const sideBySide = (rows: readonly CountedRows[], isIn: Chosen): SideBySide => {
  const of = (side: (typeof SIDES)[number]): Count =>
    sumOf(
      rows
        .filter(({ counts }) => isIn(counts[side]))
        .map(({ counts, many }) => ({ n: counts[side].met ? many : 0, of: many })),
    );
  return { ours: of('ours'), theirs: of('theirs'), agreed: of('agreed') };
};

/** Each measure three times; sums, never averages. */
export const figuresOf = (rows: readonly CountedRows[]): Readonly<Record<'A1' | 'A2' | 'B1', SideBySide>> => ({
  A1: sideBySide(rows, ({ headline }) => headline === 'A1'),
  A2: sideBySide(rows, ({ covers }) => covers),
  B1: sideBySide(rows, ({ headline }) => headline === 'B1'),
});
