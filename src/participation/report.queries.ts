import { insert, row, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { hourAndMinute } from '../kernel/london.js';
import type { KeptReport, Report } from './report.js';

type Row = Omit<Report, 'sentTime'> & { readonly sentTime: string | null };

/** The report to a conference; null while none is on record. */
export async function reportOn(reader: Reader, conferenceId: number): Promise<Report | null> {
  const found = await row<Row>(
    reader,
    `select kind, sent_on, sent_time, sent_by, read_out, version, recorded_by, recorded_at from report
     where conference_id = $1`,
    [conferenceId],
  );
  return found && { ...found, sentTime: found.sentTime === null ? null : Temporal.PlainTime.from(found.sentTime) };
}

type ToKeep = KeptReport & Pick<Report, 'recordedBy' | 'recordedAt'>;
const timeOf = ({ sentTime }: KeptReport): string | null => (sentTime === null ? null : hourAndMinute(sentTime));

export async function keepReport(tx: Tx, conferenceId: number, report: ToKeep): Promise<void> {
  await insert(tx, 'report', { conferenceId, version: 1, ...report, sentTime: timeOf(report) });
}

/** Of a conference that is locked. */
export const changeReport = (tx: Tx, conferenceId: number, report: ToKeep): Promise<number> =>
  run(
    tx,
    `update report set kind = $2, sent_on = $3, sent_time = $4, sent_by = $5, read_out = $6, recorded_by = $7,
       recorded_at = $8, version = version + 1 where conference_id = $1`,
    [
      conferenceId,
      report.kind,
      report.sentOn,
      timeOf(report),
      report.sentBy,
      report.readOut,
      report.recordedBy,
      report.recordedAt,
    ],
  );

/** Whether it was read out, said with the outcome; the conference is locked. */
export const saveReadOut = (tx: Tx, conferenceId: number, readOut: boolean | null): Promise<number> =>
  run(
    tx,
    `update report set read_out = $2, version = version + 1 where conference_id = $1 and kind = 'report'
       and read_out is distinct from $2`,
    [conferenceId, readOut],
  );
