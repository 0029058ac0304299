import type { MailboxStatus } from '../calendar/mailbox.js';
import type { Notice } from '../web/page-parts.js';
import { shortWhen } from './age.js';

export interface MailboxWords {
  /** When each was last read; null where this program reads none. */
  readonly text: string | null;
  /** What keeps mail from being read, for a person to have put right. */
  readonly trouble: Notice | null;
}

/** A mailbox is looked into every minute at the least: after this long without, something is wrong. */
const SILENT_AFTER_MINUTES = 5;

/** How reading the mailboxes goes, for somebody who waits for an answer to arrive. */
export function mailboxWords(mailboxes: readonly MailboxStatus[], now: Temporal.Instant): MailboxWords {
  const troubled = mailboxes.filter((one) => one.problem !== null || isSilent(one, now));
  const fine = mailboxes.filter((one) => !troubled.includes(one));
  const read = [...Map.groupBy(fine, ({ lastReadAt }) => lastReadWords(lastReadAt, now))].map(
    ([words, alike]) => `${alike.length > 2 ? `${alike.length} mailboxes` : namesOf(alike)} ${words}`,
  );
  return {
    text: read.length === 0 ? null : `${read.join(', ')}.`,
    trouble: troubled.length === 0 ? null : troubleWith(troubled, now),
  };
}

const namesOf = (mailboxes: readonly MailboxStatus[]): string => mailboxes.map(({ mailbox }) => mailbox).join(' and ');

const isSilent = ({ lastReadAt }: MailboxStatus, now: Temporal.Instant): boolean =>
  lastReadAt !== null && lastReadAt.until(now).total('minutes') > SILENT_AFTER_MINUTES;

const lastReadWords = (at: Temporal.Instant | null, now: Temporal.Instant): string =>
  at === null ? 'not read yet' : `last read ${shortWhen(at, now)}`;

const troubleWith = (mailboxes: readonly MailboxStatus[], now: Temporal.Instant): Notice => ({
  tone: 'bad',
  title: mailboxes.length === 1 ? 'A mailbox cannot be read' : `${mailboxes.length} mailboxes cannot be read`,
  text: 'Answers and invitations are not lost: they are read once this is put right. Tell your administrator.',
  lines: mailboxes.map(({ mailbox, lastReadAt, problem }) => {
    const why = problem === null ? '' : `: ${problem}`;
    return `${mailbox}, ${lastReadWords(lastReadAt, now)}${why}`;
  }),
});
