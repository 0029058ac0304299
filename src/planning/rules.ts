/** The hard rules: what no plan may break, each with the sentence that says so. */
import { formatDate, formatDay, formatSpan, londonDate } from '../kernel/london.js';
import type { Instance, Person, Role, Sitting, Span } from './instance.js';

export const dayOf = (sitting: Span): Temporal.PlainDate => londonDate(sitting.startsAt);

/** The Monday of the week in which it starts, London time. */
export const weekOf = (sitting: Span): Temporal.PlainDate => {
  const day = dayOf(sitting);
  return day.subtract({ days: day.dayOfWeek - 1 });
};

export const at = (instant: Temporal.Instant): number => instant.epochMilliseconds;

const MINUTE = 60_000;

/** A sitting that lasts a part of a minute takes the whole of it. */
export const minutesOf = (span: Span): number => Math.ceil((at(span.endsAt) - at(span.startsAt)) / MINUTE);

/** Minutes that lie between two sittings of one person at least. */
export function gapMinutes(a: Sitting, b: Sitting): number {
  const atOneVenue = a.inPerson && b.inPerson && a.venue !== null && a.venue === b.venue;
  if (atOneVenue) return 0;
  return Math.max(a.inPerson ? a.bufferMinutes : 0, b.inPerson ? b.bufferMinutes : 0);
}

/** One person cannot be on both. */
export function clash(a: Sitting, b: Sitting): boolean {
  if (a.takes !== null && b.takes !== null) return overlap(a.takes, b.takes);
  const gap = gapMinutes(a, b) * MINUTE;
  return at(a.startsAt) < at(b.endsAt) + gap && at(b.startsAt) < at(a.endsAt) + gap;
}

export const skillsFor = (sitting: Sitting, role: Role): readonly string[] =>
  role === 'lead' ? sitting.leadSkills : sitting.secondSkills;

/** Windows that touch are one. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => at(a.startsAt) - at(b.startsAt))) {
    const last = merged.at(-1);
    if (last === undefined || at(span.startsAt) > at(last.endsAt)) merged.push(span);
    else if (at(span.endsAt) > at(last.endsAt)) merged[merged.length - 1] = { ...last, endsAt: span.endsAt };
  }
  return merged;
}

export const overlap = (a: Span, b: Span): boolean => at(a.startsAt) < at(b.endsAt) && at(b.startsAt) < at(a.endsAt);
const within = (inner: Span, outer: Span): boolean =>
  at(outer.startsAt) <= at(inner.startsAt) && at(inner.endsAt) <= at(outer.endsAt);

/** Why their time does not allow it, whatever else they do; null when it does. */
export function whyNoTime(person: Person, sitting: Sitting): string | null {
  if (person.availableMinutes === 0) return `${person.id} has no available minutes.`;
  const away = person.unavailable.find((span) => overlap(span, sitting));
  if (away !== undefined) return `${person.id} is away ${formatSpan(away.startsAt, away.endsAt)}.`;
  const other = person.taken.find((span) => overlap(span, sitting.takes ?? sitting));
  if (other !== undefined) return `${person.id} has another conference ${formatSpan(other.startsAt, other.endsAt)}.`;
  if (person.available !== null && !merged(person.available).some((window) => within(sitting, window)))
    return `${person.id} is not available for all of ${formatSpan(sitting.startsAt, sitting.endsAt)}.`;
  if (person.maxPerDay === 0) return `${person.id} may have no sitting on any day.`;
  if (person.maxPerWeek === 0) return `${person.id} may have no sitting in any week.`;
  return whyFull(person, sitting);
}

/** What they have outside the plan may be all that they may have. */
function whyFull(person: Person, sitting: Sitting): string | null {
  const day = dayOf(sitting);
  const onDay = person.taken.filter((span) => dayOf(span).equals(day)).length;
  if (person.maxPerDay !== null && onDay >= person.maxPerDay)
    return `${person.id} has ${onDay} elsewhere on ${formatDay(day)}, and may have ${person.maxPerDay} a day.`;
  const week = weekOf(sitting);
  const inWeek = person.taken.filter((span) => weekOf(span).equals(week)).length;
  if (person.maxPerWeek !== null && inWeek >= person.maxPerWeek)
    return `${person.id} has ${inWeek} elsewhere in the week of ${formatDay(week)}, and may have ${person.maxPerWeek} a week.`;
  return null;
}

/** Which skill they lack for the role on the day; null when none. */
export function whyNotSkilled(person: Person, sitting: Sitting, role: Role): string | null {
  const day = dayOf(sitting);
  for (const name of skillsFor(sitting, role)) {
    const held = person.skills.filter((skill) => skill.name === name);
    if (held.length === 0) return `${person.id} does not have the skill "${name}".`;
    if (held.some(({ expiresOn }) => expiresOn === null || Temporal.PlainDate.compare(expiresOn, day) >= 0)) continue;
    const last = held.map(({ expiresOn }) => expiresOn).find((one) => one !== null);
    return `${person.id}'s skill "${name}" ran out${last ? ` on ${formatDate(last)}` : ''}.`;
  }
  return null;
}

/** Why somebody has settled that they do not go; null when nobody has. */
export function whySettled(instance: Instance, person: Person, sitting: Sitting): string | null {
  const isPair = (one: { person: string; sitting: string }): boolean =>
    one.person === person.id && one.sitting === sitting.id;
  if (instance.declined.some(isPair)) return `${person.id} declined ${sitting.id}.`;
  if (instance.conflictsOfInterest.some(isPair)) return `${person.id} has a conflict of interest in ${sitting.id}.`;
  for (const [at, lock] of instance.locks.entries()) {
    if (lock.kind === 'not' && isPair(lock)) return `Lock ${at + 1} keeps ${person.id} off ${sitting.id}.`;
    if (lock.kind === 'not-on' && lock.person === person.id && lock.day.equals(dayOf(sitting)))
      return `Lock ${at + 1} keeps ${person.id} off everything on ${formatDay(lock.day)}.`;
  }
  return null;
}

/** Why they cannot have that role on that sitting even if they did nothing else; null when they can. */
export const whyNever = (instance: Instance, person: Person, sitting: Sitting, role: Role): string | null =>
  whySettled(instance, person, sitting) ?? whyNoTime(person, sitting) ?? whyNotSkilled(person, sitting, role);
