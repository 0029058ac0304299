import { never } from '../kernel/decided.js';
import type { Notice } from '../web/page-parts.js';
import { MAIL_OUTCOME_WORDS } from './inbound-mail.queries.js';
import type { ReplayRefusal } from './replay.js';
import type { Replayed } from './replay.service.js';

/** Above the page that follows, which shows what became of the message this time: that, and what it was before. */
export function replayedFlash({ outcome, before, within }: Replayed): {
  readonly title: string;
  readonly text: string;
} {
  const title = `Read again: ${MAIL_OUTCOME_WORDS[outcome].toLowerCase()}`;
  if (!within) return { title, text: 'It is about a conference of another hub, whose coordinators see it now.' };
  return { title, text: `Before: ${MAIL_OUTCOME_WORDS[before.outcome].toLowerCase()}. ${before.reason ?? ''}`.trim() };
}

/** Why a message was not read again. */
export function replayRefusal(refusal: ReplayRefusal): Notice {
  const title = 'The message was not read again';
  switch (refusal.kind) {
    case 'not-read-yet':
      return { tone: 'warn', title, text: 'It has not been read for the first time yet. Wait a moment.' };
    case 'was-applied':
      return { tone: 'warn', title, text: 'What it says has been applied already, and would be done twice.' };
    case 'candidate-decided':
      return { tone: 'warn', title, text: 'Somebody has decided on the invitation in it.' };
    case 'no-invitation-now':
      return { tone: 'warn', title, text: 'It no longer reads like an invitation. Decide on it in the inbox.' };
    case 'cannot-be-read':
      return { tone: 'bad', title, text: 'The tracker could not deal with it: act on the message yourself.' };
    default:
      return never(refusal);
  }
}
