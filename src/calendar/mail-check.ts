import type { Settings } from '../../config/settings.js';
import { attendeeByAddress } from '../attendees/attendee.queries.js';
import type { Reader } from '../database/transaction.js';
import { openInbox } from './imap-connection.js';
import { keepsKeywords, READ_FOLDER } from './imap-inbox.js';
import type { MailLogin } from './mail-login.js';
import { mailProblem } from './mail-problem.js';
import { trySender } from './smtp-trial.js';

/**
 * Tries everything that mail depends on, without sending or marking any: one sentence a problem, each naming the
 * variable or the place to mend it; empty when all is well.
 */
export async function checkMail(settings: Settings, login: MailLogin | null, reader: Reader): Promise<string[]> {
  const found = await Promise.all([
    checkSending(settings, login),
    checkDesk(settings, reader),
    ...settings.mailboxes.map((address) => checkMailbox(settings, login, address)),
  ]);
  return found.flat();
}

async function checkSending({ smtp, desk }: Settings, login: MailLogin | null): Promise<string[]> {
  const problems =
    smtp.tls === 'none' && smtp.auth.by !== 'none'
      ? ['SMTP_TLS=none sends the password or token in the clear: use starttls or implicit.']
      : [];
  try {
    const refusal = await trySender(smtp, login, desk.address);
    return refusal === null ? problems : [...problems, `SMTP does not let us send as ${desk.address}: ${refusal}.`];
  } catch (error) {
    return [...problems, `Sending does not work: ${mailProblem(error, `${smtp.host}:${smtp.port}`)}.`];
  }
}

/** The desk cannot invite itself: mail programs take such an invitation for one's own meeting. */
async function checkDesk({ desk, mailboxes, imap }: Settings, reader: Reader): Promise<string[]> {
  const problems: string[] = [];
  if (imap !== null && !mailboxes.includes(desk.address)) {
    problems.push(`Answers go to ${desk.address} (DESK_ADDRESS), which is not among the mailboxes that are read.`);
  }
  const attendee = await attendeeByAddress(reader, desk.address);
  if (attendee !== null) {
    problems.push(`${desk.address} (DESK_ADDRESS) is also an address of attendee ${attendee.id}: remove it there.`);
  }
  return problems;
}

async function checkMailbox({ imap, desk }: Settings, login: MailLogin | null, address: string): Promise<string[]> {
  if (imap === null) {
    return address === desk.address ? ['IMAP_HOST is not set: no mail is read, answers are recorded on the page.'] : [];
  }
  try {
    const client = await openInbox({ server: imap, address, login });
    // Made here if need be, so that the first message does not find out that it cannot be.
    if (!keepsKeywords(client)) await client.mailboxCreate(READ_FOLDER);
    client.close();
    return [];
  } catch (error) {
    return [`The mailbox ${address} cannot be read: ${mailProblem(error, `${imap.host}:${imap.port}`)}.`];
  }
}
