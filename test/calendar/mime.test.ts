import { composeMessage } from '../../src/calendar/message.js';
import type { MailEnvelope } from '../../src/calendar/mime.js';
import { buildRaw, toMime } from '../../src/calendar/mime.js';
import { decideOutcome } from '../../src/calendar/reader/outcome.js';
import { readMail } from '../../src/calendar/reader/reader.js';
import { someFacts } from './facts.js';

const envelope = (changed: Partial<MailEnvelope> = {}): MailEnvelope => ({
  messageId: '<row-17.0@tracker.example>',
  date: Temporal.Instant.from('2026-11-23T09:00:00Z'),
  desk: someFacts().desk,
  attendee: someFacts().attendee,
  method: 'REQUEST',
  ...changed,
});

const raw = async (changed: Partial<MailEnvelope> = {}): Promise<string> =>
  (await buildRaw(toMime(composeMessage(someFacts()), envelope(changed)))).toString('latin1');

const header = (mail: string, name: string): string =>
  new RegExp(`^${name}: (.*(?:\\r\\n[ \\t].*)*)`, 'im').exec(mail)?.[1]?.replaceAll('\r\n', '') ?? '';

describe('the mail around a calendar message', () => {
  test('is an alternative of text, html and calendar, with the same calendar again as invite.ics', async () => {
    const mail = await raw();
    const types = [...mail.matchAll(/^Content-Type: ([^;\r\n]+)/gim)].map((found) => found[1]);
    expect(types).toEqual([
      'multipart/mixed',
      'multipart/alternative',
      'text/plain',
      'text/html',
      'text/calendar',
      'application/ics',
    ]);
    expect(mail).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/);
    const copies = [...mail.matchAll(/base64\r\n(?:[A-Z][^\r\n]*\r\n)*\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--/g)].map(
      (found) => Buffer.from(found[1] ?? '', 'base64').toString(),
    );
    expect(copies).toEqual([composeMessage(someFacts()).ics, composeMessage(someFacts()).ics]);
  });

  test('comes from the desk, is answered to the desk, and is named by its row', async () => {
    const mail = await raw({ inReplyTo: '<row-3.0@tracker.example>' });
    expect(header(mail, 'From')).toBe('TVP Conference Desk <conference.desk@thamesvalley-police.example>');
    expect(header(mail, 'Reply-To')).toBe(header(mail, 'From'));
    expect(header(mail, 'To')).toBe('Ada Okafor <ada.okafor@thamesvalley-police.example>');
    expect(header(mail, 'Message-ID')).toBe('<row-17.0@tracker.example>');
    expect(header(mail, 'In-Reply-To')).toBe('<row-3.0@tracker.example>');
    expect(header(mail, 'Date')).toBe('Mon, 23 Nov 2026 09:00:00 +0000');
    expect(header(mail, 'Auto-Submitted')).toBe('');
  });

  test('is the same bytes whenever the same row is sent again', async () => {
    expect(await raw()).toBe(await raw());
  });

  test('says CANCEL in the part when it says CANCEL inside', async () => {
    const cancel = composeMessage(someFacts({ method: 'CANCEL', change: 'withdrawn', sequence: 1 }));
    const mail = (await buildRaw(toMime(cancel, envelope({ method: 'CANCEL' })))).toString('latin1');
    expect(mail).toContain('method=CANCEL');
    expect(Buffer.from(cancel.ics).toString()).toContain('METHOD:CANCEL\r\n');
  });

  test('cannot get a header from a name', async () => {
    const mail = await raw({ attendee: { name: 'A\r\nBcc: evil@x.example', address: 'a@b.example' } });
    expect(header(mail, 'Bcc')).toBe('');
    expect(header(mail, 'To')).toContain('Bcc: evil@x.example');
  });

  test.each([['no-brackets@x.example'], ['<a b@x.example>'], ['<a@x.example>\r\nBcc: y@z.example']])(
    'is refused with the Message-ID %j',
    (messageId) => {
      expect(() => toMime(composeMessage(someFacts()), envelope({ messageId }))).toThrow(RangeError);
    },
  );

  test('refuses to be built around a header method that differs from the one inside', () => {
    expect(() => toMime(composeMessage(someFacts()), envelope({ method: 'CANCEL' }))).toThrow(RangeError);
  });
});

test('our own reader takes the mail apart into the facts it was made of', async () => {
  const read = await readMail(await buildRaw(toMime(composeMessage(someFacts({ sequence: 3 })), envelope())));
  expect(read).toMatchObject({
    sort: 'request',
    mail: { messageId: '<row-17.0@tracker.example>', attachments: [] },
    event: { uid: someFacts().uid, sequence: 3, documents: 1, unresolvedZone: null },
  });
  if (read.sort !== 'request') throw new Error(read.sort);
  expect(read.event.startsAt?.equals(someFacts().startsAt)).toBe(true);
  expect(read.event.endsAt?.equals(someFacts().endsAt)).toBe(true);
  expect(decideOutcome(read, { addresses: [someFacts().desk.address] }).outcome).toBe('ignore');
});
