import { readAddressList, readFirstAddress } from './addresses.js';
import { htmlToText, unflow } from './body-text.js';
import { isDeliveryReceipt, readBounce } from './bounces.js';
import type { Octets } from './bytes.js';
import { decodeCharset, readOctets } from './bytes.js';
import type { Component } from './components.js';
import { childrenOf, firstLine, readCalendars } from './components.js';
import type { CalendarDocument } from './event.js';
import { readEvent } from './event.js';
import { decodeWords, readMailDate } from './headers.js';
import type { MailAddress, MailFrame, NothingReason, ReadEvent, ReadMail } from './mail.js';
import { isAutomatic, isAutomaticReply, isReadReceipt, readAwayUntil, readMessageId } from './notices.js';
import type { Message, Part } from './parts.js';
import { readMessage } from './parts.js';

/** How a file begins that Outlook saves as .msg: no mail as it was sent, and not read here. */
const OUTLOOK_FILE = '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1';
/** How the content of winmail.dat begins. */
const TNEF = '\x78\x9F\x3E\x22';
/** Larger than any gateway lets through. */
const LARGEST_MAIL = 40 * 1024 * 1024;
/** A calendar of one meeting is a few kilobytes; attachments inside it make it larger. */
const LARGEST_CALENDAR = 2 * 1024 * 1024;

/**
 * What a mail, or a bare .ics file, says. Total: whatever the bytes are, the answer is one of the sorts of ReadMail.
 * It changes nothing and asks nobody; whether to act on it is `decideOutcome` and, with the records, the caller's.
 */
export async function readMail(raw: Uint8Array): Promise<ReadMail> {
  try {
    return readNow(raw);
  } catch (error) {
    // The last net under a reader of hostile bytes: a flaw here must not stop the mails behind this one.
    return { ...nothing('unreadable', noMail), problem: String(error) };
  }
}

function readNow(raw: Uint8Array): ReadMail {
  if (raw.byteLength > LARGEST_MAIL) return nothing('too-large', noMail);
  const octets = readOctets(raw);
  if (octets.startsWith(OUTLOOK_FILE)) return nothing('not-mail', noMail);
  const message = readMessage(octets);
  const mail = readFrame(message);
  if (isReadReceipt(message)) return nothing('read-receipt', mail);
  const bounce = readBounce(message, mail);
  if (bounce) return { sort: 'bounce', mail, ...bounce };
  if (isDeliveryReceipt(message)) return nothing('delivery-receipt', mail);
  const documents = findDocuments(message, octets);
  const first = documents[0];
  const event = first ? readEvent(first, mail, countDocuments(documents)) : null;
  const answers = event?.method === 'REPLY' || event?.method === 'COUNTER';
  // An automatic reply that sends our invitation back with it invites nobody; a calendar that answers by itself does.
  if (!answers && isAutomaticReply(message, mail)) return { sort: 'out-of-office', mail, until: readAwayUntil(mail) };
  return event ? readCalendarMail(event, mail) : readLetter(message, mail, octets);
}

function readLetter(message: Message, mail: MailFrame, octets: Octets): ReadMail {
  if (message.parts.some(isTnef) || octets.startsWith(TNEF)) return nothing('tnef', mail);
  if (message.parts.some(isForwardedInvitation)) return nothing('forwarded', mail);
  if (mail.text === '' && message.parts.some(isSealed)) return nothing('sealed', mail);
  if (mail.bare && octets.slice(0, 1000).includes('\0')) return nothing('not-mail', noMail);
  const blank = mail.text.trim() === '' && message.parts.every((part) => isBlank(part));
  return blank ? nothing('empty', mail) : { sort: 'letter', mail };
}

/** Nothing in it that anybody could read or open. */
const isBlank = (part: Part): boolean =>
  part.filename === '' && (part.type.value.startsWith('text/') || part.content().slice(0, 10_000).trim() === '');

type Nothing = Extract<ReadMail, { sort: 'nothing' }>;

