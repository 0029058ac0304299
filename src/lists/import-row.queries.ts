import { pagesOf, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Asked, ResultCounts } from './import.js';
import type { KeptRow, RowAnswer } from './kept-row.js';
import type { AnsweredRow, RowResult } from './row-step.js';

/** What a row changed, as it was before: enough to take it back. */
export interface Before {
  readonly sitting?: {
    readonly startsAt: string;
    readonly endsAt: string;
    readonly mode: string;
    readonly venue: string | null;
    readonly joinLink: string | null;
  };
  readonly meetingIdGiven?: boolean;
  readonly childIds?: readonly number[];
}

export interface StoredRow extends AnsweredRow {
  readonly result: RowResult | null;
  readonly why: string | null;
  readonly conferenceId: number | null;
  readonly before: Before | null;
  /** Of the conference that came of it. */
  readonly reference: string | null;
}

export interface Outcome {
  readonly row: number;
  readonly result: RowResult;
  readonly why: string | null;
  readonly conferenceId: number | null;
  readonly before: Before | null;
}

export async function keepRows(tx: Tx, importId: number, kept: readonly KeptRow[]): Promise<void> {
  await run(
    tx,
    `insert into import_row (import_id, row, action, asks, plan)
     select $1, row, action, asks, plan from json_to_recordset($2) as given (row int, action text, asks text, plan jsonb)`,
    [importId, JSON.stringify(kept)],
  );
}

export const forgetRows = (tx: Tx, importId: number): Promise<number> =>
  run(tx, 'delete from import_row where import_id = $1', [importId]);

const ROW = `r.row, r.action, r.asks, r.plan, r.answer, r.result, r.why, r.conference_id, r.before, c.reference`;

const OF_THE_PAST = `jsonb_typeof(r.plan #> '{conference,past}') = 'object'`;

/** Which rows: of some actions, those that ask, or those with some results. */
export interface RowFilter {
  readonly actions?: readonly string[];
  readonly asking?: boolean;
  readonly results?: readonly string[];
  readonly history?: boolean;
}

/** Rows in their order after the one given. */
export const rowsAfter = (
  reader: Reader,
  importId: number,
  after: number,
  most: number,
  { actions, asking, results, history }: RowFilter = {},
): Promise<StoredRow[]> =>
  rows(
    reader,
    `select ${ROW} from import_row r left join conference c on c.id = r.conference_id
     where r.import_id = $1 and r.row > $2 and ($4::text[] is null or r.action = any($4))
       and (not $5 or r.asks is not null) and ($6::text[] is null or r.result = any($6))
       and (not $7 or ${OF_THE_PAST})
     order by r.row limit $3`,
    [importId, after, most, actions ?? null, asking ?? false, results ?? null, history ?? false],
  );

/** Of all rows those that may do something, or that others may join, in their order. */
export const rowsToCarryOut = (tx: Tx, importId: number, together: number): AsyncIterable<readonly StoredRow[]> =>
  pagesOf(
    tx,
    `select ${ROW} from import_row r left join conference c on c.id = r.conference_id
     where r.import_id = $1 and r.action in ('create', 'update', 'conflict', 'unchanged') order by r.row`,
    [importId],
    together,
  );

/** Rows that changed something, the last first. */
export const doneRows = (tx: Tx, importId: number, together: number): AsyncIterable<readonly StoredRow[]> =>
  pagesOf(
    tx,
    `select ${ROW} from import_row r join conference c on c.id = r.conference_id
     where r.import_id = $1 and r.result in ('created', 'updated', 'joined') order by r.row desc`,
    [importId],
    together,
  );

export async function saveAnswers(
  tx: Tx,
  importId: number,
  answers: readonly { readonly row: number; readonly answer: RowAnswer | null }[],
): Promise<void> {
  await run(
    tx,
    `update import_row r set answer = given.answer
     from json_to_recordset($2) as given (row int, answer text) where r.import_id = $1 and r.row = given.row`,
    [importId, JSON.stringify(answers)],
  );
}

/** Confirms every row that only wants to be confirmed and has no answer yet. */
export const confirmAll = (tx: Tx, importId: number): Promise<number> =>
  run(tx, `update import_row set answer = 'yes' where import_id = $1 and asks = 'confirm' and answer is null`, [
    importId,
  ]);

export async function saveOutcomes(tx: Tx, importId: number, outcomes: readonly Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  await run(
    tx,
    `update import_row r set result = given.result, why = given.why, conference_id = given."conferenceId",
       before = given.before
     from json_to_recordset($2) as given (row int, result text, why text, "conferenceId" int, before jsonb)
     where r.import_id = $1 and r.row = given.row`,
    [importId, JSON.stringify(outcomes)],
  );
}

/** Result and reason of rows that were taken back, or could not be. */
export async function saveUndone(
  tx: Tx,
  importId: number,
  undone: readonly { readonly row: number; readonly result: RowResult; readonly why: string | null }[],
): Promise<void> {
  await run(
    tx,
    `update import_row r set result = given.result, why = given.why
     from json_to_recordset($2) as given (row int, result text, why text) where r.import_id = $1 and r.row = given.row`,
    [importId, JSON.stringify(undone)],
  );
}

/** What carrying out would do with the answers given so far. */
export async function askedOf(reader: Reader, importId: number): Promise<Asked & { readonly toConfirm: number }> {
  const found = await row<Asked & { readonly toConfirm: number }>(
    reader,
    `select
       count(*) filter (where asks is not null and answer is null) as open,
       count(*) filter (where asks = 'confirm' and answer is null) as to_confirm,
       count(*) filter (where (action = 'create' and (asks is null or answer = 'yes')) or answer = 'separate') as creates,
       count(*) filter (where ${OF_THE_PAST} and ((action = 'create' and (asks is null or answer = 'yes'))
         or answer = 'separate')) as histories,
       count(*) filter (where (action = 'update' and (asks is null or answer = 'yes'))
         or (asks = 'recorded' and answer = 'same')) as updates,
       count(*) filter (where asks = 'sibling' and answer = 'same') as joins
     from import_row r where import_id = $1`,
    [importId],
  );
  return found ?? { open: 0, toConfirm: 0, creates: 0, updates: 0, joins: 0 };
}

export async function resultCounts(reader: Reader, importId: number): Promise<ResultCounts> {
  const found = await rows<{ result: RowResult; count: number; histories: number }>(
    reader,
    `select result, count(*) as count, count(*) filter (where ${OF_THE_PAST}) as histories from import_row r
     where import_id = $1 and result is not null group by result`,
    [importId],
  );
  const histories = found.find(({ result }) => result === 'created')?.histories ?? 0;
  return {
    ...Object.fromEntries(found.map(({ result, count }) => [result, count])),
    ...(histories > 0 ? { histories } : {}),
  };
}

/** Of these, the conferences that somebody did something with after the trail had reached `mark`. */
export async function touchedSince(reader: Reader, importId: number, mark: number): Promise<ReadonlySet<number>> {
  const found = await rows<{ conferenceId: number }>(
    reader,
    `select distinct e.conference_id from audit_event e
     where e.id > $2 and e.action not in ('conference.viewed', 'conference.listed', 'mail.viewed', 'mail.sent',
         'mail.failed', 'mail.dropped', 'mail.retried')
       and e.conference_id in (select conference_id from import_row where import_id = $1 and conference_id is not null)`,
    [importId, mark],
  );
  return new Set(found.map(({ conferenceId }) => conferenceId));
}
