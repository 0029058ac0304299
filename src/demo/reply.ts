import { createTransport } from 'nodemailer';
import type { ReadEvent } from '../calendar/reader/mail.js';
import type { MailServer } from './mail-server.js';

export const REPLIES = { accept: 'ACCEPTED', tentative: 'TENTATIVE', decline: 'DECLINED' } as const;
export type Reply = keyof typeof REPLIES;

export const isReply = (given: unknown): given is Reply => typeof given === 'string' && Object.hasOwn(REPLIES, given);

const SUBJECTS: Record<Reply, string> = { accept: 'Accepted', tentative: 'Tentative', decline: 'Declined' };

const basic = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');

/** Answers an invitation as a mail program would: a real REPLY, by SMTP, to the organiser it names. */
export async function sendReply(
  mail: MailServer,
  invitation: { readonly event: ReadEvent; readonly subject: string },
  reply: Reply,
  person: { readonly address: string; readonly comment: string | null },
  now: Temporal.Instant,
): Promise<void> {
  const { event, subject } = invitation;
  const organizer = event.organizer?.address;
  if (!organizer || !event.uid) throw new Error('this message is not an invitation');
  const transport = createTransport({ host: mail.host, port: mail.port, secure: false, ignoreTLS: true });
  try {
    await transport.sendMail({
      from: person.address,
      to: organizer,
      date: new Date(now.epochMilliseconds),
      subject: `${SUBJECTS[reply]}: ${subject}`,
      text: person.comment ?? '',
      alternatives: [
        {
          contentType: 'text/calendar; charset=utf-8; method=REPLY',
          content: replyCalendar(event, reply, person, now),
        },
      ],
    });
  } finally {
    transport.close();
  }
}

function replyCalendar(
  event: ReadEvent,
  reply: Reply,
  person: { readonly address: string; readonly comment: string | null },
  now: Temporal.Instant,
): string {
  const comment = person.comment?.replace(/[\r\n]+/g, ' ').replace(/([\\;,])/g, '\\$1');
  return [
    'BEGIN:VCALENDAR',
    'PRODID:-//Case Conference Tracker//Demo mailbox//EN',
    'VERSION:2.0',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    `ATTENDEE;PARTSTAT=${REPLIES[reply]}:mailto:${person.address}`,
    `ORGANIZER:mailto:${event.organizer?.address ?? ''}`,
    ...(comment ? [`COMMENT:${comment}`] : []),
    `UID:${event.uid ?? ''}`,
    `SEQUENCE:${event.sequence ?? 0}`,
    `DTSTAMP:${basic(now)}`,
    ...(event.startsAt ? [`DTSTART:${basic(event.startsAt)}`] : []),
    ...(event.endsAt ? [`DTEND:${basic(event.endsAt)}`] : []),
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
}
