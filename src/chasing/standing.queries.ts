import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { RelevanceValue } from '../relevance/relevance.js';
import type { Expected, LeadOn, Standing } from './matter.js';

/** A conference as it stands, but for the days that follow from the hub. */
export type Found = Omit<Standing, 'reportDue' | 'minutesDue' | 'lead'> & {
  readonly lead: LeadOn | null;
  readonly minutesAwaited: boolean;
};

interface Row {
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly relevance: RelevanceValue;
  readonly decision: number;
  readonly reportRecorded: boolean;
  readonly outcomeRecorded: boolean;
  readonly minutesAwaited: boolean;
  readonly leadId: number | null;
  readonly attendeeId: number | null;
  readonly leadState: LeadOn['state'] | null;
  readonly declinedAt: Temporal.Instant | null;
}

/**
 * Every conference about which something may be open: to be held, or held and without its report or its minutes. Only its last sitting,
 * and nothing that began before `from` unless its minutes are awaited. `references` limits it to some.
 */
export async function standingConferences(
  reader: Reader,
  from: Temporal.Instant,
  references: readonly string[] | null = null,
): Promise<Found[]> {
  const found = await rows<Row>(reader, STANDING, [from, references]);
  return found.map(({ leadId, attendeeId, leadState, declinedAt, ...one }) => ({
    ...one,
    lead:
      leadId === null || attendeeId === null || leadState === null
        ? null
        : { id: leadId, attendeeId, state: leadState, declinedAt },
  }));
}

const AWAITED = `exists (
  select from minutes m where m.conference_id = c.id and m.asked_on is not null and m.received_on is null)`;

// What stood at the start decides who is needed: later decisions are corrections.
const STANDING = `
  select c.reference, c.hub_code, c.kind, c.state, s.starts_at, s.ends_at,
    coalesce(r.value, 'undecided') as relevance, coalesce(r.id, 0) as decision,
    exists (select from report p where p.conference_id = c.id) as report_recorded,
    exists (select from participation p where p.sitting_id = s.id) as outcome_recorded, ${AWAITED} as minutes_awaited,
    a.id as lead_id, a.attendee_id, a.state as lead_state, a.declined_at
  from conference c
    join lateral (select s.* from sitting s where s.conference_id = c.id order by s.number desc limit 1) s on true
    left join lateral (
      select r.id, r.value from relevance_decision r
      where r.conference_id = c.id and r.decided_at <= s.starts_at order by r.id desc limit 1) r on true
    left join lateral (
      select a.id, a.attendee_id, a.state, case when a.state = 'declined' then a.answered_at end as declined_at
      from assignment a where a.sitting_id = s.id and a.lead
      order by (a.state in ('proposed', 'invited', 'accepted', 'tentative')) desc, a.id desc limit 1) a on true
  where c.state in ('scheduled', 'held') and (s.starts_at >= $1 or ${AWAITED}) and ($2::text[] is null or c.reference = any($2))
    and not (c.state = 'held' and not ${AWAITED} and exists (select from report p where p.conference_id = c.id))
    and not exists (select from imported_history h where h.conference_id = c.id)
  order by s.starts_at, c.reference`;

/** Conferences that are expected and not announced, whose invitation should have come since `from`. */
export const openExpectations = (
  reader: Reader,
  from: Temporal.PlainDate,
  subjects: readonly string[] | null = null,
): Promise<Expected[]> =>
  rows(
    reader,
    `select ${EXPECTED} as subject, e.hub_code, e.invite_by as due_by from expectation e
     where e.state = 'open' and e.invite_by >= $1 and ($2::text[] is null or ${EXPECTED} = any($2))
     order by e.invite_by, e.id`,
    [from, subjects],
  );

/** How an expected conference is named in a key: it has no reference yet. */
const EXPECTED = `'expected-' || e.id`;
