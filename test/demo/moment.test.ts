import { readMoment } from '../../src/demo/moment.js';

const today = Temporal.PlainDate.from('2026-11-22');

it.each([
  ['2026-11-23T09:12:00Z', '2026-11-23T09:12:00Z'],
  ['2026-06-23T09:12:00+01:00', '2026-06-23T08:12:00Z'],
  ['2026-11-23T09:12', '2026-11-23T09:12:00Z'],
  ['2026-11-23 09:12', '2026-11-23T09:12:00Z'],
  ['23/11/26 9.12', '2026-11-23T09:12:00Z'],
  ['23 June 2026, 9:12', '2026-06-23T08:12:00Z'],
  ['Mon 23 Nov 2026, 14:30', '2026-11-23T14:30:00Z'],
  ['tomorrow at 2pm', '2026-11-23T14:00:00Z'],
  [' tomorrow 9:12 am ', '2026-11-23T09:12:00Z'],
])('reads %s', (text, instant) => {
  expect(readMoment(text, today)?.toString()).toBe(instant);
});

it.each(['', 'now', '23/11/26', '09:12', '31/2/26 9:00', '23/11/26 25:00', '2026-13-01T09:00:00Z', 'next year 9:00'])(
  'does not guess what "%s" means',
  (text) => {
    expect(readMoment(text, today)).toBeNull();
  },
);
