import { nextAttempt } from '../../src/calendar/retry.js';

const now = Temporal.Instant.from('2026-11-23T09:00:00Z');
const waitSeconds = (attempts: number, code: number | null): number | null =>
  nextAttempt(attempts, code, now)?.since(now).total('seconds') ?? null;

it.each([
  ['a server that is away, first time', 1, null, 30],
  ['a server that is away, second time', 2, null, 60],
  ['a mailbox that is full for now', 3, 452, 120],
  ['the fortieth time', 40, null, 86_400],
])('waits after %s', (_, attempts, code, seconds) => {
  expect(waitSeconds(attempts, code)).toBe(seconds);
});

it.each([500, 550, 554])('never tries again after %i', (code) => {
  expect(waitSeconds(1, code)).toBeNull();
});
