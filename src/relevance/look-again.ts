import type { Surroundings } from '../../config/surroundings.js';
import { record, type Occasion } from '../audit/record.js';
import { lookAgainWords, type LookAgain } from '../conferences/circumstances.js';
import { raiseLookAgain } from '../conferences/circumstances.queries.js';
import type { Conference } from '../conferences/conference.js';
import { isReview } from '../conferences/kinds.js';
import type { Tx } from '../database/transaction.js';
import { reopenRelevance } from './reopen.js';

/**
 * Has the relevance of a review looked at again, once somebody has decided on it (domain, situations 12, 35 and 36). It
 * stays owed until somebody decides again or says that nothing changes; what was decided stands until then, but for a
 * review which was not relevant: that one is open again at once.
 */
export async function askToLookAgain(
  tx: Tx,
  surroundings: Surroundings,
  occasion: Omit<Occasion, 'conferenceId'>,
  conference: Conference,
  because: LookAgain,
): Promise<void> {
  const { id, kind } = conference;
  if (!isReview(kind)) return;
  if (await reopenRelevance(tx, surroundings, conference, lookAgainWords(because))) return;
  const isRaised = await raiseLookAgain(tx, id, because, occasion.at);
  if (isRaised) await record(tx, { ...occasion, conferenceId: id }, 'relevance.look-again', { because });
}
