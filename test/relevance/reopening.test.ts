import { reopenedBecause, reopenedReason, reopens, wordNotice } from '../../src/relevance/reopening.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const start = at('2026-11-30T09:30:00Z');
const review = { kind: 'rcpc', state: 'scheduled' } as const;

it.each([
  ['not relevant, before the start', 'not-relevant', review, '2026-11-30T09:29:59Z', true],
  ['at the start', 'not-relevant', review, '2026-11-30T09:30:00Z', false],
  ['postponed', 'not-relevant', { ...review, state: 'postponed' }, '2026-11-25T09:00:00Z', true],
  ['cancelled', 'not-relevant', { ...review, state: 'cancelled' }, '2026-11-25T09:00:00Z', false],
  ['voided', 'not-relevant', { ...review, state: 'voided' }, '2026-11-25T09:00:00Z', false],
  ['held', 'not-relevant', { ...review, state: 'held' }, '2026-11-25T09:00:00Z', false],
  ['an initial conference', 'not-relevant', { ...review, kind: 'icpc' }, '2026-11-25T09:00:00Z', false],
  ['relevant', 'relevant', review, '2026-11-25T09:00:00Z', false],
  ['undecided', 'undecided', review, '2026-11-25T09:00:00Z', false],
  ['nobody decided', null, review, '2026-11-25T09:00:00Z', false],
] as const)('%s', (_, latest, conference, now, expected) => {
  expect(reopens(latest, conference, start, at(now))).toBe(expected);
});

it('knows what it opened again until somebody decides', () => {
  const reason = reopenedReason('a child was added');
  expect(reopenedBecause({ value: 'undecided', reason })).toBe('a child was added');
  expect(reopenedBecause({ value: 'not-relevant', reason })).toBe(null);
  expect(reopenedBecause({ value: 'undecided', reason: 'Waiting for the researcher' })).toBe(null);
  expect(reopenedBecause(null)).toBe(null);
});

it('tells the hub where to look', () => {
  const words = wordNotice(
    {
      conference: { reference: 'TV-2026-000412', kind: 'rcpc' },
      sitting: { startsAt: start, endsAt: at('2026-11-30T11:00:00Z') },
      hubName: 'Reading',
      because: 'Incident of 24 November 2026',
    },
    { publicUrl: 'https://tracker.example', deskName: 'Conference desk' },
  );
  expect(words.subject).toBe('OFFICIAL-SENSITIVE | Relevance of RCPC TV-2026-000412 to decide again');
  expect(words.text).toContain('It is open again: Incident of 24 November 2026.');
  expect(words.text).toContain('https://tracker.example/conferences/TV-2026-000412/relevance');
});
