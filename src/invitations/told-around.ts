/** What an invitation says around its conference: a transfer, or that there was none. */
import type { NeverInvited } from '../conferences/circumstances.js';
import { saveNeverInvited, saveTransferIn } from '../conferences/circumstances.queries.js';
import type { Conference } from '../conferences/conference.js';
import { refuseTransferIn } from '../conferences/transfer.js';
import type { Tx } from '../database/transaction.js';
import type { GivenInvitation, InvitationRefusal } from './invitation.js';

/** Nobody can say of what is still to come that TVP was never invited, and only a transfer-in has a transfer. */
export function refusedAround(given: GivenInvitation, now: Temporal.Instant): InvitationRefusal | null {
  if (given.learntFrom && Temporal.Instant.compare(given.startsAt, now) > 0) return { kind: 'not-begun' };
  if (!given.transferIn) return null;
  if (given.kind !== 'transfer-in') return { kind: 'not-a-transfer-in' };
  return refuseTransferIn(given.transferIn, { startsAt: given.startsAt, now });
}

/** What else was said of conferences that have just been made: never invited to, or transferred in. */
export async function keepCircumstances(
  tx: Tx,
  by: Pick<NeverInvited, 'recordedBy' | 'recordedAt'>,
  made: readonly { readonly given: GivenInvitation; readonly conference: Conference }[],
): Promise<void> {
  const uninvited = made.flatMap(({ conference: { id }, given: { learntFrom, receivedAt } }) =>
    learntFrom ? [{ conferenceId: id, learntFrom, learntAt: receivedAt, ...by }] : [],
  );
  if (uninvited.length > 0) await saveNeverInvited(tx, uninvited);
  for (const { conference, given } of made) {
    if (given.transferIn) await saveTransferIn(tx, conference.id, given.transferIn);
  }
}
