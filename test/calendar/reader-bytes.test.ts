import { decideOutcome } from '../../src/calendar/reader/outcome.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { reportMail } from '../../src/calendar/reader/report.js';

const lines = [
  'BEGIN:VCALENDAR',
  'METHOD:REPLY',
  'BEGIN:VEVENT',
  'UID:u',
  'ATTENDEE;PARTSTAT=ACCEPTED;CN=Zoë:mailto:zoe@x.example',
  'COMMENT:naïve – über',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
];
const text = lines.join('\r\n');
const headers = (type: string, encoding = '8bit'): string =>
  ['From: zoe@x.example', `Content-Type: ${type}`, `Content-Transfer-Encoding: ${encoding}`, '', ''].join('\r\n');
const utf16be = (plain: string): Buffer => Buffer.from(plain, 'utf16le').swap16();
const cut = (plain: string, size: number): string => plain.replace(new RegExp(`.{${size}}`, 'gs'), '$&=\r\n');

test.each<[string, Buffer]>([
  ['in UTF-8 that nobody declares', Buffer.from(headers('text/calendar') + text)],
  ['with the charset in quotes and no semicolon', Buffer.from(headers('text/calendar charset="utf-8"') + text)],
  ['with a comment behind its type', Buffer.from(headers('text/calendar (meeting); charset=utf-8') + text)],
  ['in windows-1252', Buffer.from(headers('text/calendar; charset=cp1252') + text.replace('–', '\x96'), 'latin1')],
  ['in windows-1252 that is called UTF-8', Buffer.from(headers('text/calendar; charset=utf-8') + text.replace('–', '\x96'), 'latin1')],
  ['in UTF-16 with a byte order mark', Buffer.concat([Buffer.from(headers('text/calendar; charset=utf-16')), Buffer.from(`\uFEFF${text}`, 'utf16le')])],
  ['in UTF-16 without', Buffer.concat([Buffer.from(headers('text/calendar; charset=utf-16')), utf16be(text)])],
  ['in UTF-7', Buffer.from(headers('text/calendar; charset=utf-7') + text.replace('Zoë', 'Zo+AOs-').replace('naïve – über', 'na+AO8-ve +IBM +APw-ber'))],
  ['as an .ics file in UTF-16', Buffer.from(`\uFEFF${text}`, 'utf16le')],
  ['in base64 with junk between', Buffer.from(`${headers('text/calendar', 'base64')}${Buffer.from(text).toString('base64').replace(/.{60}/g, '$&!\r\n > ')}`)],
  ['in quoted-printable with soft breaks anywhere', Buffer.from(headers('text/calendar; charset=utf-8', 'quoted-printable') + cut(Buffer.from(text).toString('latin1').replace(/[=\x80-\xFF]/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`), 9).replace(/=\r\n([0-9A-F]{2})|(=[0-9A-F])=\r\n/g, '$1$2'))],
  ['with ends of lines of CR alone', Buffer.from((headers('text/calendar; charset=utf-8') + text).replaceAll('\r\n', '\r'))],
  ['as the first of a mailbox file', Buffer.from(`From zoe@x.example Mon Nov 23 18:20:00 2026\r\n${headers('text/calendar')}${text}`)],
  ['below a warning of a gateway', Buffer.from(`${headers('text/calendar')}CAUTION: this mail came from outside.\r\n\r\n${text}`)],
])('an answer %s is read', async (_how, raw) => {
  const { respondent, comment, outcome } = reportMail(await readMail(raw));
  expect({ respondent, comment, outcome }).toEqual({ respondent: 'zoe@x.example', comment: 'naïve – über', outcome: 'apply' });
}); // prettier-ignore

test('a mail of several parts with ends of lines of CR alone is read', async () => {
  const body = `--b\r\nContent-Type: text/plain\r\n\r\nSee you.\r\n--b\r\nContent-Type: text/calendar\r\n\r\n${text}\r\n--b--\r\n`;
  const raw = Buffer.from((headers('multipart/mixed; boundary=b') + body).replaceAll('\r\n', '\r'));
  const read = await readMail(raw);
  expect([read.sort, read.mail.text]).toEqual(['reply', 'See you.']);
});

test('U+FFFD that somebody wrote does not spoil the letters around it', async () => {
  const raw = Buffer.from(headers('text/calendar; charset=utf-8') + text.replace('naïve', 'naïve \uFFFD'));
  expect(reportMail(await readMail(raw)).comment).toBe('naïve \uFFFD – über');
});

test.each<[string, Buffer, string]>([
  ['an Outlook .msg file', Buffer.from('d0cf11e0a1b11ae1000000000000', 'hex'), 'reject'],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'reject'],
  ['a winmail.dat by itself', Buffer.from('789f3e220100069008000400', 'hex'), 'review'],
  ['an empty file', Buffer.alloc(0), 'ignore'],
  ['a picture in a mail', Buffer.from(`${headers('image/png', 'base64')}iVBORw0KGgoAAAAN\r\n`), 'review'],
])('%s is refused or shown, with a reason', async (_what, raw, outcome) => {
  expect(decideOutcome(await readMail(raw)).outcome).toBe(outcome);
});

test('names that are folded away from their values, or written in small letters, are read', async () => {
  const folded = text.replace('METHOD:', 'METHOD\r\n :').replace('ATTENDEE;', 'ATTENDEE\r\n ;');
  expect(reportMail(await readMail(Buffer.from(folded)))).toMatchObject({
    method: 'REPLY',
    respondent: 'zoe@x.example',
  });
  const small = text.replace('UID:', 'uid:').replace('VCALENDAR', 'Vcalendar').replace('METHOD', 'Method');
  expect(reportMail(await readMail(Buffer.from(small)))).toMatchObject({ method: 'REPLY', uid: 'u' });
});
