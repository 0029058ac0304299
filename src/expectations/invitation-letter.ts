/** The letter that asks a local authority for an invitation: drafted here, sent by a person. No child is in it. */
import { formatDate } from '../kernel/london.js';
import type { KeptExpectation } from './expectation.queries.js';
import type { ExpectedKind, Origin } from './expectation.js';

export interface LetterAbout {
  readonly localAuthority: string;
  readonly hubName: string;
  readonly mailbox: string;
  readonly on: Temporal.PlainDate;
}

type AskedFor = Pick<
  KeptExpectation,
  'id' | 'kind' | 'origin' | 'beganOn' | 'dueOn' | 'dueBy' | 'laReference' | 'previous'
>;

const NAMES: Readonly<Record<ExpectedKind, string>> = {
  icpc: 'an initial child protection conference',
  'transfer-in': 'a transfer-in child protection conference',
  review: 'a review child protection conference',
};
const BEGAN: Readonly<Record<Origin, string>> = {
  outcome: 'Conference before it',
  'strategy-discussion': 'Strategy discussion',
  'transfer-in': 'Start of the transfer',
};

/** Whom it is about the authority finds by its own reference or ours; ids of children go by a secure answer alone. */
export function invitationLetter(asked: AskedFor, about: LetterAbout): string {
  const isOver = Temporal.PlainDate.compare(about.on, asked.dueOn) > 0;
  const due = asked.dueBy === 'set' ? 'set for' : 'due by';
  return [
    'OFFICIAL-SENSITIVE',
    '',
    formatDate(about.on),
    '',
    `To ${about.localAuthority}, child protection conference team`,
    `From Thames Valley Police, ${about.hubName} MASH`,
    '',
    `Invitation to ${NAMES[asked.kind]}: our number EX-${asked.id}`,
    '',
    isOver
      ? `We expected ${NAMES[asked.kind]} ${due} ${formatDate(asked.dueOn)} and have received no invitation.`
      : `We expect ${NAMES[asked.kind]} ${due} ${formatDate(asked.dueOn)} and have not received an invitation yet.`,
    '',
    `   ${BEGAN[asked.origin]}: ${formatDate(asked.beganOn)}`,
    `   Your reference: ${asked.laReference ?? 'none known to us'}`,
    ...(asked.previous === null ? [] : [`   Our reference of that conference: ${asked.previous}`]),
    '',
    isOver
      ? 'Please tell us whether it was held, on which day, and to which address an invitation was sent; or when it will be held.'
      : 'Please send the invitation, with day, time and how to join, or tell us that no conference is required and why.',
    `Please write to ${about.mailbox} and give our number EX-${asked.id}. Please do not name anybody in the subject.`,
    '',
    'If you need the ids of the children to find it, ask us, and we shall send them separately.',
    '',
  ].join('\n');
}

/** "invitation-reading-ex-12.txt" */
export const letterName = (hubCode: string, id: number): string => `invitation-${hubCode}-ex-${id}.txt`;
