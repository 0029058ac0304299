import type { AuditAction } from '../audit/events.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

/** What somebody decided about a conference that how it counts rests on. */
export interface Decided {
  readonly at: Temporal.Instant;
  readonly actor: string;
  readonly action: AuditAction;
  readonly detail: Readonly<Record<string, unknown>>;
}

const DECISIONS: readonly AuditAction[] = [
  'relevance.decided',
  'relevance.reopened',
  'candidate.confirmed',
  'conference.confirmed',
  'conference.inquorate',
  'participation.recorded',
  'participation.completed',
  'participation.corrected',
  'history.imported',
];

/** The first first. */
export const decidedAbout = (reader: Reader, conferenceId: number): Promise<Decided[]> =>
  rows(
    reader,
    'select at, actor, action, detail from audit_event where conference_id = $1 and action = any($2) order by id',
    [conferenceId, DECISIONS],
  );
