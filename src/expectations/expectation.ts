/** A conference that should be coming, until an invitation to it has come or somebody says why none will. Pure. */
import { isInitial, isReview, type ConferenceKind } from '../conferences/kinds.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';

export const EXPECTED_KINDS = ['icpc', 'transfer-in', 'review'] as const;
export type ExpectedKind = (typeof EXPECTED_KINDS)[number];

export const EXPECTED_WORDS: Readonly<Record<ExpectedKind, string>> = {
  icpc: 'ICPC',
  'transfer-in': 'Transfer-in',
  review: 'RCPC',
};

/** What it follows from: an outcome with a plan, or what somebody told us. */
export const ORIGINS = ['outcome', 'strategy-discussion', 'transfer-in'] as const;
export type Origin = (typeof ORIGINS)[number];

export const EXPECTATION_STATES = ['open', 'met', 'not-invited', 'closed'] as const;
export type ExpectationState = (typeof EXPECTATION_STATES)[number];

export const CLOSED_REASONS = [
  'plan-ended',
  'child-died',
  'moved-away',
  'turned-18',
  'not-required',
  'entered-twice',
] as const;
export type ClosedReason = (typeof CLOSED_REASONS)[number];

export const CLOSED_WORDS: Readonly<Record<ClosedReason, string>> = {
  'plan-ended': 'The plan has ended',
  'child-died': 'The child has died',
  'moved-away': 'The child has moved out of the area for good',
  'turned-18': 'The child has turned 18',
  'not-required': 'No conference is required',
  'entered-twice': 'It was entered twice or by mistake',
};

export interface Expectation {
  readonly id: number;
  readonly hubCode: string;
  readonly kind: ExpectedKind;
  readonly origin: Origin;
  /** The strategy discussion, what began the transfer, or the conference before. */
  readonly beganOn: Temporal.PlainDate;
  /** The last day for it: as the conference before set it, or by the statutory clock. */
  readonly dueOn: Temporal.PlainDate;
  readonly dueBy: 'clock' | 'set';
  /** The day by which an invitation should have come. */
  readonly inviteBy: Temporal.PlainDate;
  readonly previousConferenceId: number | null;
  /** The authority's own number of the meeting or the enquiry. */
  readonly laReference: string | null;
  readonly childIds: readonly string[];
  readonly state: ExpectationState;
  /** The conference that met it, or was held without us. */
  readonly conferenceId: number | null;
  readonly matchedBy: 'the-tracker' | 'a-person' | null;
  readonly closedReason: ClosedReason | null;
  readonly note: string | null;
  readonly letterSentOn: Temporal.PlainDate | null;
  readonly letterSentBy: string | null;
  readonly version: number;
}

/** What the day makes of it: nothing to do yet, ask, asked, past its day, or settled. */
export const STANDINGS = ['awaited', 'ask', 'asked', 'overdue', 'met', 'not-invited', 'closed'] as const;
export type Standing = (typeof STANDINGS)[number];

type Dated = Pick<Expectation, 'state' | 'dueOn' | 'inviteBy' | 'letterSentOn'>;
const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;

/** The one definition of how an expectation stands: lists, counts and reminders ask here. */
export function standingOf({ state, dueOn, inviteBy, letterSentOn }: Dated, today: Temporal.PlainDate): Standing {
  if (state !== 'open') return state;
  if (isAfter(today, dueOn)) return 'overdue';
  if (letterSentOn !== null) return 'asked';
  return isAfter(inviteBy, today) ? 'awaited' : 'ask';
}

/** Whether somebody has to do something now: ask for the invitation, or find out whether it was held without us. */
export const needsAction = (expectation: Dated, today: Temporal.PlainDate): boolean =>
  ['ask', 'overdue'].includes(standingOf(expectation, today));

/** By when the invitation should have come: working days before, by hub; never before what it follows from. */
export function inviteByFor(
  kind: ExpectedKind,
  { beganOn, dueOn }: Pick<Expectation, 'beganOn' | 'dueOn'>,
  lead: { readonly initial: number; readonly review: number },
  calendar: WorkingCalendar,
): Temporal.PlainDate {
  const day = addWorkingDays(dueOn, -(kind === 'review' ? lead.review : lead.initial), calendar);
  return isAfter(beganOn, day) ? beganOn : day;
}

/** Whether a conference of this kind can be the one that was expected. */
export function fits(expected: ExpectedKind, kind: ConferenceKind): boolean {
  if (expected === 'review') return isReview(kind);
  // A transfer-in is reported as an initial conference; a strategy discussion leads to one of the other two.
  return isInitial(kind) && (kind === 'transfer-in') === (expected === 'transfer-in');
}

export interface ConferenceSeen {
  readonly id: number;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly on: Temporal.PlainDate;
  readonly isVoided: boolean;
  readonly neverInvited: boolean;
}

export type ExpectationChange =
  | {
      readonly kind: 'match';
      readonly conference: ConferenceSeen;
      readonly by: 'the-tracker' | 'a-person';
      /** The conference that this one follows from, those that it followed, and so on. */
      readonly chainBefore: readonly number[];
    }
  | { readonly kind: 'close'; readonly reason: ClosedReason; readonly note: string | null }
  | { readonly kind: 'reopen'; readonly reason: string }
  | { readonly kind: 'letter-sent'; readonly on: Temporal.PlainDate; readonly by: string };

