import { startOfLondonDay } from '../../kernel/london.js';
import { isWorkingDay, type WorkingCalendar } from '../../kernel/working-time.js';
import type { Random } from './random.js';

const MINUTE = 60_000;
/** Minutes after midnight in London between which people deal with their mail. */
const MORNING = 8 * 60 + 30;
const AFTERNOON = 16 * 60 + 20;

export const minutesAfter = (instant: Temporal.Instant, minutes: number): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(instant.epochMilliseconds + minutes * MINUTE);

export const earlier = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  a.epochMilliseconds <= b.epochMilliseconds ? a : b;

export const later = (a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant =>
  a.epochMilliseconds >= b.epochMilliseconds ? a : b;

/**
 * The working days around today, numbered: 0 is the first on or after today, -1 the last before it. Numbers make
 * notice, chains of reviews and "before today" plain arithmetic.
 */
export class Diary {
  private readonly past: Temporal.PlainDate[] = [];
  private readonly ahead: Temporal.PlainDate[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly midnights = new Map<number, number>();

  /** @param span how many months back and how many days ahead the diary reaches */
  constructor(
    readonly today: Temporal.PlainDate,
    calendar: WorkingCalendar,
    span: { readonly monthsBack: number; readonly daysAhead: number },
  ) {
    const first = today.subtract({ months: span.monthsBack });
    for (let day = today.subtract({ days: 1 }); Temporal.PlainDate.compare(day, first) >= 0;) {
      if (isWorkingDay(day, calendar)) this.past.push(day);
      // A day off belongs to the working day before it, which the loop reaches later.
      this.numbers.set(day.toString(), isWorkingDay(day, calendar) ? -this.past.length : -this.past.length - 1);
      day = day.subtract({ days: 1 });
    }
    for (let day = today; this.ahead.length < span.daysAhead; day = day.add({ days: 1 })) {
      if (isWorkingDay(day, calendar)) this.ahead.push(day);
      this.numbers.set(day.toString(), this.ahead.length - 1);
    }
  }

  /** The number of the earliest day. */
  get first(): number {
    return -this.past.length;
  }

  /** The number of the last day. */
  get last(): number {
    return this.ahead.length - 1;
  }

  /** Throws RangeError for a day outside the diary. */
  date(day: number): Temporal.PlainDate {
    const date = day < 0 ? this.past[-day - 1] : this.ahead[day];
    if (date === undefined) throw new RangeError(`The diary has no day ${day}.`);
    return date;
  }

  /** The number of the last working day on or before a date; the first or the last day for a date outside. */
  onOrBefore(date: Temporal.PlainDate): number {
    const found = this.numbers.get(date.toString());
    if (found !== undefined) return found;
    return Temporal.PlainDate.compare(date, this.today) < 0 ? this.first : this.last;
  }

  /** So many minutes after midnight in London. Clocks change on Sundays only, so a working day has no gap. */
  at(day: number, minutes: number): Temporal.Instant {
    let midnight = this.midnights.get(day);
    if (midnight === undefined) {
      midnight = startOfLondonDay(this.date(day)).epochMilliseconds;
      this.midnights.set(day, midnight);
    }
    return Temporal.Instant.fromEpochMilliseconds(midnight + minutes * MINUTE);
  }

  /** Some moment of the working hours of a day. */
  workMoment(random: Random, day: number): Temporal.Instant {
    return this.at(day, random.whole(MORNING, AFTERNOON));
  }

  /**
   * When somebody got round to what became possible at `after`: within an hour or some days later, never past
   * `by.limit` nor on a later day than `by.day`.
   */
  soonAfter(
    random: Random,
    after: { readonly at: Temporal.Instant; readonly day: number },
    within: number,
    by: { readonly limit: Temporal.Instant; readonly day: number },
  ): { readonly at: Temporal.Instant; readonly day: number } {
    const day = Math.max(after.day, Math.min(after.day + random.whole(0, within), by.day));
    const at = day === after.day ? minutesAfter(after.at, random.whole(6, 55)) : this.workMoment(random, day);
    return { at: later(after.at, earlier(at, by.limit)), day };
  }
}
