/** A row of a plan as it is kept between the preview and its being carried out: plain values, nothing to work out again. */
import type { CellNote, ListedChild, ListedTime, TransferTrigger, Warning } from '../imports/listed.js';
import { putTogether } from '../imports/meeting.js';
import type { PlannedAction, PlannedChange, PlannedConference, PlannedRow } from '../imports/plan.js';

/** What a person has to say of a row before it does anything. */
export const ROW_QUESTIONS = ['confirm', 'sibling', 'recorded', 'which'] as const;
export type RowQuestion = (typeof ROW_QUESTIONS)[number];

export const ROW_ANSWERS = ['yes', 'same', 'separate', 'leave'] as const;
export type RowAnswer = (typeof ROW_ANSWERS)[number];

type Written<T> = T extends Temporal.Instant | Temporal.PlainDate
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Written<Item>[]
    : T extends object
      ? { readonly [K in keyof T]: Written<T[K]> }
      : T;

/** The instants and days of a planned conference as JSON has them. */
export type KeptConference = Written<PlannedConference>;

export interface KeptKnown {
  readonly reference: string;
  readonly version: number;
}

export interface KeptPlan {
  readonly conference: KeptConference | null;
  /** Of a row that has no conference of its own. */
  readonly children: readonly ListedChild[];
  readonly known: KeptKnown | null;
  readonly belongsTo: number | null;
  readonly changes: readonly PlannedChange[];
  readonly reason: string | null;
  readonly errors: readonly CellNote[];
  readonly warnings: readonly Warning[];
  readonly hash: string;
}

export interface KeptRow {
  readonly row: number;
  readonly action: PlannedAction;
  readonly asks: RowQuestion | null;
  readonly plan: KeptPlan;
}

/** A planned row as it is kept. */
export function keptRow(planned: PlannedRow): KeptRow {
  const { listed, action, known, belongsTo, changes, reason } = planned;
  const warnings = [...planned.warnings, ...planned.ofLaterRows];
  const conference = planned.conference ?? (action === 'conflict' ? ownConference(planned) : null);
  return {
    row: listed.row,
    action,
    asks: questionOf(planned, warnings),
    plan: {
      conference: conference === null ? null : (conference as unknown as KeptConference),
      children: conference === null ? listed.children : [],
      known: known === null ? null : { reference: known.reference, version: known.version },
      belongsTo,
      changes,
      reason,
      errors: action === 'error' ? listed.errors : [],
      warnings,
      hash: listed.hash,
    },
  };
}

/** A row that waits for an answer may turn out to be a conference by itself, as far as it was read. */
function ownConference({ listed }: PlannedRow): PlannedConference | null {
  if (listed.kind === null || listed.time === null) return null;
  const meeting = putTogether([listed]);
  return meeting.agrees ? meeting.conference : null;
}

function questionOf(
  { action, belongsTo, known, stands }: PlannedRow,
  warnings: readonly Warning[],
): RowQuestion | null {
  if (stands) return null;
  if (action === 'conflict') return known !== null ? 'recorded' : belongsTo !== null ? 'sibling' : 'which';
  if (action !== 'create' && action !== 'update') return null;
  return warnings.some((warning) => warning.mustConfirm) ? 'confirm' : null;
}

/** The answers that a row can be given; none when it asks nothing. */
export function answersTo({ asks, plan }: KeptRow): readonly RowAnswer[] {
  switch (asks) {
    case null:
      return [];
    case 'confirm':
      return ['yes', 'leave'];
    case 'which':
      return ['separate', 'leave'];
    case 'recorded':
      // A list of the past never changes what is recorded.
      if (plan.conference?.past != null) return ['separate', 'leave'];
      return plan.conference === null ? ['same', 'leave'] : ['same', 'separate', 'leave'];
    case 'sibling':
      return plan.conference === null ? ['same', 'leave'] : ['same', 'separate', 'leave'];
  }
}

/** A kept conference with its days and instants, to be compared and recorded. */
export function conferenceIn(kept: KeptConference): PlannedConference {
  return {
    ...kept,
    time: timeIn(kept.time),
    previousOn: dayIn(kept.previousOn),
    strategyOn: dayIn(kept.strategyOn),
    transfer: transferIn(kept.transfer),
  };
}

const dayIn = (day: string | null): Temporal.PlainDate | null => (day === null ? null : Temporal.PlainDate.from(day));
const instantIn = (at: string | null): Temporal.Instant | null => (at === null ? null : Temporal.Instant.from(at));

const timeIn = (time: Written<ListedTime>): ListedTime => ({
  ...time,
  date: Temporal.PlainDate.from(time.date),
  startsAt: instantIn(time.startsAt),
  endsAt: instantIn(time.endsAt),
});

const transferIn = (transfer: Written<TransferTrigger> | null): TransferTrigger | null =>
  transfer === null ? null : { from: transfer.from, notifiedOn: dayIn(transfer.notifiedOn) };
