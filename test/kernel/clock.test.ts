import { systemClock } from '../../src/kernel/clock.js';

describe('the system clock', () => {
  it('tells the time of the machine', () => {
    const before = Temporal.Now.instant();
    const now = systemClock.now();
    const after = Temporal.Now.instant();
    expect(Temporal.Instant.compare(before, now)).toBeLessThanOrEqual(0);
    expect(Temporal.Instant.compare(now, after)).toBeLessThanOrEqual(0);
  });
});
