/** Conferences that began with nobody on them and of which nobody had been told: an outage explains that, and does not excuse it. */
import type { PastMatter } from './history.js';
import { isBeforeStart, type Rung } from './ladder.js';

/** A rung with the first staffed hour at which it was to be said. */
export interface Expected {
  readonly matter: PastMatter;
  readonly rung: Rung;
  readonly at: Temporal.Instant;
}

/** Of rungs that fell due and were not said before it was too late, one for each conference that began unseen. */
export function beganUnseen(
  unsaid: readonly Expected[],
  sent: readonly { readonly key: string; readonly at: Temporal.Instant }[],
  until: Temporal.Instant,
): readonly Expected[] {
  const unseen = unsaid.filter(({ matter, rung }) => {
    const { kind, subject, startsAt, span } = matter;
    if (kind !== 'unassigned' || startsAt === null || !isBeforeStart(kind, rung)) return false;
    const start = startsAt.epochMilliseconds;
    if (start > until.epochMilliseconds || span.until <= start) return false;
    const about = [`unassigned/${subject}/${startsAt.toString()}`, `declined/${subject}/${startsAt.toString()}`];
    return !sent.some(({ key, at }) => at.epochMilliseconds < start && about.some((one) => key.startsWith(one)));
  });
  return [...new Map(unseen.map((one) => [`${one.matter.subject} ${one.matter.startsAt?.toString()}`, one])).values()];
}
