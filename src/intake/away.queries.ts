import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { AwayNotice } from './away.js';

/** The latest notice of a person as JSON; `attendee` is an expression of ours. */
export const latestNotice = (attendee: string): string =>
  `(select jsonb_build_object('receivedAt', w.received_at, 'until', w.away_until) from inbound_mail w
    where w.away_attendee_id = ${attendee} order by w.received_at desc, w.id desc limit 1)`;

/** A notice as JSON carries it. */
export type StoredNotice = { readonly receivedAt: string; readonly until: string | null } | null;

export const noticeOf = (stored: StoredNotice): AwayNotice | null =>
  stored && {
    receivedAt: Temporal.Instant.from(stored.receivedAt),
    until: stored.until === null ? null : Temporal.PlainDate.from(stored.until),
  };

/** The latest notice of each person who is or was on a sitting, by attendee. */
export async function awayOn(reader: Reader, sittingId: number): Promise<ReadonlyMap<number, AwayNotice | null>> {
  const found = await rows<{ attendeeId: number; notice: StoredNotice }>(
    reader,
    `select distinct a.attendee_id, ${latestNotice('a.attendee_id')} as notice from assignment a where a.sitting_id = $1`,
    [sittingId],
  );
  return new Map(found.map(({ attendeeId, notice }) => [attendeeId, noticeOf(notice)]));
}

/** The conference that a message of ours to that person was about. */
export async function conferenceOfMessage(
  reader: Reader,
  messageId: string | null,
  attendeeId: number,
): Promise<number | null> {
  const found = await row<{ conferenceId: number }>(
    reader,
    `select s.conference_id from calendar_message m join assignment a on a.id = m.assignment_id
       join sitting s on s.id = a.sitting_id where m.message_id = $1 and a.attendee_id = $2`,
    [messageId, attendeeId],
  );
  return found?.conferenceId ?? null;
}
