import { confirmWords } from '../conferences/to-confirm.js';
import { COORDINATOR, type Readiness, type ReadinessFacts } from './concern.js';

const lower = (words: string): string => `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
/** As pressing as an answer that is overdue. */
const RANK = 25;

/**
 * What automation recorded is confirmed before anything else is done with it, or beside it: if it is wrong, so is all that
 * follows. It counts in the measures and can be assigned meanwhile.
 */
export function confirmFirst(facts: Pick<ReadinessFacts, 'reference' | 'toConfirm'>, otherwise: Readiness): Readiness {
  if (!facts.toConfirm) return otherwise;
  // A name keeps its capital.
  const rest = /^(Nobody|Outcome|Not|Awaiting|No|Mail|Invitation|Relevance)\b/.test(otherwise.words)
    ? lower(otherwise.words)
    : otherwise.words;
  return {
    state: 'needs-action',
    words: `Recorded by automation (${confirmWords(facts.toConfirm)}); ${rest}`,
    nextAction: { text: 'Confirm what automation recorded', href: `/conferences/${facts.reference}#confirm` },
    owner: COORDINATOR,
    by: 'today',
    tone: otherwise.tone ?? 'warn',
    rank: Math.min(otherwise.rank, RANK),
  };
}
