import { londonDate } from '../../kernel/london.js';
import { readDate } from '../../kernel/written-dates.js';
import { normaliseAddress } from './addresses.js';
import { decodeCharset } from './bytes.js';
import { childrenOf, firstLine, readCalendars } from './components.js';
import { readHeaders } from './headers.js';
import type { FailedDelivery, MailFrame } from './mail.js';
import type { Message } from './parts.js';
import { readMessage } from './parts.js';

const MACHINE = /^(mailer-daemon|postmaster|mail-daemon|bounces?|microsoftexchange[0-9a-f]*)(\+[^@]*)?@/;
const FAILURE_SUBJECT =
  /undeliver|delivery (status|has failed|failure|delayed|incomplete)|failure notice|returned mail|mail delivery (failed|system)|could not be delivered|unzustellbar|non remis/i;

export interface Bounce {
  readonly failed: readonly FailedDelivery[];
  readonly originalMessageId: string | null;
  readonly originalUid: string | null;
}

/** A delivery report about mail of ours (RFC 3464, or the plain letters of older servers); null when it is none. */
export function readBounce(message: Message, mail: MailFrame): Bounce | null {
  const status = message.parts.find(({ type }) => /^message\/(global-)?delivery-status$/.test(type.value));
  const report = message.type.value === 'multipart/report' && reportType(message) !== 'disposition-notification';
  const letter = MACHINE.test(mail.from?.address ?? '') && FAILURE_SUBJECT.test(mail.subject);
  if (!status && !report && !letter && message.headers.first('x-failed-recipients') === '') return null;
  const listed = status ? readDeliveryStatus(status.content().slice(0, 100_000)) : null;
  return { failed: listed ?? readFailed(message, mail), ...returnedMail(message) };
}

/** A letter whose subject says so is sent while the server still tries. */
const DELAYED_SUBJECT = /\bdelay(ed)?\b|not yet|still trying/i;

function readFailed(message: Message, mail: MailFrame): FailedDelivery[] {
  const permanent = !DELAYED_SUBJECT.test(mail.subject);
  const named = message.headers
    .first('x-failed-recipients')
    .split(',')
    .flatMap((text) => normaliseAddress(text) ?? []);
  const addresses = named.length > 0 ? named : [addressIn(mail.text)];
  return addresses.map((address) => ({ address, permanent, status: null, diagnostic: null }));
}

const reportType = (message: Message): string =>
  (message.type.parameters.get('report-type') ?? 'delivery-status').trim().toLowerCase();

/** A note that somebody opened, or deleted unread, what we sent: no answer of any kind. */
export const isReadReceipt = (message: Message): boolean =>
  (message.type.value === 'multipart/report' && reportType(message) === 'disposition-notification') ||
  message.parts.some(({ type }) => type.value === 'message/disposition-notification');

/** What could not be delivered, perhaps nothing; null when the report names nobody. */
function readDeliveryStatus(content: string): FailedDelivery[] | null {
  const named = content
    .split(/\r?\n\s*\r?\n/)
    .slice(0, 200)
    .map((block) => readHeaders(block))
    .filter((fields) => fields.first('final-recipient') !== '' || fields.first('original-recipient') !== '');
  if (named.length === 0) return null;
  return named
    .filter((fields) => /^(failed|delayed)\b|^$/i.test(fields.first('action')))
    .map((fields) => {
      const recipient = fields.first('original-recipient') || fields.first('final-recipient');
      return {
        address: normaliseAddress(recipient.replace(/^[^;]*;/, '')),
        permanent: !/^delayed/i.test(fields.first('action')) && !fields.first('status').startsWith('4'),
        status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.first('status'))?.[0] ?? null,
        diagnostic: fields.first('diagnostic-code') || null,
      };
    });
}

const addressIn = (text: string): string | null =>
  normaliseAddress(/[^\s<>()"',;:]{1,64}@[A-Za-z0-9.-]{1,255}/.exec(text.slice(0, 5000))?.[0] ?? '');

const RETURNED = /^(message\/rfc822|message\/global|text\/rfc822-headers|message\/rfc822-headers)$/;

/** Which mail of ours came back, as far as it was returned. */
function returnedMail(message: Message): Pick<Bounce, 'originalMessageId' | 'originalUid'> {
  const part = message.parts.find(({ type }) => RETURNED.test(type.value));
  const returned = part === undefined ? null : readMessage(part.content().slice(0, 100_000));
  const named = readMessageId(returned?.headers.first('message-id') ?? '');
  const calendar = returned?.parts.find(({ type }) => type.value === 'text/calendar');
  const calendars = calendar ? readCalendars(decodeCharset(calendar.content(), null)) : [];
  const events = calendars.flatMap((one) => childrenOf(one, 'VEVENT'));
  const uid = events[0] && firstLine(events[0], 'UID')?.value.trim();
  return {
    originalMessageId: named ?? readMessageId(message.headers.first('in-reply-to')),
    originalUid: uid || null,
  };
}

/** "<left@right>" out of a header, or null. */
export const readMessageId = (header: string): string | null => /<[^<>\s]{1,990}>/.exec(header)?.[0] ?? null;

const AWAY_SUBJECT =
  /^\s*(automatic reply|auto(matic)?[ -]?(reply|response)|autoreply|out of (the )?office|ooo\b|on (annual )?leave|automatische antwort|abwesenheit|réponse automatique|respuesta automática|auto:)/i;

/** Whether a machine answered because somebody is away (RFC 3834, and what came before it). */
export function isAutomaticReply(message: Message, mail: MailFrame): boolean {
  const { headers } = message;
  if (/^auto-replied/i.test(headers.first('auto-submitted'))) return true;
  if (['x-autoreply', 'x-autorespond', 'x-auto-reply-from'].some((name) => headers.first(name) !== '')) return true;
  return /^auto[_-]?reply/i.test(headers.first('precedence')) || AWAY_SUBJECT.test(mail.subject);
}

/** Whether a mail says that no person wrote it to us: `Auto-Submitted` (RFC 3834 section 5), or mail for many. */
export function isAutomatic({ first }: Pick<Message['headers'], 'first'>): boolean {
  const submitted = first('auto-submitted').trim();
  if (submitted !== '' && !/^no\b/i.test(submitted)) return true;
  return first('list-id') !== '' || /^(bulk|list|junk|auto[_-]?reply)/i.test(first('precedence').trim());
}

const AWAY_UNTIL =
  /\b(?:until|till|through|up to(?: and including)?|return(?:ing)?(?: to (?:work|the office))?(?: on)?|back(?: (?:in (?:the )?office|at work))?(?: on)?)\s+(?:on\s+)?(?:the\s+)?((?:[a-z]{3,9},?\s+)?(?:\d{1,2}(?:st|nd|rd|th)?(?:\s+of)?\s+[a-z]{3,9}(?:\s+\d{2,4})?|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|\d{4}-\d{2}-\d{2}))/i;

/** The date after "until", "returning on", "back on" in an automatic reply; null when none is certain. */
export function readAwayUntil(mail: MailFrame): Temporal.PlainDate | null {
  const written = AWAY_UNTIL.exec(mail.text.slice(0, 20_000))?.[1];
  if (written === undefined || mail.date === null) return null;
  return readDate(written.replace(/\s+of\s+/i, ' '), londonDate(mail.date));
}
