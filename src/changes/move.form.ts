import { isWebLink, oneLine } from '../calendar/writing.js';
import { CONFERENCE_MODES } from '../conferences/modes.js';
import type { Sitting } from '../conferences/conference.queries.js';
import { typedText, wholeNumber } from '../kernel/typed-text.js';
import { formatTime, londonDate, londonInstant } from '../kernel/london.js';
import { readDate, readTime } from '../kernel/written-dates.js';
import type { FieldError } from '../web/page-parts.js';
import type { GivenMove } from './changes.service.js';

export interface TypedMove {
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly mode: string;
  readonly venue: string;
  readonly joinLink: string;
  readonly reason: string;
  readonly version: string;
  /** 'yes' once somebody has seen what is unusual about the time. */
  readonly sure: string;
  /** Number in the inbox of the message that says so; empty when there is none. */
  readonly message: string;
}

export const typedMove = (body: unknown): TypedMove => ({
  date: typedText(body, 'date'),
  start: typedText(body, 'start'),
  end: typedText(body, 'end'),
  mode: typedText(body, 'mode'),
  venue: typedText(body, 'venue'),
  joinLink: typedText(body, 'joinLink'),
  reason: typedText(body, 'reason'),
  version: typedText(body, 'version'),
  sure: typedText(body, 'sure'),
  message: typedText(body, 'message'),
});

const written = (date: Temporal.PlainDate): string => `${date.day}/${date.month}/${date.year}`;

/**
 * The form as it is first opened: what stands now, to be changed. Times are London's.
 * @param keepsTime false where a new date is needed, so that nobody sends the old one by mistake
 */
export const moveAsItStands = (sitting: Sitting, version: number, keepsTime = true): TypedMove => ({
  date: keepsTime ? written(londonDate(sitting.startsAt)) : '',
  start: formatTime(sitting.startsAt),
  end: formatTime(sitting.endsAt),
  mode: sitting.mode,
  venue: sitting.venue ?? '',
  joinLink: sitting.joinLink ?? '',
  reason: '',
  version: String(version),
  sure: '',
  message: '',
});

/** The form as a message of the local authority proposes it: what the address names instead of what stands. */
export function moveAsProposed(stands: TypedMove, query: unknown): TypedMove {
  const { date, start, end, mode, venue, joinLink, reason, message } = typedMove(query);
  const said = Object.entries({ date, start, end, mode, venue, joinLink, reason, message });
  return { ...stands, ...Object.fromEntries(said.filter(([, value]) => value !== '')) };
}

/** Where a move ends: back at the message that asked for it, which still waits, or at the conference. */
export const afterMove = (typed: Pick<TypedMove, 'message'>, reference: string): string =>
  wholeNumber(typed.message) === null ? `/conferences/${reference}` : `/inbox/${typed.message}`;

export type ReadMove =
  { readonly ok: true; readonly value: GivenMove } | { readonly ok: false; readonly errors: readonly FieldError[] };

/** The new time and place. Dates and times are read as people write them, on London's clock; every fault is told at once. */
export function readMove(typed: TypedMove, today: Temporal.PlainDate): ReadMove {
  const date = readDate(typed.date, today);
  const start = readTime(typed.start);
  const end = readTime(typed.end);
  const mode = CONFERENCE_MODES.find((one) => one === typed.mode);
  const errors: FieldError[] = [
    ...(date === null ? [dateError(typed.date)] : []),
    ...(start === null ? [timeError('start', typed.start)] : []),
    ...(end === null ? [timeError('end', typed.end)] : []),
    ...(mode === undefined ? [{ text: 'Choose how it is held.', href: '#mode' } as const] : []),
    ...placeErrors(typed),
    ...(typed.reason === '' ? [{ text: 'Say in a few words why it moves.', href: '#reason' } as const] : []),
  ];
  if (date === null || start === null || end === null || mode === undefined || errors.length > 0) {
    return { ok: false, errors };
  }
  const to = {
    startsAt: londonInstant(date, start),
    endsAt: londonInstant(date, end),
    mode,
    venue: oneLine(typed.venue) || null,
    joinLink: typed.joinLink || null,
  };
  // A version that is no number is nobody's: the rules then answer that the conference has changed meanwhile.
  const version = wholeNumber(typed.version) ?? 0;
  return { ok: true, value: { to, reason: typed.reason, confirmed: typed.sure === 'yes', version } };
}

export const dateError = (text: string): FieldError => ({
  text:
    text === ''
      ? 'Enter the date of the conference, such as 24/11/26.'
      : `"${text.slice(0, 40)}" is not a date. Write it like 24/11/26, 24 Nov or tomorrow.`,
  href: '#date',
});

export const timeError = (name: 'start' | 'end', text: string): FieldError => ({
  text:
    text === ''
      ? `Enter the time it ${name}s, such as 14:00.`
      : `"${text.slice(0, 40)}" is not a certain time. Write it like 14:00 or 2pm.`,
  href: `#${name}`,
});

function placeErrors(typed: TypedMove): readonly FieldError[] {
  if (typed.joinLink === '' || isWebLink(typed.joinLink)) return [];
  return [{ text: 'Enter a link that begins with https://, or leave it empty.', href: '#joinLink' }];
}
