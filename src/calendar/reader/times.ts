import { ianaZone } from '../zones.js';
import type { Component } from './components.js';
import { childrenOf, firstLine } from './components.js';
import type { ContentLine } from './content-lines.js';
import { embeddedOffset } from './embedded-zone.js';
import { readWallTime } from './wall-time.js';

export interface ReadTime {
  /** Null when the zone could not be told. */
  readonly instant: Temporal.Instant | null;
  /** A date without a time: the instant is its midnight in UTC, and only the date is meant. */
  readonly dateOnly: boolean;
  /** The zone nobody could resolve; '' when none was named. Null when all is well. */
  readonly unresolvedZone: string | null;
}

/**
 * A date-time of a calendar as an instant. In order: `Z`; an IANA name, whatever the embedded VTIMEZONE says; a Windows
 * key or dialect name; the embedded VTIMEZONE; else unresolved. A floating time is unresolved too: never a silent guess.
 * Null when the value is no date-time at all.
 */
export function readTime(line: ContentLine, calendar: Component): ReadTime | null {
  const value = line.value.trim();
  const wall = readWallTime(value);
  if (wall === null) return null;
  if (!/^\d{4}-?\d{2}-?\d{2}[Tt ]/.test(value)) return { instant: inUtc(wall), dateOnly: true, unresolvedZone: null };
  if (/[Zz]$/.test(value)) return { instant: inUtc(wall), dateOnly: false, unresolvedZone: null };
  const offset = /[T ][\d:.]+([+-]\d{2}):?(\d{2})$/i.exec(value);
  if (offset) return { instant: inZone(wall, `${offset[1]}:${offset[2]}`), dateOnly: false, unresolvedZone: null };
  const tzid = line.parameters.get('TZID') ?? '';
  const instant = tzid === '' ? null : inNamedZone(wall, tzid, calendar);
  return { instant, dateOnly: false, unresolvedZone: instant === null ? tzid : null };
}

const inUtc = (wall: Temporal.PlainDateTime): Temporal.Instant => inZone(wall, 'UTC');

const inZone = (wall: Temporal.PlainDateTime, zone: string): Temporal.Instant =>
  wall.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant();

function inNamedZone(wall: Temporal.PlainDateTime, tzid: string, calendar: Component): Temporal.Instant | null {
  const zone = ianaZone(tzid);
  // An offset names no rules of its own, so the VTIMEZONE knows better when the clocks change.
  const offsetAlone = zone !== null && /^[+-]/.test(zone);
  if (zone !== null && !offsetAlone) return inZone(wall, zone);
  const same = (one: string): boolean => tidy(one) === tidy(tzid);
  const embedded = childrenOf(calendar, 'VTIMEZONE').find((component) =>
    component.lines.some(({ name, value }) => name === 'TZID' && same(value)),
  );
  const located = embedded ? ianaZone(firstLine(embedded, 'X-LIC-LOCATION')?.value ?? '') : null;
  if (located !== null) return inZone(wall, located);
  const offset = embedded ? embeddedOffset(embedded, wall) : null;
  if (offset !== null) return inUtc(wall).subtract({ seconds: offset });
  return zone === null ? null : inZone(wall, zone);
}

const tidy = (tzid: string): string => tzid.trim().replace(/\\/g, '').replace(/^"|"$/g, '').toLowerCase();

const DURATION = /^\s*([+-]?)P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?\s*$/i;

/** A DURATION value in exact seconds (a day is 24 hours), or null. */
export function readDuration(text: string): number | null {
  const parts = DURATION.exec(text);
  if (!parts) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(2).map((part) => Number(part ?? 0));
  const size = ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds;
  return parts[1] === '-' ? -size : size;
}
