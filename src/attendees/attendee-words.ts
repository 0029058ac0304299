import { never } from '../kernel/decided.js';
import { formatDate, formatDay, londonDate } from '../kernel/london.js';
import type { Tag } from '../web/page-parts.js';
import type { Training } from './attendee.js';

/** How conference training stands, for a list: a tag where something is to be done, plain words where all is well. */
export function trainingWords(training: Training): { readonly text?: string; readonly tag?: Tag } {
  switch (training.state) {
    case 'none':
      return { tag: { text: 'No conference training', tone: 'warn' } };
    case 'expired':
      return { tag: { text: `Training ran out on ${formatDate(training.on)}`, tone: 'bad' } };
    case 'expiring':
      return { tag: { text: `Training runs out on ${formatDate(training.on)}`, tone: 'warn' } };
    case 'current':
      return { text: training.until === null ? 'Trained' : `Trained until ${formatDate(training.until)}` };
    default:
      return never(training);
  }
}

/** What is known against an address: when mail to it last came back, and what the mail server said. */
interface MailMark {
  readonly mailBouncedAt: Temporal.Instant | null;
  readonly mailBounceReason: string | null;
}

/** Null while mail arrives, as far as is known. */
export const bouncedWords = ({ mailBouncedAt, mailBounceReason }: MailMark): string | null =>
  mailBouncedAt === null
    ? null
    : `Mail to this address came back on ${formatDay(londonDate(mailBouncedAt))}: ${mailBounceReason ?? 'no reason given'}`;

export const MAIL_FAILS: Tag = { text: 'Mail comes back', tone: 'bad' };
export const NO_MAIL: Tag = { text: 'No mail address: cannot be invited', tone: 'bad' };
export const LEFT: Tag = { text: 'Left', tone: 'neutral' };
