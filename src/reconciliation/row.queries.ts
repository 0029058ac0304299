import { pagesOf, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Compared } from './comparing.js';
import type { CountedRows, RowCounts } from './counts.js';
import type { ReconciliationRow, RowClass } from './reconciliation.js';
import type { TheirMeeting } from './their-meeting.js';

const ROW = `w.id, w.reconciliation_id, w.class, w.theirs, w.conference_id, w.candidates, w.differences, w.counts,
  w.said_same, w.recorded_as, w.asked_on, w.position, w.agreed_with, w.agreed_note, w.agreed_by, w.agreed_at, w.version`;

/** A row with how it counted when it was last compared. */
export interface StoredRow extends ReconciliationRow {
  readonly counts: RowCounts;
}

export async function addRows(tx: Tx, reconciliationId: number, given: readonly Compared[]): Promise<void> {
  if (given.length === 0) return;
  await run(
    tx,
    `insert into reconciliation_row (reconciliation_id, class, theirs, conference_id, candidates, differences, counts,
       said_same, version)
     select $1, class, theirs, "conferenceId", candidates, differences, counts, "saidSame", 1
     from jsonb_to_recordset($2) as given (class text, theirs jsonb, "conferenceId" int, candidates jsonb,
       differences jsonb, counts jsonb, "saidSame" boolean)`,
    [reconciliationId, JSON.stringify(given)],
  );
}

const UNDECIDED = 'said_same is null and recorded_as is null and position is null and asked_on is null';

/** Rows that nobody has decided anything about; the others stay as they are. */
export const forgetUndecided = (tx: Tx, reconciliationId: number): Promise<number> =>
  run(tx, `delete from reconciliation_row where reconciliation_id = $1 and ${UNDECIDED}`, [reconciliationId]);

export async function hasDecided(reader: Reader, reconciliationId: number): Promise<boolean> {
  const found = await rows(
    reader,
    `select from reconciliation_row where reconciliation_id = $1 and not (${UNDECIDED}) limit 1`,
    [reconciliationId],
  );
  return found.length > 0;
}

export async function hasRows(reader: Reader, reconciliationId: number): Promise<boolean> {
  const found = await rows(reader, 'select from reconciliation_row where reconciliation_id = $1 limit 1', [
    reconciliationId,
  ]);
  return found.length > 0;
}

/** What the list says in rows that nobody has decided about, in its order; as they were when the first are asked for. */
export const undecidedOf = (tx: Tx, reconciliationId: number, together: number): AsyncIterable<readonly TheirRow[]> =>
  pagesOf(
    tx,
    `select theirs from reconciliation_row
     where reconciliation_id = $1 and theirs is not null and ${UNDECIDED} order by id`,
    [reconciliationId],
    together,
  );

export interface TheirRow {
  readonly theirs: TheirMeeting;
}

/** The meeting ids in those rows, as ids are compared. */
export async function undecidedIds(reader: Reader, reconciliationId: number): Promise<readonly string[]> {
  const found = await rows<{ id: string }>(
    reader,
    `select distinct upper(regexp_replace(theirs ->> 'meetingId', '\\s+', '', 'g')) as id from reconciliation_row
     where reconciliation_id = $1 and theirs ->> 'meetingId' is not null and ${UNDECIDED}`,
    [reconciliationId],
  );
  return found.map(({ id }) => id);
}

/** Ours that somebody has decided about: they stay where they stand. */
export async function decidedConferences(reader: Reader, reconciliationId: number): Promise<ReadonlySet<number>> {
  const found = await rows<{ conferenceId: number }>(
    reader,
    `select conference_id from reconciliation_row
     where reconciliation_id = $1 and conference_id is not null and not (${UNDECIDED})`,
    [reconciliationId],
  );
  return new Set(found.map(({ conferenceId }) => conferenceId));
}

/** Which rows a page shows: of one class, those nothing is agreed of, or all. */
export type RowFilter = { readonly class?: RowClass; readonly open?: true };

/** The next rows after one, in the order of the list. */
export const rowsAfter = (
  reader: Reader,
  reconciliationId: number,
  after: number,
  most: number,
  filter: RowFilter,
): Promise<StoredRow[]> =>
  rows(
    reader,
    `select ${ROW} from reconciliation_row w where w.reconciliation_id = $1 and w.id > $2
       and ($4::text is null or w.class = $4) and ($5::boolean is null or (w.class <> 'matched' and w.position is null))
     order by w.id limit $3`,
    [reconciliationId, after, most, filter.class ?? null, filter.open ?? null],
  );

export const rowById = (reader: Reader, reconciliationId: number, id: number): Promise<StoredRow | null> =>
  row(reader, `select ${ROW} from reconciliation_row w where w.reconciliation_id = $1 and w.id = $2`, [
    reconciliationId,
    id,
  ]);

export const lockRow = (tx: Tx, reconciliationId: number, id: number): Promise<StoredRow | null> =>
  row(tx, `select ${ROW} from reconciliation_row w where w.reconciliation_id = $1 and w.id = $2 for update`, [
    reconciliationId,
    id,
  ]);

/** The row of a conference of ours, locked, if it stands in this list. */
export const lockRowOf = (tx: Tx, reconciliationId: number, conferenceId: number): Promise<StoredRow | null> =>
  row(
    tx,
    `select ${ROW} from reconciliation_row w where w.reconciliation_id = $1 and w.conference_id = $2 for update`,
    [reconciliationId, conferenceId],
  );

export type SavedRow = Omit<StoredRow, 'id' | 'reconciliationId' | 'theirs' | 'version'>;

/** Of a row that is locked; it has a new version then. */
export async function saveRow(tx: Tx, id: number, saved: SavedRow): Promise<void> {
  await run(
    tx,
    `update reconciliation_row set class = $2, conference_id = $3, candidates = $4, differences = $5, counts = $6,
       said_same = $7, recorded_as = $8, asked_on = $9, position = $10, agreed_with = $11, agreed_note = $12,
       agreed_by = $13, agreed_at = $14, version = version + 1 where id = $1`,
    [
      id,
      saved.class,
      saved.conferenceId,
      JSON.stringify(saved.candidates),
      JSON.stringify(saved.differences),
      JSON.stringify(saved.counts),
      saved.saidSame,
      saved.recordedAs,
      saved.askedOn,
      saved.position,
      saved.agreedWith,
      saved.agreedNote,
      saved.agreedBy,
      saved.agreedAt,
    ],
  );
}

export const deleteRow = (tx: Tx, id: number): Promise<number> =>
  run(tx, 'delete from reconciliation_row where id = $1', [id]);

export const markAsked = (tx: Tx, ids: readonly number[], on: Temporal.PlainDate): Promise<number> =>
  run(tx, 'update reconciliation_row set asked_on = $2 where id = any($1::int[])', [ids, on]);

export interface ClassCount {
  readonly class: RowClass;
  readonly many: number;
  readonly settled: number;
}

export const classCounts = (reader: Reader, reconciliationId: number): Promise<ClassCount[]> =>
  rows(
    reader,
    `select class, count(*) as many, count(*) filter (where class = 'matched' or position is not null) as settled
     from reconciliation_row where reconciliation_id = $1 group by class`,
    [reconciliationId],
  );

export const countedRows = (reader: Reader, reconciliationId: number): Promise<CountedRows[]> =>
  rows(reader, 'select counts, count(*) as many from reconciliation_row where reconciliation_id = $1 group by counts', [
    reconciliationId,
  ]);
