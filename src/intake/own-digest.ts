import type { ReadMail } from '../calendar/reader/mail.js';
import { senderCheck, type Ours } from '../calendar/reader/outcome.js';
import { row } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

/** A notice that the tracker sent to a mailbox which it reads itself: nobody has to deal with it again. */
export async function isOwnDigest(reader: Reader, { mail }: ReadMail, ours: Ours): Promise<boolean> {
  const { messageId, from } = mail;
  const isFromUs = from?.address !== undefined && from.address !== null && ours.addresses?.includes(from.address);
  if (messageId === null || !isFromUs || senderCheck(mail, ours) === 'fail') return false;
  const sent = await row(reader, 'select 1 from notice where message_id = $1', [messageId]);
  return sent !== null;
}
