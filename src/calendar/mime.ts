import MailComposer from 'nodemailer/lib/mail-composer';
import type { SendMailOptions } from 'nodemailer';
import type { SentMethod } from './change.js';
import type { ComposedMessage, Party } from './message.js';
import { isMailAddress, oneLine } from './writing.js';

interface AnyEnvelope {
  /** With angle brackets. One for each outbox row, so that a re-send after a crash is recognised as the same mail. */
  readonly messageId: string;
  readonly date: Temporal.Instant;
  readonly desk: Party;
  readonly attendee: Party;
  /** The Message-ID of the mail that this one answers, so that mail programs show one thread. */
  readonly inReplyTo?: string | null;
}

export interface MailEnvelope extends AnyEnvelope {
  readonly method: SentMethod;
}

/** Of the form that may stand in In-Reply-To; what strangers write need not be. */
export const isMessageId = (text: string): boolean => MESSAGE_ID.test(text);
const MESSAGE_ID = /^<[\x21-\x3b\x3d\x3f-\x7e]+@[\x21-\x3b\x3d\x3f-\x7e]+>$/;

/**
 * Options for nodemailer: mixed{ alternative{ text, html, calendar }, invite.ics }, the shape that Google sends and every
 * client offers buttons for. Both calendar copies are the same bytes in base64, which no gateway re-wraps.
 *
 * From, Reply-To, the envelope sender and ORGANIZER are one mailbox; Google honours a CANCEL from no other.
 * There is no Auto-Submitted header: programs that honour RFC 3834 would then send no out-of-office answer, and the desk
 * wants to know that somebody is away. The tracker never answers an automatic mail, so no loop can come of it.
 */
export function toMime(message: ComposedMessage, envelope: MailEnvelope): SendMailOptions {
  if (!message.ics.includes(`\r\nMETHOD:${envelope.method}\r\n`)) throw new RangeError('METHOD differs from the part');
  return {
    ...fromDesk(message, envelope),
    text: message.text,
    html: message.html,
    alternatives: [
      {
        contentType: `text/calendar; charset=utf-8; method=${envelope.method}`,
        content: Buffer.from(message.ics),
        contentTransferEncoding: 'base64',
      },
    ],
    attachments: [{ filename: 'invite.ics', contentType: 'application/ics', content: Buffer.from(message.ics) }],
  };
}

/**
 * Options for nodemailer: a plain mail that answers another by itself. It says so (RFC 3834), and asks Exchange for no
 * automatic answer in turn, so that two machines never write to each other.
 */
export function toPlainMail(
  message: Pick<ComposedMessage, 'subject' | 'text'>,
  envelope: AnyEnvelope,
): SendMailOptions {
  return {
    ...fromDesk(message, envelope),
    text: message.text,
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All' },
  };
}

function fromDesk({ subject }: Pick<ComposedMessage, 'subject'>, envelope: AnyEnvelope): SendMailOptions {
  assertSendable(envelope);
  const { desk, attendee, messageId, date, inReplyTo } = envelope;
  const from = { name: oneLine(desk.name), address: desk.address };
  return {
    from,
    replyTo: from,
    to: { name: oneLine(attendee.name), address: attendee.address },
    envelope: { from: desk.address, to: [attendee.address] },
    subject,
    messageId,
    date: new Date(date.epochMilliseconds),
    ...(inReplyTo ? { inReplyTo, references: [inReplyTo] } : {}),
    // Derived from the Message-ID, so that the same row is the same bytes whenever it is sent.
    baseBoundary: messageId.replace(/[^A-Za-z0-9]/g, '').slice(0, 40),
    disableFileAccess: true,
    disableUrlAccess: true,
    xMailer: false,
  };
}

/** The whole mail as bytes, as nodemailer would send it. */
export const buildRaw = (options: SendMailOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    new MailComposer(options).compile().build((error, raw) => (error ? reject(error) : resolve(raw)));
  });

function assertSendable(envelope: AnyEnvelope): void {
  if (!MESSAGE_ID.test(envelope.messageId)) throw new RangeError('the Message-ID is not of the form <left@right>');
  if (envelope.inReplyTo && !MESSAGE_ID.test(envelope.inReplyTo))
    throw new RangeError('In-Reply-To is not a Message-ID');
  for (const { address } of [envelope.desk, envelope.attendee]) {
    if (!isMailAddress(address)) throw new RangeError('a mail cannot be sent without plain addresses');
  }
}
