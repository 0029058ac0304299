/** Which night is to be proved, how the last proof reads from the board, and which jobs did not run. */
import { formatDay, formatWhen, londonDate, londonInstant } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import { runOf, staffedHours, type StaffedHub } from './hours.js';
import type { KeptProof, MissedRun } from './past.queries.js';
import { isUnseenOnly, verdictWords } from './words.js';

interface Nights {
  readonly proveAt: Temporal.PlainTime;
  /** The last night that was proved. */
  readonly last: Temporal.PlainDate | null;
  /** When chasing began at all. */
  readonly begun: Temporal.Instant | null;
}

/** The last night that is over, if it has not been proved and there was something to prove; one proof covers several. */
export function nightOwed(now: Temporal.Instant, { proveAt, last, begun }: Nights): Temporal.PlainDate | null {
  const today = londonDate(now);
  const isOver = Temporal.Instant.compare(londonInstant(today, proveAt), now) <= 0;
  const night = isOver ? today : today.subtract({ days: 1 });
  if (begun === null || Temporal.Instant.compare(londonInstant(night, proveAt), begun) <= 0) return null;
  return last !== null && Temporal.PlainDate.compare(night, last) <= 0 ? null : night;
}

/** Hours of work in which a job did not run although it is one that runs: it did in the days before, or does now. */
export function jobsMissed(
  runs: readonly { readonly job: string; readonly ranAt: Temporal.Instant }[],
  { since, until }: { readonly since: Temporal.Instant; readonly until: Temporal.Instant },
  hubs: readonly StaffedHub[],
  calendar: WorkingCalendar,
): readonly MissedRun[] {
  const hours = [
    ...new Set(hubs.flatMap((hub) => staffedHours(since, until, hub, calendar).map((hour) => hour.epochMilliseconds))),
  ].toSorted((a, b) => a - b);
  return [...Map.groupBy(runs, ({ job }) => job)]
    .filter(([job]) => job !== 'chasing')
    .flatMap(([job, mine]) => {
      const first = mine[0]?.ranAt.epochMilliseconds ?? 0;
      const ran = new Set(mine.map(({ ranAt }) => runOf(ranAt).epochMilliseconds));
      return hours
        .filter((hour) => hour >= first && !ran.has(hour))
        .map((hour) => ({ job, hour: Temporal.Instant.fromEpochMilliseconds(hour).toString() }));
    });
}

/** A proof that is later than this does not come by itself. */
const LATE = { hours: 26 };

/** What stands above the board: nothing while the last proof is in time and has no gap. */
export function proofNotice(
  last: Pick<KeptProof, 'night' | 'verdict' | 'owed' | 'missed' | 'pending' | 'gaps' | 'missedRuns' | 'until'> | null,
  begun: Temporal.Instant | null,
  now: Temporal.Instant,
): {
  readonly tone: 'bad';
  readonly title: string;
  readonly text: string;
  readonly href: string;
  readonly linkText: string;
} | null {
  const link = { href: '/chasing', linkText: 'See what was owed and what was sent' };
  if (last?.verdict === 'gap') {
    const found = isUnseenOnly(last) ? 'a conference that began unseen' : 'a gap in the chasing';
    const title = `The proof of ${formatDay(last.night)} found ${found}`;
    return { tone: 'bad', title, text: `${verdictWords(last)} Look at the conferences below yourself.`, ...link };
  }
  const since = last?.until ?? begun;
  if (since === null || Temporal.Instant.compare(since.add(LATE), now) >= 0) return null;
  const text = `Nobody has proved since ${formatWhen(since)} that everybody was told what they have to do.`;
  return { tone: 'bad', title: 'The nightly proof of the chasing is overdue', text, ...link };
}
