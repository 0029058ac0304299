import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';

/** The conference of a parameter and those about the same family: what is told of one holds for all of them. */
export const FAMILY = (parameter: number): string => `
  select $${parameter}::int as id
  union select previous_conference_id from conference where id = $${parameter}
  union select merged_id from conference_merge where kept_id = $${parameter} and unmerged_at is null
  union select other.id from conference this join child mine on mine.conference_id = this.id
    join child theirs on theirs.la_child_id = mine.la_child_id
    join conference other on other.id = theirs.conference_id and other.hub_code = this.hub_code
  where this.id = $${parameter}
  union select theirs.conference_id from child mine join child theirs on theirs.police_reference = mine.police_reference
  where mine.conference_id = $${parameter}`;

/** Whether somebody must not go to a conference. */
export async function hasConflict(reader: Reader, attendeeId: number, conferenceId: number): Promise<boolean> {
  const found = await row<{ found: boolean }>(
    reader,
    `select exists (select from conflict_of_interest c
       where c.attendee_id = $1 and c.conference_id in (${FAMILY(2)})) as found`,
    [attendeeId, conferenceId],
  );
  return found?.found ?? false;
}

export interface Conflict {
  readonly attendeeId: number;
  readonly name: string;
  readonly reason: string;
  readonly recordedAt: Temporal.Instant;
  readonly recordedBy: string;
}

/** Whose conflicts were recorded at this very conference, by name. */
export const conflictsAt = (reader: Reader, conferenceId: number): Promise<Conflict[]> =>
  rows(
    reader,
    `select c.attendee_id, a.name, c.reason, c.recorded_at, c.recorded_by
     from conflict_of_interest c join attendee a on a.id = c.attendee_id where c.conference_id = $1 order by a.name, a.id`,
    [conferenceId],
  );

/** Recorded twice, it stands with the reason given last. */
export async function addConflict(
  tx: Tx,
  conferenceId: number,
  given: Pick<Conflict, 'attendeeId' | 'reason' | 'recordedAt' | 'recordedBy'>,
): Promise<void> {
  await run(
    tx,
    `insert into conflict_of_interest (attendee_id, conference_id, reason, recorded_at, recorded_by)
     values ($1, $2, $3, $4, $5)
     on conflict on constraint conflict_of_interest_pkey do update set reason = $3, recorded_at = $4, recorded_by = $5`,
    [given.attendeeId, conferenceId, given.reason, given.recordedAt, given.recordedBy],
  );
}

export const removeConflict = (tx: Tx, conferenceId: number, attendeeId: number): Promise<number> =>
  run(tx, 'delete from conflict_of_interest where conference_id = $1 and attendee_id = $2', [conferenceId, attendeeId]);
