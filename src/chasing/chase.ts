/** Which chases are owed now: facts in, decisions out. Asked again and again, so an outage of any length is caught up with. */
import { londonDate } from '../kernel/london.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';
import { isStaffed, type StaffedHub } from './hours.js';
import { isBeforeStart, type ChaseRole, type Ladder, type Rung } from './ladder.js';
import type { Matter } from './matter.js';
import { reached, type Directory, type Recipient } from './recipients.js';

/** Why a rung that was owed is not said. */
export const SKIPS = ['overtaken', 'begun', 'settled'] as const;
export type Skip = (typeof SKIPS)[number];

export type Ruling =
  | { readonly what: 'tell'; readonly role: ChaseRole; readonly recipients: readonly Recipient[] }
  | { readonly what: 'skip'; readonly because: Skip }
  /** Nobody can be told, so it stays owed: the proof finds it. */
  | { readonly what: 'wait' };

export interface Chase {
  readonly key: string;
  readonly matter: Matter;
  readonly rung: Rung;
  readonly ruling: Ruling;
}

export interface Rules {
  readonly ladder: Ladder;
  readonly calendar: WorkingCalendar;
  hub(code: string): StaffedHub | undefined;
}

type Named = Pick<Matter, 'kind' | 'subject' | 'edition'>;
const keyOfMatter = ({ kind, subject, edition }: Named): string => `${kind}/${subject}/${edition}/`;

/** One rung of one matter, for ever the same: whatever has it was decided, and is not decided again. */
export const keyOf = (matter: Named, { days }: Pick<Rung, 'days'>): string => `${keyOfMatter(matter)}${days}`;

/** The day of a rung: the ladder counts working days, and day 0 is the day itself. */
export const rungDay = (matter: Matter, { days }: Rung, calendar: WorkingCalendar): Temporal.PlainDate =>
  addWorkingDays(matter.day, days, calendar);

/**
 * What is to be decided now of all that is open; nothing of a hub that is not staffed. Of several rungs for the same role
 * only the furthest is said: after an outage each is told once, and why the others were not is kept.
 */
export function chasesOwed(
  matters: readonly Matter[],
  rules: Rules,
  directory: Directory,
  { now, done }: { readonly now: Temporal.Instant; readonly done: ReadonlySet<string> },
): readonly Chase[] {
  return matters.flatMap((matter) => {
    const hub = rules.hub(matter.hubCode);
    if (hub === undefined || !isStaffed(now, hub, rules.calendar)) return [];
    const climbed = rungsReached(matter, rules, now);
    return climbed
      .filter((rung) => !done.has(keyOf(matter, rung)))
      .map((rung) => ({
        key: keyOf(matter, rung),
        matter,
        rung,
        ruling: rule(rung, { matter, climbed, directory, now }),
      }));
  });
}

export function rungsReached(matter: Matter, { ladder, calendar }: Rules, now: Temporal.Instant): readonly Rung[] {
  const today = londonDate(now);
  return ladder
    .rungsOf(matter.hubCode, matter.kind)
    .filter((rung) => Temporal.PlainDate.compare(rungDay(matter, rung, calendar), today) <= 0);
}

interface Case {
  readonly matter: Matter;
  readonly climbed: readonly Rung[];
  readonly directory: Directory;
  readonly now: Temporal.Instant;
}

function rule(rung: Rung, { matter, climbed, directory, now }: Case): Ruling {
  if (hasBegun(matter, rung, now)) return { what: 'skip', because: 'begun' };
  if (climbed.some((later) => later.days > rung.days && later.to === rung.to))
    return { what: 'skip', because: 'overtaken' };
  const told = reached(rung, matter, directory, now);
  return told === null ? { what: 'wait' } : { what: 'tell', ...told };
}

const hasBegun = ({ kind, startsAt }: Matter, rung: Rung, now: Temporal.Instant): boolean =>
  isBeforeStart(kind, rung) && startsAt !== null && Temporal.Instant.compare(startsAt, now) <= 0;

/** Why what was to be said need not be any more, now that the mail is about to go; null when it still has to. */
export function withdrawnBy(key: string, matters: readonly Matter[], rules: Rules, now: Temporal.Instant): Skip | null {
  for (const matter of matters) {
    if (!key.startsWith(keyOfMatter(matter))) continue;
    const rung = rungsReached(matter, rules, now).find((one) => keyOf(matter, one) === key);
    if (rung !== undefined) return hasBegun(matter, rung, now) ? 'begun' : null;
  }
  return 'settled';
}

export interface Coming {
  readonly day: Temporal.PlainDate;
  readonly matter: Matter;
  readonly rung: Rung;
}

/** The next rung of everything that is open, the soonest first; what is reached already is not coming. */
export function comingRungs(
  matters: readonly Matter[],
  { ladder, calendar }: Rules,
  now: Temporal.Instant,
): readonly Coming[] {
  const today = londonDate(now);
  return matters
    .flatMap((matter) => {
      const ahead = ladder
        .rungsOf(matter.hubCode, matter.kind)
        .map((rung) => ({ day: rungDay(matter, rung, calendar), matter, rung }))
        .find(({ day }) => Temporal.PlainDate.compare(day, today) > 0);
      return ahead === undefined ? [] : [ahead];
    })
    .toSorted((a, b) => Temporal.PlainDate.compare(a.day, b.day));
}
