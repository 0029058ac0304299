import { lookAgainWords } from '../conferences/circumstances.js';
import { isReview } from '../conferences/kinds.js';
import { londonDate } from '../kernel/london.js';
import {
  COORDINATOR,
  deadline,
  link,
  SUPERVISOR,
  type Concern,
  type Readiness,
  type ReadinessFacts,
  type Today,
} from './concern.js';

/** Somebody decided, and then something changed: the decision stands until somebody looks again (domain, situation 12). */
export function aboutLookingAgain(facts: ReadinessFacts): Concern | null {
  if (!isReview(facts.kind) || !facts.lookAgain) return null;
  return {
    words: `relevance to look at again: ${lookAgainWords(facts.lookAgain)}`,
    action: link(facts, 'Look again', '/relevance'),
    owner: SUPERVISOR,
    due: londonDate(facts.startsAt),
    waits: false,
    grave: false,
  };
}

/** The family has gone; it stays here until the conference of the receiving authority is known. */
export function afterTransfer(facts: ReadinessFacts, { now }: Today): Readiness {
  return {
    state: 'needs-action',
    words: 'Transferred out; the receiving conference is not known yet',
    nextAction: link(facts, 'Find out', '/transfer-out'),
    owner: COORDINATOR,
    by: deadline(londonDate(facts.startsAt), facts, now),
    tone: null,
    rank: 40,
  };
}

/** It has sat without its quorum and has no next date. */
export function withoutNextSitting(facts: ReadinessFacts, due: Temporal.PlainDate, { now }: Today): Readiness {
  const isLate = Temporal.PlainDate.compare(londonDate(now), due) > 0;
  return {
    state: 'needs-action',
    words: 'Inquorate and adjourned; no date for the next sitting yet',
    nextAction: link(facts, 'Give the date', '/sit-again'),
    owner: COORDINATOR,
    by: deadline(due, facts, now),
    tone: isLate ? 'bad' : 'warn',
    rank: isLate ? 5 : 30,
  };
}

/** Nobody needs to go, and a report or "nothing to add" is owed all the same (domain, 2.3). */
export function withoutReport(facts: ReadinessFacts, due: Temporal.PlainDate, { now }: Today): Readiness {
  const isLate = Temporal.PlainDate.compare(londonDate(now), due) > 0;
  return {
    state: isLate ? 'needs-action' : 'waiting',
    words: `Not relevant, nobody needed; the report or “nothing to add” is ${isLate ? 'overdue' : 'still owed'}`,
    nextAction: link(facts, 'Record the report', '/report'),
    owner: COORDINATOR,
    by: deadline(due, facts, now),
    tone: isLate ? 'warn' : null,
    rank: isLate ? 40 : 70,
  };
}