export type ChangeRefusal =
  | { readonly kind: 'not-from-here'; readonly state: ExpectationState }
  | { readonly kind: 'reason-missing' }
  | { readonly kind: 'other-hub' }
  | { readonly kind: 'other-kind' }
  | { readonly kind: 'voided' }
  | { readonly kind: 'too-early' }
  | { readonly kind: 'circle' }
  | { readonly kind: 'no-such-conference' };

export const CHANGE_SENTENCES: Readonly<Record<Exclude<ChangeRefusal['kind'], 'not-from-here'>, string>> = {
  'reason-missing': 'Say why in a few words.',
  'other-hub': 'That conference is of another local authority. Check the reference.',
  'other-kind':
    'That conference is of another kind than the one expected. Check the reference, or convert its kind first.',
  voided: 'That conference is voided. Choose the one that stands.',
  'too-early': 'That conference was before what this one follows from. Check the reference.',
  circle: 'That conference is one that this follows from, so it cannot be the next. Check the reference.',
  'no-such-conference': 'There is no such conference in your hubs. Check the reference.',
};

const STATE_WORDS: Record<ExpectationState, string> = {
  open: 'open',
  met: 'met by an invitation',
  'not-invited': 'held without us',
  closed: 'closed',
};

export const changeSentence = (refusal: ChangeRefusal): string =>
  refusal.kind === 'not-from-here'
    ? `This is ${STATE_WORDS[refusal.state]}, so that cannot be done. Look at it again.`
    : CHANGE_SENTENCES[refusal.kind];

/** The part of an expectation that a change leaves different. */
export type Settled = Pick<
  Expectation,
  'state' | 'conferenceId' | 'matchedBy' | 'closedReason' | 'note' | 'letterSentOn' | 'letterSentBy'
>;

/** The state machine: open -> met | not invited | closed, and back to open with a reason. */
export function decideChange(expectation: Expectation, change: ExpectationChange): Decided<Settled, ChangeRefusal> {
  const { state, conferenceId, matchedBy, closedReason, note, letterSentOn, letterSentBy } = expectation;
  const stands: Settled = { state, conferenceId, matchedBy, closedReason, note, letterSentOn, letterSentBy };
  if ((change.kind === 'reopen') === (state === 'open')) return refused({ kind: 'not-from-here', state });
  switch (change.kind) {
    case 'match': {
      const { id, neverInvited } = change.conference;
      const refusal = refuseMatch(expectation, change.conference);
      if (refusal !== null) return refused(refusal);
      if (change.chainBefore.includes(id)) return refused({ kind: 'circle' });
      return accepted({
        ...stands,
        state: neverInvited ? 'not-invited' : 'met',
        conferenceId: id,
        matchedBy: change.by,
      });
    }
    case 'close':
      return accepted({ ...stands, state: 'closed', closedReason: change.reason, note: change.note?.trim() || null });
    case 'reopen': {
      const reason = change.reason.trim();
      if (reason === '') return refused({ kind: 'reason-missing' });
      return accepted({
        ...stands,
        state: 'open',
        conferenceId: null,
        matchedBy: null,
        closedReason: null,
        note: reason,
      });
    }
    case 'letter-sent':
      return accepted({ ...stands, letterSentOn: change.on, letterSentBy: change.by });
  }
}

/** What a conference has that the expected one cannot have; null when it may be it. */
export function refuseMatch(
  { hubCode, kind, beganOn, previousConferenceId }: Expectation,
  conference: ConferenceSeen,
): ChangeRefusal | null {
  if (conference.hubCode !== hubCode) return { kind: 'other-hub' };
  if (conference.isVoided) return { kind: 'voided' };
  if (conference.id === previousConferenceId) return { kind: 'circle' };
  if (!fits(kind, conference.kind)) return { kind: 'other-kind' };
  const before = Temporal.PlainDate.compare(conference.on, beganOn);
  return before < 0 || (before === 0 && kind === 'review') ? { kind: 'too-early' } : null;
}

export interface Candidate extends ConferenceSeen {
  readonly sameMeeting: boolean;
  readonly childIds: readonly string[];
}

/** Later than this after its last day it may be the one after; a person says which. */
const DAYS_LATE = 92;

/**
 * The conference that certainly is the expected one: the same meeting id, or exactly the same children; the first of them.
 * Null when there is none, or two on one day.
 */
export function certainMatch(expectation: Expectation, candidates: readonly Candidate[]): Candidate | null {
  const last = expectation.dueOn.add({ days: DAYS_LATE });
  const certain = candidates
    .filter((one) => refuseMatch(expectation, one) === null && !isAfter(one.on, last))
    .filter((one) => one.sameMeeting || isSameSet(one.childIds, expectation.childIds))
    .toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on));
  const meetings = certain.filter(({ sameMeeting }) => sameMeeting);
  const [first, second] = meetings.length > 0 ? meetings : certain;
  if (first === undefined || (second !== undefined && second.on.equals(first.on))) return null;
  return first;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const [left, right] = [new Set(a), new Set(b)];
  return left.size > 0 && left.size === right.size && [...left].every((one) => right.has(one));
}
