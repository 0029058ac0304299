/** A professional challenge to a local authority: what may be challenged, and how it goes from stage to stage. Pure. */
import type { ChallengeProcedure } from '../../config/challenge-procedures.js';
import type { ConferenceState } from '../conferences/conference.js';
import { isInitial, type ConferenceKind } from '../conferences/kinds.js';
import type { Standing } from '../expectations/expectation.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';

export const CHALLENGED = ['missed-invitation', 'late-invitation', 'refused-place', 'dissent'] as const;
export type Challenged = (typeof CHALLENGED)[number];

export const CHALLENGED_WORDS: Readonly<Record<Challenged, string>> = {
  'missed-invitation': 'Invitation that did not come',
  'late-invitation': 'Invitation that came late',
  'refused-place': 'Police refused a place',
  dissent: 'Police dissent from the decision',
};

export const CHALLENGE_STATES = ['open', 'resolved', 'unresolved', 'withdrawn'] as const;
export type ChallengeState = (typeof CHALLENGE_STATES)[number];

export const ANSWERS = ['agreed', 'not-agreed', 'no-answer'] as const;
export type Answer = (typeof ANSWERS)[number];

export const ANSWER_WORDS: Readonly<Record<Answer, string>> = {
  agreed: 'Agreed',
  'not-agreed': 'Not agreed',
  'no-answer': 'No answer in time',
};

export interface Stage {
  readonly number: number;
  readonly name: string;
  readonly sentTo: string;
  readonly begunOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly letterSentOn: Temporal.PlainDate | null;
  readonly answer: Answer | null;
  readonly answeredOn: Temporal.PlainDate | null;
  readonly note: string | null;
  readonly recordedBy: string | null;
}

export interface Challenge {
  readonly id: number;
  readonly hubCode: string;
  readonly about: Challenged;
  readonly procedure: string;
  readonly state: ChallengeState;
  readonly outcome: string | null;
  readonly version: number;
  /** Each in its turn; the last one is where it stands. */
  readonly stages: readonly Stage[];
}

/** What is known of what somebody wants to challenge. */
export interface ChallengeSubject {
  readonly conference: {
    readonly kind: ConferenceKind;
    readonly state: ConferenceState;
    /** Working days from the first invitation to the start; null where none came. */
    readonly noticeDays: number | null;
    readonly neverInvited: boolean;
    readonly dissent: boolean | null;
  } | null;
  readonly expectation: { readonly standing: Standing } | null;
}

/** Working days below which notice was too short, by the definition of measure D1. */
export interface NoticeLimits {
  readonly noticeInitial: number;
  readonly noticeReview: number;
}

/** Why it cannot be challenged, in a sentence; null when it can. */
export function refuseChallenge(about: Challenged, subject: ChallengeSubject, limits: NoticeLimits): string | null {
  const { conference, expectation } = subject;
  if (conference?.state === 'voided') return 'That conference is voided: there is nothing to challenge.';
  switch (about) {
    case 'missed-invitation': {
      const isWanting = expectation !== null && ['asked', 'overdue', 'not-invited'].includes(expectation.standing);
      if (isWanting || conference?.neverInvited === true) return null;
      return expectation === null
        ? 'An invitation to that conference is on record. If it came late, challenge that.'
        : 'Ask for the invitation first: it may still come.';
    }
    case 'late-invitation': {
      if (conference === null || conference.noticeDays === null)
        return 'There is no invitation on record that could have come late.';
      const least = isInitial(conference.kind) ? limits.noticeInitial : limits.noticeReview;
      return conference.noticeDays < least
        ? null
        : `The invitation came ${conference.noticeDays} working days before: that is ${least} or more, and not late.`;
    }
    case 'refused-place':
      return conference === null ? 'Say at which conference a place was refused.' : null;
    case 'dissent':
      return conference?.dissent === true
        ? null
        : 'No dissent is on record. Record it with the outcome of the conference first.';
  }
}

/** What may be challenged of it, the most telling first. */
export const challengeable = (subject: ChallengeSubject, limits: NoticeLimits): readonly Challenged[] =>
  CHALLENGED.filter((about) => refuseChallenge(about, subject, limits) === null);

