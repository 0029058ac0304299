/** What matching makes of two lists, as the rows of a reconciliation. */
import { KIND_WORDS, type KindFamily } from '../conferences/kinds.js';
import { countsOf, isIn, type RowCounts, type RowSides } from './counts.js';
import type { OurConference } from './differences.js';
import type { Match } from './matching.js';
import { classOf, keptCandidate, type ReconciliationRow } from './reconciliation.js';
import type { Period } from './their-meeting.js';

export type Compared = Pick<
  ReconciliationRow,
  'class' | 'theirs' | 'conferenceId' | 'candidates' | 'differences' | 'saidSame'
> & { readonly counts: RowCounts };

/** Ours that their list should have: held in its period, and of its family where it is of one only. */
export const shouldStandIn =
  (period: Period, family: KindFamily | null) =>
  (ours: OurConference): boolean =>
    ours.isHeld && isIn(period, ours.date) && (family === null || KIND_WORDS[ours.kind].family === family);

/** A meeting of theirs with what was found for it, as a row. */
export function rowOf(found: Match, period: Period): Compared {
  const { kind, theirs } = found;
  const candidates = kind === 'same' ? [found.with] : kind === 'unsure' ? found.candidates : [];
  const ours = kind === 'same' ? found.with.ours : null;
  return {
    ...compareSides({ theirs, ours, position: null, period }, kind === 'unsure' ? candidates.length : 0),
    theirs,
    conferenceId: ours?.id ?? null,
    candidates: candidates.map(keptCandidate),
    saidSame: null,
  };
}

/** One of ours that their list lacks. */
export const rowOfOurs = (ours: OurConference, period: Period): Compared => ({
  ...compareSides({ theirs: null, ours, position: null, period }, 0),
  theirs: null,
  conferenceId: ours.id,
  candidates: [],
  saidSame: null,
});

/** The class of a row, in what its sides differ, and how it counts: whenever either side or what was agreed changes. */
export const compareSides = (
  sides: RowSides,
  mayBe: number,
): Pick<ReconciliationRow, 'class' | 'differences'> & { readonly counts: RowCounts } => ({
  ...classOf(sides.theirs, sides.ours, mayBe),
  counts: countsOf(sides),
});
