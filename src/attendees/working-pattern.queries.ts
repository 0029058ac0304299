import { insert, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { WorkingPattern } from './availability.js';
import type { KeptPattern } from './working-pattern.js';

export const patternsOf = (reader: Reader, attendeeId: number): Promise<KeptPattern[]> =>
  rows(
    reader,
    `select id, from_on, until_on, cycle_weeks, works_holidays, shifts from working_pattern
     where attendee_id = $1 order by from_on`,
    [attendeeId],
  );

export const addPattern = (tx: Tx, attendeeId: number, given: WorkingPattern): Promise<KeptPattern> =>
  insert(tx, 'working_pattern', { ...given, attendeeId, shifts: JSON.stringify(given.shifts) });

export async function endPattern(tx: Tx, id: number, untilOn: Temporal.PlainDate): Promise<void> {
  await run(tx, 'update working_pattern set until_on = $2 where id = $1', [id, untilOn]);
}

export const removePattern = (tx: Tx, id: number): Promise<number> =>
  run(tx, 'delete from working_pattern where id = $1', [id]);

/** The hours of a person are part of them: whoever has the person open learns that they changed. */
export async function markChanged(tx: Tx, attendeeId: number): Promise<void> {
  await run(tx, 'update attendee set version = version + 1 where id = $1', [attendeeId]);
}
