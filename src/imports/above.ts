/** The day that stands above a row: in the title, in a row of its own, or in the row before where it is written once. */
import { rowName } from './list.js';
import { readMoment, type DateRules } from './written-cells.js';

export interface DayAbove {
  readonly day: string;
  /** In words for the person who sent the list. */
  readonly from: string;
}

/** Goes down a list row by row. */
export class DaysAbove {
  private above: DayAbove | null;

  /** @param daysOnce whether rows may leave out the day of the row before them */
  constructor(
    title: string | null,
    private readonly daysOnce: boolean,
    private readonly rules: DateRules,
  ) {
    this.above = title === null ? null : { day: title, from: 'the title of the list' };
  }

  /** Whether the only cell of a row is a day, for the rows below; any other words there end what stood above. */
  take(alone: string, row: number): boolean {
    const isDay = this.isDay(alone);
    this.above = isDay ? { day: alone, from: `row ${rowName(row)}` } : null;
    return isDay;
  }

  /** A row with a day of its own, which those below may leave out. */
  remember(day: string, row: number): void {
    if (!this.daysOnce) this.above = null;
    else if (this.above?.day !== day) this.above = this.isDay(day) ? { day, from: `row ${rowName(row)}` } : null;
  }

  get lent(): DayAbove | null {
    return this.above;
  }

  private isDay(text: string): boolean {
    return (readMoment(text, this.rules)?.date ?? null) !== null;
  }
}
