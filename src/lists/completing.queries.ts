import { rows, run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import type { NewChild } from '../conferences/conference.queries.js';

/** Adds the children that are not on the conference yet; their ids. A child without an id of the LA is always another. */
export async function addMissingChildren(
  tx: Tx,
  conferenceId: number,
  children: readonly NewChild[],
): Promise<readonly number[]> {
  const added = await rows<{ id: number }>(
    tx,
    `insert into child (conference_id, la_child_id, police_reference, initials, born_year, expected_on)
     select $1, "laChildId", "policeReference", initials, "bornYear", "expectedOn" from json_to_recordset($2) as given
       ("laChildId" text, "policeReference" text, initials text, "bornYear" int, "expectedOn" date)
     on conflict on constraint child_conference_id_la_child_id_key do nothing returning id`,
    [conferenceId, JSON.stringify(children)],
  );
  return added.map(({ id }) => id);
}

/** Gives a conference the meeting id that it lacked. */
export const giveMeetingId = (tx: Tx, conferenceId: number, laMeetingId: string): Promise<number> =>
  run(tx, 'update conference set la_meeting_id = $2 where id = $1 and la_meeting_id is null', [
    conferenceId,
    laMeetingId,
  ]);

export const takeMeetingId = (tx: Tx, conferenceId: number): Promise<number> =>
  run(tx, 'update conference set la_meeting_id = null where id = $1', [conferenceId]);

export const removeChildren = (tx: Tx, childIds: readonly number[]): Promise<number> =>
  run(tx, 'delete from child where id = any($1)', [childIds]);

/** Whoever read the conference before must read it again before they change it. */
export const nextVersion = (tx: Tx, conferenceId: number): Promise<number> =>
  run(tx, 'update conference set version = version + 1 where id = $1', [conferenceId]);
