import fc from 'fast-check';
import {
  answerLink,
  answerLinkEnds,
  readAnswerToken,
  withoutAnswerLinks,
  writeAnswerToken,
} from '../../src/calendar/answer-token.js';

const at = (text: string) => Temporal.Instant.from(text);
const SECRET = 'a-secret-of-at-least-thirty-two-characters';
const token = { assignmentId: 4211, sequence: 3, expiresAt: at('2026-12-01T14:00:00Z') };

const numbers = fc.record({
  assignmentId: fc.integer({ min: 1, max: 2_147_483_647 }),
  sequence: fc.integer({ min: 0, max: 2_147_483_647 }),
  seconds: fc.integer({ min: 1_700_000_000, max: 4_294_967_295 }),
});

test('says again what was written into it', () => {
  fc.assert(
    fc.property(numbers, ({ assignmentId, sequence, seconds }) => {
      const expiresAt = Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
      const read = readAnswerToken(writeAnswerToken({ assignmentId, sequence, expiresAt }, SECRET), SECRET);
      expect(read).toMatchObject({ assignmentId, sequence });
      expect(read?.expiresAt.equals(expiresAt)).toBe(true);
    }),
  );
});

test('is 59 letters that need no escaping in an address', () => {
  expect(writeAnswerToken(token, SECRET)).toMatch(/^[\w-]{59}$/);
});

test('is refused when any one letter is another', () => {
  const written = writeAnswerToken(token, SECRET);
  for (let i = 0; i < written.length; i += 1) {
    for (const letter of ['A', 'b', '7', '_']) {
      if (written[i] === letter) continue;
      expect(readAnswerToken(written.slice(0, i) + letter + written.slice(i + 1), SECRET)).toBeNull();
    }
  }
});

test.each([
  ['nothing', ''],
  ['a dot more', `${writeAnswerToken(token, SECRET)}.`],
  ['padding', `${writeAnswerToken(token, SECRET)}=`],
  ['a line break', `${writeAnswerToken(token, SECRET)}\n`],
  ['one letter less', writeAnswerToken(token, SECRET).slice(1)],
  ['the token of another deployment', writeAnswerToken(token, 'another-secret-of-thirty-two-characters')],
])('%s is no token', (_what, text) => {
  expect(readAnswerToken(text, SECRET)).toBeNull();
});

test('whatever stands in the address, it is read or refused, never an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => readAnswerToken(text, SECRET) === null),
  );
});

test.each([
  ['the start, when that is near', '2026-11-20T09:00:00Z', '2026-11-30T09:30:00Z', '2026-11-30T09:30:00Z'],
  ['the start, thirty days on', '2026-11-20T09:00:00Z', '2026-12-20T09:00:00Z', '2026-12-20T09:00:00Z'],
  [
    'thirty days, when the start is a minute later',
    '2026-11-20T09:00:00Z',
    '2026-12-20T09:01:00Z',
    '2026-12-20T09:00:00Z',
  ],
  [
    'thirty days of 24 hours across the clock change',
    '2026-10-10T08:00:00Z',
    '2026-12-24T09:00:00Z',
    '2026-11-09T08:00:00Z',
  ],
])('a link ends at %s', (_when, sentAt, startsAt, ends) => {
  expect(answerLinkEnds(at(sentAt), at(startsAt)).toString()).toBe(ends);
});

describe('the address', () => {
  const maker = { publicUrl: 'https://tracker.example', secret: SECRET };
  const assignment = { id: 4211, sequence: 3 };
  const start = at('2026-12-01T14:00:00Z');

  test('leads to the assignment and sending it was made for', () => {
    const link = answerLink(maker, assignment, start, at('2026-11-23T09:00:00Z'));
    expect(link).toBe(`https://tracker.example/answer/${writeAnswerToken(token, SECRET)}`);
  });

  test('is not made once the conference has begun', () => {
    expect(answerLink(maker, assignment, start, at('2026-12-01T13:59:59Z'))).not.toBeNull();
    expect(answerLink(maker, assignment, start, start)).toBeNull();
  });

  test('is taken out of a text that others may read, and nothing else is', () => {
    const link = answerLink(maker, assignment, start, at('2026-11-23T09:00:00Z'));
    expect(withoutAnswerLinks(`Mode: Video\nNo buttons? Answer here: ${link}\n\nDo not forward`)).toBe(
      'Mode: Video\nNo buttons? Answer here: https://tracker.example/answer/(only in the mail itself)\n\nDo not forward',
    );
    expect(withoutAnswerLinks('https://tracker.example/answer/')).toBe('https://tracker.example/answer/');
  });
});
