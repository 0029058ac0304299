import { row } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

/** Where a conference comes from that was over when a list told of it, and what the list said beside its outcome. */
export interface ImportedHistory {
  readonly importId: number;
  readonly fileName: string;
  readonly row: number;
  readonly importedBy: string;
  readonly importedAt: Temporal.Instant;
  /** People the list names who are not on the tracker, or who went beside the one on record. */
  readonly attendedBy: readonly string[];
  readonly report: 'sent' | 'not-sent' | null;
  readonly reportOn: Temporal.PlainDate | null;
  readonly relevance: 'relevant' | 'not-relevant' | null;
}

/** Null of all that the tracker recorded itself. */
export const historyOf = (reader: Reader, conferenceId: number): Promise<ImportedHistory | null> =>
  row(
    reader,
    `select h.import_id, i.file_name, h.row, h.imported_by, h.imported_at, h.attended_by, h.report, h.report_on, h.relevance
     from imported_history h join import i on i.id = h.import_id where h.conference_id = $1`,
    [conferenceId],
  );
