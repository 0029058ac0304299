/** Forms about plans: typed text in, what is asked or sentences at the fields out. */
import { CONFERENCE_KINDS } from '../conferences/kinds.js';
import { isConferenceReference } from '../kernel/ids.js';
import { londonDate, londonInstant } from '../kernel/london.js';
import { typedChoices, typedText, wholeNumber } from '../kernel/typed-text.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import type { AskedAway, AskedLock, AskedMore } from './asked.js';

type Read<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly FieldError[] };

export interface TypedPeriod {
  readonly hubs: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly who: string;
  readonly invited: string;
}

export const typedPeriod = (body: unknown): TypedPeriod => ({
  hubs: typedChoices(body, 'hubs'),
  from: typedText(body, 'from'),
  to: typedText(body, 'to'),
  who: typedText(body, 'who') || 'hubs',
  invited: typedText(body, 'invited') || 'stay',
});

export interface ReadPeriod {
  readonly hubs: readonly string[];
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly everybody: boolean;
  readonly mayMove: boolean;
}

export function readPeriod(typed: TypedPeriod, mine: readonly string[], today: Temporal.PlainDate): Read<ReadPeriod> {
  const errors: FieldError[] = [];
  // Whoever has one hub is not asked.
  const hubs = mine.length === 1 ? mine : typed.hubs.filter((hub) => mine.includes(hub));
  if (hubs.length === 0) errors.push({ text: 'Choose at least one hub', href: '#hubs' });
  const [from, to] = [readDate(typed.from, today), readDate(typed.to, today)];
  if (from === null) errors.push({ text: 'Enter the first day, for example 24/11/26', href: '#from' });
  if (to === null) errors.push({ text: 'Enter the last day, for example 28/11/26', href: '#to' });
  if (errors.length > 0 || from === null || to === null) return { ok: false, errors };
  const [everybody, mayMove] = [typed.who === 'everybody', typed.invited === 'move'];
  return { ok: true, value: { hubs, from, to, everybody, mayMove } };
}

/** Everything that the forms below a plan hold. */
export interface TypedLock {
  readonly kind: string;
  readonly attendeeId: string;
  readonly conference: string;
  readonly day: string;
}

export const typedLock = (body: unknown): TypedLock => ({
  kind: typedText(body, 'kind'),
  attendeeId: typedText(body, 'attendeeId'),
  conference: typedText(body, 'conference'),
  day: typedText(body, 'day'),
});

export function readLock(typed: TypedLock, today: Temporal.PlainDate): Read<AskedLock> {
  const errors: FieldError[] = [];
  const attendeeId = wholeNumber(typed.attendeeId);
  if (attendeeId === null) errors.push({ text: 'Choose whom the lock is about', href: '#attendeeId' });
  const { kind, conference } = typed;
  const day = readDate(typed.day, today);
  if (kind === 'not-on' && day === null) errors.push({ text: 'Enter the day, for example 26/11/26', href: '#day' });
  if ((kind === 'keep' || kind === 'not') && !isConferenceReference(conference))
    errors.push({ text: 'Choose the conference', href: '#conference' });
  if (!['keep', 'not', 'not-on'].includes(kind)) errors.push({ text: 'Choose what is settled', href: '#kind' });
  if (errors.length > 0 || attendeeId === null) return { ok: false, errors };
  if (kind === 'not-on' && day !== null) return { ok: true, value: { kind, attendeeId, day: day.toString() } };
  if (kind === 'keep') return { ok: true, value: { kind, attendeeId, conference, role: null } };
  return { ok: true, value: { kind: 'not', attendeeId, conference } };
}

export interface TypedAway {
  readonly awayId: string;
  readonly awayFrom: string;
  readonly awayTo: string;
}

export const typedAway = (body: unknown): TypedAway => ({
  awayId: typedText(body, 'awayId'),
  awayFrom: typedText(body, 'awayFrom'),
  awayTo: typedText(body, 'awayTo'),
});

export function readAway(typed: TypedAway, today: Temporal.PlainDate): Read<AskedAway> {
  const errors: FieldError[] = [];
  const attendeeId = wholeNumber(typed.awayId);
  if (attendeeId === null) errors.push({ text: 'Choose who is away', href: '#awayId' });
  const from = readDate(typed.awayFrom, today);
  if (from === null) errors.push({ text: 'Enter the first day away, for example 26/11/26', href: '#awayFrom' });
  const to = typed.awayTo === '' ? from : readDate(typed.awayTo, today);
  if (from !== null && (to === null || Temporal.PlainDate.compare(to, from) < 0))
    errors.push({ text: 'Enter the last day away, no earlier than the first, or leave it empty', href: '#awayTo' });
  if (errors.length > 0 || attendeeId === null || from === null || to === null) return { ok: false, errors };
  return { ok: true, value: { attendeeId, from: from.toString(), to: to.toString() } };
}

export interface TypedMore {
  readonly moreHub: string;
  readonly moreKind: string;
  readonly moreDate: string;
  readonly moreStart: string;
  readonly moreMinutes: string;
  readonly moreMode: string;
}

export const typedMore = (body: unknown): TypedMore => ({
  moreHub: typedText(body, 'moreHub'),
  moreKind: typedText(body, 'moreKind'),
  moreDate: typedText(body, 'moreDate'),
  moreStart: typedText(body, 'moreStart'),
  moreMinutes: typedText(body, 'moreMinutes'),
  moreMode: typedText(body, 'moreMode'),
});

const MOST_MINUTES = 720;

export function readMore(typed: TypedMore, hubs: readonly string[], now: Temporal.Instant): Read<AskedMore> {
  const errors: FieldError[] = [];
  const refuse = (field: keyof TypedMore, text: string): void => void errors.push({ text, href: `#${field}` });
  const hub = hubs.find((one) => one === typed.moreHub);
  const kind = CONFERENCE_KINDS.find((one) => one === typed.moreKind);
  const date = readDate(typed.moreDate, londonDate(now));
  const time = readTime(typed.moreStart);
  const minutes = typed.moreMinutes === '' ? 90 : wholeNumber(typed.moreMinutes);
  if (hub === undefined) refuse('moreHub', 'Choose the hub');
  if (kind === undefined) refuse('moreKind', 'Choose the kind of conference');
  if (date === null) refuse('moreDate', 'Enter the day, for example 26/11/26');
  if (time === null) refuse('moreStart', 'Enter the time it starts, for example 9:30');
  if (minutes === null || minutes < 1 || minutes > MOST_MINUTES)
    refuse('moreMinutes', `Enter how many minutes it lasts, from 1 to ${MOST_MINUTES}`);
  if (errors.length > 0 || !hub || !kind || date === null || time === null || minutes === null)
    return { ok: false, errors };
  const startsAt = londonInstant(date, time);
  const [start, end] = [startsAt.toString(), startsAt.add({ minutes }).toString()];
  return { ok: true, value: { hub, kind, startsAt: start, endsAt: end, inPerson: typed.moreMode === 'in-person' } };
}
