import type { MessageMethod } from '../calendar/change.js';
import type { HandedOver } from '../calendar/bounced.queries.js';
import type { FailedDelivery, ReadMail } from '../calendar/reader/mail.js';
import type { SenderCheck } from '../calendar/reader/outcome.js';
import type { Settled } from './inbound-mail.queries.js';
import { forAPerson, ignored } from './reply.js';

export type Bounce = Extract<ReadMail, { sort: 'bounce' }>;

export interface BounceFacts {
  readonly checked: SenderCheck;
  /** The message it names, if that is one of ours. */
  readonly sent: HandedOver | null;
  /** Every address of the person it was for. */
  readonly known: readonly string[];
}

export type BounceDecision =
  | { readonly mark: false; readonly settled: Settled }
  | { readonly mark: true; readonly because: string; readonly settled: Settled };

const LONGEST_REASON = 200;
const WHAT_CAME_BACK: Record<MessageMethod, string> = {
  REQUEST: 'The invitation',
  CANCEL: 'The cancellation',
  NOTE: 'The automatic answer',
};

/**
 * What follows from a report that mail could not be delivered. Anybody can write one, so it marks something only if it
 * names a message of ours, to an address of that person, and our gateway has nothing against its sender. A server that
 * still tries needs nobody.
 */
export function decideBounce(read: Bounce, { checked, sent, known }: BounceFacts): BounceDecision {
  const conferenceId = sent?.conferenceId ?? null;
  const leave = (settled: Settled): BounceDecision => ({ mark: false, settled });
  const lost = read.failed.filter(({ permanent }) => permanent);
  if (read.failed.length === 0) return leave(ignored('A report that mail was delivered.', conferenceId));
  if (lost.length === 0) {
    const late = `Mail to ${addressesIn(read.failed)} is late; the mail server is still trying.`;
    return leave(ignored(late, conferenceId));
  }
  const told = `It says that mail to ${addressesIn(lost)} was not delivered`;
  if (checked === 'fail') return leave(forAPerson(`${told}, but its sender could not be verified.`));
  if (sent === null) return leave(forAPerson(`${told}, but names no message of ours: check the address.`));
  const { attendeeName: name, recipient } = sent;
  const own = lost.find(({ address }) => address === null || address === recipient || known.includes(address));
  if (own === undefined) {
    return leave(forAPerson(`${told}; ours went to ${name} at ${recipient}: ask whether it arrived.`, conferenceId));
  }
  const because = reasonOf(own);
  const reason = `${WHAT_CAME_BACK[sent.method]} to ${name} at ${recipient} came back: ${because}`;
  return { mark: true, because, settled: { outcome: 'applied', reason, conferenceId } };
}

const addressesIn = (failed: readonly FailedDelivery[]): string =>
  [...new Set(failed.map(({ address }) => address ?? 'an address'))].join(', ');

/** What the mail server said, as one line: "550 5.1.1 no such user". */
function reasonOf({ status, diagnostic }: FailedDelivery): string {
  const said = (diagnostic ?? '')
    .replace(/^\s*[\w-]+\s*;\s*/, '')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  if (said === '') return status ?? 'no reason given';
  const words = status === null || said.includes(status) ? said : `${status} ${said}`;
  return words.slice(0, LONGEST_REASON);
}