const nothing = (reason: NothingReason, mail: MailFrame, event: ReadEvent | null = null): Nothing => ({
  sort: 'nothing',
  reason,
  mail,
  event,
});

function readCalendarMail(event: ReadEvent, mail: MailFrame): ReadMail {
  if (event.component === null) return nothing('no-event', mail, event);
  if (event.component !== 'VEVENT') return nothing('vtodo', mail, event);
  switch (event.method) {
    case null:
      return nothing('no-method', mail, event);
    case 'PUBLISH':
      return nothing('publish', mail, event);
    case 'REPLY':
      return { sort: event.proposedStart === null ? 'reply' : 'counter', mail, event };
    case 'COUNTER':
      return { sort: 'counter', mail, event };
    case 'CANCEL':
      return { sort: 'cancel', mail, event };
    case 'REQUEST':
      // Some systems call a meeting off by an update whose only news is its status.
      return { sort: event.status === 'CANCELLED' ? 'cancel' : 'request', mail, event };
    default:
      return nothing('other-method', mail, event);
  }
}

/** The calendar documents of a mail, copies once, those that ask for something first. */
function findDocuments(message: Message, octets: Octets): readonly CalendarDocument[] {
  const found = new Map<string, CalendarDocument>();
  const add = (text: string, partMethod: string | null): void => {
    for (const calendar of readCalendars(text.slice(0, LARGEST_CALENDAR))) {
      const key = documentKey(calendar);
      if (!found.has(key)) found.set(key, { calendar, partMethod });
    }
  };
  for (const part of message.parts) {
    const text = calendarText(part);
    if (text !== null) add(text, part.type.parameters.get('method')?.trim().toUpperCase() || null);
  }
  // A damaged mail may hold a calendar that is no part of its own; what was forwarded is still not ours to act on.
  if (found.size === 0 && !message.parts.some(isForwarded)) add(looseCalendar(octets), null);
  return [...found.values()].sort((one, other) => rank(one) - rank(other));
}

/** A copy for information beside the message itself (PUBLISH or no METHOD, the same UID) is no second calendar. */
function countDocuments(documents: readonly CalendarDocument[]): number {
  const [first, ...others] = documents;
  if (first === undefined || rank(first) > 0) return documents.length;
  const uids = ({ calendar }: CalendarDocument): string =>
    JSON.stringify(childrenOf(calendar, 'VEVENT').map((event) => firstLine(event, 'UID')?.value.trim()));
  return 1 + others.filter((other) => rank(other) === 0 || uids(other) !== uids(first)).length;
}

/** One document for what makes a message the same: UID, METHOD, RECURRENCE-ID, SEQUENCE and DTSTAMP. */
function documentKey(calendar: Component): string {
  const event = childrenOf(calendar, 'VEVENT')[0] ?? calendar.children[0] ?? calendar;
  const value = (component: Component, name: string): string => firstLine(component, name)?.value.trim() ?? '';
  const names = ['UID', 'RECURRENCE-ID', 'SEQUENCE', 'DTSTAMP'];
  return JSON.stringify([
    event.name,
    value(calendar, 'METHOD').toUpperCase(),
    ...names.map((name) => value(event, name)),
  ]);
}

const rank = ({ calendar, partMethod }: CalendarDocument): number => {
  const method = (firstLine(calendar, 'METHOD')?.value.trim() || partMethod || '').toUpperCase();
  const hasEvent = childrenOf(calendar, 'VEVENT').length > 0;
  return hasEvent && ['REPLY', 'COUNTER', 'REQUEST', 'CANCEL'].includes(method) ? 0 : hasEvent ? 1 : 2;
};

const CALENDAR_TYPES = new Set(['text/calendar', 'application/ics', 'text/x-vcalendar', 'application/calendar']);
const BEGINS = /^BEGIN\s*:\s*VCALENDAR/i;
/** A byte order mark, as text or as the bytes of UTF-8, may stand before it. */
const begins = (text: string): boolean => BEGINS.test(text.trimStart().replace(/^\u00EF\u00BB\u00BF\s*/, ''));

