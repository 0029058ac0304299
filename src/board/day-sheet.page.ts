import { stateLabel } from '../conferences/conference.js';
import { kindLabel } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import { formatDayAndYear, formatTime, formatWhen, isWholeDay } from '../kernel/london.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';
import type { Link, Table } from '../web/page-parts.js';
import type { DaySheetLine } from './board.queries.js';

export interface DaySheetPage {
  readonly title: string;
  readonly back: Link;
  readonly actions: readonly (Link & { readonly plain: true })[];
  readonly status: { readonly text: string };
  /** For the screen only. */
  readonly hint: string;
  readonly sheet: Table<'time' | 'reference' | 'kind' | 'mode' | 'attendee' | 'hub'>;
}

const COLUMNS: DaySheetPage['sheet']['columns'] = [
  { key: 'time', text: 'Time', nowrap: true },
  { key: 'reference', text: 'Reference', rowHeader: true },
  { key: 'kind', text: 'Kind' },
  { key: 'mode', text: 'Mode' },
  { key: 'attendee', text: 'Attendee' },
  { key: 'hub', text: 'Hub' },
];

/** One day for paper, for when the network is down: reference, time, mode, who goes, hub (domain, situation 59). */
export function daySheetPage(facts: {
  readonly lines: readonly DaySheetLine[];
  readonly day: Temporal.PlainDate;
  readonly now: Temporal.Instant;
  readonly hubs: readonly { readonly code: string; readonly name: string }[];
  readonly calendar: WorkingCalendar;
}): DaySheetPage {
  const { lines, day, now, calendar } = facts;
  const href = (date: Temporal.PlainDate): string => `/board/day-sheet?date=${date.toString()}`;
  return {
    title: `Day sheet, ${formatDayAndYear(day)}`,
    back: { text: 'Board', href: '/board' },
    actions: [
      { text: 'Working day before', href: href(addWorkingDays(day, -1, calendar)), plain: true },
      { text: 'Next working day', href: href(addWorkingDays(day, 1, calendar)), plain: true },
    ],
    status: { text: `As it stood at ${formatWhen(now)}.` },
    hint: 'Print it from your browser: menu and search stay off the paper.',
    sheet: {
      caption: `Conferences on ${formatDayAndYear(day)}`,
      captionHidden: true,
      columns: COLUMNS,
      rows: lines.map((line) => ({
        cells: {
          time: isWholeDay(line.startsAt, line.endsAt)
            ? 'not known'
            : `${formatTime(line.startsAt)} to ${formatTime(line.endsAt)}`,
          reference: { text: line.reference, href: `/conferences/${line.reference}` },
          kind: kindLabel(line.kind),
          mode: modeLabel(line.mode),
          attendee: attendeeWords(line),
          hub: facts.hubs.find((hub) => hub.code === line.hubCode)?.name ?? line.hubCode,
        },
      })),
      empty: { title: 'No conferences on this day' },
    },
  };
}

function attendeeWords(line: DaySheetLine): string {
  const isOn = line.state === 'scheduled' || line.state === 'held';
  if (!isOn) return stateLabel(line.state);
  return line.attendees.length === 0 ? 'nobody assigned' : line.attendees.join(', ');
}
