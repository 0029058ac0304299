import { noteInstead } from '../../src/calendar/imap-note.js';
import { readMail } from '../../src/calendar/reader/reader.js';

const note = (start: string) => noteInstead(Buffer.from(start, 'latin1'), 'This message of 52 MB is too large.');

it('keeps who wrote it, when, and which message it is', async () => {
  const read = await readMail(
    note(
      'From: Cp <cp@reading.example>\r\nSubject: x\r\nMessage-ID:\r\n <1@reading.example>\r\nDate: Fri, 20 Nov 2026 09:00:00 +0000\r\n\r\nbody',
    ),
  );
  expect(read).toMatchObject({
    sort: 'letter',
    mail: { messageId: '<1@reading.example>', from: { address: 'cp@reading.example' } },
  });
  expect(read.mail.date?.toString()).toBe('2026-11-20T09:00:00Z');
  expect(read.mail.text.trim()).toBe('This message of 52 MB is too large. Open it in the mailbox itself.');
});

it.each([
  ['an automatic answer', 'Auto-Submitted: auto-replied\r\nSubject: Automatic reply: away\r\n\r\n'],
  [
    'a bounce',
    'Content-Type: multipart/report; report-type=delivery-status\r\nX-Failed-Recipients: a@b.example\r\n\r\n',
  ],
  ['an invitation', 'Content-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n'],
  ['an invitation in its headers', 'X: y\r\nBEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:1\r\n\r\n'],
  ['nothing at all', ''],
  ['garbage', '\u0000\u0001\u00ff'],
  ['headers without an end', `Subject: ${'x'.repeat(70_000)}`],
])('is a letter for a person, whatever the message was: %s', async (_, start) => {
  expect(await readMail(note(start))).toMatchObject({ sort: 'letter' });
});
