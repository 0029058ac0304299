import type { Component } from './components.js';
import { childrenOf, firstLine } from './components.js';
import { readWallTime } from './wall-time.js';

/** Since 1972 every country keeps a whole quarter of an hour; "+0921" is a broken calendar, not a place. */
const QUARTER = 15 * 60;
const WIDEST = 16 * 3600;

interface Observance {
  readonly offsetFrom: number;
  readonly offsetTo: number;
  readonly starts: Temporal.PlainDateTime;
  readonly rule: YearlyRule | null;
  readonly extra: readonly Temporal.PlainDateTime[];
}

interface YearlyRule {
  readonly month: number;
  /** 1 = first … 4, -1 = last; null when `day` is a day of the month. */
  readonly nth: number | null;
  /** ISO weekday with `nth`, else day of the month. */
  readonly day: number;
  /** The day of the month from which `nth` is counted forward. */
  readonly from: number;
  readonly until: number;
}

/**
 * The offset in seconds that a VTIMEZONE gives a wall-clock time, or null when its rules are of a kind that no time
 * zone needs or contradict each other: then a person has to look.
 */
export function embeddedOffset(zone: Component, wall: Temporal.PlainDateTime): number | null {
  const parts = [...childrenOf(zone, 'STANDARD'), ...childrenOf(zone, 'DAYLIGHT')].filter((part) => !isLongAgo(part));
  const observances = parts.map(readObservance);
  if (observances.length === 0 || observances.some((observance) => observance === null)) return null;
  const whole = observances.filter((observance) => observance !== null);
  const reached = whole
    .flatMap((observance) => onsets(observance, wall.year).map((at) => ({ at, observance })))
    .filter(({ at }) => Temporal.PlainDateTime.compare(at, wall) <= 0)
    .sort((one, other) => Temporal.PlainDateTime.compare(other.at, one.at));
  const latest = reached[0];
  if (!latest) return sameOffset(whole.map(({ offsetFrom }) => offsetFrom));
  return sameOffset(reached.filter(({ at }) => at.equals(latest.at)).map(({ observance }) => observance.offsetTo));
}

/** The local mean time of a town, as whole histories of a zone begin: "-000115". */
function isLongAgo(part: Component): boolean {
  const starts = readWallTime(firstLine(part, 'DTSTART')?.value ?? '');
  const odd = readOffset(firstLine(part, 'TZOFFSETTO')?.value ?? '') === null;
  return odd && starts !== null && starts.year < 1972 && firstLine(part, 'RRULE') === null;
}

/** Two observances that begin at once and differ say nothing. */
const sameOffset = (offsets: readonly number[]): number | null =>
  offsets.every((offset) => offset === offsets[0]) ? (offsets[0] ?? null) : null;

function readObservance(component: Component): Observance | null {
  const offsetFrom = readOffset(firstLine(component, 'TZOFFSETFROM')?.value ?? '');
  const offsetTo = readOffset(firstLine(component, 'TZOFFSETTO')?.value ?? '');
  const starts = readWallTime(firstLine(component, 'DTSTART')?.value ?? '');
  if (offsetTo === null || starts === null) return null;
  const written = firstLine(component, 'RRULE')?.value.trim() ?? '';
  const rule = written === '' ? null : readYearlyRule(written, starts);
  if (written !== '' && rule === null) return null;
  const extra = component.lines
    .filter(({ name }) => name === 'RDATE')
    .flatMap(({ value }) => value.split(',').slice(0, 500))
    .flatMap((value) => readWallTime(value) ?? []);
  return { offsetFrom: offsetFrom ?? offsetTo, offsetTo, starts, rule, extra };
}

function readOffset(text: string): number | null {
  const parts = /^\s*([+-])(\d{2}):?(\d{2})(\d{2})?\s*$/.exec(text);
  if (!parts) return null;
  const size = Number(parts[2]) * 3600 + Number(parts[3]) * 60 + Number(parts[4] ?? 0);
  if (size > WIDEST || size % QUARTER !== 0) return null;
  return parts[1] === '-' ? -size : size;
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Only the rules that time zones use: yearly, one month, an nth weekday or one day. BYHOUR and kin add nothing here. */
function readYearlyRule(text: string, starts: Temporal.PlainDateTime): YearlyRule | null {
  const parts = new Map(
    text
      .toUpperCase()
      .split(';')
      .map((part) => part.split('=', 2) as [string, string]),
  );
  const interval = Number(parts.get('INTERVAL') ?? 1);
  const month = Number(parts.get('BYMONTH') ?? starts.month);
  if (parts.get('FREQ') !== 'YEARLY' || interval !== 1 || parts.has('COUNT')) return null;
  if (!Number.isInteger(month) || month < 1 || month > 12) return null;
  const until = Number.parseInt(parts.get('UNTIL')?.slice(0, 4) ?? '9999', 10) || 9999;
  const weekday = readWeekday(parts);
  if (weekday !== null) return { month, ...weekday, until };
  if (parts.has('BYDAY')) return null;
  const day = Number(parts.get('BYMONTHDAY') ?? starts.day);
  return Number.isInteger(day) && day >= 1 && day <= 31 ? { month, nth: null, day, from: 1, until } : null;
}

/** "BYDAY=-1SU", "BYDAY=SU;BYSETPOS=-1", or "BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14": the Sunday of those seven days. */
function readWeekday(parts: ReadonlyMap<string, string>): Pick<YearlyRule, 'nth' | 'day' | 'from'> | null {
  const written = /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/.exec(parts.get('BYDAY') ?? '');
  const nth = written?.[1] ?? parts.get('BYSETPOS') ?? '';
  const day = WEEKDAYS.indexOf(written?.[2] ?? '') + 1;
  if (day === 0) return null;
  const days = (parts.get('BYMONTHDAY') ?? '').split(',').map(Number);
  const first = Math.min(...days);
  const week = days.length === 7 && first >= 1 && first <= 25 && Math.max(...days) === first + 6;
  if (week && (nth === '' || nth === '1')) return { nth: 1, day, from: first };
  return /^[+-]?[1-5]$/.test(nth) && !parts.has('BYMONTHDAY') ? { nth: Number(nth), day, from: 1 } : null;
}

/** The starts of an observance that can matter for a wall time in `year`. */
function onsets(observance: Observance, year: number): Temporal.PlainDateTime[] {
  const { rule, starts, extra } = observance;
  if (rule === null) return [starts, ...extra];
  const last = Math.min(year, rule.until);
  return [last, last - 1]
    .filter((candidate) => candidate >= starts.year)
    .map((candidate) => ruleDate(rule, candidate).toPlainDateTime(starts.toPlainTime()))
    .concat(extra);
}

function ruleDate(rule: YearlyRule, year: number): Temporal.PlainDate {
  const month = new Temporal.PlainYearMonth(year, rule.month);
  if (rule.nth === null) return month.toPlainDate({ day: Math.min(rule.day, month.daysInMonth) });
  const edge = month.toPlainDate({ day: rule.nth > 0 ? rule.from : month.daysInMonth });
  const forward = rule.nth > 0 ? (rule.day - edge.dayOfWeek + 7) % 7 : -((edge.dayOfWeek - rule.day + 7) % 7);
  const weeks = rule.nth > 0 ? rule.nth - 1 : rule.nth + 1;
  return edge.add({ days: forward + weeks * 7 });
}
