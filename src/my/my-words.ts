/** What an officer is told after a press, or in place of one. */
import type { Answer, AnswerRefusal } from '../assignments/assignment.js';
import { never } from '../kernel/decided.js';
import { formatDay, formatTime, londonDate } from '../kernel/london.js';
import type { Notice } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import { hasEnded } from './my.page.js';
import type { MyConference } from './my.queries.js';

/** What the banner says after an answer was heard. */
export function heardSentence(
  answer: Answer,
  one: { reference: string; startsAt: Temporal.Instant },
): { title: string; text: string } {
  const when = `${one.reference}, ${formatDay(londonDate(one.startsAt))} at ${formatTime(one.startsAt)}.`;
  switch (answer) {
    case 'accepted':
      return { title: 'You accepted.', text: when };
    case 'tentative':
      return { title: 'Noted: you are not sure yet.', text: `${when} Change it here as soon as you know.` };
    case 'declined':
      return { title: 'You declined.', text: `${when} The coordinator sees it and finds somebody else.` };
    default:
      return never(answer);
  }
}

/** Why an answer was not taken, in words for the person who gave it. */
export function unheardSentence(refusal: AnswerRefusal): string {
  switch (refusal.kind) {
    case 'not-waiting':
      return 'You are no longer asked to attend this conference, so there is nothing to answer.';
    case 'out-of-date':
      return 'The conference was moved since you opened this page. Look at the new time and answer again.';
    case 'older-than-known':
      return 'A newer answer of yours is already on record.';
    case 'place-taken':
      return `${refusal.name} has been asked instead. If you can go after all, tell the coordinator.`;
    case 'elsewhere-by-now':
      return 'You have been put on another conference at that time since you declined. Tell the coordinator which one you can go to.';
    default:
      return never(refusal);
  }
}

/** Why one press does not say enough, or comes too early. */
export const whyNoTap = (one: MyConference, now: Temporal.Instant): string =>
  hasEnded(one, now)
    ? 'This conference is hybrid: say how you attended.'
    : 'This conference has not ended yet. Say what happened once it has.';

/** Offered after one press, and never demanded. */
export const moreToSay = (reference: string): Required<Pick<Flash, 'text' | 'href' | 'linkText'>> => ({
  text: 'If you like, add the voice of the child, the plan, dissent and the next review.',
  href: `/conferences/${reference}/outcome`,
  linkText: `Add to ${reference}`,
});

/** For somebody who signs in with an address that no attendee has. */
export const noAttendee: { readonly title: string; readonly advice: Notice } = {
  title: 'My conferences',
  advice: {
    tone: 'warn',
    title: 'The tracker does not know you as an attendee yet.',
    text: 'Ask an administrator to add you to the attendees, with the mail address you signed in with. Until then nobody can put you on a conference.',
  },
};
