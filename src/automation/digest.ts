/** The daily mail about what automation did: when it is owed, and what it says. */
import { formatDay, formatWhen, londonDate, londonInstant } from '../kernel/london.js';
import { addWorkingDays, isWorkingDay, type WorkingCalendar } from '../kernel/working-time.js';
import type { DeedKind } from './activity.queries.js';
import type { DigestFacts } from './digest.queries.js';

/** The moment up to which the digest of today tells; null when none is owed yet, or today at all. */
export function digestUntil(
  now: Temporal.Instant,
  digestAt: Temporal.PlainTime,
  calendar: WorkingCalendar,
): Temporal.Instant | null {
  const today = londonDate(now);
  if (!isWorkingDay(today, calendar)) return null;
  const until = londonInstant(today, digestAt);
  return Temporal.Instant.compare(now, until) < 0 ? null : until;
}

/** Where the very first digest of a hub begins. */
export const dayBefore = (
  until: Temporal.Instant,
  digestAt: Temporal.PlainTime,
  calendar: WorkingCalendar,
): Temporal.Instant => londonInstant(addWorkingDays(londonDate(until), -1, calendar), digestAt);

export const isNothing = ({ counts }: Pick<DigestFacts, 'counts'>): boolean => counts.every(({ n }) => n === 0);

const number = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
const spoken = (code: string): string => code.replaceAll('-', ' ');

/** Counts, references to nobody, and where to look. */
export function wordDigest(
  facts: DigestFacts,
  { publicUrl, deskName }: { readonly publicUrl: string; readonly deskName: string },
): { readonly subject: string; readonly text: string } {
  const { hub, since, until, counts, waiting } = facts;
  const of = (what: DeedKind): number => counts.filter((one) => one.what === what).reduce((sum, { n }) => sum + n, 0);
  const refused = counts.filter(({ what }) => what === 'refused');
  const reasons = refused.map(({ problem, n }) => `${n} ${spoken(problem ?? 'unknown')}`).join(', ');
  const address = `${publicUrl}/automation?hub=${hub.code}`;
  const lines = [
    `- ${number(of('recorded'), 'conference')} recorded`,
    `- ${number(of('further'), 'further invitation')} added to conferences on record`,
    `- ${number(of('list'), 'list')} sent`,
    `- ${number(of('refused'), 'request')} refused${reasons === '' ? '' : `: ${reasons}`}`,
  ];
  const text = [
    'OFFICIAL-SENSITIVE',
    `What automation did for the ${hub.name} hub from ${formatWhen(since)} to ${formatWhen(until)} (UK time):`,
    lines.join('\n'),
    waiting === 0
      ? 'Nothing waits to be confirmed.'
      : `${number(waiting, 'conference waits', 'conferences wait')} to be confirmed by a person:\n${address}#waiting`,
    `Each thing it did, day by day:\n${address}`,
    `This is an automatic mail from ${deskName}. It is sent on working days on which there is something to tell.`,
  ].join('\n\n');
  const day = formatDay(londonDate(until));
  const subject = `OFFICIAL-SENSITIVE | Automation in ${hub.name}, ${day}: ${of('recorded')} recorded, ${waiting} to confirm`;
  return { subject, text: `${text}\n` };
}
