import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../kernel/clock.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';

export type ClockRefusal = {
  readonly kind: 'out-of-range';
  readonly earliest: Temporal.Instant;
  readonly latest: Temporal.Instant;
};

/** The demo force has two years of history and a planning horizon of months; beyond this a move is a slip of the hand. */
export const EARLIEST = Temporal.Instant.from('2020-01-01T00:00:00Z');
export const LATEST = Temporal.Instant.from('2040-01-01T00:00:00Z');

/**
 * The demo's clock: real time plus an offset that can be moved and outlives a restart.
 * From the moment moved to, time goes on at its usual pace.
 */
export class MovableClock implements Clock {
  private readonly file: string;
  private offset: Temporal.Duration;

  /**
   * @param folder an existing folder; the offset is kept there in `clock-offset`
   * @param real what time it really is; the machine's clock unless a test says otherwise
   * @throws Error when the kept offset cannot be understood: running on at a wrong date would be worse
   */
  constructor(
    folder: string,
    private readonly real: () => Temporal.Instant = () => Temporal.Now.instant(),
  ) {
    this.file = join(folder, 'clock-offset');
    this.offset = readOffset(this.file);
  }

  now(): Temporal.Instant {
    return this.real().add(this.offset);
  }

  /** Makes it `instant` now. Kept on disk before it takes effect, so a restart never jumps back. */
  moveTo(instant: Temporal.Instant): Decided<Temporal.Instant, ClockRefusal> {
    if (!isWithin(instant)) return refused({ kind: 'out-of-range', earliest: EARLIEST, latest: LATEST });
    const offset = instant.since(this.real(), { largestUnit: 'second' });
    writeFileSync(`${this.file}.new`, `${offset.toString()}\n`);
    renameSync(`${this.file}.new`, this.file);
    this.offset = offset;
    return accepted(instant);
  }

  /** Back to real time. */
  reset(): void {
    rmSync(this.file, { force: true });
    this.offset = new Temporal.Duration();
  }
}

const isWithin = (instant: Temporal.Instant): boolean =>
  Temporal.Instant.compare(EARLIEST, instant) <= 0 && Temporal.Instant.compare(instant, LATEST) < 0;

function readOffset(file: string): Temporal.Duration {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Temporal.Duration();
    throw error;
  }
  try {
    const offset = Temporal.Duration.from(text.trim());
    // Adding it tells whether it is one at all: an instant takes neither months nor days, as they vary in length.
    EARLIEST.add(offset);
    return offset;
  } catch (cause) {
    throw new Error(`The demo clock's file ${file} cannot be understood. Delete it to go back to real time.`, {
      cause,
    });
  }
}
