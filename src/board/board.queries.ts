import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import type { AssignmentState } from '../assignments/assignment.js';
import type { LookAgain } from '../conferences/circumstances.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { latestNotice, noticeOf, type StoredNotice } from '../intake/away.queries.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { RelevanceValue } from '../relevance/relevance.js';
import type { ChaseSent } from './chased.js';
import type { PersonOn } from './readiness.js';

/** A sitting as the board lists it. */
export interface BoardSitting {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
  readonly children: number;
  /** Working days from the first notice to the start; null when TVP was never invited. */
  readonly noticeDays: number | null;
  readonly movedToday: boolean;
  /** An authority outside Thames Valley; null when it is the hub's. */
  readonly convenedBy: string | null;
  readonly lookAgain: LookAgain | null;
  readonly reopened: string | null;
  readonly receivingAwaited: boolean;
  readonly isAdjourned: boolean;
  /** People whom a new time put elsewhere, each as a sentence without its stop. */
  readonly released: readonly string[];
  readonly relevance: RelevanceValue;
  readonly reportRecorded: boolean;
  readonly outcomeRecorded: boolean;
  readonly people: readonly PersonOn[];
  readonly undelivered: readonly string[];
  readonly cameBack: readonly string[];
  readonly toConfirm: readonly string[] | null;
  /** What people were told of this sitting by the ladder. */
  readonly chases: readonly ChaseSent[];
}

interface Found extends Omit<BoardSitting, 'people' | 'chases'> {
  readonly chases: readonly (Omit<ChaseSent, 'sentAt'> & { readonly sentAt: string })[];
  readonly people: readonly {
    name: string;
    lead: boolean;
    state: AssignmentState;
    invitedAt: string;
    away: StoredNotice;
    comment: string | null;
  }[];
}

