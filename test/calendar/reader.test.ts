import { readdirSync } from 'node:fs';
import { simpleParser } from 'mailparser';
import type { ReadEvent } from '../../src/calendar/reader/mail.js';
import { decideOutcome } from '../../src/calendar/reader/outcome.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { reportMail } from '../../src/calendar/reader/report.js';
import { calendarMail, mail } from './mails.js';

const ada = 'ada.okafor@thamesvalley-police.example';
const uid = '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b@tracker.example';

type Report = Partial<ReturnType<typeof reportMail>>;

const clients: readonly [string, Report][] = [
  [
    'exchange-tentative-with-note.eml',
    {
      method: 'REPLY',
      uid,
      sequence: 2,
      start: '2027-07-01T08:30:00Z',
      end: '2027-07-01T10:00:00Z',
      organizer: null,
      attendees: [{ email: ada, partstat: 'TENTATIVE' }],
      respondent: ada,
      comment: 'May be late, court first',
      outcome: 'apply',
    },
  ],
  [
    'google-counter-under-reply.eml',
    {
      method: 'COUNTER',
      proposedStart: '2026-12-02T10:00:00Z',
      proposedEnd: '2026-12-02T11:30:00Z',
      respondent: ada,
      comment: 'could do Wednesday: morning',
      outcome: 'apply',
    },
  ],
  [
    'iphone-counter.eml',
    {
      method: 'REPLY',
      start: '2026-12-01T14:00:00Z',
      proposedStart: '2026-12-01T16:00:00Z',
      proposedEnd: null,
      comment: 'Two hours later would work',
      outcome: 'apply',
    },
  ],
  [
    'outlook-counter.eml',
    {
      method: 'COUNTER',
      start: '2026-12-01T14:00:00Z',
      end: '2026-12-01T15:30:00Z',
      proposedStart: '2026-12-01T15:30:00Z',
      proposedEnd: '2026-12-01T17:00:00Z',
      comment: 'Clinic until 3pm, sorry',
      outcome: 'apply',
    },
  ],
  ['icloud-accept.eml', { respondent: ada, sequence: 99999999999, comment: null, outcome: 'apply' }],
  ['calendar-in-part-header.eml', { respondent: ada, comment: 'on leave', outcome: 'apply', reason: 'declined' }],
  ['bare-reply.ics', { respondent: ada, sequence: 1, outcome: 'apply', reason: 'accepted' }],
  ['delegate-accept.eml', { respondent: ada, outcome: 'review' }],
  ['stranger-accept.eml', { respondent: ada, outcome: 'review' }],
  ['booking-system-reply.eml', { method: 'REPLY', outcome: 'reject' }],
  ['cancel-from-attendee.eml', { method: 'CANCEL', start: null, outcome: 'reject' }],
  ['cancelled-by-status.eml', { method: 'REQUEST', outcome: 'review' }],
  ['unknown-zone-request.eml', { start: null, end: null, outcome: 'review', reason: 'a time zone nobody knows: BRT' }],
  [
    'all-day-request.eml',
    { start: '2027-07-01T00:00:00Z', end: '2027-07-02T00:00:00Z', allDay: true, outcome: 'review' },
  ],
  [
    'embedded-zone-request.eml',
    {
      start: '2027-07-07T12:30:00Z',
      end: '2027-07-07T14:00:00Z',
      attendees: [{ email: 'mash&berkshire/desk@thamesvalley-police.example', partstat: 'NEEDS-ACTION' }],
      outcome: 'apply',
    },
  ],
  [
    'damaged-request.eml',
    {
      method: 'REQUEST',
      uid: 'SLO-2026-7721',
      start: '2026-12-07T13:30:00Z',
      end: '2026-12-07T15:00:00Z',
      organizer: 'cp.team@slough.example',
      attendees: [
        { email: null, partstat: 'NEEDS-ACTION' },
        { email: 'mash.berkshire@thamesvalley-police.example', partstat: 'NEEDS-ACTION' },
      ],
      outcome: 'apply',
    },
  ],
  ['task.eml', { uid: 'todo-1', outcome: 'ignore' }],
  ['published.eml', { method: 'PUBLISH', uid: 'webinar-1', outcome: 'ignore' }],
  ['read-receipt.eml', { method: null, outcome: 'ignore' }],
  ['winmail.eml', { method: null, outcome: 'review' }],
  ['forwarded-invitation.eml', { method: null, uid: null, outcome: 'review' }],
  ['bounce-exchange.eml', { method: null, uid: null, outcome: 'review' }],
  ['html-letter.eml', { method: null, outcome: 'review' }],
];

