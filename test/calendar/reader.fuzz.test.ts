import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { decideOutcome } from '../../src/calendar/reader/outcome.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { mailInWords, reportMail } from '../../src/calendar/reader/report.js';
import { mail } from './mails.js';

const fixtures = readdirSync(new URL('../fixtures/mail/', import.meta.url));

const readAll = async (raw: Uint8Array): Promise<void> => {
  const read = await readMail(raw);
  // The last net is for flaws; reaching it at all is one.
  expect(read.sort === 'nothing' && read.reason === 'unreadable').toBe(false);
  expect(['apply', 'review', 'reject', 'ignore']).toContain(decideOutcome(read, { authservId: 'mx' }).outcome);
  expect(typeof JSON.stringify(reportMail(read)) + mailInWords(read)).toMatch(/^string/);
};

const pieces = fc.constantFrom(
  '\r\n', '\n', '\r', ' ', '\t', ':', ';', '=', '"', ',', '--b', '--b--', '\0', '\u{1F600}', '=?utf-8?B?', '?=', '<', '>', '(',
  'BEGIN:VCALENDAR\r\n', 'END:VCALENDAR\r\n', 'BEGIN:VEVENT\r\n', 'END:VEVENT\r\n', 'BEGIN:VTIMEZONE\r\nTZID:x\r\n',
  'METHOD:REPLY\r\n', 'METHOD:COUNTER\r\n', 'METHOD:CANCEL\r\n', 'UID:u\r\n', 'DTSTART;TZID=x:20261201T090000\r\n',
  'ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.example\r\n', 'RRULE:FREQ=SECONDLY;COUNT=99999999\r\n', 'DURATION:P9999W\r\n',
  'DTSTART:99991231T235959Z\r\n', 'DTSTART;TZID=GMT Standard Time:00010101T000000\r\n', 'RECURRENCE-ID:1\r\n',
  'From: a@b.example\r\n', 'Date: Mon, 31 Feb 2026 99:99:99 +9999\r\n', 'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
  'Content-Type: text/calendar; method=REPLY\r\n\r\n', 'Content-Transfer-Encoding: base64\r\n', 'Content-Type: message/rfc822\r\n\r\n',
  'Content-Type: message/delivery-status\r\n\r\n', 'Auto-Submitted: auto-replied\r\n', 'Authentication-Results: mx; dmarc=\r\n',
); // prettier-ignore

test('any bytes are read', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), readAll), { numRuns: 300 });
});

test('any jumble of what mails are made of is read', async () => {
  const jumble = fc.array(pieces, { maxLength: 60 }).map((words) => Buffer.from(words.join('')));
  await fc.assert(fc.asyncProperty(jumble, readAll), { numRuns: 1500 });
});

test('any damage to a real mail is read', async () => {
  const damaged = fc
    .tuple(fc.constantFrom(...fixtures), fc.nat(), fc.nat({ max: 400 }), fc.array(pieces, { maxLength: 5 }))
    .map(([name, place, length, words]) => {
      const whole = mail(name);
      const at = place % whole.length;
      return Buffer.concat([whole.subarray(0, at), Buffer.from(words.join('')), whole.subarray(at + length)]);
    });
  await fc.assert(fc.asyncProperty(damaged, readAll), { numRuns: 700 });
});

const MEGABYTE = 1_000_000;

test.each([
  ['\n'], ['\r'], ['a'], ['='], ['<a '], ['"'], ['('], [':'], ['.'], ['--b\r\n'], ['a:b\n'], ['BEGIN:VEVENT\n'], ['ATTENDEE;CN="'],
  ['a@b.example, '], ['=?utf-8?Q?=41?= '], ['\n '], ['BEGIN:VCALENDAR\n'],
])('a megabyte of %j is read in no time, wherever it stands', async (unit) => {
  const mass = unit.repeat(Math.ceil(MEGABYTE / unit.length));
  for (const before of [
    '',
    'From: a@b.example\r\n\r\n',
    'From: ',
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n',
    'Content-Type: text/html\r\n\r\n',
    'Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nATTENDEE;',
  ]) {
    const started = performance.now();
    await readAll(Buffer.from(before + mass));
    expect(performance.now() - started).toBeLessThan(5000);
  }
}); // prettier-ignore

// Each of these once took time that grew with the square of its length.
test.each([
  ['blanks before the text', 'From: a@b.example\r\n\r\n', ' ', 'x'],
  ['brackets for an encoding', 'From: a@b.example\r\nContent-Transfer-Encoding: ', '(', '\r\n\r\nx'],
  ['at signs for an attendee', 'BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE;X=1:', '@', ' x\r\n'],
  ['a proposal of one letter', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nATTENDEE;TO-ALL-PROPOSED-NEW-TIME="', 'n', '":x\r\n'],
  ['styles without a word', 'From: a@b.example\r\nContent-Type: text/html\r\n\r\n', '<style></STYLE>', ''],
])('a mass of %s is read in no time', async (_, before, unit, after) => {
  const started = performance.now();
  await readAll(Buffer.from(before + unit.repeat(Math.ceil(MEGABYTE / unit.length)) + after));
  expect(performance.now() - started).toBeLessThan(5000);
}); // prettier-ignore

const zone = 'BEGIN:VTIMEZONE\r\nTZID:z\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETTO:+0000\r\n';
const numbered = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => write(n)).join('');

test.each([
  ['parts inside each other', numbered(40_000, (n) => `Content-Type: multipart/mixed; boundary=b${n}\r\n\r\n--b${n}\r\n`)],
  ['parts beside each other', `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(150_000)}`],
  ['parts without a boundary', 'Content-Type: multipart/mixed\r\n\r\n--x\r\n'.repeat(25_000)],
  ['one line', `BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:${'a'.repeat(MEGABYTE)}`],
  ['components of every name', `BEGIN:VCALENDAR\r\n${numbered(80_000, (n) => `BEGIN:X${n}\r\n`)}`],
  ['a list of parameters', `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nATTENDEE${';A=b'.repeat(250_000)}:mailto:a@b.example`],
  ['a list of header parameters', `Content-Type: text/calendar${numbered(60_000, (n) => `;name*${n}*=%41`)}\r\n\r\n`],
  ['attendees', `BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n${numbered(40_000, (n) => `ATTENDEE:mailto:a${n}@b.example\r\n`)}`],
  ['days of a month', `BEGIN:VCALENDAR\r\n${zone}RRULE:FREQ=YEARLY;BYDAY=SU;BYMONTHDAY=${'1,'.repeat(500_000)}`],
  ['changes of the clock', `BEGIN:VCALENDAR\r\n${zone}RDATE:${'19710101T000000,'.repeat(60_000)}`],
  ['folded names', `BEGIN:VCALENDAR\r\n${'X\r\n :'.repeat(200_000)}`],
  ['UTF-7', `Content-Type: text/calendar; charset=utf-7\r\n\r\nBEGIN:VCALENDAR\r\n${'+AAA-'.repeat(200_000)}`],
  ['failed deliveries', `Content-Type: multipart/report; boundary=b\r\n\r\n${'--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\n\r\n'.repeat(9_000)}`],
  ['addresses in a letter of a server', `From: mailer-daemon@x.example\r\nSubject: failure\r\n\r\n${'a@b.example '.repeat(80_000)}`],
])('a megabyte made of %s is read in under a second', async (_what, mass) => {
  const started = performance.now();
  await readAll(Buffer.from(mass));
  expect(performance.now() - started).toBeLessThan(1000);
}); // prettier-ignore
