import type { ReadEvent } from '../../src/calendar/reader/mail.js';
import { decideOutcome } from '../../src/calendar/reader/outcome.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { calendarMail, mail } from './mails.js';

const ada = 'ada.okafor@thamesvalley-police.example';

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
    ['a name with an underscore', ['X-LOTUS-CHILD_UID:1', 'SUMMARY:kept']],
    ['words behind BEGIN', ['BEGIN:VALARM', 'a stray word', 'END:VALARM', 'SUMMARY:kept']],
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
    expect(attendees).toMatchObject([{ name: null, address: 'a@x.example', sentBy: null, partstat: 'ACCEPTED' }]);
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
    ['REFRESH', ['METHOD:REFRESH', ...vevent], 'review'],
    ['ADD', ['METHOD:ADD', ...vevent], 'review'],
    ['DECLINECOUNTER', ['METHOD:DECLINECOUNTER', ...vevent], 'ignore'],
    ['a word of its own', ['METHOD:X-CREATE', ...vevent], 'review'],
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
  // A copy to keep, as some systems add it, asks for nothing more.
  const published = calendar('u').replace('METHOD:REPLY', 'METHOD:PUBLISH');
  expect(decideOutcome(await readMail(both(published, calendar('u'))))).toMatchObject({ outcome: 'apply' });
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