test.each(clients)('%s is read as it was meant', async (name, expected) => {
  expect(reportMail(await readMail(mail(name)))).toMatchObject(expected);
});

test('every fixture is in the table', () => {
  const files = readdirSync(new URL('../fixtures/mail/', import.meta.url));
  expect(clients.map(([name]) => name).sort()).toEqual(files.sort());
});

test.each(clients.map(([name]) => name).filter((name) => name.endsWith('.eml')))(
  'mailparser sees the same subject, sender and text in %s',
  async (name) => {
    const ours = await readMail(mail(name));
    const theirs = await simpleParser(mail(name));
    expect(ours.mail.subject).toBe(theirs.subject);
    expect(ours.mail.from?.address).toBe(theirs.from?.value[0]?.address?.toLowerCase());
    expect(ours.mail.date?.epochMilliseconds).toBe(theirs.date?.getTime());
    const squeezed = (text: string | undefined): string => (text ?? '').toLowerCase().replace(/\s+/g, '');
    // A delivery report's machine part is no text for people.
    if (ours.sort !== 'bounce' && ours.sort !== 'nothing') expect(squeezed(ours.mail.text)).toBe(squeezed(theirs.text));
  },
);

const event = async (...lines: string[]): Promise<ReadEvent> => {
  const read = await readMail(calendarMail(['METHOD:REQUEST', 'BEGIN:VEVENT', 'UID:u', ...lines, 'END:VEVENT']));
  if (!('event' in read) || read.event === null) throw new Error(`read as ${read.sort}`);
  return read.event;
};

describe('one bad line does not sink the document', () => {
  test.each([
    ['a name without a value', ['X-NOTHING', 'SUMMARY:kept']],
    ['a repeated property', ['SUMMARY:kept', 'SUMMARY:other']],
    ['an empty one before it', ['SUMMARY:', 'SUMMARY:kept']],
    ['a lost folding space', ['SUMMARY:ke', 'pt']],
    ['folding by TAB', ['SUMMARY:ke', '\tpt']],
    ['a stray END', ['END:VALARM', 'SUMMARY:kept']],
    ['an alarm that is never closed', ['SUMMARY:kept', 'BEGIN:VALARM', 'SUMMARY:alarm']],
    ['CR CR LF', ['SUMMARY:kept\r', 'LOCATION:x\r']],
  ])('%s', async (_what, lines) => {
    expect((await event(...lines)).summary).toBe('kept');
  });

  test.each([
    ['ORGANIZER:mailto:a@x.example'],
    ['ORGANIZER:MAILTO:A@X.example'],
    ['ORGANIZER:a@x.example'],
    ['ORGANIZER;mailto:a@x.example'],
    ['ORGANIZER;CN=Team: CP:mailto:a@x.example'],
    ['ORGANIZER;CN="Team; CP: x":Mailto:a@x.example'],
    ['ORGANIZER;CN="Team:mailto:a@x.example'],
    ['ORGANIZER;EMAIL=a@x.example:/principals/123/'],
    ["ORGANIZER;CN='a@x.example':invalid:nomail"],
    ['ORGANIZER:mailto:<a@x.example>'],
  ])('%s names its address', async (line) => {
    expect((await event(line)).organizer?.address).toBe('a@x.example');
  });

  test('one attendee in two spellings is one attendee', async () => {
    const { attendees } = await event(
      'ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:A@x.example',
      'ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:a@X.example',
    );
    expect(attendees).toEqual([{ name: null, address: 'a@x.example', sentBy: null, partstat: 'ACCEPTED' }]);
  });
});

test.each([
  ['COMMENT;LANGUAGE=en-GB:\\n', null],
  ['COMMENT:on leave\\, sorry', 'on leave, sorry'],
  ['ATTENDEE;X-RESPONSE-COMMENT="in court: all day":mailto:a@x.example', 'in court: all day'],
  ['ATTENDEE;X-COMMENT="":mailto:a@x.example', null],
  ['X-CALENDARSERVER-PRIVATE-COMMENT:train late', 'train late'],
])('the comment of %s is %j', async (line, comment) => {
  expect((await event(line)).comment).toBe(comment);
});

