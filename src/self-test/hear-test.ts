import { theTracker } from '../access/actor.js';
import { record } from '../audit/record.js';
import type { ReadEvent, ReadMail } from '../calendar/reader/mail.js';
import { senderCheck, type Ours } from '../calendar/reader/outcome.js';
import type { Tx } from '../database/transaction.js';
import { lockTestByUid, saveTestAnswer } from './self-test.queries.js';
import { answeredBy, type TestAnswer } from './self-test.js';

type Answering = Extract<ReadMail, { sort: 'reply' | 'counter' | 'request' | 'cancel' }>;

const ANSWERS: Readonly<Record<string, TestAnswer>> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
};

const answerOf = (sort: Answering['sort'], event: ReadEvent): TestAnswer | null =>
  sort === 'counter' ? 'counter' : (ANSWERS[event.respondent?.partstat ?? ''] ?? null);

/**
 * Ticks off an answer to a message of the test, from whatever address it comes: to see from which one is what the test is
 * for. Null when the UID is none of a test; what was heard in words otherwise.
 */
export async function hearTestAnswer(
  tx: Tx,
  { sort, event, mail }: Answering,
  ours: Ours,
  receivedAt: Temporal.Instant,
): Promise<string | null> {
  const messages = event.uid === null ? [] : await lockTestByUid(tx, event.uid);
  const message = event.uid === null ? null : answeredBy(messages, event.uid, event.sequence);
  const answer = answerOf(sort, event);
  if (message === null || answer === null)
    return messages.length === 0 ? null : 'A reply to the test of calendar mail.';
  const from = mail.from?.address ?? event.respondent?.address ?? null;
  const authentication = senderCheck(mail, ours);
  await saveTestAnswer(tx, message.id, { answer, at: receivedAt, from, authentication });
  const { step } = message;
  await record(tx, { actor: theTracker, at: receivedAt }, 'self-test.answered', {
    step,
    answer,
    from: from ?? 'nobody',
  });
  return `An answer to the test of calendar mail: ${answer}.`;
}
