import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import { ACTIVE_STATES } from '../assignments/assignment.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');

export interface OpenSitting {
  readonly id: number;
  readonly conferenceId: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
}

/** Sittings of a span that nobody leads and that are not over, within reach; reviews that do not matter are left out. */
export const sittingsWithoutLead = (
  reader: Reader,
  scope: Scope,
  span: { readonly from: Temporal.Instant; readonly until: Temporal.Instant },
): Promise<OpenSitting[]> =>
  rows(
    reader,
    `select s.id, s.conference_id, c.reference, c.hub_code, c.kind, s.starts_at, s.ends_at, s.mode
     from sitting s join conference c on c.id = s.conference_id
     where c.state = 'scheduled' and s.ends_at > $1 and s.starts_at < $2 and ${scopeCondition('c', 3)}
       and not exists (select from assignment a where a.sitting_id = s.id and a.lead and a.state in (${ACTIVE}))
       and coalesce((select r.value from relevance_decision r where r.conference_id = c.id order by r.id desc limit 1),
         'undecided') <> 'not-relevant'
     order by s.starts_at, s.id limit 30`,
    [span.from, span.until, ...scopeParameters(scope)],
  );

export interface Engaged {
  readonly attendeeId: number;
  readonly takenFrom: Temporal.Instant;
  readonly takenUntil: Temporal.Instant;
}

/** When people are on conferences, travel included, in a span. */
export const engagedIn = (reader: Reader, from: Temporal.Instant, until: Temporal.Instant): Promise<Engaged[]> =>
  rows(
    reader,
    `select attendee_id, lower(during) as taken_from, upper(during) as taken_until from assignment
     where during && tstzrange($1, $2) and state in (${ACTIVE}) order by lower(during)`,
    [from, until],
  );

export interface Load {
  readonly attendeeId: number;
  readonly conferences: number;
  readonly minutes: number;
}

/** What conferences that were not called off took of people in a span, by person. */
export const loadBetween = (reader: Reader, from: Temporal.Instant, until: Temporal.Instant): Promise<Load[]> =>
  rows(
    reader,
    `select a.attendee_id, count(*) as conferences,
       (sum(extract(epoch from s.ends_at - s.starts_at)) / 60)::int as minutes
     from sitting s join assignment a on a.sitting_id = s.id join conference c on c.id = s.conference_id
     where s.starts_at >= $1 and s.starts_at < $2 and a.state in (${ACTIVE}) and c.state in ('scheduled', 'held')
     group by a.attendee_id`,
    [from, until],
  );
