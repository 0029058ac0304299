import { kindLabel } from '../conferences/kinds.js';
import { modeLabel } from '../conferences/modes.js';
import type { Opened } from '../conferences/opened.js';
import { never } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import type { FieldError, Link } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { TypedAnswer } from './assign.form.js';
import { assignmentStateLabel, type Answer, type AnswerRefusal } from './assignment.js';
import type { AssignedPerson } from './assignment.queries.js';

interface OnePerson {
  readonly title: string;
  readonly caption: string;
  readonly back: Link;
  readonly action: string;
  readonly cancel: Link;
  readonly sitting: string;
  readonly now: string;
  readonly errors: readonly FieldError[];
}

function aboutPerson(
  opened: Opened,
  person: AssignedPerson,
  page: { readonly title: string; readonly verb: string; readonly errors: readonly FieldError[] },
): OnePerson {
  const { conference, sitting, hub } = opened;
  const href = `/conferences/${conference.reference}`;
  return {
    title: page.title,
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name}`,
    back: { text: conference.reference, href },
    cancel: { text: 'Cancel', href },
    action: `${href}/assignments/${person.id}/${page.verb}`,
    sitting: `${formatSpan(sitting.startsAt, sitting.endsAt)}, ${modeLabel(sitting.mode).toLowerCase()}`,
    now: `${person.name} (${person.lead ? 'lead' : 'second'}): ${assignmentStateLabel(person.state).toLowerCase()}`,
    errors: page.errors,
  };
}

export interface WithdrawPage extends OnePerson {
  readonly consequence: string;
  readonly reason: string;
}

/** The page that takes somebody off, after saying why. */
export function withdrawPage(
  opened: Opened,
  person: AssignedPerson,
  reason: string,
  errors: readonly FieldError[],
): WithdrawPage {
  return {
    ...aboutPerson(opened, person, { title: `Withdraw ${person.name}`, verb: 'withdraw', errors }),
    consequence: person.lead
      ? 'They get a cancellation, and the conference has no lead until you assign somebody else.'
      : 'They get a cancellation.',
    reason,
  };
}

export function withdrawRefusal(
  refusal: { readonly kind: 'not-active' } | { readonly kind: 'reason-missing' },
  name: string,
): FieldError {
  switch (refusal.kind) {
    case 'not-active':
      return { text: `${name} was withdrawn already.`, href: '#reason' };
    case 'reason-missing':
      return { text: 'Say in a few words why they are withdrawn.', href: '#reason' };
    default:
      return never(refusal);
  }
}

export interface AnswerPage extends OnePerson {
  readonly legend: string;
  readonly answers: readonly { readonly value: Answer; readonly text: string; readonly hint: string }[];
  readonly typed: TypedAnswer;
}

/** The page for an answer: one's own, or one that somebody passed on. */
export function answerPage(
  opened: Opened,
  person: AssignedPerson,
  page: { readonly own: boolean; readonly typed: TypedAnswer; readonly errors: readonly FieldError[] },
): AnswerPage {
  const title = page.own ? 'Will you attend?' : `What did ${person.name} say?`;
  const who = page.own ? 'You' : 'They';
  return {
    ...aboutPerson(opened, person, { title, verb: 'answer', errors: page.errors }),
    legend: page.own ? 'Your answer' : 'The answer they gave you',
    answers: [
      { value: 'accepted', text: 'Accepted', hint: `${who} will attend` },
      { value: 'tentative', text: 'Tentative', hint: `${who} cannot say yet` },
      { value: 'declined', text: 'Declined', hint: `${who} cannot attend, and somebody else is needed` },
    ],
    typed: page.typed,
  };
}

export function answerRefusal(refusal: AnswerRefusal, name: string): FieldError {
  switch (refusal.kind) {
    case 'not-waiting':
      return { text: `${name} is not asked to attend any more, so no answer is needed.`, href: '#answer' };
    case 'out-of-date':
      return {
        text: 'The time has changed since. Open the conference again and answer the new time.',
        href: '#answer',
      };
    case 'older-than-known':
      return { text: 'A newer answer is on record already.', href: '#answer' };
    case 'place-taken':
      return {
        text: `${refusal.name} is on this conference in that place now. Withdraw them first if ${name} is to come after all.`,
        href: '#answer',
      };
    case 'elsewhere-by-now':
      return { text: `${name} has been put on another conference at that time.`, href: '#answer' };
    default:
      return never(refusal);
  }
}

const NEXT: Record<Answer, string> = {
  accepted: 'The conference is covered as far as they are concerned.',
  tentative: 'Ask again before the day, or assign somebody else.',
  declined: 'Somebody else is needed.',
};
const DONE: Record<Answer, string> = {
  accepted: 'has accepted',
  tentative: 'has answered tentatively',
  declined: 'has declined',
};

/** What the banner says after an answer was recorded. */
export function answered(on: Opened & { readonly person: AssignedPerson }, answer: Answer, mayAssign: boolean): Flash {
  const offer = mayAssign && answer !== 'accepted';
  return {
    title: `Recorded: ${on.person.name} ${DONE[answer]}.`,
    text: NEXT[answer],
    tone: answer === 'accepted' ? 'good' : 'warn',
    ...(offer ? { href: `/conferences/${on.conference.reference}/assign`, linkText: 'Assign somebody else' } : {}),
  };
}
