import { record, type Occasion } from '../audit/record.js';
import type { LookAgain } from '../conferences/circumstances.js';
import { raiseLookAgain } from '../conferences/circumstances.queries.js';
import type { Conference } from '../conferences/conference.js';
import { isReview } from '../conferences/kinds.js';
import type { Tx } from '../database/transaction.js';

/**
 * Has the relevance of a review looked at again, once somebody has decided on it (domain, situations 12, 35 and 36). It
 * stays owed until somebody decides again or says that nothing changes; what was decided stands until then.
 */
export async function askToLookAgain(
  tx: Tx,
  occasion: Omit<Occasion, 'conferenceId'>,
  { id, kind }: Pick<Conference, 'id' | 'kind'>,
  because: LookAgain,
): Promise<void> {
  if (!isReview(kind)) return;
  const isRaised = await raiseLookAgain(tx, id, because, occasion.at);
  if (isRaised) await record(tx, { ...occasion, conferenceId: id }, 'relevance.look-again', { because });
}
