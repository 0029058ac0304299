import { ageInWords } from '../../src/intake/age.js';

const now = Temporal.Instant.from('2026-11-20T09:00:00Z');

it.each([
  [{ seconds: 59 }, 'just now'],
  [{ minutes: 1 }, '1 minute'],
  [{ minutes: 59 }, '59 minutes'],
  [{ minutes: 60 }, '1 hour'],
  [{ hours: 47, minutes: 59 }, '47 hours'],
  [{ hours: 48 }, '2 days'],
  [{ hours: 240 }, '10 days'],
  [{ seconds: -30 }, 'just now'],
])('says of %j ago: %s', (ago, words) => expect(ageInWords(now.subtract(ago), now)).toBe(words));
