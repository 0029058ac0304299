import { mayHaveArrived, nextAttempt } from '../../src/calendar/retry.js';

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

const failure = (of: object): Error => Object.assign(new Error('no'), of);
it.each<[string, boolean, unknown]>([
  ['was refused for good', false, failure({ responseCode: 550, code: 'EENVELOPE' })],
  ['was refused for now', false, failure({ responseCode: 451, code: 'EMESSAGE' })],
  ['found no server', false, failure({ code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' })],
  ['found no sign-in', false, new Error('535', { cause: failure({ responseCode: 535, code: 'EAUTH' }) })],
  ['lost the line', true, failure({ code: 'ESOCKET', originalCode: 'ECONNRESET', command: 'CONN' })],
  ['heard nothing more', true, failure({ code: 'ETIMEDOUT', command: 'CONN' })],
  ['ended in a way that nobody knows', true, 'what?'],
])('a message that %s may have arrived: %s', (_, mayHave, error) => {
  expect(mayHaveArrived(error)).toBe(mayHave);
});
