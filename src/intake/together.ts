import type { ReadMail } from '../calendar/reader/mail.js';

/**
 * Whether messages may be dealt with at the same time. Not when two are about one calendar entry, for of two answers
 * given in the same second the one that arrived later stands, nor when two may be copies of one mail.
 */
export function mayGoTogether(reads: readonly ReadMail[]): boolean {
  const subjects = reads.flatMap((read) => {
    const uid = 'event' in read ? (read.event?.uid ?? null) : null;
    return [uid, read.mail.messageId].filter((subject) => subject !== null);
  });
  return new Set(subjects).size === subjects.length;
}
