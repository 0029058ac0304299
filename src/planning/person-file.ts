import { startOfLondonDay } from '../kernel/london.js';
import { Given } from '../measures/given.js';
import type { Person, Sitting, Skill, Span } from './instance.js';
import { at, merged, weekOf } from './rules.js';

const MOST_A_PERIOD = 10_000;
const MOST_MINUTES = 10_000_000;
/** 37 hours, the full-time week. */
const FULL_WEEK_MINUTES = 2_220;
const MINUTE = 60_000;

interface Weeks {
  readonly span: Span | null;
  readonly minutes: number;
}

/** The London weeks from the first sitting to the last, and what somebody with no pattern works in those with one. */
export function usualMinutes(sittings: readonly Sitting[]): Weeks {
  const mondays = [...new Set(sittings.map((sitting) => weekOf(sitting).toString()))].toSorted();
  const [first, last] = [mondays[0], mondays.at(-1)];
  if (first === undefined || last === undefined) return { span: null, minutes: FULL_WEEK_MINUTES };
  const endsAt = startOfLondonDay(Temporal.PlainDate.from(last).add({ days: 7 }));
  const span = { startsAt: startOfLondonDay(Temporal.PlainDate.from(first)), endsAt };
  return { span, minutes: FULL_WEEK_MINUTES * mondays.length };
}

export function readPerson(given: Given, index: number, weeks: Weeks, remarks: string[]): Person {
  const id = given.text('id') ?? String(index + 1);
  const entry = given.called(`Person ${id}`);
  entry.text('id');
  const available = entry.anything('available') === undefined ? null : entry.list('available', readSpan);
  const unavailable = entry.list('unavailable', readSpan);
  const person: Person = {
    id,
    hub: entry.text('hub'),
    covers: entry.texts('covers') ?? [],
    skills: readSkills(entry),
    available,
    unavailable,
    taken: entry.list('taken', readSpan),
    maxPerDay: entry.wholeNumber('maxPerDay', MOST_A_PERIOD),
    maxPerWeek: entry.wholeNumber('maxPerWeek', MOST_A_PERIOD),
    base: entry.text('base'),
    availableMinutes: entry.wholeNumber('availableMinutes', MOST_MINUTES) ?? minutesIn(available, unavailable, weeks),
    carriedMinutes: entry.wholeNumber('carriedMinutes', MOST_MINUTES) ?? 0,
  };
  for (const key of entry.unknown()) remarks.push(`The key "${key}" of person ${id} counts for nothing.`);
  return person;
}

/** `{"start", "end"}`, or `{"day"}` for the whole of it in London. */
export function readSpan(entry: Given): Span {
  const day = entry.day('day');
  if (day !== null) return { startsAt: startOfLondonDay(day), endsAt: startOfLondonDay(day.add({ days: 1 })) };
  const span = { startsAt: entry.requiredInstant('start'), endsAt: entry.requiredInstant('end') };
  if (at(span.endsAt) < at(span.startsAt)) entry.problem('ends before it starts');
  return span;
}

/** `"conference"`, or `{"name": "conference", "expiresOn": "2027-03-31"}`. */
function readSkills(entry: Given): readonly Skill[] {
  return entry.mixedList('skills', (one): Skill => {
    if (typeof one === 'string') return { name: one, expiresOn: null };
    return { name: one.requiredText('name'), expiresOn: one.day('expiresOn') };
  });
}

/** Of their windows within the weeks of the instance, without absences; the full-time week when they have none. */
function minutesIn(available: readonly Span[] | null, unavailable: readonly Span[], { span, minutes }: Weeks): number {
  if (available === null || span === null) return minutes;
  const clipped = merged(available).map((one) => [
    Math.max(at(one.startsAt), at(span.startsAt)),
    Math.min(at(one.endsAt), at(span.endsAt)),
  ]);
  const away = merged(unavailable);
  let total = 0;
  for (const [from = 0, until = 0] of clipped) {
    if (until <= from) continue;
    total += until - from;
    for (const one of away) total -= Math.max(0, Math.min(until, at(one.endsAt)) - Math.max(from, at(one.startsAt)));
  }
  return Math.floor(total / MINUTE);
}
