/** Each refusal about plans as a sentence at the field that mends it, or as a banner. */
import { never } from '../kernel/decided.js';
import type { FieldError } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { CommitRefusal } from './committing.service.js';
import type { AskRefusal, QuestionRefusal } from './plans.service.js';

const MOST_NAMED = 8;

export function askWords(refusal: AskRefusal): FieldError {
  switch (refusal.kind) {
    case 'unknown-hub':
      return {
        text: refusal.hub === '' ? 'Choose at least one hub' : `There is no hub ${refusal.hub}.`,
        href: '#hubs',
      };
    case 'not-your-hub':
      return { text: 'You may plan for your own hubs only.', href: '#hubs' };
    case 'wrong-period':
      return { text: refusal.why, href: '#to' };
    case 'added-outside':
      return { text: refusal.why, href: '#moreDate' };
    case 'too-many-sittings':
      return { text: refusal.why, href: '#to' };
    case 'plans-waiting':
      return { text: 'Five plans of yours wait to be made. Wait until one is ready, then ask again.', href: '#from' };
    default:
      return never(refusal);
  }
}

export function questionWords({ kind }: QuestionRefusal): FieldError {
  switch (kind) {
    case 'not-planned':
      return { text: 'The plan is not made yet. Ask when it is ready.', href: '#sitting' };
    case 'no-such-sitting':
      return { text: 'Choose a conference of this plan', href: '#sitting' };
    case 'no-such-person':
      return { text: 'Choose a person', href: '#person' };
    case 'questions-waiting':
      return { text: 'Many questions wait already. Wait for their answers, then ask again.', href: '#sitting' };
    default:
      return never(kind);
  }
}

/** What stopped it, in one text: the first few by name. */
export function commitSentence(refusal: CommitRefusal): string {
  switch (refusal.kind) {
    case 'not-ready':
      return refusal.state === 'committed'
        ? 'This plan was carried out already.'
        : 'This plan is not ready to be carried out.';
    case 'supposed':
      return 'This plan supposes what is not so. Record the absence or the conference, then plan again.';
    case 'changed': {
      const more = refusal.because.length - MOST_NAMED;
      return `${refusal.because.slice(0, MOST_NAMED).join(' ')}${more > 0 ? ` And ${more} more.` : ''} Nothing was changed: plan again.`;
    }
    default:
      return never(refusal);
  }
}

export const commitWords = (refusal: CommitRefusal): Flash => ({
  tone: 'warn',
  title: refusal.kind === 'changed' ? 'Something changed since this plan was made.' : 'The plan was not carried out.',
  text: commitSentence(refusal),
});
