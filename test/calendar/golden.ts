import { readFileSync } from 'node:fs';
import ICAL from 'ical.js';
import type { CalendarFacts } from '../../src/calendar/message.js';
import { someFacts } from './facts.js';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const ben = { name: 'Ben Carter', address: 'ben.carter@thamesvalley-police.example' };
const later = { stampedAt: at('2026-11-24T10:00:00Z'), sequence: 1 };
const cancelled = { ...later, method: 'CANCEL' } as const;

/** Every message that the tracker sends, by the name of the file that holds it. */
export const GOLDEN: Readonly<Record<string, Partial<CalendarFacts>>> = {
  new: {},
  moved: { ...later, change: 'moved', startsAt: at('2026-12-02T09:30:00Z'), endsAt: at('2026-12-02T11:00:00Z') },
  'moved-to-summer': {
    ...later,
    change: 'moved',
    startsAt: at('2027-07-01T08:30:00Z'),
    endsAt: at('2027-07-01T10:00:00Z'),
  },
  place: { ...later, change: 'place', modeLabel: 'Hybrid', joinLink: 'https://meet.example/j/1?pwd=a,b' },
  details: {
    ...later,
    sequence: 0,
    change: 'details',
    answer: 'accepted',
    venue: "Knight's Court, Room 2; ask for QA",
  },
  'reassigned-old': { ...cancelled, change: 'reassigned' },
  'reassigned-new': {
    ...later,
    sequence: 0,
    uid: '7b0e77aa-91c4-4d55-8f7e-1d2c3b4a5968@tracker.example',
    attendee: ben,
  },
  withdrawn: { ...cancelled, change: 'withdrawn' },
  'stood-down': { ...cancelled, change: 'stood-down' },
  postponed: { ...cancelled, change: 'postponed' },
  cancelled: { ...cancelled, change: 'cancelled' },
  reinstated: { ...later, sequence: 2, change: 'reinstated' },
  reconvened: {
    ...later,
    sequence: 0,
    uid: '5d0c9b1e-3f67-4a2b-8c1d-9e8f7a6b5c4d@tracker.example',
    change: 'reconvened',
    startsAt: at('2026-12-15T14:00:00Z'),
    endsAt: at('2026-12-15T15:30:00Z'),
  },
};

export const goldenFile = (name: string): URL => new URL(`golden/${name}.txt`, import.meta.url);

/** The calendar of a golden message as it goes out. */
export function goldenCalendar(name: string): string {
  const [, , , ics = ''] = readFileSync(goldenFile(name), 'utf8').split('\n----\n');
  return ics.replaceAll('␍\n', '\r\n');
}

/** What a parser must find in a message: the same words whoever reads it, times in UTC. */
export interface ParsedBack {
  readonly method: string;
  readonly uid: string;
  readonly sequence: number;
  readonly stamp: string;
  readonly start: string;
  readonly end: string;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  readonly status: string;
  readonly organizer: string;
  readonly attendee: string;
  readonly partstat: string | null;
  readonly rsvp: string | null;
  readonly alarms: number;
}

/** What was put into a message. */
export function putInto(given: Partial<CalendarFacts>, description: string): ParsedBack {
  const facts = someFacts(given);
  const isRequest = facts.method === 'REQUEST';
  const held = facts.change === 'details' ? (facts.answer ?? null) : null;
  const answer = held === null ? 'NEEDS-ACTION' : held.toUpperCase();
  return {
    method: facts.method,
    uid: facts.uid,
    sequence: facts.sequence,
    stamp: facts.stampedAt.toString(),
    start: facts.startsAt.toString(),
    end: facts.endsAt.toString(),
    summary: `OFFICIAL-SENSITIVE | ${facts.kindLabel} | ${facts.reference} | ${facts.hubName}`,
    location: facts.venue ?? 'See the tracker',
    description,
    status: isRequest ? 'CONFIRMED' : 'CANCELLED',
    organizer: `mailto:${facts.desk.address}`,
    attendee: `mailto:${facts.attendee.address}`,
    partstat: isRequest ? answer : null,
    rsvp: isRequest ? (held === null ? 'TRUE' : 'FALSE') : null,
    alarms: isRequest ? 2 : 0,
  };
}

/** What ical.js finds; it knows no zones of its own, so the instants come from our VTIMEZONE. */
export function byIcalJs(ics: string): ParsedBack {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown as string);
  const event = calendar.getFirstSubcomponent('vevent');
  const zone = calendar.getFirstSubcomponent('vtimezone');
  if (!event || !zone) throw new Error('no event or no zone');
  const text = (name: string): string => String(event.getFirstPropertyValue(name) ?? '');
  const instant = (name: string): string => {
    const time = event.getFirstPropertyValue(name) as ICAL.Time;
    if (name !== 'dtstamp') time.zone = new ICAL.Timezone(zone);
    return Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000).toString();
  };
  const attendee = event.getFirstProperty('attendee');
  const parameter = (name: string): string | null => (attendee?.getParameter(name) as string | undefined) ?? null;
  return {
    method: String(calendar.getFirstPropertyValue('method')),
    uid: text('uid'),
    sequence: Number(text('sequence')),
    stamp: instant('dtstamp'),
    start: instant('dtstart'),
    end: instant('dtend'),
    summary: text('summary'),
    location: text('location'),
    description: text('description'),
    status: text('status'),
    organizer: text('organizer'),
    attendee: String(attendee?.getFirstValue()),
    partstat: parameter('partstat'),
    rsvp: parameter('rsvp'),
    alarms: event.getAllSubcomponents('valarm').length,
  };
}
