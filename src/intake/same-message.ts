import type { ReadMail } from '../calendar/reader/mail.js';

/**
 * Whether two mails say the same, so that the second needs no answer of its own: one mail in two mailboxes, or delivered
 * twice. Its Message-ID alone proves nothing, for anybody may write that of a mail still under way and so hide it. How
 * they travelled (recipients, sender checks) may differ.
 */
export const saysTheSame = (one: ReadMail, other: ReadMail): boolean => words(one) === words(other);

function words({ mail, ...rest }: ReadMail): string {
  const { from, subject, date, text, attachments } = mail;
  return JSON.stringify([from?.address, subject, date, text, attachments, rest]);
}
