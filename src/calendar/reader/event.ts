import type { Component } from './components.js';
import { childrenOf, firstLine, textOf } from './components.js';
import type { ContentLine } from './content-lines.js';
import { readContentLines, unescapeText } from './content-lines.js';
import type { MailFrame, ReadEvent } from './mail.js';
import { attendeeLines, findRespondent, readAttendees, readPerson } from './people.js';
import type { ReadTime } from './times.js';
import { readDuration, readTime } from './times.js';

/** Two times with their zones. */
const LONGEST_PROPOSAL = 1_000;
/** Outlook and Exchange, Outlook.com, phones. */
const WHOLE_DAY = ['X-MICROSOFT-CDO-ALLDAYEVENT', 'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT', 'X-FUNAMBOL-ALLDAY'];
const COMPONENTS = ['VEVENT', 'VTODO', 'VJOURNAL', 'VFREEBUSY'] as const;

export interface CalendarDocument {
  readonly calendar: Component;
  /** The method parameter of the part it came in, upper case. */
  readonly partMethod: string | null;
}

/** What one calendar document says. The time of answering falls back on the date of the mail around it. */
export function readEvent(document: CalendarDocument, mail: MailFrame, documents: number): ReadEvent {
  const { calendar } = document;
  const name = COMPONENTS.find((each) => childrenOf(calendar, each).length > 0) ?? null;
  const events = name === null ? [] : childrenOf(calendar, name);
  const event = events.find((each) => firstLine(each, 'RECURRENCE-ID') === null) ?? events[0] ?? calendar;
  const method = readMethod(document, event);
  const attendees = readAttendees(event);
  const answers = method.method === 'REPLY' || method.method === 'COUNTER';
  return {
    ...method,
    component: name,
    uid: firstLine(event, 'UID')?.value.trim() || null,
    sequence: readSequence(firstLine(event, 'SEQUENCE')?.value ?? ''),
    stampedAt: instantOf(event, calendar, 'DTSTAMP'),
    repliedAt: instantOf(event, calendar, 'X-MICROSOFT-CDO-REPLYTIME') ?? mail.date,
    ...readTimes(event, calendar, method.method === 'COUNTER'),
    organizer: ((line) => (line === null ? null : readPerson(line)))(firstLine(event, 'ORGANIZER')),
    attendees,
    respondent: answers ? findRespondent(attendees, mail) : null,
    comment: readComment(event),
    summary: textOf(event, 'SUMMARY'),
    location: textOf(event, 'LOCATION'),
    description: textOf(event, 'DESCRIPTION'),
    joinLink: readJoinLink(event),
    status: textOf(event, 'STATUS')?.toUpperCase() ?? null,
    recurs: ['RRULE', 'RDATE'].some((each) => firstLine(event, each) !== null),
    recurrenceId: firstLine(event, 'RECURRENCE-ID')?.value.trim() || null,
    events: events.length,
    documents,
  };
}

function readMethod(document: CalendarDocument, event: Component): Pick<ReadEvent, 'method' | 'methodFrom'> {
  const written = [document.calendar, event]
    .flatMap(({ lines }) => lines.filter(({ name }) => name === 'METHOD'))
    .map(({ value }) => value.trim().toUpperCase())
    .filter((value) => value !== '');
  const agreed = written.find((value) => value === document.partMethod) ?? written[0];
  if (agreed !== undefined) return { method: agreed, methodFrom: 'calendar' };
  return { method: document.partMethod, methodFrom: document.partMethod === null ? null : 'part' };
}

function readSequence(text: string): number | null {
  if (!/^\s*\d{1,400}\s*$/.test(text)) return null;
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER);
}

function instantOf(event: Component, calendar: Component, name: string): Temporal.Instant | null {
  const line = firstLine(event, name);
  return line === null ? null : (readTime(line, calendar)?.instant ?? null);
}

type Times = Pick<ReadEvent, 'startsAt' | 'endsAt' | 'allDay' | 'proposedStart' | 'proposedEnd' | 'unresolvedZone'>;

