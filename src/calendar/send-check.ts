import { wordingAfter, type CalendarChange, type SentMethod } from './change.js';

/** Why a message that was owed is not sent after all. */
export const DROP_REASONS = [
  /** A newer message of the same UID has taken its place. */
  'superseded',
  /** It calls off what the person was never told of. */
  'never-invited',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

const DROP_WORDS: Record<DropReason, string> = {
  superseded: 'it was no longer true',
  'never-invited': 'no invitation had reached them',
};
/** Why a message was not sent, after "because". */
export const dropWords = (reason: DropReason): string => DROP_WORDS[reason];

/** An earlier message of the same UID, which is no longer waiting. */
export interface EarlierMessage {
  readonly change: CalendarChange;
  readonly state: 'sent' | 'failed' | 'dropped' | 'owed';
  /** An attempt ended without the server's word, so that it may have been delivered. */
  readonly maybeSent: boolean;
  /** It came back after it had been sent. */
  readonly bounced: boolean;
}

export type SendDecision =
  { readonly send: true; readonly change: CalendarChange } | { readonly send: false; readonly because: DropReason };

/** A SEQUENCE below that of the assignment: a newer message follows, or the person was taken off. */
export const isOutdated = (message: { readonly sequence: number }, standing: { readonly sequence: number }): boolean =>
  message.sequence < standing.sequence;

const mayHaveReached = (message: EarlierMessage): boolean => message.state === 'sent' || message.maybeSent;

/**
 * Whether a message is still true at the moment it is to be sent, and what it has to say. A SEQUENCE below that of the
 * assignment is out of date: a newer message follows, or the person was taken off. A CANCEL goes out only if an invitation
 * may have arrived; to call off nothing would alarm, and not to call off a delivered one would leave somebody waiting in
 * an empty room. Whatever earlier messages could not say is said now, so that the first that arrives makes sense alone.
 * @param standing the SEQUENCE of the assignment now; earlier messages of the UID, oldest first
 */
export function decideSend(
  message: { readonly method: SentMethod; readonly sequence: number; readonly change: CalendarChange },
  standing: { readonly sequence: number; readonly earlier: readonly EarlierMessage[] },
): SendDecision {
  if (isOutdated(message, standing)) return { send: false, because: 'superseded' };
  // A report that a message came back may be wrong or forged: it makes us explain more, never keep silent.
  const mayKnow = standing.earlier.some(mayHaveReached);
  if (message.method === 'CANCEL' && !mayKnow) return { send: false, because: 'never-invited' };
  const lastReached = standing.earlier.findLastIndex((one) => mayHaveReached(one) && !one.bounced);
  const unheard = standing.earlier.slice(lastReached + 1).map((one) => one.change);
  return { send: true, change: wordingAfter(message.change, unheard) };
}
