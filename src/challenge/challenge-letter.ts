/** The letter of each stage of a challenge: drafted here, sent by a person. Nobody is named in it. */
import { kindName, type ConferenceKind } from '../conferences/kinds.js';
import { formatDate } from '../kernel/london.js';
import type { Challenged, Stage } from './challenge.js';

export interface ChallengeLetterFacts {
  readonly id: number;
  readonly about: Challenged;
  readonly stage: Stage;
  readonly before: readonly Stage[];
  readonly procedureName: string;
  readonly localAuthority: string;
  readonly hubName: string;
  readonly mailbox: string;
  readonly on: Temporal.PlainDate;
  readonly conference: {
    readonly reference: string;
    readonly kind: ConferenceKind;
    readonly on: Temporal.PlainDate;
    readonly laMeetingId: string | null;
    readonly noticeDays: number | null;
  } | null;
  readonly expectation: {
    readonly id: number;
    readonly dueOn: Temporal.PlainDate;
    readonly laReference: string | null;
  } | null;
}

const days = (many: number): string => `${many} working ${many === 1 ? 'day' : 'days'}`;

const ABOUT: Readonly<Record<Challenged, (facts: ChallengeLetterFacts) => string>> = {
  'missed-invitation': () =>
    'No invitation to this conference reached Thames Valley Police, so police could not contribute to it. Please tell us why, and what will be done so that it does not happen again.',
  'late-invitation': ({ conference }) =>
    `The invitation reached us ${conference?.noticeDays === null || conference === null ? 'too late' : `${days(conference.noticeDays)} before the conference`}. Checks, a report and a trained representative need more time. Please tell us why it came so late, and what will be done.`,
  'refused-place': () =>
    'Police were refused a place at this conference. Please tell us the reason, and how police will contribute to the plan.',
  dissent: () =>
    'Police dissented from the decision of this conference. The reasons were given there and are on record with us. Please look at the decision again and tell us the result.',
};

export function challengeLetter(facts: ChallengeLetterFacts): string {
  const { stage, conference, expectation } = facts;
  return [
    'OFFICIAL-SENSITIVE',
    '',
    formatDate(facts.on),
    '',
    `To ${facts.localAuthority}: ${stage.sentTo.toLowerCase()}`,
    `From Thames Valley Police, ${facts.hubName} MASH`,
    '',
    `Professional challenge, our number CH-${facts.id}: stage ${stage.number}, ${stage.name.toLowerCase()}`,
    `Procedure: ${facts.procedureName}`,
    '',
    ...(conference === null ? [] : conferenceLines(conference)),
    ...(conference === null && expectation !== null
      ? [
          `   A conference due by ${formatDate(expectation.dueOn)}, our number EX-${expectation.id}`,
          `   Your reference: ${expectation.laReference ?? 'none known to us'}`,
        ]
      : []),
    '',
    ABOUT[facts.about](facts),
    ...facts.before.flatMap((one) => ['', beforeWords(one)]),
    '',
    `Please answer by ${formatDate(stage.dueOn)} to ${facts.mailbox}, and give our number CH-${facts.id}. Please do not name anybody in the subject.`,
    ...(facts.before.length === 0 ? [] : ['Without agreement by then, the next stage of the procedure follows.']),
    '',
  ].join('\n');
}

const conferenceLines = ({ reference, kind, on, laMeetingId }: NonNullable<ChallengeLetterFacts['conference']>) => [
  `   ${kindName(kind)}, ${formatDate(on)}`,
  `   Your meeting id: ${laMeetingId ?? 'none known to us'}`,
  `   Our reference: ${reference}`,
];

const beforeWords = ({ number, name, begunOn, answer }: Stage): string =>
  `Stage ${number} (${name.toLowerCase()}) began on ${formatDate(begunOn)} and ended ${answer === 'no-answer' ? 'without an answer' : 'without agreement'}.`;

/** "challenge-reading-ch-3-stage-2.txt" */
export const challengeLetterName = (hubCode: string, id: number, stage: number): string =>
  `challenge-${hubCode}-ch-${id}-stage-${stage}.txt`;
