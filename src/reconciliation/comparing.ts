/** What matching makes of two lists, as the rows of a reconciliation. */
import { KIND_WORDS, type KindFamily } from '../conferences/kinds.js';
import { countsOf, isIn, type RowCounts, type RowSides } from './counts.js';
import type { OurConference } from './differences.js';
import { match, type Match } from './matching.js';
import { classOf, keptCandidate, type ReconciliationRow } from './reconciliation.js';
import type { Period, TheirMeeting } from './their-meeting.js';

export type Compared = Pick<
  ReconciliationRow,
  'class' | 'theirs' | 'conferenceId' | 'candidates' | 'differences' | 'saidSame'
> & { readonly counts: RowCounts };

/** Ours that their list should have: held in its period, and of its family where it is of one only. */
export const shouldStandIn =
  (period: Period, family: KindFamily | null) =>
  (ours: OurConference): boolean =>
    ours.isHeld && isIn(period, ours.date) && (family === null || KIND_WORDS[ours.kind].family === family);

/** In the order of the list; what only we have comes last. */
export const compareLists = (
  theirs: readonly TheirMeeting[],
  ours: readonly OurConference[],
  period: Period,
  family: KindFamily | null,
): readonly Compared[] =>
  match(theirs, ours, shouldStandIn(period, family))
    .map((found) => rowOf(found, period))
    .toSorted((a, b) => placeOf(a.theirs) - placeOf(b.theirs));

const placeOf = (theirs: TheirMeeting | null): number => theirs?.rows[0] ?? Number.MAX_SAFE_INTEGER;

function rowOf(found: Match, period: Period): Compared {
  const theirs = found.kind === 'ours-only' ? null : found.theirs;
  const ours = found.kind === 'same' ? found.with.ours : found.kind === 'ours-only' ? found.ours : null;
  const candidates =
    found.kind === 'same'
      ? [keptCandidate(found.with)]
      : found.kind === 'unsure'
        ? found.candidates.map(keptCandidate)
        : [];
  return {
    ...compareSides({ theirs, ours, position: null, period }, found.kind === 'unsure' ? candidates.length : 0),
    theirs,
    conferenceId: ours?.id ?? null,
    candidates,
    saidSame: null,
  };
}

/** The class of a row, in what its sides differ, and how it counts: whenever either side or what was agreed changes. */
export const compareSides = (
  sides: RowSides,
  mayBe: number,
): Pick<ReconciliationRow, 'class' | 'differences'> & { readonly counts: RowCounts } => ({
  ...classOf(sides.theirs, sides.ours, mayBe),
  counts: countsOf(sides),
});
