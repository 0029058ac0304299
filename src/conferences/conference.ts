import { accepted, refused, type Decided } from '../kernel/decided.js';
import type { ConferenceKind } from './kinds.js';

export const CONFERENCE_STATES = [
  'expected',
  'scheduled',
  'held',
  'stood_down',
  'postponed',
  'cancelled',
  'transferred_out',
  'voided',
] as const;
export type ConferenceState = (typeof CONFERENCE_STATES)[number];

/** What can happen to a conference as a whole. */
export const STATE_CHANGES = ['stand-down', 'postpone', 'cancel', 'transfer-out', 'reinstate', 'hold', 'void'] as const;
export type StateChange = (typeof STATE_CHANGES)[number];

/** The parts of a conference that rules read. */
export interface Conference {
  readonly id: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly stateReason: string | null;
  readonly laMeetingId: string | null;
  readonly strategyDiscussionOn: Temporal.PlainDate | null;
  /** The authority that convenes it, where it is none of ours; the hub was then chosen by hand. */
  readonly convenedBy: string | null;
  /** Why a person has to confirm what automation recorded; null when nobody has to. */
  readonly toConfirm: readonly string[] | null;
  readonly version: number;
}

const STATE_WORDS: Record<ConferenceState, string> = {
  expected: 'expected',
  scheduled: 'scheduled',
  held: 'held',
  stood_down: 'stood down',
  postponed: 'postponed',
  cancelled: 'cancelled',
  transferred_out: 'transferred out',
  voided: 'voided',
};
export const stateLabel = (state: ConferenceState): string => STATE_WORDS[state];

const CHANGES: Record<
  StateChange,
  { readonly from: readonly ConferenceState[]; readonly to: ConferenceState; readonly words: string }
> = {
  'stand-down': { from: ['scheduled'], to: 'stood_down', words: 'stand down' },
  postpone: { from: ['scheduled', 'stood_down'], to: 'postponed', words: 'postpone' },
  cancel: { from: ['expected', 'scheduled', 'stood_down', 'postponed'], to: 'cancelled', words: 'cancel' },
  'transfer-out': { from: ['expected', 'scheduled', 'postponed'], to: 'transferred_out', words: 'transfer out' },
  reinstate: { from: ['stood_down', 'postponed', 'transferred_out'], to: 'scheduled', words: 'reinstate' },
  hold: { from: ['scheduled'], to: 'held', words: 'record as held' },
  void: { from: CONFERENCE_STATES.filter((state) => state !== 'voided'), to: 'voided', words: 'void' },
};

export const changeWords = (change: StateChange): string => CHANGES[change].words;

/** The changes a person may ask for now; being held follows from the recorded outcome. */
export const possibleChanges = (state: ConferenceState): readonly StateChange[] =>
  STATE_CHANGES.filter((change) => change !== 'hold' && CHANGES[change].from.includes(state));

export type StateRefusal =
  | { readonly kind: 'not-from-here'; readonly state: ConferenceState; readonly change: StateChange }
  | { readonly kind: 'reason-missing' };

/**
 * The state machine: expected -> scheduled -> held | stood down | postponed | cancelled |
 * transferred out; voided from any. Everything but holding it needs a reason in words.
 */
export function changeState(
  conference: Pick<Conference, 'state'>,
  change: StateChange,
  reason: string,
): Decided<ConferenceState, StateRefusal> {
  const { from, to } = CHANGES[change];
  if (!from.includes(conference.state)) return refused({ kind: 'not-from-here', state: conference.state, change });
  if (change !== 'hold' && reason.trim() === '') return refused({ kind: 'reason-missing' });
  return accepted(to);
}

const OFF: readonly ConferenceState[] = ['stood_down', 'postponed', 'cancelled', 'transferred_out', 'voided'];
/** Whether nobody is to go: nobody is asked, and no answer counts. */
export const isOff = (state: ConferenceState): boolean => OFF.includes(state);

/** Called off, but not for good: it comes back with a new time, or as it stood. */
export const mayComeBack = (state: ConferenceState): boolean => CHANGES.reinstate.from.includes(state);

/**
 * A move is for what is still to come, and a new time puts back on what may come back; a held conference is corrected
 * through its outcome, or sits again.
 */
export const canMove = ({ state }: Pick<Conference, 'state'>): boolean => state === 'scheduled' || mayComeBack(state);

/**
 * Only what has begun can be adjourned to another sitting; before that it is moved. What was adjourned without a new date
 * waits as postponed.
 */
export const canSitAgain = (
  { state }: Pick<Conference, 'state'>,
  sitting: { readonly startsAt: Temporal.Instant; readonly isAdjourned?: boolean },
  now: Temporal.Instant,
): boolean => {
  const isOpen = state === 'scheduled' || state === 'held' || (state === 'postponed' && sitting.isAdjourned === true);
  return isOpen && Temporal.Instant.compare(sitting.startsAt, now) <= 0;
};

/** One sentence for a person whose change the state machine refused. */
export function stateRefusalSentence(refusal: StateRefusal): string {
  if (refusal.kind === 'reason-missing') return 'Say why in a few words.';
  const wanted = refusal.change === 'reinstate' ? 'reinstated' : stateLabel(CHANGES[refusal.change].to);
  return `This conference is ${stateLabel(refusal.state)}, so it cannot be ${wanted}.`;
}
