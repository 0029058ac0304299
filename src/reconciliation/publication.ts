/** The table for the partnership board when it leaves the force. It has no row for all authorities together. */
import type { Count } from '../reporting/rate.js';
import { isSmall, shownAlone as published, type Shown } from '../reporting/suppression.js';
import type { AuthorityFigures, Notice } from './authorities.js';

export interface ShownNotice {
  readonly inTime: Shown;
  readonly median: number | null;
}

export type PublishedFigures = Readonly<Record<'initial' | 'review', ShownNotice>> &
  Readonly<Record<'late' | 'missing' | 'moved' | 'stoodDown', Shown>>;

/** As they are, for who may see every conference. */
export const inFull = (figures: AuthorityFigures): PublishedFigures => figures;

export function forPublication(figures: AuthorityFigures): PublishedFigures {
  const initial = publishedNotice(figures.initial);
  const review = publishedNotice(figures.review);
  // Both families together give all invitations: where one of them is hidden, their sum would give it away.
  const hidesFamily = initial.inTime.of === null || review.inTime.of === null;
  const ofInvited = (count: Count): Shown => {
    const shown = published(count);
    return hidesFamily ? { n: shown.n, of: null } : shown;
  };
  return {
    initial,
    review,
    late: lateShown(figures, ofInvited(figures.late), initial),
    missing: published(figures.missing),
    moved: ofInvited(figures.moved),
    stoodDown: ofInvited(figures.stoodDown),
  };
}

/** A median of a few is the notice of one of them. */
function publishedNotice({ inTime, median }: Notice): ShownNotice {
  const shown = published(inTime);
  return { inTime: shown, median: shown.of === null ? null : median };
}

/** Initial conferences out of time are late ones: what is left of the late ones are reviews, which may be few. */
function lateShown({ late, initial }: AuthorityFigures, shown: Shown, initialShown: ShownNotice): Shown {
  const lateInitial = initial.inTime.of - initial.inTime.n;
  const givesAway = initialShown.inTime.n !== null && isSmall(late.n - lateInitial);
  const givesAwayInitial = isSmall(lateInitial) && isSmall(late.n - lateInitial);
  return givesAway || givesAwayInitial ? { ...shown, n: null } : shown;
}
