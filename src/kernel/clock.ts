/** Tells the time. Everything outside the kernel and the demo is given one instead of reading the machine's. */
export interface Clock {
  now(): Temporal.Instant;
}

/** The clock of the machine the program runs on. */
export const systemClock: Clock = { now: () => Temporal.Now.instant() };
