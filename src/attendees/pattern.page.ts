import { never } from '../kernel/decided.js';
import { formatDate } from '../kernel/london.js';
import type { Cell, FieldError, Table } from '../web/page-parts.js';
import type { Attendee } from './attendee.queries.js';
import type { Shift, WorkingPattern } from './availability.js';
import { dayField, type TypedPattern } from './pattern.form.js';
import {
  MOST_CYCLE_WEEKS,
  MOST_YEARS_AHEAD,
  weeklyMinutes,
  type KeptPattern,
  type PatternRefusal,
} from './working-pattern.js';

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
const dayName = (day: number): string => DAYS[day - 1] ?? '';

/** "37", "30.5": hours a week for people. */
const weeklyHours = (pattern: WorkingPattern): string => String(Math.round(weeklyMinutes(pattern) / 6) / 10);

/** "Mon to Thu 08:00 to 16:00, Fri 08:00 to 15:30", a line for each week of the cycle. */
export function patternLines(pattern: Pick<WorkingPattern, 'shifts' | 'cycleWeeks'>): readonly string[] {
  return Array.from({ length: pattern.cycleWeeks }, (_, i) => {
    const shifts = pattern.shifts.filter(({ week }) => week === i + 1);
    const words = shifts.length === 0 ? 'off' : weekWords(shifts);
    return pattern.cycleWeeks === 1 ? words : `Week ${i + 1}: ${words}`;
  });
}

function weekWords(shifts: readonly Shift[]): string {
  const parts: { first: number; last: number; hours: string }[] = [];
  for (let day = 1; day <= 7; day += 1) {
    const hours = shifts
      .filter((shift) => shift.day === day)
      .map(({ starts, ends }) => `${starts} to ${ends}`)
      .join(' and ');
    const before = parts.at(-1);
    if (hours === '') continue;
    if (before?.last === day - 1 && before.hours === hours) before.last = day;
    else parts.push({ first: day, last: day, hours });
  }
  const short = (day: number): string => dayName(day).slice(0, 3);
  const days = (first: number, last: number): string =>
    first === last ? short(first) : `${short(first)}${last === first + 1 ? ' and ' : ' to '}${short(last)}`;
  return parts.map(({ first, last, hours }) => `${days(first, last)} ${hours}`).join(', ');
}

/** The hours on the page of a person. */
export function patternsTable(
  patterns: readonly KeptPattern[],
  attendee: Pick<Attendee, 'id' | 'version'>,
  mayChange: boolean,
  csrf: string,
): Table<'when' | 'hours' | 'week' | 'change'> {
  const until = (one: KeptPattern): string => (one.untilOn === null ? '' : ` to ${formatDate(one.untilOn)}`);
  const remove = (one: KeptPattern): Cell => ({
    post: {
      action: `/attendees/${attendee.id}/hours/${one.id}/remove`,
      text: 'Remove',
      label: `: hours from ${formatDate(one.fromOn)}`,
      fields: { version: String(attendee.version) },
    },
  });
  return {
    caption: 'Working hours',
    captionHidden: true,
    csrf,
    columns: [
      { key: 'when', text: 'From', rowHeader: true, bare: true },
      { key: 'hours', text: 'Hours', bare: true },
      { key: 'week', text: 'Hours a week', numeric: true },
      ...(mayChange ? [{ key: 'change' as const, text: 'Change', hidden: true, bare: true }] : []),
    ],
    rows: patterns.map((one) => ({
      cells: {
        when: `${formatDate(one.fromOn)}${until(one)}`,
        hours: { list: patternLines(one), ...(one.worksHolidays ? { note: 'also on bank holidays' } : {}) },
        week: weeklyHours(one),
        ...(mayChange ? { change: remove(one) } : {}),
      },
    })),
    empty: {
      title: 'No working hours are on record.',
      text: 'Until somebody enters them, the tracker takes them to be free at any time.',
    },
  };
}

export interface PatternFormFacts {
  readonly person: Pick<Attendee, 'id' | 'name' | 'version'>;
  readonly typed: TypedPattern;
  readonly errors?: readonly FieldError[];
}

/** The form for hours from a day on. */
export function patternPage({ person, typed, errors = [] }: PatternFormFacts) {
  const href = `/attendees/${person.id}`;
  return {
    title: `Working hours of ${person.name}`,
    back: { text: person.name, href },
    errors,
    action: `${href}/hours`,
    version: person.version,
    typed,
    holidays: typed.worksHolidays ? ['yes'] : [],
    weeks: Array.from({ length: typed.weeks }, (_, i) => ({
      legend: typed.weeks === 1 ? 'Each week' : `Week ${i + 1}`,
      days: DAYS.map((text, day) => {
        const name = dayField(i + 1, day + 1);
        return { name, label: text, value: typed.hours[name] ?? '' };
      }),
    })),
    others: typed.weeks < MOST_CYCLE_WEEKS ? [{ text: 'Add a week to the cycle', name: 'more', value: 'yes' }] : [],
    cancel: { text: 'Cancel', href },
  };
}

const shiftWords = (shift: Shift): string => `${dayName(shift.day)} ${shift.starts} to ${shift.ends}`;
const at = (shift: Shift): FieldError['href'] => `#${dayField(shift.week, shift.day)}`;

/** Each refusal as a sentence at the field that mends it. */
export function patternRefusal(refusal: PatternRefusal | { readonly kind: 'changed-meanwhile' }): FieldError {
  switch (refusal.kind) {
    case 'no-hours':
      return {
        text: 'Enter hours for at least one day. For somebody who left, untick “Still here?” instead',
        href: '#w1d1',
      };
    case 'ends-before-start':
      return { text: 'The last day is before the first one. Check both', href: '#untilOn' };
    case 'too-far-ahead':
      return {
        text: `These hours begin more than ${MOST_YEARS_AHEAD} years from now. Check the year`,
        href: '#fromOn',
      };
    case 'no-length':
      return { text: `${shiftWords(refusal.shift)} has no length. Enter a later end`, href: at(refusal.shift) };
    case 'outside-cycle':
      return { text: `The cycle has no week ${refusal.shift.week}`, href: '#w1d1' };
    case 'shifts-overlap':
      return {
        text: `${shiftWords(refusal.first)} runs into ${shiftWords(refusal.second)}. Shorten one of them`,
        href: at(refusal.second),
      };
    case 'pattern-overlaps':
      return {
        text: `Other hours begin on ${formatDate(refusal.other.fromOn)}. End these before, or remove those`,
        href: '#untilOn',
      };
    case 'changed-meanwhile':
      return {
        text: 'Somebody else changed this person since you opened the page. Check their hours, then save again',
        href: '#fromOn',
      };
    default:
      return never(refusal);
  }
}
