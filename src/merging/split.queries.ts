import { run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';

export const giveChildren = (tx: Tx, ids: readonly number[], to: number): Promise<number> =>
  run(tx, 'update child set conference_id = $2 where id = any($1::int[])', [ids, to]);

/** An invitation that is to another conference from now on, with the notice that it gave of that one. */
export const giveInvitation = (tx: Tx, id: number, to: number, noticeDays: number): Promise<number> =>
  run(tx, 'update invitation set conference_id = $2, notice_days = $3 where id = $1', [id, to, noticeDays]);
