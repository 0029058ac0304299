/** The plan of an import: what each row of a list would do. It is plain values, so that committing it can follow it exactly. */
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import type { KnownConference } from './known.js';
import type { ListedPast } from './listed-past.js';
import type { ListedChild, ListedRow, ListedTime, TransferTrigger, Warning } from './listed.js';

/**
 * `create`, `update` and `unchanged` stand on the first row of a conference, which carries the children of all its rows;
 * `merge` on the later ones, which say whose they are. `unchanged` is also an exact repetition of an earlier row.
 * `conflict` waits for a person's answer, `error` for a better cell, `skip` is no conference to record.
 */
export const PLANNED_ACTIONS = ['create', 'update', 'merge', 'unchanged', 'conflict', 'error', 'skip'] as const;
export type PlannedAction = (typeof PLANNED_ACTIONS)[number];

/** A conference as its rows together describe it. */
export interface PlannedConference {
  readonly kind: ConferenceKind;
  readonly meetingId: string | null;
  readonly children: readonly ListedChild[];
  readonly time: ListedTime;
  readonly mode: ConferenceMode;
  readonly modeAssumed: boolean;
  readonly venue: string | null;
  readonly joinLink: string | null;
  readonly previousOn: Temporal.PlainDate | null;
  readonly strategyOn: Temporal.PlainDate | null;
  readonly transfer: TransferTrigger | null;
  readonly policeRequested: boolean;
  /** What came of it, when it is over and the list says so: it is kept as history. */
  readonly past: ListedPast | null;
}

export interface PlannedChange {
  readonly what: 'start' | 'end' | 'mode' | 'venue' | 'children' | 'meetingId';
  readonly from: string;
  readonly to: string;
}

export interface PlannedRow {
  readonly listed: ListedRow;
  readonly action: PlannedAction;
  /** The row whose conference this one belongs to or, for a `conflict`, may belong to. */
  readonly belongsTo: number | null;
  /** Null unless the row is the first of a conference. */
  readonly conference: PlannedConference | null;
  /** The recorded conference it was compared with. */
  readonly known: KnownConference | null;
  readonly changes: readonly PlannedChange[];
  /** The question to be answered, or why nothing is done. */
  readonly reason: string | null;
  /** A conflict with what is recorded, which stays: there is nothing to answer. */
  readonly stands: boolean;
  /** Those of its cells, and those that arose beside other rows. */
  readonly warnings: readonly Warning[];
  /** What must be confirmed of the later rows of its conference, which ask nothing themselves. */
  readonly ofLaterRows: readonly Warning[];
}

/** Planned rows in their order, each worked out when it is its turn: a long list is never held as a whole. */
export interface PlannedRows extends Iterable<PlannedRow> {
  readonly length: number;
}

const NO_CHANGES: readonly PlannedChange[] = [];
const NO_WARNINGS: readonly Warning[] = [];

/** A planned row with nothing but its action; the rest is given where there is more to say. */
export const plannedRow = (
  listed: ListedRow,
  action: PlannedAction,
  more: Partial<Omit<PlannedRow, 'listed' | 'action'>> = {},
): PlannedRow => ({
  listed,
  action,
  belongsTo: more.belongsTo ?? null,
  conference: more.conference ?? null,
  known: more.known ?? null,
  changes: more.changes ?? NO_CHANGES,
  reason: more.reason ?? null,
  stands: more.stands ?? false,
  warnings: more.warnings ?? listed.warnings,
  ofLaterRows: more.ofLaterRows ?? NO_WARNINGS,
});
