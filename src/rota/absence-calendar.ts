import type { Absence, AbsenceKind } from '../attendees/availability.js';
import { childrenOf, firstLine, readCalendars, textOf, type Component } from '../calendar/reader/components.js';
import { readDuration, readTime } from '../calendar/reader/times.js';
import { startOfLondonDay } from '../kernel/london.js';

/** An entry of a calendar that says when somebody is away. What it is called is not kept. */
export interface CalendarEntry extends Absence {
  readonly uid: string;
}

/** An entry that was not taken, by its place in the file, and why. */
export interface NotTaken {
  readonly number: number;
  readonly why: string;
}

export interface ReadAbsences {
  /** False when there is no calendar in the file at all. */
  readonly isCalendar: boolean;
  readonly entries: readonly CalendarEntry[];
  readonly notTaken: readonly NotTaken[];
}

const MOST_ENTRIES = 500;
const LONGEST_UID = 300;
const KINDS: readonly (readonly [RegExp, AbsenceKind])[] = [
  [/\b(sick|ill|illness|unwell)\b/i, 'sick'],
  [/\b(course|training|conference day)\b/i, 'course'],
  [/\bcourt\b/i, 'court'],
];

/**
 * What a calendar file says of absences: every entry that blocks time, from now on. Entries that repeat are not taken,
 * because nobody is on leave for ever; neither is a time whose zone is not known: never a silent guess.
 */
export function readAbsenceCalendar(document: string, now: Temporal.Instant): ReadAbsences {
  const calendars = readCalendars(document);
  const events = calendars.flatMap((calendar) => childrenOf(calendar, 'VEVENT').map((event) => ({ calendar, event })));
  const entries: CalendarEntry[] = [];
  const notTaken: NotTaken[] = [];
  for (const [at, { calendar, event }] of events.slice(0, MOST_ENTRIES).entries()) {
    if (isFree(event)) continue;
    const read = readEntry(event, calendar);
    if (typeof read === 'string') notTaken.push({ number: at + 1, why: read });
    else if (Temporal.Instant.compare(read.endsAt, now) > 0) entries.push(read);
  }
  if (events.length > MOST_ENTRIES) {
    notTaken.push({
      number: MOST_ENTRIES + 1,
      why: `this one and all after it: a file may have ${MOST_ENTRIES} entries`,
    });
  }
  return { isCalendar: calendars.length > 0, entries, notTaken };
}

const isFree = (event: Component): boolean =>
  /^cancelled$/i.test(textOf(event, 'STATUS') ?? '') || /^transparent$/i.test(textOf(event, 'TRANSP') ?? '');

function readEntry(event: Component, calendar: Component): CalendarEntry | string {
  if (['RRULE', 'RDATE', 'RECURRENCE-ID'].some((name) => firstLine(event, name) !== null)) {
    return 'it repeats. Enter days off as working hours, and leave one by one';
  }
  const start = momentOf(event, calendar, 'DTSTART');
  if (typeof start === 'string') return start;
  const end = endOf(event, calendar, start);
  if (typeof end === 'string') return end;
  if (Temporal.Instant.compare(end, start.at) <= 0) return 'it ends before it starts';
  const words = `${textOf(event, 'CATEGORIES') ?? ''} ${textOf(event, 'SUMMARY') ?? ''}`;
  const kind = KINDS.find(([shape]) => shape.test(words))?.[1] ?? 'leave';
  const uid = textOf(event, 'UID') ?? `${start.at.toString()} ${end.toString()}`;
  return { kind, startsAt: start.at, endsAt: end, uid: uid.slice(0, LONGEST_UID) };
}

interface Moment {
  readonly at: Temporal.Instant;
  readonly dateOnly: boolean;
}

function momentOf(event: Component, calendar: Component, name: 'DTSTART' | 'DTEND'): Moment | string {
  const line = firstLine(event, name);
  const read = line === null ? null : readTime(line, calendar);
  if (read === null) return name === 'DTSTART' ? 'it has no start that can be read' : 'it has no end that can be read';
  if (read.instant === null) {
    return read.unresolvedZone === ''
      ? 'its time names no time zone'
      : `the time zone “${read.unresolvedZone?.slice(0, 60)}” is not known`;
  }
  // A whole day is one in London, wherever the calendar was made.
  const at = read.dateOnly
    ? startOfLondonDay(read.instant.toZonedDateTimeISO('UTC').toPlainDate())
    : read.instant.round('second');
  return { at, dateOnly: read.dateOnly };
}

function endOf(event: Component, calendar: Component, start: Moment): Temporal.Instant | string {
  if (firstLine(event, 'DTEND') !== null) {
    const end = momentOf(event, calendar, 'DTEND');
    return typeof end === 'string' ? end : end.at;
  }
  const duration = readDuration(firstLine(event, 'DURATION')?.value ?? '');
  if (duration !== null) return start.at.add({ seconds: duration });
  if (start.dateOnly)
    return startOfLondonDay(start.at.toZonedDateTimeISO('Europe/London').toPlainDate().add({ days: 1 }));
  return 'it has no end';
}
