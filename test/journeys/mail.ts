import { createTransport } from 'nodemailer';

const basic = (instant: Temporal.Instant): string => instant.toString({ smallestUnit: 'second' }).replace(/[-:]/g, '');
const local = (instant: Temporal.Instant): string =>
  instant
    .toZonedDateTimeISO('Europe/London')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace(/[-:]/g, '');
const day = (date: Temporal.PlainDate): string =>
  `${String(date.day).padStart(2, '0')}/${String(date.month).padStart(2, '0')}/${date.year}`;

async function deliver(smtpPort: number, from: string, to: string, raw: string): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: smtpPort, secure: false, ignoreTLS: true });
  try {
    await transport.sendMail({ envelope: { from, to }, raw: raw.replace(/\r?\n/g, '\r\n') });
  } finally {
    transport.close();
  }
}

export interface Invited {
  readonly meetingId: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly strategyDiscussionOn: Temporal.PlainDate;
}

/** A local authority's Outlook invites the shared Berkshire mailbox: Windows zone name, base64 calendar, no LA number in it. */
export async function inviteFromOutlook(smtpPort: number, invited: Invited, sentAt: Temporal.Instant): Promise<void> {
  const { meetingId, startsAt, endsAt, strategyDiscussionOn } = invited;
  const words = `OFFICIAL-SENSITIVE\n\nInitial Child Protection Conference\nMeeting ID: ${meetingId}\nChildren: 2\nStrategy discussion: ${day(strategyDiscussionOn)}`;
  const calendar = [
    'BEGIN:VCALENDAR',
    'METHOD:REQUEST',
    'PRODID:Microsoft Exchange Server 2010',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    'ORGANIZER;CN=Reading CP Conference Team:mailto:cp.conferences@reading.example',
    'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:mash.berkshire@thamesvalley-police.example',
    `DESCRIPTION;LANGUAGE=en-GB:${words.replaceAll('\n', '\\n')}`,
    `UID:040000008200E00074C5B7101A82E008${meetingId.replace(/\W/g, '')}`,
    `SUMMARY;LANGUAGE=en-GB:ICPC - ${meetingId}`,
    `DTSTART;TZID=GMT Standard Time:${local(startsAt)}`,
    `DTEND;TZID=GMT Standard Time:${local(endsAt)}`,
    `DTSTAMP:${basic(sentAt)}`,
    'SEQUENCE:0',
    'LOCATION;LANGUAGE=en-GB:Microsoft Teams Meeting',
    'X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  const raw = `From: "Reading CP Conference Team" <cp.conferences@reading.example>
To: TVP MASH Berkshire <mash.berkshire@thamesvalley-police.example>
Subject: ICPC - ${meetingId}
Date: ${new Date(sentAt.epochMilliseconds).toUTCString()}
Message-ID: <${meetingId}@reading.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="_000_LO4P265"

--_000_LO4P265
Content-Type: text/plain; charset="utf-8"

${words}

--_000_LO4P265
Content-Type: text/calendar; charset="utf-8"; method=REQUEST
Content-Transfer-Encoding: base64

${Buffer.from(calendar)
  .toString('base64')
  .replace(/(.{76})/g, '$1\n')}

--_000_LO4P265--
`;
  await deliver(smtpPort, 'cp.conferences@reading.example', 'mash.berkshire@thamesvalley-police.example', raw);
}

/** One property of an invitation as it arrived, unfolded. */
const property = (ics: string, name: string): string =>
  new RegExp(`^${name}(?:;[^:\r\n]*)?:(.*)$`, 'm').exec(ics.replace(/\r?\n[ \t]/g, ''))?.[1]?.trim() ?? '';

/** The calendar part of a raw mail: the base64 or plain text that follows its headers. */
export function calendarOf(raw: string): string {
  const part = /Content-Type: text\/calendar[^]*?\r?\n\r?\n([^]*?)\r?\n--/i.exec(raw);
  const body = part?.[1] ?? '';
  return /base64/i.test(part?.[0] ?? '') ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** Accepts as an officer's Exchange mailbox does: a REPLY without ORGANIZER, to the address the invitation named. */
export async function acceptFromExchange(
  smtpPort: number,
  ics: string,
  officer: string,
  at: Temporal.Instant,
): Promise<void> {
  const organizer = property(ics, 'ORGANIZER').replace(/^mailto:/i, '');
  const reply = [
    'BEGIN:VCALENDAR',
    'METHOD:REPLY',
    'PRODID:Microsoft Exchange Server 2010',
    'VERSION:2.0',
    'BEGIN:VEVENT',
    `ATTENDEE;PARTSTAT=ACCEPTED;CN=Officer:mailto:${officer}`,
    'COMMENT;LANGUAGE=en-GB:\\n',
    `UID:${property(ics, 'UID')}`,
    'SUMMARY;LANGUAGE=en-GB:Accepted: invitation',
    `DTSTAMP:${basic(at)}`,
    `SEQUENCE:${property(ics, 'SEQUENCE')}`,
    `X-MICROSOFT-CDO-REPLYTIME:${basic(at)}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
  const raw = `From: <${officer}>
To: <${organizer}>
Subject: Accepted: invitation
Date: ${new Date(at.epochMilliseconds).toUTCString()}
Message-ID: <accept-${at.epochMilliseconds}@thamesvalley-police.example>
MIME-Version: 1.0
Content-Type: text/calendar; charset="utf-8"; method=REPLY

${reply}
`;
  await deliver(smtpPort, officer, organizer, raw);
}
