/** What the history in a list adds up to, before anything of it is kept: n of N by measure and month. */
import { isInitial, isReview } from '../conferences/kinds.js';
import type { ListedPast } from './listed-past.js';
import type { PlannedRow } from './plan.js';

export const PAST_GROUPS = ['attended', 'part', 'not', 'not-recorded', 'called-off'] as const;
export type PastGroup = (typeof PAST_GROUPS)[number];

/** One month of initial conferences or of reviews. */
export interface BaselineMonth {
  readonly family: 'ICPC' | 'RCPC';
  /** "2025-11", in London. */
  readonly month: string;
  readonly counts: Readonly<Record<PastGroup, number>>;
  /** Reviews held of which the list does not say whether they were relevant: they are in no rate. */
  readonly relevanceUnknown: number;
  readonly notRelevant: number;
  /** Attended for the decision, of those that count. */
  readonly n: number;
  readonly of: number;
}

/** To which group a conference of the past belongs. */
export const pastGroup = ({ state, outcome }: ListedPast): PastGroup =>
  state !== 'held' ? 'called-off' : (outcome ?? 'not-recorded');

type Month = { -readonly [K in keyof BaselineMonth]: BaselineMonth[K] } & { counts: Record<PastGroup, number> };

/** The conferences of the past that would be new, counted one after the other. */
export class HistoryCount {
  private readonly months = new Map<string, Month>();
  /** Of those with neither meeting id nor time, how many there are by day and kind. */
  private readonly days = new Map<string, number>();
  private all = 0;
  private dayOnly = 0;

  count({ conference }: PlannedRow): void {
    if (conference === null || conference.past === null) return;
    const { kind, meetingId, time, past } = conference;
    const family = isInitial(kind) ? 'ICPC' : 'RCPC';
    const month = time.date.toPlainYearMonth().toString();
    const key = `${month} ${family}`;
    const tally = this.months.get(key) ?? emptyMonth(family, month);
    this.months.set(key, tally);
    add(tally, past, isReview(kind));
    this.all += 1;
    if (time.startsAt !== null) return;
    this.dayOnly += 1;
    const alike = `${kind} ${time.start}`;
    if (meetingId === null) this.days.set(alike, (this.days.get(alike) ?? 0) + 1);
  }

  /** Oldest month first, initial conferences before reviews. */
  baseline(): readonly BaselineMonth[] {
    return [...this.months.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tally]) => tally);
  }

  /** What somebody must know of the history in a list as a whole. */
  notes(): readonly string[] {
    const { all, dayOnly, days } = this;
    if (all === 0) return [];
    const alike = [...days.values()].filter((count) => count > 1).reduce((sum, count) => sum + count, 0);
    const several = (count: number): string =>
      `${count.toLocaleString('en-GB')} ${count === 1 ? 'conference' : 'conferences'}`;
    return [
      `${several(all)} of the past would be kept as imported history, apart from what the tracker records.`,
      ...(dayOnly === 0 ? [] : [`Of ${several(dayOnly)} only the day is known: no time is made up for them.`]),
      ...(alike === 0
        ? []
        : [
            `${several(alike)} share day and kind with another and have neither meeting id nor time. If they are siblings, they count more than once: give them a meeting id.`,
          ]),
    ];
  }
}

const emptyMonth = (family: Month['family'], month: string): Month => ({
  family,
  month,
  counts: { attended: 0, part: 0, not: 0, 'not-recorded': 0, 'called-off': 0 },
  relevanceUnknown: 0,
  notRelevant: 0,
  n: 0,
  of: 0,
});

function add(tally: Month, past: ListedPast, isReviewed: boolean): void {
  tally.counts[pastGroup(past)] += 1;
  if (past.state !== 'held') return;
  if (isReviewed && past.relevance === null) tally.relevanceUnknown += 1;
  else if (isReviewed && past.relevance === 'not-relevant') tally.notRelevant += 1;
  // Never invited in time is no miss by the definitions of the measures (docs/domain.md).
  else if (past.reason !== 'invite-not-received') {
    tally.of += 1;
    if (past.presentAtDecision) tally.n += 1;
  }
}
