import { attendeeByAddress } from '../attendees/attendee.queries.js';
import type { ReadMail } from '../calendar/reader/mail.js';
import type { SenderCheck } from '../calendar/reader/outcome.js';
import type { Reader } from '../database/transaction.js';
import { awayWords } from './away.js';
import { conferenceOfMessage } from './away.queries.js';
import type { Settled } from './inbound-mail.queries.js';
import { ignored } from './reply.js';

/** Notes whose automatic answer it is. It is never taken for an answer to an invitation. */
export async function hearAway(
  reader: Reader,
  { mail, until }: Extract<ReadMail, { sort: 'out-of-office' }>,
  checked: SenderCheck,
): Promise<Settled> {
  const words = awayWords({ until });
  if (checked === 'fail') return ignored(`An automatic reply, ${words}, whose sender could not be verified.`);
  const attendee = mail.from === null ? null : await attendeeByAddress(reader, mail.from.address);
  if (attendee === null) {
    return ignored(`An automatic reply from somebody who is not an attendee: ${words}. It is no answer.`);
  }
  const conferenceId = await conferenceOfMessage(reader, mail.inReplyTo, attendee.id);
  const settled = ignored(`Automatic reply from ${attendee.name}: ${words}. It is no answer.`, conferenceId);
  return { ...settled, away: { attendeeId: attendee.id, until } };
}