/** A counter-proposal carries its proposal in DTSTART; Outlook keeps the meeting's own time beside it. */
function readTimes(event: Component, calendar: Component, counter: boolean): Times {
  const read = (name: string): ReadTime | null =>
    ((line) => (line === null ? null : readTime(line, calendar)))(firstLine(event, name));
  const start = read('DTSTART');
  const end = read('DTEND') ?? read('DUE') ?? endByDuration(event, start);
  const [originalStart, originalEnd] = [read('X-MS-OLK-ORIGINALSTART'), read('X-MS-OLK-ORIGINALEND')];
  const phone = phoneProposal(event, calendar);
  const proposed = counter ? { start, end } : phone;
  const shown = counter ? { start: originalStart ?? start, end: originalEnd ?? end } : { start, end };
  const flagged = WHOLE_DAY.some((name) => /^\s*(TRUE|1)\s*$/i.test(firstLine(event, name)?.value ?? ''));
  return {
    startsAt: shown.start?.instant ?? null,
    endsAt: shown.end?.instant ?? dayAfter(shown.start),
    allDay: start !== null && (start.dateOnly || flagged),
    proposedStart: proposed?.start?.instant ?? null,
    proposedEnd: proposed?.end?.instant ?? null,
    unresolvedZone: [start, end, phone?.start].find((time) => time?.unresolvedZone != null)?.unresolvedZone ?? null,
  };
}

/** RFC 5545 3.6.1: a date without an end lasts that day. A time without an end has none we know. */
const dayAfter = (start: ReadTime | null): Temporal.Instant | null =>
  start?.dateOnly ? (start.instant?.add({ hours: 24 }) ?? null) : null;

function endByDuration(event: Component, start: ReadTime | null): ReadTime | null {
  const seconds = readDuration(firstLine(event, 'DURATION')?.value ?? '');
  if (seconds === null || start === null || start.instant === null) return null;
  return { ...start, instant: start.instant.add({ seconds }) };
}

/** The iPhone's way: TO-ALL-PROPOSED-NEW-TIME="DTSTART;TZID=…:…" on the attendee of a REPLY. */
function phoneProposal(event: Component, calendar: Component): { start: ReadTime | null; end: ReadTime | null } | null {
  const written = attendeeLines(event)
    .map(({ parameters }) => parameters.get('TO-ALL-PROPOSED-NEW-TIME') ?? parameters.get('X-PROPOSED-NEW-TIME'))
    .find((value) => value !== undefined && value.trim() !== '');
  if (written === undefined) return null;
  // Cut short, because what stands before DTEND is looked at anew from each of its letters.
  const lines = readContentLines(written.slice(0, LONGEST_PROPOSAL).replace(/[;,\s\\n]*(?=DTEND[;:])/g, '\r\n'));
  const find = (name: string): ReadTime | null =>
    ((line) => (line === undefined ? null : readTime(line, calendar)))(lines.find((each) => each.name === name));
  const bare: ContentLine = { name: 'DTSTART', parameters: new Map(), value: written };
  return { start: find('DTSTART') ?? readTime(bare, calendar), end: find('DTEND') };
}

/** Four places for one thing: Exchange, Google, Apple, Yahoo. A comment of line breaks alone is none. */
function readComment(event: Component): string | null {
  const onAttendee = attendeeLines(event).flatMap(({ parameters }) => [
    parameters.get('X-RESPONSE-COMMENT'),
    parameters.get('X-COMMENT'),
  ]);
  const written = [
    event.lines
      .filter(({ name }) => name === 'COMMENT')
      .map(({ value }) => unescapeText(value))
      .join('\n'),
    ...onAttendee.map((value) => unescapeText(value ?? '')),
    ...['X-CALENDARSERVER-PRIVATE-COMMENT', 'X-CALENDARSERVER-ATTENDEE-COMMENT', 'X-COMMENT'].map(
      (name) => textOf(event, name) ?? '',
    ),
  ];
  return written.map((text) => text.trim()).find((text) => text !== '') ?? null;
}

function readJoinLink(event: Component): string | null {
  const named = [
    'X-MICROSOFT-SKYPETEAMSMEETINGURL',
    'X-MICROSOFT-ONLINEMEETINGEXTERNALLINK',
    'X-GOOGLE-CONFERENCE',
    'CONFERENCE',
  ]
    .map((name) => textOf(event, name))
    .find((link) => link !== null && /^https?:\/\//i.test(link));
  return named ?? null;
}
