import { run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { countedConference } from './facts.queries.js';
import { storedCount, type Counted, type StoredCount } from './measure.js';

/**
 * Writes afresh how one conference counts, and says how. Called in the transaction of every change that can alter it: a
 * stored figure is never older than the fact behind it. A conference counts from its end, so the passing of time needs
 * no job. Null when there is no such conference.
 */
export async function recount(tx: Tx, conferenceId: number, definitionVersion: string): Promise<Counted | null> {
  const facts = await countedConference(tx, conferenceId);
  if (facts === null) return null;
  const counted = storedCount(facts, definitionVersion);
  await run(tx, 'delete from measure where conference_id = $1 and measure <> $2', [conferenceId, counted.measure]);
  await run(
    tx,
    `insert into measure (conference_id, measure, definition_version, hub_code, month, counts_from, in_denominator,
       in_numerator, recorded, why, source)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
     on conflict (conference_id, measure) do update set definition_version = excluded.definition_version,
       hub_code = excluded.hub_code, month = excluded.month, counts_from = excluded.counts_from,
       in_denominator = excluded.in_denominator, in_numerator = excluded.in_numerator,
       recorded = excluded.recorded, why = excluded.why, source = excluded.source`,
    [
      conferenceId,
      counted.measure,
      counted.definitionVersion,
      counted.hubCode,
      counted.month,
      counted.countsFrom,
      counted.inDenominator,
      counted.inNumerator,
      counted.recorded,
      counted.why,
      counted.source,
    ],
  );
  return counted;
}

/** Keeps how conferences count that no figure knows yet: the counts of many in one statement. */
export async function keepFirstCounts(
  tx: Tx,
  counts: readonly (StoredCount & { readonly conferenceId: number })[],
): Promise<void> {
  if (counts.length === 0) return;
  await run(
    tx,
    `insert into measure (conference_id, measure, definition_version, hub_code, month, counts_from, in_denominator,
       in_numerator, recorded, why, source)
     select "conferenceId", measure, "definitionVersion", "hubCode", month, "countsFrom", "inDenominator", "inNumerator",
       recorded, why, source from json_to_recordset($1) as given ("conferenceId" int, measure text, "definitionVersion" text,
       "hubCode" text, month date, "countsFrom" timestamptz, "inDenominator" boolean, "inNumerator" boolean,
       recorded boolean, why text, source text)`,
    [JSON.stringify(counts)],
  );
}