describe('what a method decides', () => {
  const vevent = ['BEGIN:VEVENT', 'UID:u', `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${ada}`, 'END:VEVENT'];
  test.each([
    ['the last line', [...vevent, 'METHOD:REPLY'], 'apply'],
    ['after a stray one, as the part says', ['METHOD:PUBLISH', 'METHOD:REPLY', ...vevent], 'apply'],
    ['nothing', vevent, 'ignore'],
    ['REFRESH', ['METHOD:REFRESH', ...vevent], 'ignore'],
  ])('METHOD as %s', async (_what, lines, outcome) => {
    const raw = calendarMail(lines).toString();
    const said = raw.includes('METHOD:PUBLISH') ? raw.replace('utf-8', 'utf-8; method=reply') : raw;
    expect(decideOutcome(await readMail(Buffer.from(said))).outcome).toBe(outcome);
  });

  test('a method that only the part names waits for a person', async () => {
    const raw = calendarMail(vevent).toString().replace('utf-8', 'utf-8; method=REPLY');
    expect(decideOutcome(await readMail(Buffer.from(raw)))).toMatchObject({ outcome: 'review' });
  });
});

test('a copy of the calendar as an attachment counts once, a second calendar does not', async () => {
  const calendar = (name: string): string =>
    `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:${name}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:${ada}\r\nEND:VEVENT\r\nEND:VCALENDAR`;
  const both = (first: string, second: string): Buffer =>
    Buffer.from(
      `From: ${ada}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/calendar\r\n\r\n${first}\r\n` +
        `--b  \r\nContent-Type: application/octet-stream; name*=utf-8''invite%2Eics\r\n\r\n${second}\r\n--b--\r\n`,
    );
  expect(decideOutcome(await readMail(both(calendar('u'), calendar('u')))).outcome).toBe('apply');
  expect(decideOutcome(await readMail(both(calendar('u'), calendar('v')))).outcome).toBe('review');
});

test('REPLYTIME tells two answers apart that SEQUENCE and DTSTAMP do not; else the date of the mail does', async () => {
  const told = await event('X-MICROSOFT-CDO-REPLYTIME:20261123T181400Z');
  expect(told.repliedAt?.toString()).toBe('2026-11-23T18:14:00Z');
  expect((await event()).repliedAt?.toString()).toBe('2026-11-23T18:20:00Z');
});

test('a bounce names the address, whether it is final, and which mail came back', async () => {
  expect(await readMail(mail('bounce-exchange.eml'))).toMatchObject({
    sort: 'bounce',
    failed: [{ address: ada, permanent: true, status: '5.1.10' }],
    originalMessageId: '<row-17.0@tracker.example>',
    originalUid: '0f1d2c3b-4a59-4687-9a8b-7c6d5e4f3a2b@tracker.example',
  });
});

const report = (fields: string): Buffer =>
  Buffer.from(
    `From: postmaster@mx.example\r\nSubject: Delivery Status Notification\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n` +
      `--b\r\n\r\nabout ${ada}\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; ${ada}\r\n${fields}\r\n\r\n--b--\r\n`,
  );

test.each([
  ['Action: failed\r\nStatus: 5.1.1', [{ address: ada, permanent: true, status: '5.1.1' }], 'review'],
  ['Action: delayed\r\nStatus: 4.4.1', [{ address: ada, permanent: false, status: '4.4.1' }], 'ignore'],
  ['Action: delivered\r\nStatus: 2.0.0', [], 'ignore'],
])('a delivery report with %j is not taken for another', async (fields, failed, outcome) => {
  const read = await readMail(report(fields));
  expect(read).toMatchObject({ sort: 'bounce', failed });
  expect(decideOutcome(read).outcome).toBe(outcome);
});

test('a letter that says delivery is delayed is no loss', async () => {
  const raw = `From: mailer-daemon@mx.example\r\nSubject: Delivery delayed\r\n\r\nStill trying ${ada}\r\n`;
  expect(await readMail(Buffer.from(raw))).toMatchObject({ failed: [{ address: ada, permanent: false }] });
});

test.each([
  ['I am on annual leave until 7 December 2026.', '2026-12-07'],
  ['Back in the office on Monday 7th December.', '2026-12-07'],
  ['I am away and will return soon.', null],
  ['Returning on Tuesday 7th December 2026.', null],
])('an automatic reply that says "%s" is away until %j', async (text, until) => {
  const raw = `From: ${ada}\r\nDate: Mon, 23 Nov 2026 08:59:00 +0000\r\nAuto-Submitted: auto-replied\r\n\r\n${text}\r\n`;
  const read = await readMail(Buffer.from(raw));
  expect(read.sort).toBe('out-of-office');
  expect(read.sort === 'out-of-office' ? (read.until?.toString() ?? null) : undefined).toBe(until);
});

test('a mail without a date or a sender is read, and its time is not made up', async () => {
  const read = await readMail(Buffer.from('Subject: =?utf-8?Q?Caf=C3=A9?=\r\nDate: yesterday\r\n\r\nhello'));
  expect(read).toMatchObject({ sort: 'letter', mail: { from: null, date: null, subject: 'Café', text: 'hello' } });
});
