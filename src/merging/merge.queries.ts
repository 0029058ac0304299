import type { AuditAction } from '../audit/events.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { Child, NewChild } from '../conferences/conference.queries.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { WORKED_ON } from './merge.js';

/** How the two conferences stood before a merge; times and dates as text. */
export interface Before {
  readonly kept: {
    readonly kind: ConferenceKind;
    readonly laMeetingId: string | null;
    readonly strategyDiscussionOn: string | null;
    /** Null when its time and place stayed. */
    readonly sitting: {
      readonly startsAt: string;
      readonly endsAt: string;
      readonly mode: ConferenceMode;
      readonly venue: string | null;
      readonly joinLink: string | null;
    } | null;
  };
  readonly merged: { readonly state: ConferenceState; readonly stateReason: string | null };
}

export type KeptChild = Omit<NewChild, 'expectedOn'> & { readonly expectedOn: string | null };

export const MOVED_WHAT = [
  'invitation',
  'candidate',
  'inbound-mail',
  'report',
  'assignment',
  'child-added',
  'child-filled',
] as const;
export interface Moved {
  readonly what: (typeof MOVED_WHAT)[number];
  readonly rowId: number;
  readonly before: KeptChild | null;
}

export interface Merge {
  readonly id: number;
  readonly keptId: number;
  readonly mergedId: number;
  readonly keptVersion: number;
  readonly before: Before;
  readonly mergedBy: string;
  readonly mergedAt: Temporal.Instant;
}

/** The merge by which a conference went into another, unless it was taken back. */
export function mergeOf(reader: Reader, mergedId: number): Promise<(Merge & { readonly into: string }) | null> {
  return row(
    reader,
    `select m.id, m.kept_id, m.merged_id, m.kept_version, m.before, m.merged_by, m.merged_at, c.reference as into
     from conference_merge m join conference c on c.id = m.kept_id where m.merged_id = $1 and m.unmerged_at is null`,
    [mergedId],
  );
}

export function movedBy(reader: Reader, mergeId: number): Promise<Moved[]> {
  return rows(
    reader,
    'select what, row_id, before from conference_merge_moved where merge_id = $1 order by what, row_id',
    [mergeId],
  );
}

export function keepMerge(tx: Tx, merge: Omit<Merge, 'id'>): Promise<Merge> {
  return insert(tx, 'conference_merge', { ...merge, before: JSON.stringify(merge.before) });
}

export async function keepMoved(tx: Tx, mergeId: number, moved: readonly Moved[]): Promise<void> {
  if (moved.length === 0) return;
  await run(
    tx,
    `insert into conference_merge_moved (merge_id, what, row_id, before)
     select $1, what, "rowId", before from json_to_recordset($2) as given (what text, "rowId" int, before jsonb)`,
    [mergeId, JSON.stringify(moved.map((one) => ({ ...one, before: one.before ?? undefined })))],
  );
}

export const endMerge = (tx: Tx, mergeId: number, by: string, at: Temporal.Instant): Promise<number> =>
  run(tx, 'update conference_merge set unmerged_by = $2, unmerged_at = $3 where id = $1', [mergeId, by, at]);

const TABLES = {
  invitation: 'invitation',
  candidate: 'candidate',
  'inbound-mail': 'inbound_mail',
  report: 'report',
} as const;
export type Linked = keyof typeof TABLES;
export const LINKED = Object.keys(TABLES) as readonly Linked[];

// A conference has one report: where both have, each stays where it is.
const FREE: Partial<Record<Linked, string>> = {
  report: 'and not exists (select from report kept where kept.conference_id = $2)',
};

/** Gives every invitation, message or report of one conference to another; the ids of them. */
export async function moveAll(tx: Tx, what: Linked, from: number, to: number): Promise<readonly Moved[]> {
  const ids = await rows<{ id: number }>(
    tx,
    `with moved as (update ${TABLES[what]} set conference_id = $2 where conference_id = $1 ${FREE[what] ?? ''} returning id)
     select id from moved order by id`,
    [from, to],
  );
  return ids.map(({ id }) => ({ what, rowId: id, before: null }));
}

/** Gives those back that are still where they were moved to. */
export const moveBack = (tx: Tx, what: Linked, ids: readonly number[], from: number, to: number): Promise<number> =>
  run(tx, `update ${TABLES[what]} set conference_id = $3 where conference_id = $2 and id = any($1::int[])`, [
    ids,
    from,
    to,
  ]);

/** Of a conference that is locked: its own ids at the local authority. */
export const saveAuthorityFacts = (
  tx: Tx,
  conferenceId: number,
  laMeetingId: string | null,
  strategyDiscussionOn: Temporal.PlainDate | null,
): Promise<number> =>
  run(tx, 'update conference set la_meeting_id = $2, strategy_discussion_on = $3 where id = $1', [
    conferenceId,
    laMeetingId,
    strategyDiscussionOn,
  ]);

export const keptChild = (child: Child): KeptChild => ({
  laChildId: child.laChildId,
  policeReference: child.policeReference,
  initials: child.initials,
  bornYear: child.bornYear,
  expectedOn: child.expectedOn?.toString() ?? null,
});

export const restoredChild = (child: KeptChild): NewChild => ({
  ...child,
  expectedOn: child.expectedOn === null ? null : Temporal.PlainDate.from(child.expectedOn),
});

/** What was done with the kept conference after the merge, as far as taking it back would undo that. */
export async function doneSince(reader: Reader, merge: Pick<Merge, 'id' | 'keptId'>): Promise<readonly AuditAction[]> {
  const found = await rows<{ action: AuditAction }>(
    reader,
    `select e.action from audit_event e where e.conference_id = $1 and e.action = any($3)
       and e.id > (select max(m.id) from audit_event m where m.conference_id = $1 and m.action = 'conference.merged'
         and m.detail->>'mergeId' = $2::text)
     order by e.id`,
    [merge.keptId, String(merge.id), WORKED_ON],
  );
  return found.map(({ action }) => action);
}

/** Whether somebody has recorded what happened at any sitting of a conference. */
export async function hasOutcome(reader: Reader, conferenceId: number): Promise<boolean> {
  const found = await row<{ has: boolean }>(
    reader,
    `select exists (select from sitting s join participation p on p.sitting_id = s.id where s.conference_id = $1) as has`,
    [conferenceId],
  );
  return found?.has ?? false;
}
