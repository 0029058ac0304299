import { accepted, refused, type Decided } from '../kernel/decided.js';
import { londonDate } from '../kernel/london.js';
import { addWorkingDays, type WorkingCalendar } from '../kernel/working-time.js';
import type { Conference } from './conference.js';

/** What starts the clock of a transfer-in: partners differ, so the day is kept with its kind (domain, "Clocks"). */
export const TRANSFER_TRIGGERS = ['written-notification', 'referral-accepted', 'manager-accepts'] as const;
export type TransferTrigger = (typeof TRANSFER_TRIGGERS)[number];

const TRIGGER_WORDS: Record<TransferTrigger, string> = {
  'written-notification': 'Written notification with the papers',
  'referral-accepted': 'Referral accepted',
  'manager-accepts': 'Notified, and a manager accepted',
};
export const triggerLabel = (trigger: TransferTrigger): string => TRIGGER_WORDS[trigger];

/** Where a child on a plan comes from, and since when the clock runs; nothing of it need be known yet. */
export interface TransferIn {
  readonly triggerKind: TransferTrigger | null;
  readonly triggeredOn: Temporal.PlainDate | null;
  /** Any authority or force, not only one of ours. */
  readonly fromAuthority: string | null;
}

/** Whether the conference of the receiving authority is still to be learnt, its day is known, or there is none. */
export const RECEIVING = ['awaited', 'known', 'none'] as const;
export type Receiving = (typeof RECEIVING)[number];

/** Where a family has gone. The authority here keeps the plan until the receiving one has held its conference. */
export interface TransferOut {
  readonly toAuthority: string | null;
  readonly forceContact: string | null;
  readonly receiving: Receiving;
  readonly receivingOn: Temporal.PlainDate | null;
}

const TRANSFER_WORKING_DAYS = 15;
const FURTHEST_DAYS = 730;

/** The last day for a transfer-in conference: 15 working days after what the partner counts from, which is day 0. */
export const transferInDueBy = (triggeredOn: Temporal.PlainDate, calendar: WorkingCalendar): Temporal.PlainDate =>
  addWorkingDays(triggeredOn, TRANSFER_WORKING_DAYS, calendar);

export type TransferInRefusal =
  | { readonly kind: 'not-a-transfer-in' }
  | { readonly kind: 'cannot-correct' }
  | { readonly kind: 'trigger-missing' }
  | { readonly kind: 'trigger-too-late' }
  | { readonly kind: 'nothing-changed' };

export const TRANSFER_IN_SENTENCES: Record<TransferInRefusal['kind'], string> = {
  'not-a-transfer-in': 'This is no transfer-in conference. Convert its kind first.',
  'cannot-correct': 'This conference is voided, so it stays as it is.',
  'trigger-missing': 'Say what the day is of: what started the 15 working days.',
  'trigger-too-late': 'The transfer began before its conference, and not later than today. Check the date.',
  'nothing-changed': 'Nothing is different from what is on record.',
};

/** @param at when the conference starts, and what time it is now */
export function refuseTransferIn(
  given: TransferIn,
  at: { readonly startsAt: Temporal.Instant; readonly now: Temporal.Instant },
): Extract<TransferInRefusal, { kind: 'trigger-missing' | 'trigger-too-late' }> | null {
  const { triggeredOn, triggerKind } = given;
  if (triggeredOn === null) return null;
  if (triggerKind === null) return { kind: 'trigger-missing' };
  const isLate = [at.startsAt, at.now].some(
    (moment) => Temporal.PlainDate.compare(triggeredOn, londonDate(moment)) > 0,
  );
  return isLate ? { kind: 'trigger-too-late' } : null;
}

/** The facts of a transfer-in as they are to be (domain, situation 13). */
export function decideTransferIn(
  conference: Pick<Conference, 'kind' | 'state'>,
  before: TransferIn | null,
  given: TransferIn,
  at: { readonly startsAt: Temporal.Instant; readonly now: Temporal.Instant },
): Decided<TransferIn, TransferInRefusal> {
  if (conference.state === 'voided') return refused({ kind: 'cannot-correct' });
  if (conference.kind !== 'transfer-in') return refused({ kind: 'not-a-transfer-in' });
  const refusal = refuseTransferIn(given, at);
  if (refusal !== null) return refused(refusal);
  const nothing: TransferIn = { triggerKind: null, triggeredOn: null, fromAuthority: null };
  return isAlike(before ?? nothing, given) ? refused({ kind: 'nothing-changed' }) : accepted(given);
}

const isAlike = <T extends object>(a: T, b: T): boolean =>
  Object.keys(b).every((key) => String(a[key as keyof T]) === String(b[key as keyof T]));

export type TransferOutRefusal =
  | { readonly kind: 'authority-missing' }
  | { readonly kind: 'receiving-day-missing' }
  | { readonly kind: 'receiving-too-far' }
  | { readonly kind: 'nothing-changed' };

export const TRANSFER_OUT_SENTENCES: Record<TransferOutRefusal['kind'], string> = {
  'authority-missing': 'Say which authority the family has moved to.',
  'receiving-day-missing': 'Give the day of the receiving conference, or say that it is not known yet.',
  'receiving-too-far': 'The receiving conference is within two years of today. Check the year.',
  'nothing-changed': 'Nothing is different from what is on record.',
};

/** Where the family goes and whether the receiving conference is known (domain, situation 14). */
export function decideTransferOut(
  before: TransferOut | null,
  given: TransferOut,
  today: Temporal.PlainDate,
): Decided<TransferOut, TransferOutRefusal> {
  if (given.toAuthority === null) return refused({ kind: 'authority-missing' });
  if (given.receiving === 'known' && given.receivingOn === null) return refused({ kind: 'receiving-day-missing' });
  const decided: TransferOut = { ...given, receivingOn: given.receiving === 'known' ? given.receivingOn : null };
  const isFar = decided.receivingOn !== null && Math.abs(today.until(decided.receivingOn).days) > FURTHEST_DAYS;
  if (isFar) return refused({ kind: 'receiving-too-far' });
  return before !== null && isAlike(before, decided) ? refused({ kind: 'nothing-changed' }) : accepted(decided);
}