function calendarText(part: Part): string | null {
  if (isForwarded(part)) return null;
  const calendar = CALENDAR_TYPES.has(part.type.value) || /\.(ics|ical|vcs|ifb)$/i.test(part.filename);
  if (!calendar && !/^(text\/plain|application\/octet-stream|text\/html)$/.test(part.type.value)) return null;
  const content = part.content();
  if (!calendar && !begins(content.slice(0, 400))) return null;
  return decodeCharset(content, part.type.parameters.get('charset') ?? null);
}

function looseCalendar(octets: Octets): string {
  const start = /^BEGIN:VCALENDAR[ \t]*\r?$/im.exec(octets)?.index ?? -1;
  if (start < 0) return '';
  const end = octets.indexOf('END:VCALENDAR', start);
  return decodeCharset(octets.slice(start, end < 0 ? start + LARGEST_CALENDAR : end + 13), null);
}

const isForwarded = ({ type }: Part): boolean => /^message\/(rfc822|global)$/.test(type.value);

const isForwardedInvitation = (part: Part): boolean =>
  isForwarded(part) && /text\/calendar|^BEGIN:VCALENDAR/im.test(part.content());

/** S/MIME that is not clear-signed, and OpenPGP. */
const isSealed = ({ type }: Part): boolean => /^application\/((x-)?pkcs7-mime|pgp-encrypted)$/.test(type.value);

const isTnef = ({ type, filename }: Part): boolean =>
  /^application\/(vnd\.)?ms-tnef$/.test(type.value) || /^winmail\.dat$/i.test(filename);

const noMail: MailFrame = {
  bare: false,
  messageId: null,
  inReplyTo: null,
  from: null,
  sender: null,
  replyTo: null,
  to: [],
  subject: '',
  date: null,
  authenticationResults: [],
  automatic: false,
  text: '',
  attachments: [],
};

function readFrame({ headers, parts }: Message): MailFrame {
  return {
    bare: headers.count === 0,
    messageId: readMessageId(headers.first('message-id')),
    inReplyTo: readMessageId(headers.first('in-reply-to')),
    from: readAuthor(headers.all('from')),
    sender: readFirstAddress(headers.first('sender')),
    replyTo: readFirstAddress(headers.first('reply-to')),
    to: readAddressList(headers.first('to')),
    subject: decodeWords(headers.first('subject')).replace(/\s+/g, ' ').trim(),
    date: readMailDate(headers.first('date')),
    authenticationResults: headers.all('authentication-results'),
    automatic: isAutomatic(headers),
    text: readText(parts),
    attachments: parts.filter((part) => part.filename !== '' && calendarText(part) === null).map(attachmentName),
  };
}

/** The one author. Of several none: our gateway vouches for one of them, and nobody can tell for which. */
function readAuthor(fields: readonly string[]): MailAddress | null {
  const authors = fields.flatMap(readAddressList);
  const [first = null] = authors;
  return authors.every(({ address }) => address === first?.address) ? first : null;
}

const attachmentName = ({ filename }: Part): string => filename.replace(/\p{Cc}/gu, '').slice(0, 200);

function readText(parts: readonly Part[]): string {
  const bodies = parts.filter(({ disposition, filename }) => disposition !== 'attachment' && filename === '');
  const plain = bodies.filter((part) => part.type.value === 'text/plain').map(plainText);
  const written = plain.filter((text) => text.trim() !== '' && !begins(text)).join('\n');
  if (written !== '') return written.trim();
  const html = bodies.filter(({ type }) => type.value === 'text/html');
  return html
    .map((part) => htmlToText(bodyOf(part)))
    .join('\n')
    .trim();
}

const bodyOf = (part: Part): string =>
  decodeCharset(part.content(), part.type.parameters.get('charset') ?? null).replace(/\r{1,3}\n|\r/g, '\n');

function plainText(part: Part): string {
  const text = bodyOf(part);
  if (part.type.parameters.get('format')?.toLowerCase() !== 'flowed') return text;
  return unflow(text, part.type.parameters.get('delsp')?.toLowerCase() === 'yes');
}
