import type { Answer, AnswerRefusal } from '../assignments/assignment.js';
import type { ReadEvent, ReadMail } from '../calendar/reader/mail.js';
import type { Outcome } from '../calendar/reader/outcome.js';
import { never } from '../kernel/decided.js';
import { formatSpan, formatWhen } from '../kernel/london.js';
import type { Settled } from './inbound-mail.queries.js';

/** A mail with a meeting in it that asks for something or answers. */
export type CalendarMail = Extract<ReadMail, { sort: 'reply' | 'counter' | 'request' | 'cancel' }>;

/** A reason as the reader gives it, as a sentence for the page of mail. */
export const sentence = (reason: string): string => `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;

export const forAPerson = (reason: string, conferenceId: number | null = null): Settled => ({
  outcome: 'for-a-person',
  reason,
  conferenceId,
});
export const ignored = (reason: string, conferenceId: number | null = null): Settled => ({
  outcome: 'ignored',
  reason,
  conferenceId,
});

/** How a message ends that is not acted on: for a person where the reader wants one, else nothing is to be done. */
export const notActedOn = ({ outcome, reason }: Outcome, conferenceId: number | null = null): Settled =>
  outcome === 'review' ? forAPerson(sentence(reason), conferenceId) : ignored(sentence(reason), conferenceId);

const ANSWERS: Readonly<Record<string, Answer>> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
};

export interface MailedAnswer {
  readonly answer: Answer;
  readonly sequence: number | null;
  readonly at: Temporal.Instant;
  readonly comment: string | null;
}

/**
 * The answer in a REPLY or COUNTER that the reader found fit to apply. The time of a conference is the local authority's,
 * so a counter-proposal is a "cannot make it": declined, with the proposal as its comment.
 */
export function answerIn(sort: CalendarMail['sort'], event: ReadEvent, receivedAt: Temporal.Instant): MailedAnswer {
  const given = sort === 'counter' ? 'declined' : ANSWERS[event.respondent?.partstat ?? ''];
  if (given === undefined) throw new Error('the reader let an unknown answer through');
  return {
    answer: given,
    sequence: event.sequence,
    at: answeredAt(event, receivedAt),
    comment: sort === 'counter' ? suggestion(event) : event.comment,
  };
}

/** The time that a counter-proposal suggests, in London words. */
export function suggestedTime({ proposedStart, proposedEnd }: ReadEvent): string {
  if (proposedStart === null) return 'another time';
  return proposedEnd === null ? formatWhen(proposedStart) : formatSpan(proposedStart, proposedEnd);
}

const suggestion = (event: ReadEvent): string =>
  [`Cannot make it, suggests ${suggestedTime(event)}.`, event.comment ?? ''].join(' ').trim();

/** When they say that they answered, but not later than it arrived: a clock that is ahead would outlive every later answer. */
function answeredAt({ repliedAt }: ReadEvent, receivedAt: Temporal.Instant): Temporal.Instant {
  return repliedAt !== null && Temporal.Instant.compare(repliedAt, receivedAt) < 0 ? repliedAt : receivedAt;
}

/** Why an answer was not applied; only where the person believes otherwise does somebody have to tell them. */
export function refusedAnswer(refusal: AnswerRefusal, name: string, conferenceId: number): Settled {
  switch (refusal.kind) {
    case 'not-waiting':
      return ignored(`${name} is no longer asked to attend.`, conferenceId);
    case 'out-of-date':
      return ignored(`${name} answered an earlier time; the new time still waits for an answer.`, conferenceId);
    case 'older-than-known':
      return ignored(`A newer answer of ${name} is already on record.`, conferenceId);
    case 'place-taken':
      return forAPerson(
        `${name} accepts after having declined, but ${refusal.name} has the place: tell them.`,
        conferenceId,
      );
    case 'elsewhere-by-now':
      return forAPerson(
        `${name} accepts after having declined, but is on another conference now: tell them.`,
        conferenceId,
      );
    default:
      return never(refusal);
  }
}
