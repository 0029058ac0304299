import type { Scope } from '../access/access.js';
import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Import, ImportState } from './import.js';

const IMPORT = `i.id, i.hub_code, i.file_name, i.sha256, i.bytes, i.received_at, i.account_id, i.sent_by, i.created_at,
  i.state, i.progress, i.refusal, i.trouble, i.summary, i.columns, i.header_key, i.decided_by_id, i.carried_out_at,
  i.audit_mark, i.undone_at`;

const within = (scope: Scope): readonly string[] | null => (scope.all ? null : scope.hubs);

export const addImport = (
  tx: Tx,
  given: Pick<
    Import,
    'hubCode' | 'fileName' | 'sha256' | 'bytes' | 'receivedAt' | 'accountId' | 'sentBy' | 'createdAt'
  >,
): Promise<Import> => insert(tx, 'import', { ...given, state: 'reading', progress: 0, columns: {} });

export async function addPiece(tx: Tx, importId: number, number: number, content: Uint8Array): Promise<void> {
  await run(tx, 'insert into import_piece (import_id, number, content) values ($1, $2, $3)', [
    importId,
    number,
    content,
  ]);
}

/** One piece of the file, or null after the last. */
export async function pieceOf(reader: Reader, importId: number, number: number): Promise<Uint8Array | null> {
  const found = await row<{ content: Uint8Array }>(
    reader,
    'select content from import_piece where import_id = $1 and number = $2',
    [importId, number],
  );
  return found?.content ?? null;
}

export async function hasFile(reader: Reader, importId: number): Promise<boolean> {
  const found = await rows(reader, 'select from import_piece where import_id = $1 limit 1', [importId]);
  return found.length > 0;
}

/** Lists of before that instant whose files are still kept and wait for no work. */
export async function listsWithOldFiles(reader: Reader, before: Temporal.Instant): Promise<readonly number[]> {
  const found = await rows<{ id: number }>(
    reader,
    `select i.id from import i where i.created_at < $1 and i.state not in ('reading', 'carrying-out', 'undoing')
       and exists (select from import_piece p where p.import_id = i.id) order by i.id`,
    [before],
  );
  return found.map(({ id }) => id);
}

/** How many pieces of the file there were; the plan made from it stays. */
export const dropFile = (tx: Tx, importId: number): Promise<number> =>
  run(tx, 'delete from import_piece where import_id = $1', [importId]);

/** The list if it exists and is of a hub within the scope; absent and forbidden look the same. */
export const importWithin = (reader: Reader, scope: Scope, id: number): Promise<Import | null> =>
  row(reader, `select ${IMPORT} from import i where i.id = $1 and ($2::text[] is null or i.hub_code = any($2))`, [
    id,
    within(scope),
  ]);

/** As `importWithin`, and nobody else changes it until this transaction ends. */
export const lockImport = (tx: Tx, scope: Scope, id: number): Promise<Import | null> =>
  row(
    tx,
    `select ${IMPORT} from import i where i.id = $1 and ($2::text[] is null or i.hub_code = any($2)) for update`,
    [id, within(scope)],
  );

/** The latest first. */
/** The latest first. @param sender the account whose lists alone are wanted; null for all */
export const listImports = (
  reader: Reader,
  scope: Scope,
  sender: number | null,
  before: number | null,
  most: number,
): Promise<Import[]> =>
  rows(
    reader,
    `select ${IMPORT} from import i where ($1::text[] is null or i.hub_code = any($1)) and ($2::int is null or i.id < $2)
       and ($4::int is null or i.account_id = $4)
     order by i.id desc limit $3`,
    [within(scope), before, most, sender],
  );

/** An earlier list of the same hub that was the same file, byte for byte, and was carried out. */
export const sameFileBefore = (
  reader: Reader,
  { id, hubCode, sha256 }: Pick<Import, 'id' | 'hubCode' | 'sha256'>,
): Promise<Pick<Import, 'id' | 'carriedOutAt'> | null> =>
  row(
    reader,
    `select id, carried_out_at from import where hub_code = $2 and sha256 = $3 and id < $1 and state = 'done'
     order by id desc limit 1`,
    [id, hubCode, sha256],
  );

/** The ids of lists with work to be done, oldest first. */
export async function importsToWorkOn(reader: Reader): Promise<readonly number[]> {
  const found = await rows<{ id: number }>(
    reader,
    `select id from import where state in ('reading', 'carrying-out', 'undoing') order by id limit 20`,
  );
  return found.map(({ id }) => id);
}

/** Any number that nothing else locks; the second is the list. */
const WORK_LOCK = 26_004_212;

/** The list in its present state, when no other instance works on it; held until this transaction ends. */
export async function claimImport(tx: Tx, id: number): Promise<Import | null> {
  const claimed = await row<{ claimed: boolean }>(tx, 'select pg_try_advisory_xact_lock($1, $2) as claimed', [
    WORK_LOCK,
    id,
  ]);
  if (claimed?.claimed !== true) return null;
  return row(tx, `select ${IMPORT} from import i where i.id = $1`, [id]);
}

export async function saveProgress(tx: Tx, id: number, progress: number): Promise<void> {
  await run(tx, 'update import set progress = $2 where id = $1', [id, progress]);
}

/** Where work on a list has brought it, and what came of it. */
export interface Settlement {
  readonly state: ImportState;
  readonly settled: Settled;
}

type Settled = Partial<
  Pick<
    Import,
    | 'refusal'
    | 'trouble'
    | 'summary'
    | 'columns'
    | 'headerKey'
    | 'decidedById'
    | 'carriedOutAt'
    | 'auditMark'
    | 'undoneAt'
  >
>;

const snake = (property: string): string => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const stored = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
    ? JSON.stringify(value)
    : value;

/** Puts a list into another state, with what came of it. */
export async function settle(tx: Tx, id: number, state: ImportState, settled: Settled = {}): Promise<void> {
  const given = Object.entries({ trouble: null, refusal: null, progress: 0, ...settled });
  const sets = given.map(([property], i) => `${snake(property)} = $${i + 3}`);
  await run(tx, `update import set state = $2, ${sets.join(', ')} where id = $1`, [
    id,
    state,
    ...given.map(([, value]) => stored(value)),
  ]);
}

/** The place that the trail has reached. */
export async function auditMark(tx: Tx): Promise<number> {
  const found = await row<{ mark: number }>(tx, 'select coalesce(max(id), 0) as mark from audit_event');
  return found?.mark ?? 0;
}

export type GivenHeadings = Readonly<Record<string, string | null>>;

/** How somebody of the hub said the columns under these headings are to be read. */
export async function rememberedColumns(
  reader: Reader,
  hubCode: string,
  headerKey: string,
): Promise<GivenHeadings | null> {
  const found = await row<{ columns: GivenHeadings }>(
    reader,
    'select columns from import_mapping where hub_code = $1 and header_key = $2',
    [hubCode, headerKey],
  );
  return found?.columns ?? null;
}

export async function rememberColumns(
  tx: Tx,
  given: { readonly hubCode: string; readonly headerKey: string; readonly columns: GivenHeadings; readonly by: string },
  now: Temporal.Instant,
): Promise<void> {
  await run(
    tx,
    `insert into import_mapping (hub_code, header_key, columns, kept_by, kept_at) values ($1, $2, $3, $4, $5)
     on conflict (hub_code, header_key) do update set columns = excluded.columns, kept_by = excluded.kept_by,
       kept_at = excluded.kept_at`,
    [given.hubCode, given.headerKey, JSON.stringify(given.columns), given.by, now],
  );
}
