/** A list of what a local authority held, put beside ours: its states, the classes of its rows, and what people decide. */
import type { LaRole } from '../../config/matching.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatDate, formatMonth } from '../kernel/london.js';
import { kindLabel, type KindFamily } from '../conferences/kinds.js';
import { dayWords, differencesOf, type Difference, type OurConference } from './differences.js';
import type { Candidate } from './likeness.js';
import type { ReadColumn } from './read-their-list.js';
import type { Period, TheirMeeting } from './their-meeting.js';

export const RECONCILIATION_STATES = ['reading', 'refused', 'ready'] as const;
export type ReconciliationState = (typeof RECONCILIATION_STATES)[number];

/** In the order in which a person works through them. */
export const ROW_CLASSES = ['unsure', 'theirs-only', 'ours-only', 'differs', 'matched'] as const;
export type RowClass = (typeof ROW_CLASSES)[number];

export const POSITIONS = ['ours', 'theirs', 'other'] as const;
export type Position = (typeof POSITIONS)[number];

/** What was done here about a conference of which we had nothing. */
export const RECORDED_AS = ['never-invited', 'misrouted'] as const;
export type RecordedAs = (typeof RECORDED_AS)[number];

export interface Reconciliation {
  readonly id: number;
  readonly hubCode: string;
  readonly firstOn: Temporal.PlainDate;
  readonly lastOn: Temporal.PlainDate;
  readonly fileName: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly accountId: number;
  readonly sentBy: string;
  readonly createdAt: Temporal.Instant;
  readonly state: ReconciliationState;
  /** Per cent of the reading. */
  readonly progress: number;
  readonly refusal: string | null;
  readonly headings: readonly string[];
  readonly columns: readonly ReadColumn[];
  /** As a person said they are. */
  readonly givenColumns: Readonly<Record<string, string | null>>;
  /** The first of the rows that were left aside, each with a sentence. */
  readonly problems: readonly string[];
  /** How many rows were. */
  readonly leftAside: number;
  /** What concerns the list as a whole, in sentences. */
  readonly notes: readonly string[];
  /** Where the whole list is of one family, as each extract of the Standard Safeguarding Dataset is; null for both. */
  readonly family: KindFamily | null;
}

/** A conference that it may be, as a row keeps it. */
export interface KeptCandidate {
  readonly conferenceId: number;
  readonly reference: string;
  /** "ICPC, Mon 5 Oct 2026" */
  readonly about: string;
  readonly score: number;
  readonly reason: string;
}

export interface Agreement {
  readonly position: Position;
  readonly agreedWith: string;
  readonly note: string;
}

export interface ReconciliationRow {
  readonly id: number;
  readonly reconciliationId: number;
  readonly class: RowClass;
  readonly theirs: TheirMeeting | null;
  readonly conferenceId: number | null;
  /** Those that it may be; or the one that it is, with the reason. */
  readonly candidates: readonly KeptCandidate[];
  readonly differences: readonly Difference[];
  readonly saidSame: boolean | null;
  readonly recordedAs: RecordedAs | null;
  readonly askedOn: Temporal.PlainDate | null;
  readonly position: Position | null;
  readonly agreedWith: string | null;
  readonly agreedNote: string | null;
  readonly agreedBy: string | null;
  readonly agreedAt: Temporal.Instant | null;
  readonly version: number;
}

export const periodOf = ({ firstOn, lastOn }: Pick<Reconciliation, 'firstOn' | 'lastOn'>): Period => ({
  from: firstOn,
  to: lastOn,
});

export const keptCandidate = ({ ours, score, reason }: Candidate): KeptCandidate => ({
  conferenceId: ours.id,
  reference: ours.reference,
  about: `${kindLabel(ours.kind)}, ${dayWords(ours.date)}`,
  score,
  reason,
});

