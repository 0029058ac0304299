import type { AssignmentState } from '../assignments/assignment.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

interface Fed {
  readonly reference: string;
  readonly kind: ConferenceKind;
  readonly hubCode: string;
  readonly conferenceState: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly createdAt: Temporal.Instant;
  /** When something that the entry says last changed: an entry keeps its stamp until then. */
  readonly changedAt: Temporal.Instant;
}

/** An assignment as its person's calendar shows it. */
export interface FedAssignment extends Fed {
  readonly uid: string;
  readonly sequence: number;
  readonly state: AssignmentState;
  readonly withdrawnReason: string | null;
  readonly mode: ConferenceMode;
}

/** A conference as a hub's calendar shows it. No name is read, so none can get out. */
export interface FedConference extends Fed {
  readonly version: number;
  /** Whether the person in the lead has accepted. */
  readonly covered: boolean;
  /** A review that was decided not to need the police. */
  readonly needsNobody: boolean;
}

/** What one attendee was asked to and has not declined, ended after `since`; soonest first. */
export function assignmentsFed(reader: Reader, attendeeId: number, since: Temporal.Instant): Promise<FedAssignment[]> {
  // Somebody taken off and put back on has two assignments to one sitting: the later one is the one that stands.
  return rows(
    reader,
    `select a.uid, a.sequence, a.state, a.withdrawn_reason, coalesce(
         (select min(m.created_at) from calendar_message m where m.assignment_id = a.id), a.invited_at) as created_at, c.reference, c.kind, c.hub_code,
       c.state as conference_state, s.starts_at, s.ends_at, s.mode, greatest(a.invited_at, a.answered_at,
         (select max(m.created_at) from calendar_message m where m.assignment_id = a.id)) as changed_at
     from assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
     where a.attendee_id = $1 and s.ends_at > $2 and a.state not in ('proposed', 'declined')
       and not exists (select from assignment later
         where later.sitting_id = a.sitting_id and later.attendee_id = a.attendee_id and later.id > a.id)
     order by s.starts_at, a.id`,
    [attendeeId, since],
  );
}

/** The conferences of a hub that start in the span, by the sitting that counts now; voided ones are left out. */
export function conferencesFed(
  reader: Reader,
  hubCode: string,
  span: { readonly from: Temporal.Instant; readonly until: Temporal.Instant },
): Promise<FedConference[]> {
  return rows(
    reader,
    `select c.reference, c.kind, c.hub_code, c.state as conference_state, c.version, c.created_at, s.starts_at, s.ends_at,
       exists (select from assignment a where a.sitting_id = s.id and a.lead and a.state = 'accepted') as covered,
       coalesce((select r.value from relevance_decision r where r.conference_id = c.id order by r.id desc limit 1), '')
         = 'not-relevant' as needs_nobody,
       coalesce((select max(e.at) from audit_event e where e.conference_id = c.id
         and e.action not in ('conference.viewed', 'mail.viewed')), c.created_at) as changed_at
     from sitting s join conference c on c.id = s.conference_id
     where c.hub_code = $1 and s.starts_at >= $2 and s.starts_at < $3 and c.state <> 'voided'
       and not exists (select from sitting later where later.conference_id = s.conference_id and later.number > s.number)
     order by s.starts_at, c.reference`,
    [hubCode, span.from, span.until],
  );
}
