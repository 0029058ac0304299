import { canMove, isOff, possibleChanges, mayComeBack, type ConferenceState } from '../conferences/conference.js';
import type { NewSitting } from '../conferences/conference.queries.js';
import { CONFERENCE_MODES } from '../conferences/modes.js';
import { samePlace, sameTime } from '../changes/told-change.js';
import type { Asks, Edition, Reading } from './candidate.queries.js';

/** How a conference can be called off because its local authority says so. */
export const CALL_OFFS = ['stand-down', 'postpone', 'cancel'] as const;
export type CallOff = (typeof CALL_OFFS)[number];

/** Why something was called off, where nobody said more. */
export const CALLED_OFF = 'Called off by the local authority';
export const MOVED = 'Moved by the local authority';
export const ADJOURNED = 'Adjourned; new date from the local authority';
export const TRANSFERRED = 'Transferring, says the local authority';
export const BACK_ON = 'Back on, says the local authority';
/** How a message ends that changes no conference. */
export const OUT_OF_DATE = 'Out of date: a newer message had been acted on.';
export const CALL_OFF_WAITING = 'It called off an invitation that was not recorded yet.';

/** A message beside what is recorded. */
export interface AskedFacts {
  readonly asks: Asks;
  readonly reading: Reading;
  readonly edition: Edition;
  /** The newest edition of the same entry that somebody has acted on; null when there is none. */
  readonly actedOn: Edition | null;
  /** The conference it is about; null when none is recorded. */
  readonly known: (NewSitting & { readonly state: ConferenceState; readonly isAdjourned?: boolean }) | null;
  /** Whether an invitation to the same meeting still waits to be confirmed. */
  readonly invitationWaits: boolean;
}

export type AskedChange =
  /** Nothing is recorded of it: it is to be confirmed as a conference, or is no business of ours. */
  | { readonly kind: 'unknown' }
  /** A newer message of the same entry has been acted on. */
  | { readonly kind: 'out-of-date' }
  | { readonly kind: 'already-so' }
  /** It does not say when. */
  | { readonly kind: 'no-time' }
  | { readonly kind: 'move'; readonly to: NewSitting }
  /** It was inquorate or adjourned, and has another sitting. */
  | { readonly kind: 'sit-again'; readonly to: NewSitting }
  /** The case is transferring to another authority. */
  | { readonly kind: 'transfer-out'; readonly toAuthority: string }
  /** On again at the time at which it stood. */
  | { readonly kind: 'reinstate'; readonly to: NewSitting }
  | { readonly kind: 'call-off'; readonly choices: readonly CallOff[] }
  /** It calls off what nobody has confirmed yet. */
  | { readonly kind: 'call-off-waiting' }
  | { readonly kind: 'impossible'; readonly state: ConferenceState };

/**
 * What a message asks of the conference it is about. A move keeps whatever the message does not say, and an invitation
 * after a cancellation puts the conference back on. Nothing follows from it before a person agrees.
 */
export function askedChange(facts: AskedFacts): AskedChange {
  const { asks, known, edition, actedOn } = facts;
  if (actedOn !== null && isOlder(edition, actedOn)) return { kind: 'out-of-date' };
  if (asks === 'cancellation') return askedCallOff(facts);
  if (known === null) return { kind: 'unknown' };
  const transfer = askedTransfer(facts);
  if (transfer !== null) return transfer;
  const next = saidSitting(facts.reading, known);
  if (next !== null && sitsAgain(facts, next)) return { kind: 'sit-again', to: next };
  if (!canMove(known)) return { kind: 'impossible', state: known.state };
  const to = saidSitting(facts.reading, known);
  if (to === null) return { kind: 'no-time' };
  if (!sameTime(known, to)) return { kind: 'move', to };
  if (mayComeBack(known.state)) return { kind: 'reinstate', to };
  return samePlace(known, to) ? { kind: 'already-so' } : { kind: 'move', to };
}

/** A letter that says where the case goes and gives no time of ours. */
function askedTransfer({ reading, known }: AskedFacts): AskedChange | null {
  const toAuthority = reading['transferring']?.value;
  if (known === null || toAuthority === undefined || reading['startsAt'] !== undefined) return null;
  if (known.state === 'transferred_out') return { kind: 'already-so' };
  return possibleChanges(known.state).includes('transfer-out') ? { kind: 'transfer-out', toAuthority } : null;
}

/** A later time for a sitting that is over: known to be adjourned, or said to be. */
function sitsAgain({ reading, known }: AskedFacts, to: NewSitting): boolean {
  if (known === null || Temporal.Instant.compare(to.startsAt, known.endsAt) < 0) return false;
  const isOpen = known.state === 'scheduled' || known.state === 'held';
  return known.isAdjourned === true || (isOpen && reading['inquorate'] !== undefined);
}

function askedCallOff({ known, invitationWaits }: AskedFacts): AskedChange {
  if (known === null) return invitationWaits ? { kind: 'call-off-waiting' } : { kind: 'unknown' };
  if (isOff(known.state)) return { kind: 'already-so' };
  const possible = possibleChanges(known.state);
  const choices = CALL_OFFS.filter((one) => possible.includes(one));
  return choices.length === 0 ? { kind: 'impossible', state: known.state } : { kind: 'call-off', choices };
}

/**
 * Whether one edition of an entry came before another. SEQUENCE decides (RFC 5546 2.1.4), and among equals DTSTAMP; some
 * senders count backwards, so a lower SEQUENCE that was written later is not older, and what is not given decides nothing.
 */
export function isOlder(one: Edition, other: Edition): boolean {
  const counted = one.sequence === null || other.sequence === null ? 0 : one.sequence - other.sequence;
  const written =
    one.stampedAt === null || other.stampedAt === null ? 0 : Temporal.Instant.compare(one.stampedAt, other.stampedAt);
  return counted < 0 ? written <= 0 : counted === 0 && written < 0;
}

/**
 * The sitting as a message says it, with what stands where it says nothing; null when it gives no time. Where it gives
 * no end, the conference lasts as long as it did.
 */
export function saidSitting(reading: Reading, stands: NewSitting): NewSitting | null {
  const [starts, ends] = [reading['startsAt']?.value, reading['endsAt']?.value];
  if (starts === undefined) return null;
  const startsAt = Temporal.Instant.from(starts);
  return {
    startsAt,
    endsAt: ends === undefined ? startsAt.add(stands.startsAt.until(stands.endsAt)) : Temporal.Instant.from(ends),
    mode: CONFERENCE_MODES.find((mode) => mode === reading['mode']?.value) ?? stands.mode,
    venue: reading['venue']?.value ?? stands.venue,
    joinLink: reading['joinLink']?.value ?? stands.joinLink,
  };
}

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Whether somebody writes from a mail domain from which nobody has written about this conference before. */
export const isStranger = (sender: string | null, before: readonly string[]): boolean =>
  before.length > 0 && (sender === null || !before.some((one) => domainOf(one) === domainOf(sender)));
