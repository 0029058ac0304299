import { insert, run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import type { NewChild } from './conference.queries.js';
import type { United } from './children.js';
import type { ConferenceKind } from './kinds.js';

const addChild = (tx: Tx, conferenceId: number, child: NewChild): Promise<unknown> => {
  const { laChildId, policeReference, initials, bornYear, expectedOn } = child;
  return insert(tx, 'child', { conferenceId, laChildId, policeReference, initials, bornYear, expectedOn });
};

/** Adds children to a conference and fills in those of whom nothing was known; the conference has a new version then. */
export async function saveUnited(tx: Tx, conferenceId: number, { filled, added }: United): Promise<void> {
  for (const { id, child } of filled) {
    await run(
      tx,
      `update child set la_child_id = $3, police_reference = $4, initials = $5, born_year = $6, expected_on = $7
       where id = $1 and conference_id = $2`,
      [id, conferenceId, child.laChildId, child.policeReference, child.initials, child.bornYear, child.expectedOn],
    );
  }
  for (const child of added) await addChild(tx, conferenceId, child);
  if (filled.length + added.length > 0) await newVersion(tx, conferenceId);
}

export const removeChild = (tx: Tx, conferenceId: number, id: number): Promise<number> =>
  run(tx, 'delete from child where id = $1 and conference_id = $2', [id, conferenceId]);

/** Of a conference that is locked: whoever read it before has to read it again. */
export const newVersion = (tx: Tx, conferenceId: number): Promise<number> =>
  run(tx, 'update conference set version = version + 1 where id = $1', [conferenceId]);

/** Of a conference that is locked. */
export const saveKind = (tx: Tx, conferenceId: number, kind: ConferenceKind): Promise<number> =>
  run(tx, 'update conference set kind = $2, version = version + 1 where id = $1', [conferenceId, kind]);

/** Of a conference that is locked. */
export const saveConvener = (tx: Tx, conferenceId: number, convenedBy: string | null): Promise<number> =>
  run(tx, 'update conference set convened_by = $2, version = version + 1 where id = $1', [conferenceId, convenedBy]);
