import { AUDIT_WORDS } from '../audit/events.js';
import { never } from '../kernel/decided.js';
import type { FactName, MergeRefusal, UnmergeRefusal } from './merge.js';

export const FACT_WORDS: Record<FactName, string> = {
  kind: 'Kind',
  time: 'When',
  mode: 'Mode',
  venue: 'Venue',
  joinLink: 'Join link',
  laMeetingId: 'LA meeting id',
  strategyDiscussionOn: 'Strategy discussion',
};

type Told =
  | MergeRefusal
  | UnmergeRefusal
  | { readonly kind: 'duplicate-meeting-id' }
  | { readonly kind: 'too-far' }
  | { readonly kind: 'changed-meanwhile'; readonly now: { readonly reference: string } };

/** Why two conferences are not made one, or two again, and what to do: for pages and programs alike. */
export function mergeSentence(refusal: Told): string {
  switch (refusal.kind) {
    case 'same-conference':
      return 'This is one conference, not two. Give the reference of the other one.';
    case 'merge-voided':
      return `${refusal.reference} is voided, so it stays as it is.`;
    case 'outcome-lost':
      return refusal.keep === null
        ? 'Both have an outcome on record. Compare the two outcomes, and void the wrong conference with a reason.'
        : `The outcome is recorded at ${refusal.reference}, so it is the one to keep. Merge the other into it.`;
    case 'sat-before':
      return `${refusal.reference} was adjourned and has earlier sittings, so it is the one to keep. Merge the other into it.`;
    case 'other-family':
      return 'One is an initial conference and the other a review. If they are the same, convert the kind of the wrong one first.';
    case 'not-merged':
      return 'This conference is not merged into another any more.';
    case 'worked-on':
      return `${refusal.reference} has been worked on since the merge${doneWords(refusal.done)}, so the two cannot be put back as they were. Split ${refusal.reference}, or record the other conference anew.`;
    case 'duplicate-meeting-id':
      return 'A third conference of that kind has the same LA meeting id. Compare with that one first.';
    case 'too-far':
      return 'The time to be taken is more than two years away, so it stays as it is. Keep the other time.';
    case 'changed-meanwhile':
      return `A colleague changed ${refusal.now.reference} meanwhile. Look at both again, then decide.`;
    default:
      return never(refusal);
  }
}

const doneWords = (done: Extract<UnmergeRefusal, { kind: 'worked-on' }>['done']): string =>
  done.length === 0 ? '' : ` (${[...new Set(done.map((action) => AUDIT_WORDS[action].toLowerCase()))].join(', ')})`;
