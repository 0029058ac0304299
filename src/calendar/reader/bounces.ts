import { normaliseAddress } from './addresses.js';
import { decodeCharset } from './bytes.js';
import { childrenOf, firstLine, readCalendars } from './components.js';
import { readHeaders } from './headers.js';
import type { FailedDelivery, MailFrame } from './mail.js';
import { readMessageId, reportType } from './notices.js';
import type { Message } from './parts.js';
import { readMessage } from './parts.js';

const MACHINE =
  /\b(mailer-daemon|postmaster|mail-daemon|mmdf|mail deliver(y|er)? (sub)?system|mail delivery service|system administrator)\b|^\s*"?bounces?(\+[^@]*)?@|microsoftexchange[0-9a-f]*@/i;
const FAILURE_SUBJECT =
  /undeliver|not delivered|deliver\w* (status|report|has failed|fail|delayed|incomplete|notif|error|problem)|fail(ed|ure)? (notice|deliver)|deliver\w* .{0,20}fail|returned (e-?)?mail|mail (delivery|system|transaction)s? (fail|error|system|problem)|mail fail|could ?not (be )?(deliver|send)|error sending|delayed (e-?)?mail|(message|mail) .{0,80}delayed|bounce|user unknown|unzustellbar|nicht zustellbar|non remis|échec de (la )?(remise|distribution)|no se puede entregar|non recapitabile|impossibile recapitare|onbestelbaar|não (é possível entregar|entregue)|olevererbar|kan (ikke|inte) levereras?|niedostarcz|nedoručiteln|kézbesíthetetlen|teslim edilem|недоставл|не удается доставить|配信不能|配信できません|无法送达|傳遞失敗/i;
const FAILURE_TEXT =
  /did not reach the following|(could|can) ?not be delivered|undeliver|not (yet )?been delivered|was not delivered|unable to deliver|delivery error|error delivering|trouble delivering|permanent (fatal )?error|had permanent|no such user|user unknown|mailbox (is )?full|address(es)? rejected|\b5\d\d[ -][45]\.\d\.\d/i;
const STILL_TRYING = /delayed|still being retried|will be retried|has not yet been|warning only|will continue to/i;

export interface Bounce {
  readonly failed: readonly FailedDelivery[];
  readonly originalMessageId: string | null;
  readonly originalUid: string | null;
}

/** A delivery report about mail of ours (RFC 3464, or the plain letters of older servers); null when it is none. */
export function readBounce(message: Message, mail: MailFrame): Bounce | null {
  const statuses = deliveryStatuses(message);
  const report = message.type.value === 'multipart/report' && reportType(message) === 'delivery-status';
  const named = message.headers
    .first('x-failed-recipients')
    .split(',')
    .flatMap((text) => normaliseAddress(text) ?? []);
  if (isDeliveryReceipt(message)) return null;
  if (statuses.length === 0 && !report && named.length === 0 && !isFailureLetter(message, mail)) return null;
  const permanent = !STILL_TRYING.test(`${mail.subject}\n${mail.text.slice(0, 1000)}`);
  const listed = statuses.flatMap(readDeliveryStatus);
  const returned = returnedMail(message);
  const somebody = (): string | null => addressIn(mail) ?? normaliseAddress(returned?.headers.first('to') ?? '');
  const failed = listed.some(({ address }) => address !== null)
    ? listed
    : named.length > 0
      ? named.map((address) => lost(address, permanent))
      : [{ ...(listed[0] ?? lost(null, permanent)), address: somebody() }];
  const originalMessageId =
    readMessageId(returned?.headers.first('message-id') ?? '') ?? readMessageId(message.headers.first('in-reply-to'));
  return { failed, originalMessageId, originalUid: returned && uidIn(returned) };
}

/** A letter of a mail server in its own words, as older ones and some of today's write it. */
function isFailureLetter(message: Message, mail: MailFrame): boolean {
  const { headers } = message;
  const nobody = /^\s*<?\s*>?\s*$/.test(headers.first('return-path')) && headers.first('return-path') !== '';
  const machine = MACHINE.test(headers.first('from'));
  if (!machine && !nobody) return false;
  return FAILURE_SUBJECT.test(mail.subject) || (machine && FAILURE_TEXT.test(mail.text.slice(0, 5000)));
}

const deliveryStatuses = ({ parts }: Message): readonly string[] =>
  parts
    .filter(({ type }) => /^message\/(global-)?delivery-status$/.test(type.value))
    .slice(0, 20)
    .map((part) => part.content().slice(0, 100_000));

/** A report that all went well: delivered, or handed on to a server that reports no further. */
export function isDeliveryReceipt(message: Message): boolean {
  const actions = deliveryStatuses(message)
    .flatMap(recipientsOf)
    .map((fields) => fields.first('action').toLowerCase());
  return actions.length > 0 && actions.every((action) => /^(delivered|relayed|expanded)\b/.test(action));
}

const lost = (address: string | null, permanent: boolean): FailedDelivery => ({
  address,
  permanent,
  status: null,
  diagnostic: null,
});

const recipientsOf = (content: string): readonly ReturnType<typeof readHeaders>[] =>
  content
    .split(/\r?\n\s*\r?\n/)
    .slice(0, 200)
    .map((block) => readHeaders(block))
    .filter((fields) => fields.first('final-recipient') !== '' || fields.first('original-recipient') !== '');

const readDeliveryStatus = (content: string): readonly FailedDelivery[] =>
  recipientsOf(content)
    .filter((fields) => !/^(delivered|relayed|expanded)\b/i.test(fields.first('action')))
    .map((fields) => ({
      address: recipientIn(fields.first('original-recipient')) ?? recipientIn(fields.first('final-recipient')),
      permanent: !/^delayed/i.test(fields.first('action')) && !fields.first('status').startsWith('4'),
      status: /\d\.\d{1,3}\.\d{1,3}/.exec(fields.first('status'))?.[0] ?? null,
      diagnostic: fields.first('diagnostic-code') || null,
    }));

const recipientIn = (field: string): string | null => normaliseAddress(field.replace(/^[^;]*;/, ''));

/** The first address in the words of the letter that is neither ours nor the server's. */
function addressIn(mail: MailFrame): string | null {
  const own = new Set([...mail.to.map(({ address }) => address), mail.from?.address]);
  const written = mail.text.slice(0, 5000).match(/[^\s<>()[\]"',;:]{1,64}@[A-Za-z0-9.-]{1,255}/g) ?? [];
  const addresses = written.flatMap((text) => normaliseAddress(text) ?? []);
  return addresses.find((address) => !own.has(address) && !MACHINE.test(address)) ?? null;
}

const RETURNED =
  /^(message\/rfc822|message\/global|text\/rfc822-headers|message\/rfc822-headers|message\/global-headers)$/;

/** The mail of ours that came back, as far as it was returned. */
function returnedMail({ parts }: Message): Message | null {
  const returned = parts.find(({ type }) => RETURNED.test(type.value));
  return returned === undefined ? null : readMessage(returned.content().slice(0, 100_000).trimStart());
}

function uidIn(returned: Message): string | null {
  const calendar = returned.parts.find(({ type }) => type.value === 'text/calendar');
  const calendars = calendar ? readCalendars(decodeCharset(calendar.content(), null)) : [];
  const [event] = calendars.flatMap((one) => childrenOf(one, 'VEVENT'));
  return (event && firstLine(event, 'UID')?.value.trim()) || null;
}
