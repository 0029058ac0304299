import { afterDeciding, aroundOf } from '../../src/intake/candidate-keys.js';

const at = (id: number, hour: number) => ({ id, receivedAt: Temporal.Instant.from(`2026-11-20T${hour}:00:00Z`) });
const [first, second, third] = [at(7, 10), at(3, 11), at(5, 11)];
const waiting = [first, second, third];

it.each([
  ['the oldest', first, { previous: null, next: 3 }],
  ['one in between, of two that came at once', second, { previous: 7, next: 5 }],
  ['the newest', third, { previous: 3, next: null }],
])('finds what is beside %s', (_, one, around) => {
  expect(aroundOf(waiting, one)).toEqual(around);
});

it.each([
  ['to the next one', second, [first, third], '/inbox/5'],
  ['to the oldest when it was the newest', third, [first, second], '/inbox/7'],
  ['to the inbox when nothing is left', first, [], '/inbox'],
  ['past itself, if it still waits', first, waiting, '/inbox/3'],
])('leads %s', (_, decided, left, href) => {
  expect(afterDeciding(left, decided)).toBe(href);
});