export interface BoardSpan {
  /** Start of today, and of the first day no longer shown, in London. */
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

/** How many past sittings without an outcome are listed, the newest first. */
export const AWAITING_SHOWN = 50;

/**
 * Everything the board shows, in one query: every sitting of the span, past ones that still await their outcome, and later
 * ones with mail that failed or that are to be confirmed. Only the sitting of a conference that counts now; voided conferences are left out. The hubs
 * of the scope are those asked for.
 */
export async function boardSittings(reader: Reader, scope: Scope, span: BoardSpan): Promise<BoardSitting[]> {
  const found = await rows<Found>(reader, BOARD, [span.from, span.until, AWAITING_SHOWN, ...scopeParameters(scope)]);
  return found.map((one) => ({
    ...one,
    chases: one.chases.map((chase) => ({ ...chase, sentAt: Temporal.Instant.from(chase.sentAt) })),
    people: one.people.map((person) => ({
      ...person,
      invitedAt: Temporal.Instant.from(person.invitedAt),
      away: noticeOf(person.away),
    })),
  }));
}

// What stood at the start decides whether an outcome is owed: later decisions are corrections.
const RELEVANCE = `coalesce((select r.value from relevance_decision r
  where r.conference_id = c.id and r.decided_at <= s.starts_at order by r.id desc limit 1), 'undecided')`;

// Answered since means told by other means, as does a later message; and whoever never got the invitation needs no
// cancellation.
const UNTOLD = `m.method <> 'NOTE' and (a.state = 'invited' or a.state = 'withdrawn' and m.method = 'CANCEL'
  and exists (select from calendar_message got
    where got.assignment_id = a.id and got.state = 'sent' and got.bounced_at is null))
  and not exists (select from calendar_message later where later.assignment_id = a.id and later.id > m.id
    and later.method <> 'NOTE' and later.state = 'sent' and later.bounced_at is null)`;
const UNDELIVERED = `m.state = 'failed' and ${UNTOLD}`;
const CAME_BACK = `m.bounced_at is not null and ${UNTOLD}`;

// What stays owed however far away the conference is or was, once a change has left it so.
const OWED = `(c.state = 'transferred_out' and exists (
    select from transfer_out t where t.conference_id = c.id and t.receiving = 'awaited')
  or c.state = 'postponed' and exists (
    select from inquorate_sitting q where q.sitting_id = s.id and q.outcome = 'adjourned')
  or c.state = 'scheduled' and s.starts_at >= $2 and exists (select from relevance_prompt l where l.conference_id = c.id))`;

// The scope stands in each branch, before the limit, so that nobody's list is cut short by another hub's rows.
const BOARD = `
  with listed as (
    select s.id from sitting s join conference c on c.id = s.conference_id
    where s.starts_at >= $1 and s.starts_at < $2 and c.state <> 'voided' and ${scopeCondition('c', 4)}
    union all
    (select s.id from conference c join sitting s on s.conference_id = c.id
     where c.state = 'scheduled' and s.starts_at < $1 and ${scopeCondition('c', 4)}
       and not exists (select from participation p where p.sitting_id = s.id) and ${RELEVANCE} <> 'not-relevant'
     order by s.starts_at desc limit $3)
    union
    select s.id from conference c join sitting s on s.conference_id = c.id
    where (s.starts_at < $1 or s.starts_at >= $2) and ${scopeCondition('c', 4)} and ${OWED}
    union
    select s.id from sitting s join conference c on c.id = s.conference_id
    where s.starts_at >= $2 and c.state <> 'voided' and ${scopeCondition('c', 4)} and (c.to_confirm is not null or exists (
      select from assignment a join calendar_message m on m.assignment_id = a.id where a.sitting_id = s.id and (${UNDELIVERED} or ${CAME_BACK})))
  ), people as (
    select a.sitting_id, jsonb_agg(jsonb_build_object('name', p.name, 'lead', a.lead, 'state', a.state,
      'invitedAt', a.invited_at, 'comment', a.answer_comment, 'away', ${latestNotice('a.attendee_id')}) order by a.id)
      filter (where a.state <> 'withdrawn') as people,
      array_agg(distinct p.name) filter (where exists (
        select from calendar_message m where m.assignment_id = a.id and ${UNDELIVERED})) as undelivered,
      array_agg(distinct p.name) filter (where exists (
        select from calendar_message m where m.assignment_id = a.id and ${CAME_BACK})) as came_back,
      array_agg(p.name || ' ' || a.withdrawn_reason order by a.id)
        filter (where a.state = 'withdrawn' and a.withdrawn_reason like 'is on TV-%') as released
    from assignment a join attendee p on p.id = a.attendee_id
    where a.sitting_id in (select id from listed) group by a.sitting_id
  ), chased as (
    select s.id, jsonb_agg(jsonb_build_object('kind', h.kind, 'role', h.role, 'sentAt', (
      select min(n.sent_at) from chase_notice t join notice n on n.id = t.notice_id where t.chase_id = h.id))) as chases
    from listed join sitting s on s.id = listed.id join conference c on c.id = s.conference_id
      join chase h on h.subject = c.reference and split_part(h.edition, '#', 1)::timestamptz = s.starts_at
    where h.skipped is null and h.kind <> 'expectation-overdue' and exists (
      select from chase_notice t join notice n on n.id = t.notice_id where t.chase_id = h.id and n.state = 'sent')
    group by s.id
  )
  select c.reference, c.hub_code, c.kind, c.state, c.to_confirm, s.starts_at, s.ends_at, s.mode, ${RELEVANCE} as relevance,
    (select count(*) from child k where k.conference_id = c.id) as children,
    (select i.notice_days from invitation i where i.conference_id = c.id order by i.received_at, i.id limit 1) as notice_days,
    exists (select from audit_event e where e.conference_id = c.id and e.action = 'conference.moved' and e.at >= $1)
      as moved_today,
    exists (select from participation p where p.sitting_id = s.id) as outcome_recorded,
    exists (select from report r where r.conference_id = c.id) as report_recorded,
    c.convened_by, (select l.because from relevance_prompt l where l.conference_id = c.id) as look_again,
    (select case when r.value = 'undecided' then substring(r.reason from '^Reopened: (.*)') end from relevance_decision r
     where r.conference_id = c.id order by r.id desc limit 1) as reopened,
    exists (select from transfer_out t where t.conference_id = c.id and t.receiving = 'awaited') as receiving_awaited,
    exists (select from inquorate_sitting q where q.sitting_id = s.id and q.outcome = 'adjourned') as is_adjourned,
    coalesce(people.released, '{}') as released,
    coalesce(people.people, '[]') as people, coalesce(people.undelivered, '{}') as undelivered,
    coalesce(people.came_back, '{}') as came_back, coalesce(chased.chases, '[]') as chases
  from listed join sitting s on s.id = listed.id join conference c on c.id = s.conference_id
    left join people on people.sitting_id = s.id left join chased on chased.id = s.id
  where not exists (select from sitting later where later.conference_id = s.conference_id and later.number > s.number)
  order by s.starts_at, c.reference`;

export interface DaySheetLine {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
  /** The lead first; those who declined or were withdrawn are not among them. */
  readonly attendees: readonly string[];
}

/** One London day for paper, in order of time: nothing about anybody but who goes where. */
export function daySheetLines(reader: Reader, scope: Scope, span: BoardSpan): Promise<DaySheetLine[]> {
  return rows(
    reader,
    `select c.reference, c.hub_code, c.kind, c.state, s.starts_at, s.ends_at, s.mode, coalesce((
       select array_agg(p.name order by a.lead desc, a.id) from assignment a join attendee p on p.id = a.attendee_id
       where a.sitting_id = s.id and a.state in ('proposed', 'invited', 'accepted', 'tentative')), '{}') as attendees
     from sitting s join conference c on c.id = s.conference_id
     where s.starts_at >= $1 and s.starts_at < $2 and c.state <> 'voided' and ${scopeCondition('c', 3)}
       and not exists (select from sitting later where later.conference_id = s.conference_id and later.number > s.number)
     order by s.starts_at, c.reference`,
    [span.from, span.until, ...scopeParameters(scope)],
  );
}
