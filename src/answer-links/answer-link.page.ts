import type { Answer, AnswerRefusal } from '../assignments/assignment.js';
import { kindLabel } from '../conferences/kinds.js';
import { never } from '../kernel/decided.js';
import { formatSpan } from '../kernel/london.js';
import type { Fact, FieldError } from '../web/page-parts.js';
import type { Asked, Standing } from './answer-link.js';

export const COMMENT_FIELD = 'comment';

const ANSWER_WORDS: Record<Answer, string> = { accepted: 'accepted', tentative: 'not sure yet', declined: 'declined' };

const CHOICES: readonly { readonly value: Answer; readonly text: string; readonly main: boolean }[] = [
  { value: 'accepted', text: 'Accept', main: true },
  { value: 'tentative', text: 'Not sure', main: false },
  { value: 'declined', text: 'Decline', main: false },
];

/** A form that was not taken: what was typed, and why. */
export interface Unheard {
  readonly comment: string;
  readonly errors: readonly FieldError[];
}

export const factsOf = (asked: Asked): readonly Fact[] => [
  { key: 'Reference', value: asked.reference },
  { key: 'Kind', value: kindLabel(asked.kind) },
  { key: 'Time', value: `${formatSpan(asked.startsAt, asked.endsAt)} (UK time)` },
];

/** The question: what stands in the address is known to whoever got the mail, and nothing else is said. */
export const askPage = (asked: Asked, token: string, unheard: Unheard | null = null) => ({
  title: 'Will you attend this conference?',
  errors: unheard?.errors ?? [],
  facts: factsOf(asked),
  token,
  field: COMMENT_FIELD,
  comment: unheard?.comment ?? '',
  choices: CHOICES,
});

export interface Said {
  readonly status: number;
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly paragraphs: readonly string[];
}

/** What a link that asks nothing any more says instead. */
export function saidPage(standing: Exclude<Standing, { kind: 'open' | 'over' }>): Said {
  switch (standing.kind) {
    case 'answered':
      return {
        status: 200,
        title: `You have answered: ${ANSWER_WORDS[standing.answer]}`,
        facts: factsOf(standing.asked),
        paragraphs: ['To change it, answer in your calendar or ask the conference desk.'],
      };
    case 'superseded':
      return {
        status: 409,
        title: 'This conference has changed since that mail',
        facts: [{ key: 'Reference', value: standing.reference }],
        paragraphs: [
          'The time or the place has changed, so an answer to the earlier mail no longer counts.',
          'Use the newest mail about this conference. If it has not arrived yet, it is on its way.',
        ],
      };
    case 'called-off':
      return {
        status: 410,
        title: 'You are no longer asked to attend',
        facts: [{ key: 'Reference', value: standing.reference }],
        paragraphs: ['There is nothing to answer: the conference is off, or somebody else goes.'],
      };
    case 'recorded':
      return {
        status: 200,
        title: 'The outcome is on record',
        facts: factsOf(standing.asked),
        paragraphs: [
          'There is nothing more to do.',
          'To correct it, or to add the voice of the child, the plan or the next review, sign in and open My conferences.',
        ],
      };
    case 'expired':
      return {
        status: 410,
        title: 'This link has run out',
        facts: [],
        paragraphs: [
          'A link takes an answer until the conference begins, for 30 days at most, and an outcome for ten working days after it.',
          'To answer now, use your calendar or ask the conference desk. To say what happened, sign in.',
        ],
      };
    default:
      return never(standing);
  }
}

/** Why an invitation did not take an answer. Names nobody: the link proves nothing about who reads the page. */
export function unheardSentence(refusal: AnswerRefusal): string {
  switch (refusal.kind) {
    case 'not-waiting':
      return 'You are no longer asked to attend this conference, so there is nothing to answer.';
    case 'out-of-date':
      return 'The conference has changed since that mail. Use the newest mail about it.';
    case 'older-than-known':
      return 'A newer answer of yours is already on record.';
    case 'place-taken':
      return 'Somebody else has been asked since you declined. If you can go after all, tell the conference desk.';
    case 'elsewhere-by-now':
      return 'Since you declined, you have been put on another conference at that time. Tell the conference desk which one you can go to.';
    default:
      return never(refusal);
  }
}
