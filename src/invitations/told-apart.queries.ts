import { run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';

/** Keeps that somebody said that one conference is none of the others, so that nobody is asked again. The first to say it stays. */
export async function tellApart(
  tx: Tx,
  conferenceId: number,
  others: readonly number[],
  { by, at }: { readonly by: string; readonly at: Temporal.Instant },
): Promise<void> {
  if (others.length === 0) return;
  await run(
    tx,
    `insert into conference_told_apart (first_id, second_id, decided_by, decided_at)
     select least($1::int, other), greatest($1::int, other), $3, $4 from unnest($2::int[]) as other
     on conflict do nothing`,
    [conferenceId, others, by, at],
  );
}
