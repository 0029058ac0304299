import { rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Asked, CameTo, Channel } from './invitation.js';

export interface Invitation {
  readonly id: number;
  readonly conferenceId: number;
  readonly receivedAt: Temporal.Instant;
  readonly channel: Channel;
  readonly candidateId: number | null;
  /** Working days from receipt to the start as it stood when recorded. */
  readonly noticeDays: number;
  readonly laCalendarUid: string | null;
  /** Null when it came to the hub. */
  readonly cameTo: CameTo | null;
  readonly asked?: readonly Asked[];
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
  /** How automation left it; null or absent when a person recorded it. */
  readonly byAutomation?: 'unattended' | 'to-confirm' | null;
}

export async function addInvitations(tx: Tx, given: readonly Omit<Invitation, 'id'>[]): Promise<void> {
  if (given.length === 0) return;
  await run(
    tx,
    `insert into invitation (conference_id, received_at, channel, candidate_id, notice_days, la_calendar_uid, came_to,
       recorded_by, recorded_at, by_automation, asked)
     select "conferenceId", "receivedAt", channel, "candidateId", "noticeDays", "laCalendarUid", "cameTo", "recordedBy",
       "recordedAt", "byAutomation", coalesce(asked, '{}')
     from json_to_recordset($1) as given ("conferenceId" int, "receivedAt" timestamptz, channel text, "candidateId" int,
       "noticeDays" int, "laCalendarUid" text, "cameTo" text, "recordedBy" text, "recordedAt" timestamptz,
       "byAutomation" text, asked text[])`,
    [JSON.stringify(given)],
  );
}

/** Oldest first: the first one is when TVP knew. */
export function invitationsTo(reader: Reader, conferenceId: number): Promise<Invitation[]> {
  return rows(
    reader,
    `select id, conference_id, received_at, channel, candidate_id, notice_days, la_calendar_uid, came_to, recorded_by,
       recorded_at, by_automation from invitation where conference_id = $1 order by received_at, id`,
    [conferenceId],
  );
}
