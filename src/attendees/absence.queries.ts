import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { AbsenceSource, KeptAbsence } from './absence.js';
import type { Absence } from './availability.js';

const ABSENCE = 'b.id, b.kind, b.starts_at, b.ends_at, b.version, b.source, b.source_uid';

/** Absences of a person that end after a moment, the first to begin at the top. */
export const absencesFrom = (reader: Reader, attendeeId: number, from: Temporal.Instant): Promise<KeptAbsence[]> =>
  rows(reader, `select ${ABSENCE} from absence b where b.attendee_id = $1 and b.ends_at > $2 order by b.starts_at`, [
    attendeeId,
    from,
  ]);

/** Those that touch a time; nothing of them is locked, because the constraint settles races. */
export const absencesIn = (reader: Reader, attendeeId: number, time: Pick<Absence, 'startsAt' | 'endsAt'>) =>
  rows<KeptAbsence>(
    reader,
    `select ${ABSENCE} from absence b where b.attendee_id = $1
       and tstzrange(b.starts_at, b.ends_at) && tstzrange($2, $3) order by b.starts_at`,
    [attendeeId, time.startsAt, time.endsAt],
  );

export const absenceById = (reader: Reader, attendeeId: number, id: number): Promise<KeptAbsence | null> =>
  row(reader, `select ${ABSENCE} from absence b where b.attendee_id = $1 and b.id = $2`, [attendeeId, id]);

export const lockAbsence = (tx: Tx, attendeeId: number, id: number): Promise<KeptAbsence | null> =>
  row(tx, `select ${ABSENCE} from absence b where b.attendee_id = $1 and b.id = $2 for update`, [attendeeId, id]);

/** Those that came from entries of a calendar, for a second upload of it. */
export const absencesFromCalendar = (reader: Reader, attendeeId: number): Promise<KeptAbsence[]> =>
  rows(
    reader,
    `select ${ABSENCE} from absence b where b.attendee_id = $1 and b.source_uid is not null order by b.starts_at`,
    [attendeeId],
  );

export interface NewAbsence extends Absence {
  readonly attendeeId: number;
  readonly source: AbsenceSource;
  readonly sourceUid: string | null;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
}

export const addAbsence = (tx: Tx, given: NewAbsence): Promise<KeptAbsence> =>
  insert(tx, 'absence', { ...given, version: 1 });

export async function changeAbsence(tx: Tx, before: KeptAbsence, given: Absence): Promise<KeptAbsence> {
  const { kind, startsAt, endsAt } = given;
  await run(tx, 'update absence set kind = $2, starts_at = $3, ends_at = $4, version = version + 1 where id = $1', [
    before.id,
    kind,
    startsAt,
    endsAt,
  ]);
  return { ...before, kind, startsAt, endsAt, version: before.version + 1 };
}

export const removeAbsence = (tx: Tx, id: number): Promise<number> =>
  run(tx, 'delete from absence where id = $1', [id]);
