import { row } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';

/** What is left to a service account in this minute, as its answers say. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the next minute begins. */
  readonly resetsIn: number;
  readonly isExceeded: boolean;
}

const MINUTE_MS = 60_000;

export const minuteOf = (now: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(now.epochMilliseconds / MINUTE_MS) * MINUTE_MS);

export const allowanceOf = (requests: number, limit: number, now: Temporal.Instant): Allowance => ({
  limit,
  remaining: Math.max(0, limit - requests),
  resetsIn: Math.ceil((MINUTE_MS - (now.epochMilliseconds % MINUTE_MS)) / 1000),
  isExceeded: requests > limit,
});

/**
 * Counts one request, whatever becomes of it, and gives how many this minute has seen. In the database, so that the limit
 * is one limit however many instances there are; one row an account, which the next minute begins anew.
 */
export async function countRequest(tx: Tx, accountId: number, minute: Temporal.Instant): Promise<number> {
  const counted = await row<{ requests: number }>(
    tx,
    `insert into service_allowance as now (account_id, minute, requests) values ($1, $2, 1)
     on conflict (account_id) do update set minute = greatest(now.minute, excluded.minute),
       requests = case when now.minute < excluded.minute then 1 else now.requests + 1 end
     returning requests`,
    [accountId, minute],
  );
  return counted!.requests;
}
