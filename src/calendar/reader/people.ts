import { normaliseAddress } from './addresses.js';
import type { Component } from './components.js';
import type { ContentLine } from './content-lines.js';
import { unescapeText } from './content-lines.js';
import type { CalendarAttendee, CalendarPerson, MailFrame } from './mail.js';

/** More than any meeting has; the rest is not read. */
const MOST_ATTENDEES = 500;

/** Machines that write for the person named as ATTENDEE, seen in mail from iCloud and Google. */
const RELAYS = /^(noreply@insideicloud\.icloud\.com|calendar-notification@google\.com|noreply@email\.apple\.com)$/;

export function readPerson(line: ContentLine): CalendarPerson {
  const name = unescapeText(line.parameters.get('CN') ?? '')
    .trim()
    .replace(/^'(.*)'$/s, '$1')
    .trim();
  const address =
    normaliseAddress(unescapeText(line.value)) ??
    normaliseAddress(line.parameters.get('EMAIL') ?? '') ??
    normaliseAddress(line.parameters.get('X-EMAIL') ?? '') ??
    normaliseAddress(name);
  return { name: name === '' ? null : name, address, sentBy: normaliseAddress(line.parameters.get('SENT-BY') ?? '') };
}

/** The attendees in order; one written twice (`MAILTO:` and `mailto:`) counts once, with its first given PARTSTAT. */
export function readAttendees(event: Component): readonly CalendarAttendee[] {
  const seen = new Map<string, CalendarAttendee>();
  for (const line of attendeeLines(event)) {
    const person = readPerson(line);
    const partstat = (line.parameters.get('PARTSTAT') ?? '').trim().toUpperCase().replaceAll('_', '-');
    const key = person.address ?? `name:${person.name ?? ''}`;
    const before = seen.get(key);
    if (before === undefined || before.partstat === null)
      seen.set(key, { ...person, partstat: partstat || null, delegatedFrom: delegatorOf(line) });
  }
  return [...seen.values()];
}

const delegatorOf = (line: ContentLine): string | null =>
  normaliseAddress(line.parameters.get('DELEGATED-FROM')?.split(',')[0] ?? '');

export const attendeeLines = (event: Component): readonly ContentLine[] =>
  event.lines.filter(({ name }) => name === 'ATTENDEE').slice(0, MOST_ATTENDEES);

/**
 * Who answers: the one attendee of an answer; of several, the one who wrote the mail, the one to whom it was handed on
 * and who has answered, or the only one with an answer.
 * Null when that leaves a choice.
 */
export function findRespondent(attendees: readonly CalendarAttendee[], mail: MailFrame): CalendarAttendee | null {
  if (attendees.length <= 1) return attendees[0] ?? null;
  const writers = [mail.from, mail.sender, mail.replyTo].map((writer) => writer?.address);
  const writer = attendees.find(({ address }) => address !== null && writers.includes(address));
  if (writer) return writer;
  const answered = attendees.filter(({ partstat }) => partstat !== null && partstat !== 'NEEDS-ACTION');
  const delegate = answered.find(({ delegatedFrom }) => delegatedFrom !== null);
  if (delegate) return delegate;
  return answered.length === 1 ? (answered[0] ?? null) : null;
}

export type MayAnswerFor = (writer: string, person: string) => boolean;

/**
 * Whether the mail comes from the person it speaks for, from a known calendar machine, or from an alias or delegate that
 * the records know. SENT-BY is only a claim, and Sender is not what DMARC vouches for: From alone counts. A bare
 * calendar file comes from nobody, so nothing differs.
 */
export function speaksForSelf(person: CalendarPerson, mail: MailFrame, mayAnswerFor: MayAnswerFor): boolean {
  if (mail.bare) return true;
  const writer = mail.from?.address;
  if (writer === undefined || person.address === null) return false;
  return writer === person.address || RELAYS.test(writer) || mayAnswerFor(writer, person.address);
}

/**
 * Whether the mail plausibly comes from whoever holds the meeting: the organiser, somebody of the same mail domain (teams
 * and assistants write for each other), or a known calendar machine.
 */
export function sentByOrganizer(organizer: CalendarPerson | null, mail: MailFrame): boolean {
  if (mail.bare || organizer?.address == null) return true;
  const writer = mail.from?.address;
  if (writer === undefined) return false;
  return domainOf(writer) === domainOf(organizer.address) || RELAYS.test(writer);
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1);
