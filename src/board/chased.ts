/** What the ladder has said of a conference so far, for the line of the board. */
import { isActive } from '../assignments/assignment.js';
import type { ChaseKind, ChaseRole } from '../chasing/ladder.js';
import { isReview } from '../conferences/kinds.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
import type { ReadinessFacts } from './concern.js';

/** One rung that somebody was told of, about the present time of the conference. */
export interface ChaseSent {
  readonly kind: ChaseKind;
  readonly role: ChaseRole;
  readonly sentAt: Temporal.Instant;
}

export interface Chased {
  /** "Chased 2×, last today 10:00". */
  readonly words: string;
  /** The ladder has gone past the hub: whoever supervises it has been told. */
  readonly escalated: boolean;
}

type Facts = Pick<ReadinessFacts, 'kind' | 'people' | 'relevance' | 'outcomeRecorded'> & {
  readonly reportRecorded: boolean;
};

/** What was chased and is settled is no news any more. */
function isOpen(kind: ChaseKind, { people, relevance, outcomeRecorded, reportRecorded, ...facts }: Facts): boolean {
  const lead = people.find((one) => one.lead && isActive(one.state));
  const open: Partial<Record<ChaseKind, boolean>> = {
    unassigned: lead === undefined && !outcomeRecorded,
    declined: lead === undefined && !outcomeRecorded,
    'no-answer': lead !== undefined && lead.state !== 'accepted' && !outcomeRecorded,
    'relevance-undecided': isReview(facts.kind) && relevance === 'undecided' && !outcomeRecorded,
    'outcome-missing': !outcomeRecorded,
    'report-owed': !reportRecorded,
  };
  return open[kind] ?? false;
}

/** Null when nobody has been told of anything that is still open. */
export function chasedSoFar(sent: readonly ChaseSent[], facts: Facts, now: Temporal.Instant): Chased | null {
  const open = sent
    .filter(({ kind }) => isOpen(kind, facts))
    .toSorted((a, b) => Temporal.Instant.compare(a.sentAt, b.sentAt));
  const last = open.at(-1);
  if (last === undefined) return null;
  const day = londonDate(last.sentAt);
  const when = `${day.equals(londonDate(now)) ? 'today' : formatDay(day)} ${formatTime(last.sentAt)}`;
  return {
    words: `Chased ${open.length}×, last ${when}`,
    escalated: open.some(({ role }) => role === 'supervisor' || role === 'leadership'),
  };
}
