import {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  ICalCalendarMethod,
  type ICalAttendeeData,
  type ICalEvent,
} from 'ical-generator';
import type { CalendarChange, SentMethod } from './change.js';
import { asksAgain, methodOf, sentenceOf, subjectEnding } from './change.js';
import { addEntry, finish, replaceText, startCalendar, type Party } from './document.js';
import { asText, describe, DO_NOT_FORWARD, titleOf, type Described, type Line } from './lines.js';
import { isMailAddress, isWebLink, oneLine, toHtml } from './writing.js';

export type { Party } from './document.js';

/** Everything one calendar message says. It has no field for a child, a parent, a school or an LA number. */
export interface CalendarFacts extends Described {
  readonly method: SentMethod;
  /** Minted once for an assignment and never changed. */
  readonly uid: string;
  readonly sequence: number;
  readonly stampedAt: Temporal.Instant;
  readonly createdAt: Temporal.Instant;
  readonly attendee: Party;
  readonly desk: Party;
  readonly change: CalendarChange;
  /** The answer held, repeated in a text-only edit so that no client asks again. */
  readonly answer?: 'accepted' | 'tentative' | null;
}

export interface ComposedMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** A complete iCalendar document: CRLF line ends, folded at 75 octets, final CRLF. */
  readonly ics: string;
}

/** Whether the desk may invite this address. Clients treat an invitation from oneself as one's own meeting. */
export const mayInvite = (attendee: string, desk: string): boolean =>
  isMailAddress(attendee) && attendee.toLowerCase() !== desk.toLowerCase();

/**
 * The mail and calendar text of one message to one attendee (DPA 2018: no personal data but the attendee's own).
 * Times are written in Europe/London. Text from outside (venue, link, names) is reduced to one line and escaped.
 * Throws when the facts contradict each other: that is a bug in the caller, not a person's mistake.
 */
export function composeMessage(facts: CalendarFacts): ComposedMessage {
  assertConsistent(facts);
  const title = titleOf(facts);
  const ending = subjectEnding(facts.change);
  const lines = describe(facts);
  const text = asText(facts.marking, sentenceOf(facts.change), lines);
  return {
    subject: ending === null ? title : `${title} | ${ending}`,
    text: `${text}\n`,
    html: htmlBody(facts, lines),
    ics: calendarText(facts, title, text),
  };
}

/**
 * The same message with another sentence in front, for somebody who never got the messages before it. Only between two
 * changes of the same method: times, SEQUENCE and UID stay what they are. Done twice it changes nothing more.
 */
export function reword(message: ComposedMessage, from: CalendarChange, to: CalendarChange): ComposedMessage {
  if (methodOf(from) !== methodOf(to)) throw new RangeError('a REQUEST cannot be reworded into a CANCEL, nor back');
  const [before, after] = [sentenceOf(from), sentenceOf(to)];
  return {
    subject: message.subject,
    text: message.text.replace(before, () => after),
    html: message.html.replace(toHtml(before), () => toHtml(after)),
    ics: replaceText(message.ics, before, after),
  };
}

function htmlBody(facts: CalendarFacts, lines: readonly Line[]): string {
  const value = (line: Line): string =>
    line.href === null ? toHtml(line.value) : `<a href="${toHtml(line.href)}">${toHtml(line.value)}</a>`;
  const rows = lines.map((line) => `<tr><th align="left">${toHtml(line.label)}</th><td>${value(line)}</td></tr>`);
  return [
    '<!DOCTYPE html>',
    '<html lang="en-GB"><head><meta charset="utf-8"><title>Conference</title></head><body>',
    `<p><strong>${facts.marking}</strong></p>`,
    `<p>${toHtml(sentenceOf(facts.change))}</p>`,
    `<table>${rows.join('')}</table>`,
    `<p>${toHtml(DO_NOT_FORWARD)}</p>`,
    '</body></html>',
    '',
  ].join('\n');
}

function calendarText(facts: CalendarFacts, title: string, text: string): string {
  const cancels = facts.method === 'CANCEL';
  const calendar = startCalendar({ method: cancels ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST });
  const { uid, sequence, stampedAt, createdAt, startsAt, endsAt, venue, desk } = facts;
  const standing = cancels ? 'cancelled' : 'confirmed';
  const when = { stampedAt, createdAt, startsAt, endsAt };
  const event = addEntry(calendar, { uid, sequence, ...when, title, text, venue, desk, standing, takesTime: !cancels });
  event.x(outlookExtras(facts));
  event.createAttendee(attendee(facts));
  if (!cancels) addReminders(event);
  return finish(calendar);
}

/** Exchange orders messages by its own counter, and offers "propose new time" unless told not to: we read COUNTER. */
const outlookExtras = (facts: CalendarFacts): Record<string, string> => ({
  'X-MICROSOFT-CDO-APPT-SEQUENCE': String(facts.sequence),
  'X-MICROSOFT-CDO-INTENDEDSTATUS': 'BUSY',
  'X-MICROSOFT-CDO-ALLDAYEVENT': 'FALSE',
  'X-MICROSOFT-DISALLOW-COUNTER': 'FALSE',
});

function addReminders(event: ICalEvent): void {
  for (const before of [24 * 60 * 60, 30 * 60])
    event.createAlarm({ type: ICalAlarmType.display, triggerBefore: before });
}

function attendee(facts: CalendarFacts): ICalAttendeeData {
  const person = {
    name: oneLine(facts.attendee.name),
    email: facts.attendee.address,
    role: ICalAttendeeRole.REQ,
    type: ICalAttendeeType.INDIVIDUAL,
  };
  if (facts.method === 'CANCEL') return person;
  if (asksAgain(facts.change) || !facts.answer)
    return { ...person, status: ICalAttendeeStatus.NEEDSACTION, rsvp: true };
  const held = facts.answer === 'accepted' ? ICalAttendeeStatus.ACCEPTED : ICalAttendeeStatus.TENTATIVE;
  return { ...person, status: held, rsvp: false };
}

function assertConsistent(facts: CalendarFacts): void {
  const problems = [
    methodOf(facts.change) !== facts.method && `a change "${facts.change}" is not sent as ${facts.method}`,
    !mayInvite(facts.attendee.address, facts.desk.address) && 'the attendee has no usable address or is the desk',
    !isMailAddress(facts.desk.address) && 'the desk has no usable address',
    !/^[\x21-\x7e]{1,255}$/.test(facts.uid) && 'the UID is not plain printable text',
    !(Number.isSafeInteger(facts.sequence) && facts.sequence >= 0) && 'the sequence is not a whole number',
    Temporal.Instant.compare(facts.endsAt, facts.startsAt) <= 0 && 'the end is not after the start',
    !isWebLink(facts.link) && 'the link to the conference is not a web address',
    facts.answerLink && !isWebLink(facts.answerLink) && 'the link to answer is not a web address',
  ].filter((problem) => typeof problem === 'string');
  if (problems.length > 0) throw new RangeError(`calendar message ${facts.reference}: ${problems.join('; ')}`);
}