/** A stage of a procedure, begun on a day. @throws Error for a stage that the procedure does not have */
export function beginStage(
  { stages }: ChallengeProcedure,
  number: number,
  on: Temporal.PlainDate,
  calendar: WorkingCalendar,
): Stage {
  const stage = stages[number - 1];
  if (stage === undefined) throw new Error(`there is no stage ${number}`);
  return {
    number,
    name: stage.name,
    sentTo: stage.to,
    begunOn: on,
    dueOn: addWorkingDays(on, stage.workingDays, calendar),
    letterSentOn: null,
    answer: null,
    answeredOn: null,
    note: null,
    recordedBy: null,
  };
}

const lastOf = ({ stages }: Challenge): Stage => {
  const last = stages.at(-1);
  if (last === undefined) throw new Error('a challenge has at least one stage');
  return last;
};

/** The stage it is at, or ended at. */
export const currentStage = lastOf;

/** The one definition: open, and its answer was due before today. */
export const isOverdue = (challenge: Challenge, today: Temporal.PlainDate): boolean =>
  challenge.state === 'open' && Temporal.PlainDate.compare(today, lastOf(challenge).dueOn) > 0;

export type ChallengeStep =
  | { readonly kind: 'letter-sent' }
  | { readonly kind: 'answer'; readonly answer: Answer; readonly note: string | null }
  | { readonly kind: 'withdraw'; readonly reason: string };

export type StepRefusal =
  | { readonly kind: 'not-open' }
  | { readonly kind: 'letter-not-sent' }
  | { readonly kind: 'not-due-yet'; readonly dueOn: Temporal.PlainDate }
  | { readonly kind: 'outcome-missing' }
  | { readonly kind: 'reason-missing' };

export interface Stepped {
  readonly state: ChallengeState;
  readonly outcome: string | null;
  /** The stage that was current, as it is now. */
  readonly stage: Stage;
  /** The one that begins. */
  readonly next: Stage | null;
}

export interface StepGround {
  /** As configured now: a stage that has begun keeps its days. */
  readonly procedure: ChallengeProcedure;
  readonly calendar: WorkingCalendar;
  readonly today: Temporal.PlainDate;
  readonly by: string;
}

/** Agreement ends it; without agreement the next stage begins today, and after the last it stays unresolved. */
export function decideStep(
  challenge: Challenge,
  step: ChallengeStep,
  ground: StepGround,
): Decided<Stepped, StepRefusal> {
  const stage = lastOf(challenge);
  if (challenge.state !== 'open') return refused({ kind: 'not-open' });
  switch (step.kind) {
    case 'letter-sent':
      return accepted({ state: 'open', outcome: null, stage: { ...stage, letterSentOn: ground.today }, next: null });
    case 'withdraw': {
      const reason = step.reason.trim();
      if (reason === '') return refused({ kind: 'reason-missing' });
      return accepted({ state: 'withdrawn', outcome: reason, stage, next: null });
    }
    case 'answer':
      return decideAnswer(stage, step, ground);
  }
}

function decideAnswer(
  stage: Stage,
  { answer, note: given }: Extract<ChallengeStep, { kind: 'answer' }>,
  { procedure, calendar, today, by }: StepGround,
): Decided<Stepped, StepRefusal> {
  const note = given?.trim() || null;
  if (stage.letterSentOn === null) return refused({ kind: 'letter-not-sent' });
  if (answer === 'no-answer' && Temporal.PlainDate.compare(today, stage.dueOn) <= 0)
    return refused({ kind: 'not-due-yet', dueOn: stage.dueOn });
  if (answer === 'agreed' && note === null) return refused({ kind: 'outcome-missing' });
  const answered: Stage = { ...stage, answer, answeredOn: today, note, recordedBy: by };
  if (answer === 'agreed') return accepted({ state: 'resolved', outcome: note, stage: answered, next: null });
  if (stage.number >= procedure.stages.length) {
    const outcome = note ?? 'No agreement at the last stage';
    return accepted({ state: 'unresolved', outcome, stage: answered, next: null });
  }
  const next = beginStage(procedure, stage.number + 1, today, calendar);
  return accepted({ state: 'open', outcome: null, stage: answered, next });
}
