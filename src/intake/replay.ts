import type { ReadMail } from '../calendar/reader/mail.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import type { MailOutcome, Settled } from './inbound-mail.queries.js';

/** A message as it stands before it is read again. */
export interface Replayable {
  readonly outcome: MailOutcome | 'stored';
  readonly candidateState: 'waiting' | 'confirmed' | 'rejected' | null;
}

export type ReplayRefusal =
  | { readonly kind: 'not-read-yet' }
  /** What it caused stands, and would be done a second time. */
  | { readonly kind: 'was-applied' }
  /** A person decided on the invitation in it. */
  | { readonly kind: 'candidate-decided' }
  /** It waits in the inbox as an invitation but is none to the program of today: the person there decides. */
  | { readonly kind: 'no-invitation-now' }
  /** What the program of today makes of it fails: it stays as it was. */
  | { readonly kind: 'cannot-be-read' };

/**
 * Whether a message may be read again. Only what has caused nothing may: a message left to a person or ignored, whoever
 * settled it, and an invitation that nobody has decided on, whose reading is then made anew.
 */
export function decideReplay({ outcome, candidateState }: Replayable): Decided<null, ReplayRefusal> {
  if (outcome === 'stored') return refused({ kind: 'not-read-yet' });
  if (outcome === 'applied') return refused({ kind: 'was-applied' });
  if (candidateState === 'confirmed' || candidateState === 'rejected') return refused({ kind: 'candidate-decided' });
  return accepted(null);
}

/** Whether the page offers it. */
export const mayBeReplayed = (before: Replayable): boolean => decideReplay(before).ok;

/** As `decideReplay`, now that the message has been read again. */
export function decideReplayed(before: Replayable, sort: ReadMail['sort']): Decided<null, ReplayRefusal> {
  const stillInvites = sort === 'request' || sort === 'letter';
  return before.candidateState === 'waiting' && !stillInvites ? refused({ kind: 'no-invitation-now' }) : accepted(null);
}

/** What stands after it was read again: an invitation in the inbox stays there until somebody decides on it. */
export function outcomeOfReplay(before: Replayable, again: Settled): Settled {
  if (before.candidateState !== 'waiting' || again.outcome === 'candidate') return again;
  return { ...again, outcome: 'candidate', reason: `An invitation to decide on. Read again: ${again.reason}` };
}
