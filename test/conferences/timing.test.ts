import { loadReferenceData } from '../../config/reference-data.js';
import { cautionsAbout, impossibleTime, noticeDays } from '../../src/conferences/timing.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const reference = loadReferenceData();
const reading = reference.hub('reading')!;
const now = at('2026-11-20T09:00:00Z');
const time = (startsAt: string, endsAt: string, receivedAt = '2026-11-02T09:00:00Z') => ({
  startsAt: at(startsAt),
  endsAt: at(endsAt),
  receivedAt: at(receivedAt),
});
const kinds = (given: ReturnType<typeof time>): string[] =>
  cautionsAbout(given, reading, reference.calendar, now).map((caution) => caution.kind);

it.each([
  ['ends before it starts', time('2026-11-30T11:00Z', '2026-11-30T09:30Z'), 'end-before-start'],
  ['ends as it starts', time('2026-11-30T09:30Z', '2026-11-30T09:30Z'), 'end-before-start'],
  ['lasts a day', time('2026-11-30T09:30Z', '2026-12-01T09:30Z'), 'too-long'],
  ['has a mistyped year', time('2036-11-30T09:30Z', '2036-11-30T11:00Z'), 'too-far'],
])('a conference that %s cannot be meant', (_, given, kind) => {
  expect(impossibleTime(given, now)).toEqual({ kind });
});

it('has nothing to say about an ordinary time', () => {
  const ordinary = time('2026-11-30T09:30Z', '2026-11-30T11:00Z');
  expect(impossibleTime(ordinary, now)).toBeNull();
  expect(kinds(ordinary)).toEqual([]);
});

it.each([
  ['yesterday', time('2026-11-19T09:30Z', '2026-11-19T11:00Z'), ['in-the-past']],
  [
    'a morning that ends in the evening by a slip',
    time('2026-11-30T09:00Z', '2026-11-30T21:00Z'),
    ['unusually-long', 'outside-hub-hours'],
  ],
  ['four hours', time('2026-11-30T09:00Z', '2026-11-30T13:00Z'), []],
  ['Christmas Day', time('2026-12-25T09:30Z', '2026-12-25T11:00Z'), ['bank-holiday']],
  ['Boxing Day substitute', time('2026-12-28T09:30Z', '2026-12-28T11:00Z'), ['bank-holiday']],
  ['a Saturday', time('2026-12-12T09:30Z', '2026-12-12T11:00Z'), ['weekend']],
  ['a Friday that overruns 15:30', time('2026-12-04T14:30Z', '2026-12-04T16:30Z'), ['outside-hub-hours']],
  ['the last minute of a Friday', time('2026-12-04T14:00Z', '2026-12-04T15:30Z'), []],
  ['09:30 in summer time', time('2027-06-07T08:30Z', '2027-06-07T10:00Z'), []],
  [
    'notice of four working days',
    time('2026-11-26T09:30Z', '2026-11-26T11:00Z', '2026-11-20T08:00:00Z'),
    ['late-notice'],
  ],
  ['notice of five working days', time('2026-11-27T09:30Z', '2026-11-27T11:00Z', '2026-11-20T08:00:00Z'), []],
])('%s', (_, given, expected) => {
  expect(kinds(given)).toEqual(expected);
});

it.each([
  ['the same day', '2026-11-30T07:00:00Z', 0],
  ['the evening before', '2026-11-29T20:00:00Z', 1],
  ['Friday for Monday', '2026-11-27T17:00:00Z', 1],
  ['a fortnight', '2026-11-16T10:15:00Z', 10],
])('notice of %s', (_, receivedAt, days) => {
  expect(noticeDays(at(receivedAt), at('2026-11-30T09:30:00Z'), reference.calendar)).toBe(days);
});
