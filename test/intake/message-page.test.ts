import { readMail } from '../../src/calendar/reader/reader.js';
import { messagePart, sourceOf } from '../../src/intake/message.page.js';
import { outlookRequest } from '../support/letters.js';

const receivedAt = Temporal.Instant.from('2026-11-18T12:00:05Z');
const part = async (text: string) => {
  const raw = Buffer.from(text.replace(/\r?\n/g, '\r\n'));
  return messagePart(await readMail(raw), raw, receivedAt);
};

it('shows who wrote, what it is and when it is, and the headers apart', async () => {
  const shown = await part(outlookRequest());
  expect(shown.facts).toEqual([
    { key: 'From', value: 'Slough CP Conferences (cp.team@slough.example)' },
    { key: 'To', value: 'mash.berkshire@thamesvalley-police.example' },
    { key: 'Subject', value: 'ICPC - SBC-2026-771' },
    { key: 'Sent', value: 'Wed 18 Nov 2026, 12:00' },
    { key: 'Received', value: 'Wed 18 Nov 2026, 12:00' },
    { key: 'What it is', value: 'Calendar invitation' },
    { key: 'Calendar', value: 'Tue 1 Dec 2026, 10:00 to 11:30; Microsoft Teams Meeting' },
    { key: 'Files', value: '' },
  ]);
  expect(shown.text).toContain('Meeting ID: SBC-CP-771');
  expect(shown.headers).toContain('Message-ID: <req-1@slough.example>');
  expect(shown.headers).not.toContain('Meeting ID');
});

it('says that a message has no text, and keeps nothing hidden', async () => {
  const hidden = 'From: a@b.example\nSubject: x\n\nPay \u202Eeno\u202C now\u0007\n';
  expect((await part('From: a@b.example\nSubject: x\n\n')).text).toBe('This message has no text.');
  expect((await part(hidden)).text).toBe('Pay \uFFFDeno\uFFFD now\uFFFD');
});

it('cuts a source that nobody could read to its end', () => {
  const source = sourceOf(Buffer.from('x'.repeat(300_000)));
  expect(source).toHaveLength(100_000 + '\n… (the rest is not shown)'.length);
});