/** What a row is, from its two sides; what neither says was held is nothing to talk about. */
export function classOf(
  theirs: TheirMeeting | null,
  ours: OurConference | null,
  mayBe: number,
): { readonly class: RowClass; readonly differences: readonly Difference[] } {
  if (theirs !== null && ours !== null) {
    const differences = differencesOf(theirs, ours);
    return { class: differences.length === 0 ? 'matched' : 'differs', differences };
  }
  if (ours !== null) return { class: ours.isHeld ? 'ours-only' : 'matched', differences: [] };
  if (mayBe > 0) return { class: 'unsure', differences: [] };
  return { class: theirs?.held === true ? 'theirs-only' : 'matched', differences: [] };
}

export type PeriodRefusal =
  { readonly kind: 'period-backwards' } | { readonly kind: 'period-ahead' } | { readonly kind: 'period-long' };

const MOST_DAYS = 366;

/** A list is of what was held: of a span that has begun. */
export function checkPeriod({ from, to }: Period, today: Temporal.PlainDate): PeriodRefusal | null {
  if (Temporal.PlainDate.compare(to, from) < 0) return { kind: 'period-backwards' };
  if (Temporal.PlainDate.compare(from, today) > 0) return { kind: 'period-ahead' };
  return from.until(to).days >= MOST_DAYS ? { kind: 'period-long' } : null;
}

export const PERIOD_SENTENCES: Readonly<Record<PeriodRefusal['kind'], string>> = {
  'period-backwards': 'The last day is before the first. Check both',
  'period-ahead': 'The period is still to come: nothing can have been held in it. Choose one that has begun',
  'period-long': 'A period is at most a year. Send the list in parts',
};

/** "November 2026" for a whole month, else "3 November 2026 to 9 November 2026". */
export function periodWords({ from, to }: Period): string {
  const isMonth = from.day === 1 && to.equals(from.with({ day: from.daysInMonth }));
  return isMonth ? formatMonth(from.toPlainYearMonth()) : `${formatDate(from)} to ${formatDate(to)}`;
}

export type RowRefusal =
  | { readonly kind: 'row-changed' }
  | { readonly kind: 'not-for-this-row' }
  | { readonly kind: 'not-a-candidate' }
  | { readonly kind: 'has-another-row'; readonly reference: string }
  | { readonly kind: 'role-missing' }
  | { readonly kind: 'note-missing' }
  | { readonly kind: 'recorded-here' };

/** Both sides say the same, or it was agreed what stands. */
export const isSettled = (row: Pick<ReconciliationRow, 'class' | 'position'>): boolean =>
  row.class === 'matched' || row.position !== null;

/**
 * Whether an agreed position can stand on a row: not while a person has still to say which conference it is.
 * @param roles on whose behalf at the local authority something can be agreed
 */
export function agree(
  row: Pick<ReconciliationRow, 'class'>,
  given: Agreement,
  roles: readonly LaRole[],
): Decided<Agreement, RowRefusal> {
  if (row.class === 'unsure' || row.class === 'matched') return refused({ kind: 'not-for-this-row' });
  const { position, agreedWith } = given;
  const note = given.note.trim();
  if (!roles.some(({ code }) => code === agreedWith)) return refused({ kind: 'role-missing' });
  if (position === 'other' && note === '') return refused({ kind: 'note-missing' });
  return accepted({ position, agreedWith, note });
}

/** Which of the conferences a row may be is the one that a person named. */
export function sayIsSame(
  row: Pick<ReconciliationRow, 'class' | 'candidates'>,
  reference: string,
): Decided<KeptCandidate, RowRefusal> {
  if (row.class !== 'unsure') return refused({ kind: 'not-for-this-row' });
  const chosen = row.candidates.find((candidate) => candidate.reference === reference);
  return chosen === undefined ? refused({ kind: 'not-a-candidate' }) : accepted(chosen);
}

/** What was recorded from a row is taken back by undoing that, not by saying that it is another. */
export function sayIsNotSame(
  row: Pick<ReconciliationRow, 'class' | 'theirs' | 'conferenceId' | 'recordedAs'>,
): Decided<'not-same', RowRefusal> {
  if (row.recordedAs !== null) return refused({ kind: 'recorded-here' });
  const isPair = row.theirs !== null && (row.conferenceId !== null || row.class === 'unsure');
  return isPair ? accepted('not-same') : refused({ kind: 'not-for-this-row' });
}
