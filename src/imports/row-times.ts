/** The times of one row, with what is unusual or impossible about them. */
import { cautionsAbout, impossibleTime, TIME_SENTENCES } from '../conferences/timing.js';
import { formatDate, startOfLondonDay } from '../kernel/london.js';
import { isWorkingDay } from '../kernel/working-time.js';
import type { Field } from './fields.js';
import type { ListedTime } from './listed.js';
import { remembered } from './remembered.js';
import type { RowCells } from './row-cells.js';
import { dateRulesFor, isHistory, type ListRules } from './rules.js';
import { isBlank, type DateRules } from './written-cells.js';
import { readTimes, type WrittenTimes } from './written-times.js';

export const TIME_FIELDS: readonly Field[] = ['date', 'start', 'end', 'time', 'duration'];
const SEPARATOR = '\u001f';

interface ReadTimes {
  readonly written: WrittenTimes;
  readonly cautions: readonly { readonly message: string; readonly mustConfirm: boolean }[];
  readonly refusal: string | null;
}

/** Reads the times of the row its cells are turned to; each way of writing a time is worked out once. */
export class RowTimes {
  private readonly timesOf: (key: string) => ReadTimes;

  constructor(
    private readonly cells: RowCells,
    private readonly rules: ListRules,
  ) {
    this.timesOf = remembered((key) => this.work(key));
  }

  /** Null, with an error at the cell, when there is no such time. */
  read(): ListedTime | null {
    const { cells } = this;
    if (TIME_FIELDS.some((field) => cells.holdsFormula(field))) return null;
    const { written, cautions, refusal } = this.timesOf(TIME_FIELDS.map((field) => cells.text(field)).join(SEPARATOR));
    if (!written.ok) {
      cells.error(this.placeOf(written.field), written.message);
      return null;
    }
    if (refusal !== null) {
      cells.error(this.placeOf('date'), refusal);
      return null;
    }
    for (const caution of cautions) cells.warn(this.placeOf('date'), caution.message, caution.mustConfirm);
    if (written.yearAssumed) {
      cells.warn(this.placeOf('date'), `No year: ${written.time.date.year} was assumed.`, true);
    }
    if (written.monthFirst) {
      cells.warn(this.placeOf('date'), `Read month first, like its column: ${formatDate(written.time.date)}.`, true);
    }
    if (written.time.endAssumed) cells.warn(this.placeOf('end'), 'No end: 90 minutes were assumed.');
    if (written.time.startsAt === null) this.warnOfDayOnly(written.time);
    return written.time;
  }

  private warnOfDayOnly({ date }: ListedTime): void {
    if (!isHistory(this.rules, date))
      this.cells.warn(this.placeOf('date'), 'The list gives the day only, no time.', true);
    else if (this.timesListed()) this.cells.warn(this.placeOf('start'), 'No time is given: the day alone is kept.');
  }

  private timesListed(): boolean {
    return this.cells.has('start') || this.cells.has('time');
  }

  /** The column to name: where the list has none for the field, the one in which it should have stood. */
  private placeOf(field: Field): Field {
    const places: readonly Field[] = field === 'date' ? ['date', 'start'] : [field, 'time', 'start', 'date'];
    return places.find((place) => this.cells.has(place)) ?? field;
  }

  private work(key: string): ReadTimes {
    const texts = key.split(SEPARATOR);
    const text = (field: Field): string => texts[TIME_FIELDS.indexOf(field)] ?? '';
    const dates = dateRulesFor(this.rules, this.cells.has('date') ? 'date' : 'start');
    const written = this.dayOfThePast(text, dates) ?? readTimes(text, dates, this.timesListed());
    const refusal = written.ok ? this.impossible(written.time) : null;
    return { written, refusal, cautions: written.ok && refusal === null ? this.cautions(written.time) : [] };
  }

  /** Of a conference that is over the day is enough, where no time is written. */
  private dayOfThePast(text: (field: Field) => string, dates: DateRules): WrittenTimes | null {
    if (this.rules.history === null || !['start', 'time', 'end'].every((field) => isBlank(text(field as Field))))
      return null;
    const written = readTimes(text, dates, false);
    return written.ok && isHistory(this.rules, written.time.date) ? written : null;
  }

  private impossible(time: ListedTime): string | null {
    const startsAt = time.startsAt ?? startOfLondonDay(time.date);
    const endsAt = time.endsAt ?? startsAt.add({ hours: 1 });
    const now = startOfLondonDay(this.rules.today);
    const refusal = impossibleTime({ startsAt, endsAt, receivedAt: now }, now);
    return refusal === null ? null : TIME_SENTENCES[refusal.kind];
  }

  /** What the form for one invitation says of such a time. How late the notice is depends on when the list came. */
  private cautions(time: ListedTime): ReadTimes['cautions'] {
    const { hub, calendar, today } = this.rules;
    const isDayOnly = time.startsAt === null;
    if (isDayOnly && isWorkingDay(time.date, calendar)) return [];
    const now = startOfLondonDay(today);
    const pastIsMeant = isDayOnly || isHistory(this.rules, time.date);
    const startsAt = time.startsAt ?? startOfLondonDay(time.date).add({ hours: 12 });
    const endsAt = time.endsAt ?? startsAt.add({ hours: 1 });
    return cautionsAbout({ startsAt, endsAt, receivedAt: now }, hub, calendar, now)
      .filter((caution) => caution.kind !== 'late-notice' && !(pastIsMeant && caution.kind === 'in-the-past'))
      .map((caution) => ({ message: caution.text, mustConfirm: caution.mustConfirm }));
  }
}
