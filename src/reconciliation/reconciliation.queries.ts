import type { Scope } from '../access/access.js';
import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Reconciliation } from './reconciliation.js';

const RECONCILIATION = `r.id, r.hub_code, r.first_on, r.last_on, r.file_name, r.sha256, r.bytes, r.account_id, r.sent_by,
  r.created_at, r.state, r.progress, r.refusal, r.headings, r.columns, r.given_columns, r.problems,
  r.left_aside, r.notes, r.family`;

const within = (scope: Scope): readonly string[] | null => (scope.all ? null : scope.hubs);

export const addReconciliation = (
  tx: Tx,
  given: Pick<
    Reconciliation,
    'hubCode' | 'firstOn' | 'lastOn' | 'fileName' | 'sha256' | 'bytes' | 'accountId' | 'sentBy' | 'createdAt'
  >,
): Promise<Reconciliation> =>
  insert(tx, 'reconciliation', {
    ...given,
    state: 'reading',
    progress: 0,
    headings: '[]',
    columns: '[]',
    givenColumns: '{}',
    problems: '[]',
    leftAside: 0,
    notes: '[]',
  });

export async function addPiece(tx: Tx, id: number, number: number, content: Uint8Array): Promise<void> {
  await run(tx, 'insert into reconciliation_piece (reconciliation_id, number, content) values ($1, $2, $3)', [
    id,
    number,
    content,
  ]);
}

/** One piece of the file, or null after the last. */
export async function pieceOf(reader: Reader, id: number, number: number): Promise<Uint8Array | null> {
  const found = await row<{ content: Uint8Array }>(
    reader,
    'select content from reconciliation_piece where reconciliation_id = $1 and number = $2',
    [id, number],
  );
  return found?.content ?? null;
}

export async function hasFile(reader: Reader, id: number): Promise<boolean> {
  const found = await rows(reader, 'select from reconciliation_piece where reconciliation_id = $1 limit 1', [id]);
  return found.length > 0;
}

/** Files received before that instant: names may stand in them. */
export const dropFiles = (tx: Tx, before: Temporal.Instant): Promise<number> =>
  run(
    tx,
    `delete from reconciliation_piece p using reconciliation r
     where r.id = p.reconciliation_id and r.created_at < $1 and r.state <> 'reading'`,
    [before],
  );

/** Absent and out of reach look the same. */
export const reconciliationWithin = (reader: Reader, scope: Scope, id: number): Promise<Reconciliation | null> =>
  row(
    reader,
    `select ${RECONCILIATION} from reconciliation r
     where r.id = $1 and ($2::text[] is null or r.hub_code = any($2))`,
    [id, within(scope)],
  );

/** As `reconciliationWithin`, and nobody else changes it until this transaction ends. */
export const lockReconciliation = (tx: Tx, scope: Scope, id: number): Promise<Reconciliation | null> =>
  row(
    tx,
    `select ${RECONCILIATION} from reconciliation r
     where r.id = $1 and ($2::text[] is null or r.hub_code = any($2)) for update`,
    [id, within(scope)],
  );

/** One in the list of all, with how many of its rows nothing is agreed of. */
export interface ListedReconciliation extends Reconciliation {
  readonly rows: number;
  readonly open: number;
}

/** The latest first. @param sender the account whose lists alone are wanted; null for all */
export const listReconciliations = (
  reader: Reader,
  scope: Scope,
  sender: number | null,
  before: number | null,
  most: number,
): Promise<ListedReconciliation[]> =>
  rows(
    reader,
    `select ${RECONCILIATION}, counted.rows, counted.open from (
       select * from reconciliation where ($1::text[] is null or hub_code = any($1)) and ($2::int is null or id < $2)
         and ($4::int is null or account_id = $4)
       order by id desc limit $3) r
     cross join lateral (select count(*) as rows,
         count(*) filter (where w.class <> 'matched' and w.position is null) as open
       from reconciliation_row w where w.reconciliation_id = r.id) counted
     order by r.id desc`,
    [within(scope), before, most, sender],
  );

/** An earlier list of the same hub and period that was the same file, byte for byte. */
export const sameFileBefore = (
  reader: Reader,
  { id, hubCode, sha256 }: Pick<Reconciliation, 'id' | 'hubCode' | 'sha256'>,
): Promise<Pick<Reconciliation, 'id' | 'createdAt'> | null> =>
  row(
    reader,
    `select id, created_at from reconciliation where hub_code = $2 and sha256 = $3 and id < $1 and state = 'ready'
     order by id desc limit 1`,
    [id, hubCode, sha256],
  );

export async function reconciliationsToRead(reader: Reader): Promise<readonly number[]> {
  const found = await rows<{ id: number }>(
    reader,
    `select id from reconciliation where state = 'reading' order by id limit 20`,
  );
  return found.map(({ id }) => id);
}

/** Any number that nothing else locks; the second is the list. */
const WORK_LOCK = 26_004_215;

/** The list in its present state, when no other instance works on it; held until this transaction ends. */
export async function claimReconciliation(tx: Tx, id: number): Promise<Reconciliation | null> {
  const claimed = await row<{ claimed: boolean }>(tx, 'select pg_try_advisory_xact_lock($1, $2) as claimed', [
    WORK_LOCK,
    id,
  ]);
  if (claimed?.claimed !== true) return null;
  return row(tx, `select ${RECONCILIATION} from reconciliation r where r.id = $1`, [id]);
}

export async function saveProgress(tx: Tx, id: number, progress: number): Promise<void> {
  await run(tx, 'update reconciliation set progress = $2 where id = $1', [id, progress]);
}

export type Settled = Pick<
  Reconciliation,
  'state' | 'refusal' | 'headings' | 'columns' | 'problems' | 'leftAside' | 'notes' | 'family'
>;

export async function settle(tx: Tx, id: number, settled: Settled): Promise<void> {
  const { state, refusal, headings, columns, problems, leftAside, notes, family } = settled;
  const [headingsText, columnsText] = [JSON.stringify(headings), JSON.stringify(columns)];
  await run(
    tx,
    `update reconciliation set state = $2, refusal = $3, headings = $4, columns = $5, problems = $6, left_aside = $7,
       notes = $8, family = $9, progress = 0
     where id = $1`,
    [id, state, refusal, headingsText, columnsText, JSON.stringify(problems), leftAside, JSON.stringify(notes), family],
  );
}

/** Has the list read, or compared, once more by the next turn of work. */
export async function readAgain(tx: Tx, id: number, givenColumns: Reconciliation['givenColumns']): Promise<void> {
  await run(
    tx,
    `update reconciliation set state = 'reading', refusal = null, progress = 0, given_columns = $2 where id = $1`,
    [id, JSON.stringify(givenColumns)],
  );
}
