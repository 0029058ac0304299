import { loadReferenceData } from '../../config/reference-data.js';
import { arithmetic, durationWords, savedIn } from '../../src/reporting/benefit.js';

const { benefit } = loadReferenceData();
const cell = (unattended: number, toConfirm: number, invitations = 10) => ({
  month: Temporal.PlainDate.from('2026-11-01'),
  hubCode: 'reading',
  invitations,
  unattended,
  toConfirm,
});

it('is what typing would have cost, less what confirming did', () => {
  const saved = savedIn([cell(2, 1), cell(0, 0), cell(1, 3, 4)], benefit);
  expect(saved).toEqual({
    invitations: 24,
    unattended: 3,
    toConfirm: 4,
    automated: 7,
    keystrokes: 1656,
    seconds: 1920,
  });
  expect(arithmetic(saved, benefit, 'keystrokes')).toBe('7 × 240 − 4 × 6 − 3 × 0 = 1,656');
  expect(arithmetic(saved, benefit, 'seconds')).toBe('7 × 300 − 4 × 45 − 3 × 0 = 1,920');
});

it('is nothing of nothing', () => {
  expect(savedIn([], benefit)).toMatchObject({ automated: 0, keystrokes: 0, seconds: 0 });
});

it.each([
  [0, '0 minutes'],
  [89, '1 minute'],
  [3_600, '1 hour'],
  [11_100, '3 hours 5 minutes'],
  [7_199, '2 hours'],
])('%d seconds are %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words);
});
