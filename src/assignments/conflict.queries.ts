import { rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';

/** A conference and those about the same family: what is told of one holds for all of them. @param id SQL that gives its id */
export const FAMILY = (id: string): string => `
  select ${id}::int as id
  union select previous_conference_id from conference where id = ${id}
  union select merged_id from conference_merge where kept_id = ${id} and unmerged_at is null
  union select other.id from conference this join child mine on mine.conference_id = this.id
    join child theirs on theirs.la_child_id = mine.la_child_id
    join conference other on other.id = theirs.conference_id and other.hub_code = this.hub_code
  where this.id = ${id}
  union select theirs.conference_id from child mine join child theirs on theirs.police_reference = mine.police_reference
  where mine.conference_id = ${id}`;

/** Somebody, and a conference that they may be sent to. */
export interface SentTo {
  readonly attendeeId: number;
  readonly conferenceId: number;
}

/** Those who must not go where they would be sent. */
export const conflictsAmong = (reader: Reader, sent: readonly SentTo[]): Promise<SentTo[]> =>
  rows(
    reader,
    `select sent.attendee_id, sent.conference_id from unnest($1::int[], $2::int[]) as sent (attendee_id, conference_id)
     where exists (select from conflict_of_interest c
       where c.attendee_id = sent.attendee_id and c.conference_id in (${FAMILY('sent.conference_id')}))`,
    [sent.map(({ attendeeId }) => attendeeId), sent.map(({ conferenceId }) => conferenceId)],
  );

/** Whether somebody must not go to a conference. */
export const hasConflict = async (reader: Reader, attendeeId: number, conferenceId: number): Promise<boolean> =>
  (await conflictsAmong(reader, [{ attendeeId, conferenceId }])).length > 0;

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
