/** When a month is frozen, the bytes that are kept of it, and what differs from them afterwards. Pure. */
import type { Measure } from '../../config/reference-data.js';
import { startOfLondonDay } from '../kernel/london.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';
import { monthFigures, type MonthFigure, type MonthLine } from './month-figures.js';

/** So long after its end a month may still be put right without a trace in what is published. */
const WORKING_DAYS_TO_CORRECT = 10;

/** The end of the tenth working day after the month. */
export function freezesAt(month: Temporal.PlainYearMonth, calendar: WorkingCalendar): Temporal.Instant {
  const last = month.toPlainDate({ day: month.daysInMonth });
  return startOfLondonDay(addWorkingDays(last, WORKING_DAYS_TO_CORRECT, calendar).add({ days: 1 }));
}

/**
 * The months that ought to be frozen by `now`, oldest first.
 * @param first the first month in which anything counted
 */
export function monthsOwed(
  first: Temporal.PlainYearMonth,
  now: Temporal.Instant,
  calendar: WorkingCalendar,
  frozen: readonly Temporal.PlainYearMonth[],
): readonly Temporal.PlainYearMonth[] {
  const done = new Set(frozen.map(String));
  const owed: Temporal.PlainYearMonth[] = [];
  for (let month = first; isDue(month, now, calendar); month = month.add({ months: 1 })) {
    if (!done.has(month.toString())) owed.push(month);
  }
  return owed;
}

const isDue = (month: Temporal.PlainYearMonth, now: Temporal.Instant, calendar: WorkingCalendar): boolean =>
  Temporal.Instant.compare(freezesAt(month, calendar), now) <= 0;

/** Everything that was published of a month. No child and no person is part of it. */
export interface MonthDocument {
  /** Of this form; a later one gets another number. */
  readonly form: 1;
  readonly month: string;
  readonly definitionVersion: string;
  readonly frozenAt: string;
  readonly figures: readonly MonthFigure[];
  /** By their references. */
  readonly conferences: readonly MonthLine[];
}

type Whose = Pick<MonthDocument, 'month' | 'definitionVersion' | 'frozenAt'>;

export function monthDocument(whose: Whose, lines: readonly MonthLine[], measures: readonly Measure[]): MonthDocument {
  const conferences = lines.toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
  return { form: 1, ...whose, figures: monthFigures(conferences, measures), conferences };
}

/** What somebody may see of it who does not see every hub: parts of what was kept, nothing counted again. */
export const partOf = (document: MonthDocument, hubs: readonly string[]): MonthDocument => ({
  ...document,
  figures: document.figures.filter(({ hub }) => hub !== null && hubs.includes(hub)),
  conferences: document.conferences.filter(({ hub }) => hubs.includes(hub)),
});

/** JSON with its keys in the order of their letters and no space between: one value has one form in bytes. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** One conference that no longer counts as it was published; null where it was not in the month, or no longer is. */
export interface Restatement {
  readonly reference: string;
  readonly published: MonthLine | null;
  readonly now: MonthLine | null;
}

/** What alters a figure; the words beside it do not. */
const ALTERS = ['hub', 'kind', 'measure', 'recorded', 'counts', 'met', 'noticeDays', 'reason', 'attribution'] as const;

export function restatements(published: readonly MonthLine[], now: readonly MonthLine[]): readonly Restatement[] {
  const before = new Map(published.map((line) => [line.reference, line]));
  const after = new Map(now.map((line) => [line.reference, line]));
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map((reference) => ({
      reference,
      published: before.get(reference) ?? null,
      now: after.get(reference) ?? null,
    }))
    .filter((one) => !isSame(one.published, one.now));
}

/**
 * entered-late: it was in no list of the month. left: it now counts in another month or nowhere. late-outcome: nobody had
 * recorded the outcome. inquorate: it did not decide for want of police. never-invited: found later that no invitation came
 * before the start. correction: anything else.
 */
export const RESTATED_BECAUSE = ['entered-late', 'left', 'late-outcome', 'inquorate', 'never-invited', 'correction'] as const; // prettier-ignore
export type RestatedBecause = (typeof RESTATED_BECAUSE)[number];

/** Why a conference no longer counts as published: what of its counts changed, in order of what says most. */
export function restatedBecause({ published, now }: Pick<Restatement, 'published' | 'now'>): RestatedBecause {
  if (now === null) return 'left';
  if (isUninvited(now) && !(published !== null && isUninvited(published))) return 'never-invited';
  if (published === null) return 'entered-late';
  if (now.counts.includes('F2') !== published.counts.includes('F2')) return 'inquorate';
  return now.recorded && !published.recorded ? 'late-outcome' : 'correction';
}

/** E2 has every conference held, C1 only those that TVP knew of. */
const isUninvited = ({ counts }: MonthLine): boolean => counts.includes('E2') && !counts.includes('C1');

const isSame = (a: MonthLine | null, b: MonthLine | null): boolean =>
  a !== null && b !== null && ALTERS.every((key) => String(a[key]) === String(b[key]));
