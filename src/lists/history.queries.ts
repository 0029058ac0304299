import type { Attribution } from '../../config/reference-data.js';
import { run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import type { ListedPast } from '../imports/listed-past.js';

/** What is kept of a conference of the past, beside the conference itself. */
export interface NewHistory extends Omit<ListedPast, 'people'> {
  readonly conferenceId: number;
  readonly row: number;
  readonly attendedById: number | null;
  /** Everybody else whom the list names: not on the tracker, or beside the first. */
  readonly attendedBy: readonly string[];
  readonly attribution: Attribution | null;
}

export interface Importing {
  readonly importId: number;
  readonly by: string;
  readonly at: Temporal.Instant;
}

/** Puts new conferences into their state, with their outcome and where all of it comes from. */
export async function keepHistory(tx: Tx, kept: readonly NewHistory[], { importId, by, at }: Importing): Promise<void> {
  if (kept.length === 0) return;
  const json = JSON.stringify(kept);
  await run(
    tx,
    `update conference c set state = given.state, state_reason = given."stateReason"
     from json_to_recordset($1) as given ("conferenceId" int, state text, "stateReason" text) where c.id = given."conferenceId"`,
    [json],
  );
  await run(
    tx,
    `insert into participation (sitting_id, outcome, present_at_decision, attended_by_id, reason, reason_note, attribution,
       source, version, recorded_by, recorded_at)
     select s.id, given.outcome, given."presentAtDecision", given."attendedById", given.reason, given."reasonNote",
       given.attribution, 'imported', 1, $2, $3
     from json_to_recordset($1) as given ("conferenceId" int, outcome text, "presentAtDecision" boolean, "attendedById" int,
       reason text, "reasonNote" text, attribution text)
     join sitting s on s.conference_id = given."conferenceId" where given.outcome is not null`,
    [json, by, at],
  );
  await run(
    tx,
    `insert into imported_history (conference_id, import_id, row, imported_by, imported_at, attended_by, report, report_on,
       relevance)
     select "conferenceId", $2, row, $3, $4, "attendedBy", report, "reportOn", relevance from json_to_recordset($1) as given
       ("conferenceId" int, row int, "attendedBy" text[], report text, "reportOn" date, relevance text)`,
    [json, importId, by, at],
  );
}
