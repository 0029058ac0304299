/** Minutes of a conference: asked for, and received (domain, situation 53). Facts in, decisions out. */
import type { ConferenceState } from '../conferences/conference.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatDayAndYear, londonDate } from '../kernel/london.js';

/** What is known of the minutes of one conference; neither while nobody has asked and none came. */
export interface Minutes {
  readonly askedOn: Temporal.PlainDate | null;
  readonly receivedOn: Temporal.PlainDate | null;
}

export interface KeptMinutes extends Minutes {
  readonly version: number;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

/** `seen` is the version that was looked at, 0 when nothing was on record; not checked where a channel shows none. */
export type GivenMinutes = Minutes & { readonly seen?: number };

export interface MinutesFacts {
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly before: KeptMinutes | null;
  readonly now: Temporal.Instant;
}

export type MinutesRefusal =
  | { readonly kind: 'changed-meanwhile'; readonly now: KeptMinutes }
  | { readonly kind: 'minutes-of-none' }
  | { readonly kind: 'minutes-too-early' }
  | { readonly kind: 'minutes-too-late' }
  | { readonly kind: 'minutes-before-asked' }
  | { readonly kind: 'nothing-changed' };

export const MINUTES_SENTENCES: Record<Exclude<MinutesRefusal['kind'], 'changed-meanwhile'>, string> = {
  'minutes-of-none': 'There are no minutes of a conference that has not been held. Record them once it has begun.',
  'minutes-too-early': 'Minutes are asked for and come on the day of the conference or later. Check the day.',
  'minutes-too-late': 'That day is still to come. Record it when it has happened.',
  'minutes-before-asked': 'Minutes came before they were asked for. Check the two days.',
  'nothing-changed': 'That is on record already.',
};

/** Minutes that nobody has asked for are waited for by nobody. */
export const areAwaited = (minutes: Minutes | null): boolean =>
  minutes !== null && minutes.askedOn !== null && minutes.receivedOn === null;

/** Whether there can be minutes: it is on, or was held, and has begun. */
export const mayHaveMinutes = ({ state, startsAt, now }: Omit<MinutesFacts, 'before'>): boolean =>
  (state === 'scheduled' || state === 'held') && Temporal.Instant.compare(startsAt, now) <= 0;

export function decideMinutes(facts: MinutesFacts, given: GivenMinutes): Decided<Minutes, MinutesRefusal> {
  const { before, now, startsAt } = facts;
  const { askedOn, receivedOn, seen } = given;
  if (!mayHaveMinutes(facts)) return refused({ kind: 'minutes-of-none' });
  if (before !== null && seen !== undefined && seen !== before.version)
    return refused({ kind: 'changed-meanwhile', now: before });
  const days = [askedOn, receivedOn].filter((day) => day !== null);
  const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;
  if (days.some((day) => isAfter(day, londonDate(now)))) return refused({ kind: 'minutes-too-late' });
  if (days.some((day) => isAfter(londonDate(startsAt), day))) return refused({ kind: 'minutes-too-early' });
  if (askedOn !== null && receivedOn !== null && isAfter(askedOn, receivedOn))
    return refused({ kind: 'minutes-before-asked' });
  const isSame = (a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): boolean => String(a) === String(b);
  if (isSame(before?.askedOn ?? null, askedOn) && isSame(before?.receivedOn ?? null, receivedOn))
    return refused({ kind: 'nothing-changed' });
  return accepted({ askedOn, receivedOn });
}

/** In words, without a capital: "asked for on Mon 30 Nov 2026, not received". */
export function minutesWords({ askedOn, receivedOn }: Minutes): string {
  const asked = askedOn === null ? 'not asked for' : `asked for on ${formatDayAndYear(askedOn)}`;
  if (receivedOn !== null) return `received on ${formatDayAndYear(receivedOn)}`;
  return askedOn === null ? asked : `${asked}, not received`;
}
