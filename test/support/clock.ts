import type { Clock } from '../../src/kernel/clock.js';

/** A clock that stands still until it is told otherwise. */
export class TestClock implements Clock {
  constructor(private instant: Temporal.Instant) {}

  static at(text: string): TestClock {
    return new TestClock(Temporal.Instant.from(text));
  }

  now(): Temporal.Instant {
    return this.instant;
  }

  set(text: string): void {
    this.instant = Temporal.Instant.from(text);
  }

  forward(duration: Temporal.DurationLike): void {
    this.instant = this.instant.add(duration);
  }
}
