import { theTracker } from '../access/actor.js';
import { assignedPerson } from '../assignments/telling.js';
import { markMailBounced } from '../attendees/attendee-mail.queries.js';
import { addressesOf } from '../attendees/attendee.queries.js';
import { record } from '../audit/record.js';
import { lockHandedOver, markBounced, type HandedOver } from '../calendar/bounced.queries.js';
import type { SenderCheck } from '../calendar/reader/outcome.js';
import type { Tx } from '../database/transaction.js';
import { decideBounce, type Bounce } from './bounce.js';
import type { Settled } from './inbound-mail.queries.js';

/** Marks the message that came back, and the address, in the transaction that settles the report of it. */
export async function hearBounce(
  tx: Tx,
  read: Bounce,
  checked: SenderCheck,
  when: { readonly receivedAt: Temporal.Instant; readonly now: Temporal.Instant },
): Promise<Settled> {
  const sent = await lockHandedOver(tx, {
    messageId: read.originalMessageId,
    uid: read.originalUid,
    addresses: read.failed.flatMap(({ address }) => address ?? []),
  });
  const known = sent === null ? [] : await addressesOf(tx, await assignedPerson(tx, sent.attendeeId));
  const decided = decideBounce(read, { checked, sent, known });
  // Servers report one loss more than once; a second report must not undo that somebody said the address works.
  if (decided.mark && sent !== null && sent.bouncedAt === null) await mark(tx, sent, decided.because, when);
  return decided.settled;
}

async function mark(
  tx: Tx,
  { id, method, sequence, recipient, attendeeId, conferenceId }: HandedOver,
  because: string,
  { receivedAt, now }: { readonly receivedAt: Temporal.Instant; readonly now: Temporal.Instant },
): Promise<void> {
  await markBounced(tx, id, because, receivedAt);
  await record(tx, { actor: theTracker, at: now, conferenceId }, 'mail.bounced', {
    method,
    recipient,
    sequence,
    because,
  });
  if (await markMailBounced(tx, attendeeId, recipient, because, receivedAt)) {
    await record(tx, { actor: theTracker, at: now }, 'attendee.mail-failed', { attendeeId, because });
  }
}
