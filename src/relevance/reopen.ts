import type { Surroundings } from '../../config/surroundings.js';
import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import { addNotice } from '../calendar/notice.queries.js';
import { settleLookAgain } from '../conferences/circumstances.queries.js';
import type { Conference } from '../conferences/conference.js';
import { currentSitting } from '../conferences/conference.queries.js';
import { insert, row } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { recount } from '../measures/measure.queries.js';
import type { RelevanceValue } from './relevance.js';
import { noticeAbout, reopenedReason, reopens, wordNotice } from './reopening.js';

/**
 * Opens a "not relevant" again because something new is known, and owes the hub a mail about it. The conference is locked
 * by the caller, so that a decision made meanwhile is seen. Whether it was opened.
 */
export async function reopenRelevance(
  tx: Tx,
  surroundings: Surroundings,
  conference: Conference,
  because: string,
): Promise<boolean> {
  const now = surroundings.now();
  const sitting = await currentSitting(tx, conference.id);
  const latest = await row<{ value: RelevanceValue }>(
    tx,
    'select value from relevance_decision where conference_id = $1 order by id desc limit 1',
    [conference.id],
  );
  if (!reopens(latest?.value ?? null, conference, sitting.startsAt, now)) return false;
  await insert(tx, 'relevance_decision', {
    conferenceId: conference.id,
    value: 'undecided',
    criteria: [],
    reason: reopenedReason(because),
    criteriaVersion: surroundings.reference.editions['relevance-criteria'].version,
    decidedBy: theTracker.name,
    decidedAt: now,
  });
  await record(tx, { actor: theTracker, at: now, conferenceId: conference.id }, 'relevance.reopened', { because });
  // Whatever was to be looked at again is looked at with it.
  await settleLookAgain(tx, conference.id);
  await recount(tx, conference.id, surroundings.counting);
  await tellHub(tx, surroundings, conference, sitting, because);
  return true;
}

async function tellHub(
  tx: Tx,
  surroundings: Surroundings,
  conference: Conference,
  sitting: { readonly startsAt: Temporal.Instant; readonly endsAt: Temporal.Instant },
  because: string,
): Promise<void> {
  const { settings } = surroundings;
  const hub = surroundings.hubOf(conference);
  const now = surroundings.now();
  const day = londonDate(now);
  const domain = settings.desk.address.slice(settings.desk.address.lastIndexOf('@') + 1);
  const words = wordNotice(
    { conference, sitting, hubName: hub.name, because },
    { publicUrl: settings.http.publicUrl, deskName: settings.desk.name },
  );
  await addNotice(
    tx,
    {
      topic: 'relevance',
      about: noticeAbout(conference.reference, day),
      name: hub.mailbox,
      recipient: hub.mailbox,
      messageId: `<relevance.${conference.reference}.${day.toString()}@${domain}>`,
      subject: words.subject,
      bodyText: words.text,
    },
    now,
  );
}
