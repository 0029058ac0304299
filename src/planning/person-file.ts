import { startOfLondonDay } from '../kernel/london.js';
import { Given, shown } from '../measures/given.js';
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
  const id = readId(given, index);
  const entry = given.called(`Person ${id}`);
  const span = (one: Given): Span => readSpan(one, `a span of person ${id}`, remarks);
  const available = entry.anything('available') === undefined ? null : entry.list('available', span);
  const unavailable = entry.list('unavailable', span);
  const person: Person = {
    id,
    hub: entry.text('hub'),
    covers: entry.texts('covers') ?? [],
    skills: readSkills(entry, id, remarks),
    available,
    unavailable,
    taken: entry.list('taken', span),
    maxPerDay: entry.wholeNumber('maxPerDay', MOST_A_PERIOD),
    maxPerWeek: entry.wholeNumber('maxPerWeek', MOST_A_PERIOD),
    base: entry.text('base'),
    availableMinutes: entry.wholeNumber('availableMinutes', MOST_MINUTES) ?? minutesIn(available, unavailable, weeks),
    carriedMinutes: entry.wholeNumber('carriedMinutes', MOST_MINUTES) ?? 0,
  };
  remarkUnknown(entry, `person ${id}`, remarks);
  return person;
}

const MOST_LETTERS = 200;

/** Their place in the list, from 1, when they have none. */
export function readId(given: Given, index: number): string {
  const id = given.text('id') ?? String(index + 1);
  if (id.length > MOST_LETTERS || /\p{Cc}/u.test(id))
    given.problem(`has an "id" of more than ${MOST_LETTERS} characters, or with control characters`);
  return id;
}

/** A key that counts for nothing is often a slip in one that should. */
export function remarkUnknown(entry: Given, of: string, remarks: string[]): void {
  for (const key of entry.unknown()) remarks.push(`The key "${shown(key)}" of ${of} counts for nothing.`);
}

/** `{"start", "end"}`, or `{"day"}` for the whole of it in London. */
export function readSpan(entry: Given, of: string, remarks: string[]): Span {
  if (entry.anything('day') !== undefined) {
    const day = entry.requiredDay('day');
    remarkUnknown(entry, of, remarks);
    return { startsAt: startOfLondonDay(day), endsAt: startOfLondonDay(day.add({ days: 1 })) };
  }
  const span = { startsAt: entry.requiredInstant('start'), endsAt: entry.requiredInstant('end') };
  if (at(span.endsAt) < at(span.startsAt)) entry.problem('ends before it starts');
  remarkUnknown(entry, of, remarks);
  return span;
}

/** `"conference"`, or `{"name": "conference", "expiresOn": "2027-03-31"}`. */
function readSkills(entry: Given, id: string, remarks: string[]): readonly Skill[] {
  return entry.mixedList('skills', (one): Skill => {
    if (typeof one === 'string') return { name: one, expiresOn: null };
    const skill = { name: one.requiredText('name'), expiresOn: one.day('expiresOn') };
    remarkUnknown(one, `a skill of person ${id}`, remarks);
    return skill;
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
