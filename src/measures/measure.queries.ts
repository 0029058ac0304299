import { run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { londonDate } from '../kernel/london.js';
import { countedConference } from './facts.queries.js';
import type { Counted } from './measure.js';
import { storedCount, type Counting, type StoredCount } from './stored.js';

/**
 * Writes afresh how one conference counts, and says how. Called in the transaction of every change that can alter it: a
 * stored figure is never older than the fact behind it. A conference counts from its end, so the passing of time needs
 * no job. Null when there is no such conference.
 */
export async function recount(tx: Tx, conferenceId: number, counting: Counting): Promise<Counted | null> {
  const facts = await countedConference(tx, conferenceId);
  if (facts === null) return null;
  const counted = storedCount(facts, counting);
  await keepCounts(tx, [{ conferenceId, ...counted }]);
  return counted;
}

const COLUMNS = `measure, definition_version, hub_code, month, counts_from, in_denominator, in_numerator, recorded, why,
  source, counts, met, notice_days`;
const GIVEN = `from json_to_recordset($1) as given ("conferenceId" int, measure text, "definitionVersion" text,
  "hubCode" text, month date, "countsFrom" timestamptz, "inDenominator" boolean, "inNumerator" boolean, recorded boolean,
  why text, source text, counts text[], met text[], "noticeDays" int)`;
const VALUES = `"conferenceId", measure, "definitionVersion", "hubCode", month, "countsFrom", "inDenominator",
  "inNumerator", recorded, why, source, counts, met, "noticeDays"`;

type KeptCount = StoredCount & { readonly conferenceId: number };

/** Keeps how conferences count now, whatever was kept of them before: the counts of many in two statements. */
export async function keepCounts(tx: Tx, counts: readonly KeptCount[]): Promise<void> {
  if (counts.length === 0) return;
  const given = JSON.stringify(counts);
  await markMonths(tx, given);
  // A conference of another kind counts in another headline measure.
  await run(
    tx,
    `delete from measure m using (select "conferenceId", measure ${GIVEN}) given
     where m.conference_id = given."conferenceId" and m.measure <> given.measure`,
    [given],
  );
  const replaced = COLUMNS.split(',')
    .slice(1)
    .map((column) => `${column.trim()} = excluded.${column.trim()}`);
  await run(
    tx,
    `insert into measure (conference_id, ${COLUMNS}) select ${VALUES} ${GIVEN}
     on conflict (conference_id, measure) do update set ${replaced.join(', ')}`,
    [given],
  );
}

/** Keeps how conferences count that no figure knows yet, and whose invitations, if any, are recorded now: many in two statements. */
export async function keepFirstCounts(tx: Tx, counts: readonly KeptCount[], now: Temporal.Instant): Promise<void> {
  if (counts.length === 0) return;
  const recordedIn = londonDate(now).with({ day: 1 }).toString();
  const marks = new Set(
    counts.flatMap(({ hubCode, month }) => [`${hubCode} ${month.toString()}`, `${hubCode} ${recordedIn}`]),
  );
  await run(
    tx,
    `insert into month_mark (hub_code, month) select split_part(mark, ' ', 1), split_part(mark, ' ', 2)::date
    from unnest($1::text[]) mark`,
    [[...marks]],
  );
  await run(tx, `insert into measure (conference_id, ${COLUMNS}) select ${VALUES} ${GIVEN}`, [JSON.stringify(counts)]);
}

/**
 * Says which months are to be added up afresh: where the conferences counted, where they count now, and where their
 * invitations were recorded. Rows of its own each time, so that no change waits for another's.
 */
const markMonths = (tx: Tx, given: string): Promise<unknown> =>
  run(
    tx,
    `with given as (select "conferenceId" as id, "hubCode" as hub_code, month ${GIVEN})
     insert into month_mark (hub_code, month)
     select m.hub_code, m.month from measure m join given on given.id = m.conference_id
     union select hub_code, month from given
     union select given.hub_code, date_trunc('month', i.recorded_at at time zone 'Europe/London')::date
       from invitation i join given on given.id = i.conference_id`,
    [given],
  );
