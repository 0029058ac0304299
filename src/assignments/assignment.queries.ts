import { insert, row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import { ACTIVE_STATES, type Answer, type AnswerChannel, type Assignment } from './assignment.js';

const ASSIGNMENT = `a.id, a.sitting_id, a.attendee_id, a.lead, a.state, a.uid, a.sequence, a.overlap_reason, a.called_off,
  a.invited_at, a.answered_at, a.answer_comment`;
const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');

export interface AssignedPerson extends Assignment {
  readonly name: string;
  readonly role: string;
  readonly mail: string | null;
  readonly mailBouncedAt: Temporal.Instant | null;
  readonly mailBounceReason: string | null;
  readonly answerChannel: AnswerChannel | null;
  readonly withdrawnReason: string | null;
}

/** Everyone ever put on a sitting: the lead first, those withdrawn last. */
export function peopleOn(reader: Reader, sittingId: number): Promise<AssignedPerson[]> {
  return rows(
    reader,
    `select ${ASSIGNMENT}, a.answer_channel, a.withdrawn_reason, p.name, p.role, p.mail, p.mail_bounced_at,
       p.mail_bounce_reason
     from assignment a join attendee p on p.id = a.attendee_id
     where a.sitting_id = $1 order by (a.state = 'withdrawn'), a.lead desc, a.id`,
    [sittingId],
  );
}

export function lockActive(tx: Tx, sittingId: number): Promise<Assignment[]> {
  return rows(
    tx,
    `select ${ASSIGNMENT} from assignment a where a.sitting_id = $1 and a.state in (${ACTIVE}) order by a.id for update`,
    [sittingId],
  );
}

/** Those who are on a sitting, and those who were when the conference was called off: a new time concerns both. */
export function lockConcerned(tx: Tx, sittingId: number): Promise<Assignment[]> {
  return rows(
    tx,
    `select ${ASSIGNMENT} from assignment a
     where a.sitting_id = $1 and (a.state in (${ACTIVE}) or a.called_off) order by a.id for update`,
    [sittingId],
  );
}

export function lockAssignment(tx: Tx, id: number, sittingId: number): Promise<Assignment | null> {
  return row(tx, `select ${ASSIGNMENT} from assignment a where a.id = $1 and a.sitting_id = $2 for update`, [
    id,
    sittingId,
  ]);
}

/** The assignment that a calendar UID names, with the conference it belongs to; nobody else changes it meanwhile. */
export function lockByUid(tx: Tx, uid: string): Promise<(Assignment & { conferenceId: number }) | null> {
  return row(
    tx,
    `select ${ASSIGNMENT}, s.conference_id from assignment a join sitting s on s.id = a.sitting_id
     where a.uid = $1 for update of a`,
    [uid],
  );
}

export interface Clash {
  readonly reference: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
}

/** What else the person is on in that time (a PostgreSQL range), other than the sittings it is about. */
export function clashOf(
  reader: Reader,
  attendeeId: number,
  during: string,
  ...exceptSittingIds: readonly number[]
): Promise<Clash | null> {
  return row(
    reader,
    `select c.reference, s.starts_at, s.ends_at from assignment a
     join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
     where a.attendee_id = $1 and a.during && $2::tstzrange and a.sitting_id <> all($3::int[]) and a.state in (${ACTIVE})
     order by s.starts_at limit 1`,
    [attendeeId, during, exceptSittingIds],
  );
}

/**
 * Why somebody who declined cannot take their place back: who has it now, or that they are on another conference then.
 * The database refuses both; asked first, so that the person reads a sentence.
 */
export async function takenSince(
  reader: Reader,
  assignmentId: number,
): Promise<{ readonly leadsNow: string | null; readonly elsewhere: boolean }> {
  const found = await row<{ leadsNow: string | null; elsewhere: boolean }>(
    reader,
    `select (select p.name from assignment o join attendee p on p.id = o.attendee_id
         where o.sitting_id = a.sitting_id and o.id <> a.id and o.state in (${ACTIVE})
           and ((o.lead and a.lead) or o.attendee_id = a.attendee_id) order by o.id limit 1) as leads_now,
       a.overlap_reason is null and exists (select from assignment o
         where o.attendee_id = a.attendee_id and o.id <> a.id and o.during && a.during and o.overlap_reason is null
           and o.state in (${ACTIVE})) as elsewhere
     from assignment a where a.id = $1`,
    [assignmentId],
  );
  return found ?? { leadsNow: null, elsewhere: false };
}

export interface NewAssignment {
  readonly sittingId: number;
  readonly attendeeId: number;
  readonly lead: boolean;
  readonly uid: string;
  readonly during: string;
  readonly overlapReason: string | null;
  readonly invitedBy: string;
  readonly invitedAt: Temporal.Instant;
}

export function createAssignment(tx: Tx, given: NewAssignment): Promise<Assignment> {
  return insert(tx, 'assignment', { ...given, state: 'invited', sequence: 0 });
}

/**
 * Ends an assignment and counts its SEQUENCE up for the CANCEL that follows.
 * @param calledOff together with the conference: they are asked again when it comes back
 */
export async function withdrawAssignment(
  tx: Tx,
  assignment: Assignment,
  at: Temporal.Instant,
  reason: string,
  calledOff = false,
): Promise<Assignment> {
  await run(
    tx,
    `update assignment set state = 'withdrawn', withdrawn_at = $2, withdrawn_reason = $3, called_off = $4,
       sequence = sequence + 1 where id = $1`,
    [assignment.id, at, reason, calledOff],
  );
  return { ...assignment, state: 'withdrawn', calledOff, sequence: assignment.sequence + 1 };
}

/** Somebody called off with the conference is not asked again. They know that they need not come. */
export async function leaveOff(tx: Tx, assignment: Assignment, reason: string): Promise<void> {
  await run(tx, 'update assignment set called_off = false, withdrawn_reason = $2 where id = $1', [
    assignment.id,
    reason,
  ]);
}

/** A new time wants a new answer: the old one no longer stands. Whoever was called off is on it again. */
export async function reinvite(
  tx: Tx,
  assignment: Assignment,
  during: string,
  invitedAt: Temporal.Instant,
): Promise<Assignment> {
  await run(
    tx,
    `update assignment set state = 'invited', during = $2, sequence = sequence + 1, invited_at = $3, answered_at = null,
       first_invited_at = coalesce(first_invited_at, invited_at), withdrawn_at = null, answer_channel = null,
       answer_comment = null, withdrawn_reason = null, called_off = false where id = $1`,
    [assignment.id, during, invitedAt],
  );
  const sequence = assignment.sequence + 1;
  const asked = { state: 'invited', sequence, invitedAt, calledOff: false } as const;
  return { ...assignment, ...asked, answeredAt: null, answerComment: null };
}

export async function saveAnswer(
  tx: Tx,
  assignmentId: number,
  given: {
    readonly answer: Answer;
    readonly at: Temporal.Instant;
    readonly channel: AnswerChannel;
    readonly comment: string | null;
  },
): Promise<void> {
  await run(
    tx,
    `update assignment set state = $2, answered_at = $3, answer_channel = $4, answer_comment = $5 where id = $1`,
    [assignmentId, given.answer, given.at, given.channel, given.comment],
  );
}
