import type { MailAddress, ReadEvent, ReadMail } from '../calendar/reader/mail.js';
import { formatSpan, formatWhen } from '../kernel/london.js';
import type { Fact } from '../web/page-parts.js';

/** An original message as the view prints it: text only, nothing of it is ever markup or a link. */
export interface MessagePart {
  readonly facts: readonly Fact[];
  readonly text: string;
  readonly headers: string;
}

const LONGEST_SHOWN = 100_000;
const LONGEST_HEADERS = 16_000;

const SORTS: Record<ReadMail['sort'], string> = {
  request: 'Calendar invitation',
  cancel: 'Calendar cancellation',
  reply: 'Answer to a calendar invitation',
  counter: 'Answer that suggests another time',
  bounce: 'Report of a mail that could not be delivered',
  'out-of-office': 'Out-of-office reply',
  letter: 'Letter without a calendar entry',
  nothing: 'No invitation and no answer',
};

/** @param raw the message as it arrived; its headers are shown as they stand */
export function messagePart(read: ReadMail, raw: Uint8Array, receivedAt: Temporal.Instant): MessagePart {
  const { mail } = read;
  const event = 'event' in read ? read.event : null;
  return {
    facts: [
      { key: 'From', value: mail.from && person(mail.from) },
      { key: 'To', value: mail.to.map(person).join(', ') },
      { key: 'Subject', value: mail.subject || '(no subject)' },
      { key: 'Sent', value: mail.date && formatWhen(mail.date) },
      { key: 'Received', value: formatWhen(receivedAt) },
      { key: 'What it is', value: SORTS[read.sort] },
      { key: 'Calendar', value: event && entry(event) },
      { key: 'Files', value: mail.attachments.join(', ') },
    ],
    text: shown(mail.text, LONGEST_SHOWN) || 'This message has no text.',
    headers: headersOf(raw),
  };
}

const person = ({ name, address }: MailAddress): string => (name === '' ? address : `${name} (${address})`);

function entry(event: ReadEvent): string | null {
  if (event.startsAt === null) return event.summary;
  const { startsAt, endsAt } = event;
  return [endsAt ? formatSpan(startsAt, endsAt) : formatWhen(startsAt), event.location].filter(Boolean).join('; ');
}

/** The whole message as text, for those who need to see exactly what arrived; long ones are cut. */
export const sourceOf = (raw: Uint8Array): string =>
  shown(Buffer.from(raw.subarray(0, LONGEST_SHOWN + 1)).toString('utf8'), LONGEST_SHOWN);

function headersOf(raw: Uint8Array): string {
  const start = Buffer.from(raw.subarray(0, LONGEST_HEADERS)).toString('utf8');
  const end = start.search(/\r?\n\r?\n/);
  return shown(end < 0 ? start : start.slice(0, end), LONGEST_HEADERS);
}

/** Control characters could hide what a message says from the person who reads it. */
function shown(text: string, longest: number): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}\n… (the rest is not shown)` : text;
  return cut.replaceAll('\r\n', '\n').replace(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}
