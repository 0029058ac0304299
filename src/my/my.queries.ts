import type { AssignmentState } from '../assignments/assignment.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { Outcome } from '../participation/participation.js';

/** One conference as the person on it needs to see it. */
export interface MyConference {
  readonly assignmentId: number;
  readonly state: AssignmentState;
  readonly sequence: number;
  readonly lead: boolean;
  readonly withdrawnReason: string | null;
  readonly reference: string;
  readonly kind: ConferenceKind;
  readonly hubCode: string;
  readonly conferenceState: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
  readonly venue: string | null;
  readonly joinLink: string | null;
  readonly outcome: Outcome | null;
  readonly wentName: string | null;
}

// Somebody taken off and put back on has two assignments to one sitting: the later one is the one that stands.
const MINE = `a.id as assignment_id, a.state, a.sequence, a.lead, a.withdrawn_reason, c.reference, c.kind, c.hub_code,
    c.state as conference_state, s.starts_at, s.ends_at, s.mode, s.venue, s.join_link, o.outcome, w.name as went_name
  from assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
  left join participation o on o.sitting_id = s.id left join attendee w on w.id = o.attended_by_id
  where a.attendee_id = $1 and not exists (select from assignment later
    where later.sitting_id = a.sitting_id and later.attendee_id = a.attendee_id and later.id > a.id)`;

/** What has not ended yet, and every ended one that was held and still waits for its outcome; soonest first. */
export function stillMine(reader: Reader, attendeeId: number, now: Temporal.Instant): Promise<MyConference[]> {
  return rows(
    reader,
    `select ${MINE} and (s.ends_at > $2
       or (o.sitting_id is null and c.state in ('scheduled', 'held') and a.state in ('invited', 'accepted', 'tentative')))
     order by s.starts_at, a.id`,
    [attendeeId, now],
  );
}

/** The last ten that are over and settled, newest first. */
export function lastTen(reader: Reader, attendeeId: number, now: Temporal.Instant): Promise<MyConference[]> {
  return rows(
    reader,
    `select ${MINE} and s.ends_at <= $2 and a.state <> 'withdrawn'
       and (o.sitting_id is not null or c.state not in ('scheduled', 'held') or a.state not in ('invited', 'accepted', 'tentative'))
     order by s.starts_at desc, a.id desc limit 10`,
    [attendeeId, now],
  );
}

/** The conference that an assignment of this person is for; null when it is not theirs. */
export async function referenceOf(reader: Reader, attendeeId: number, assignmentId: number): Promise<string | null> {
  const found = await row<{ reference: string }>(
    reader,
    `select c.reference from assignment a join sitting s on s.id = a.sitting_id
       join conference c on c.id = s.conference_id where a.id = $1 and a.attendee_id = $2`,
    [assignmentId, attendeeId],
  );
  return found?.reference ?? null;
}
