import { formatWhen } from '../../kernel/london.js';
import type { ReadMail } from './mail.js';
import type { Outcome } from './outcome.js';
import { decideOutcome } from './outcome.js';

/** Exactly the keys and order that scripts rely on; instants as UTC with seconds. */
export interface MailReport {
  readonly method: string | null;
  readonly uid: string | null;
  readonly sequence: number | null;
  readonly start: string | null;
  readonly end: string | null;
  readonly allDay: boolean;
  readonly organizer: string | null;
  readonly attendees: readonly { readonly email: string | null; readonly partstat: string | null }[];
  readonly respondent: string | null;
  readonly proposedStart: string | null;
  readonly proposedEnd: string | null;
  readonly comment: string | null;
  readonly outcome: Outcome['outcome'];
  readonly reason: string;
}

const utc = (instant: Temporal.Instant | null | undefined): string | null =>
  instant ? instant.toString({ smallestUnit: 'second' }) : null;

/** The report of one mail, for scripts. */
export function reportMail(read: ReadMail): MailReport {
  const event = 'event' in read ? read.event : null;
  return {
    method: event?.method ?? null,
    uid: event?.uid ?? null,
    sequence: event?.sequence ?? null,
    start: utc(event?.startsAt),
    end: utc(event?.endsAt),
    allDay: event?.allDay ?? false,
    organizer: event?.organizer?.address ?? null,
    attendees: (event?.attendees ?? []).map(({ address, partstat }) => ({ email: address, partstat })),
    respondent: event?.respondent?.address ?? null,
    proposedStart: utc(event?.proposedStart),
    proposedEnd: utc(event?.proposedEnd),
    comment: event?.comment ?? null,
    ...decideOutcome(read),
  };
}

/** The same for people: what it is, what follows, and every line that says something. */
export function mailInWords(read: ReadMail): string {
  const { outcome, reason, attendees, ...rest } = reportMail(read);
  const event = 'event' in read ? read.event : null;
  const when = (instant: Temporal.Instant | null | undefined): string | null => (instant ? formatWhen(instant) : null);
  const lines: [string, string | null][] = [
    ['What it is', read.sort === 'nothing' ? `nothing to act on (${read.reason})` : read.sort],
    ['What follows', `${outcome}: ${reason}`],
    ['From', read.mail.from?.address ?? null],
    ['Subject', read.mail.subject || null],
    ['Method', rest.method],
    ['UID', rest.uid],
    ['Sequence', rest.sequence === null ? null : String(rest.sequence)],
    ['Starts', when(event?.startsAt)],
    ['Ends', when(event?.endsAt)],
    ['Whole day', rest.allDay ? 'yes' : null],
    ['Organiser', rest.organizer],
    ...attendees.map(({ email, partstat }): [string, string] => [
      'Attendee',
      `${email ?? 'no address'} ${partstat ?? ''}`.trim(),
    ]),
    ['Answered by', rest.respondent],
    ['Proposes', when(event?.proposedStart)],
    ['Until', when(event?.proposedEnd)],
    ['Comment', rest.comment],
  ];
  return lines
    .filter(([, value]) => value !== null)
    .map(([label, value]) => `${label.padEnd(13)} ${printable(value ?? '')}`)
    .join('\n');
}

/** A mail must not be able to steer the terminal it is printed on. */
const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ');
