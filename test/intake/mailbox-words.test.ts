import { mailboxWords } from '../../src/intake/mailbox-words.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const now = at('2026-11-20T09:00:00Z');
const box = (mailbox: string, lastReadAt: string | null, problem: string | null = null) => ({
  mailbox,
  lastReadAt: lastReadAt === null ? null : at(lastReadAt),
  problem,
});
const DESK = 'desk@police.example';

it('says when each mailbox was last read', () => {
  const boxes = [box(DESK, '2026-11-20T08:59:50Z'), box('mash@police.example', '2026-11-20T08:55:00Z')];
  expect(mailboxWords(boxes, now)).toEqual({
    text: 'desk@police.example last read 08:59, mash@police.example last read 08:55.',
    trouble: null,
  });
  expect(mailboxWords([box(DESK, null)], now)).toEqual({ text: 'desk@police.example not read yet.', trouble: null });
  expect(mailboxWords([], now)).toEqual({ text: null, trouble: null });
});

it('names what keeps a mailbox from being read, beside those that are', () => {
  const boxes = [box(DESK, '2026-11-19T17:00:00Z', 'imap.example:993 does not answer'), box('m@x.example', null)];
  const words = mailboxWords(boxes, now);
  expect(words.text).toBe('m@x.example not read yet.');
  expect(words.trouble).toMatchObject({
    tone: 'bad',
    title: 'A mailbox cannot be read',
    lines: ['desk@police.example, last read Thu 19 Nov, 17:00: imap.example:993 does not answer'],
  });
});

it.each([
  ['2026-11-20T08:55:00Z', false],
  ['2026-11-20T08:54:59Z', true],
])('takes a mailbox last read at %s for silent: %s', (lastReadAt, silent) => {
  expect(mailboxWords([box(DESK, lastReadAt)], now).trouble !== null).toBe(silent);
});

it('counts the mailboxes that cannot be read', () => {
  const boxes = [box(DESK, null, 'no TLS'), box('m@x.example', null, 'no TLS')];
  expect(mailboxWords(boxes, now).trouble?.title).toBe('2 mailboxes cannot be read');
});

it('does not name each of many that were all read just now', () => {
  const boxes = ['a', 'b', 'c'].map((name) => box(`${name}@police.example`, '2026-11-20T08:59:50Z'));
  expect(mailboxWords(boxes, now).text).toBe('3 mailboxes last read 08:59.');
  expect(mailboxWords(boxes.slice(1), now).text).toBe('b@police.example and c@police.example last read 08:59.');
});
