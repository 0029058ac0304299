import { scopeCondition, scopeParameters, type Scope } from '../access/access.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { ACTIVE_STATES } from './assignment.js';
import type { HeldBooking, Place } from './swap.js';

const ACTIVE = ACTIVE_STATES.map((state) => `'${state}'`).join(', ');

/** A place with the conference it is on. */
export interface PlaceOn extends Place {
  readonly name: string;
  readonly role: string;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly conferenceId: number;
  readonly endsAt: Temporal.Instant;
  readonly mode: ConferenceMode;
}

const PLACE = `select a.id as assignment_id, a.attendee_id, a.sequence, a.lead, a.state, c.state as conference_state,
    exists (select from sitting later where later.conference_id = c.id and later.number > s.number) as superseded,
    s.starts_at, s.ends_at, s.mode, p.name, p.role, c.reference, c.hub_code, c.kind, c.id as conference_id
  from assignment a join attendee p on p.id = a.attendee_id join sitting s on s.id = a.sitting_id
    join conference c on c.id = s.conference_id`;

/** Places within reach, in whatever state. */
export const placesOf = (reader: Reader, assignmentIds: readonly number[], scope: Scope): Promise<PlaceOn[]> =>
  rows(reader, `${PLACE} where a.id = any($1::int[]) and ${scopeCondition('c', 2)}`, [
    assignmentIds,
    ...scopeParameters(scope),
  ]);

/** So many are looked at; the nearest in time come first. */
const MOST = 40;
const DAYS_AROUND = 14;

/** Places of others within reach that are near in time and still to come. */
export const placesNear = (reader: Reader, mine: PlaceOn, now: Temporal.Instant, scope: Scope): Promise<PlaceOn[]> =>
  rows(
    reader,
    `${PLACE} where a.state in (${ACTIVE}) and c.state = 'scheduled' and s.starts_at > $1 and a.attendee_id <> $2
       and s.starts_at between $3::timestamptz - interval '${DAYS_AROUND} days' and $3::timestamptz + interval '${DAYS_AROUND} days'
       and p.active and c.id <> $4 and ${scopeCondition('c', 5)}
       and not exists (select from sitting later where later.conference_id = c.id and later.number > s.number)
       and not exists (select from assignment o where o.state in (${ACTIVE})
         and (o.sitting_id = a.sitting_id and o.attendee_id = $2
           or o.attendee_id = a.attendee_id and o.sitting_id = (select sitting_id from assignment where id = $7)))
     order by abs(date_part('epoch', s.starts_at - $3)), a.id limit ${MOST}`,
    [now, mine.attendeeId, mine.startsAt, mine.conferenceId, ...scopeParameters(scope), mine.assignmentId],
  );

/** What people are on between two times, with the time it takes. */
export const bookingsOf = (
  reader: Reader,
  attendeeIds: readonly number[],
  from: Temporal.Instant,
  until: Temporal.Instant,
): Promise<(HeldBooking & { readonly attendeeId: number })[]> =>
  rows(
    reader,
    `select a.attendee_id, a.id as assignment_id, c.reference, lower(a.during) as taken_from, upper(a.during) as taken_until
     from assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
     where a.attendee_id = any($1::int[]) and a.state in (${ACTIVE}) and a.during && tstzrange($2, $3)`,
    [attendeeIds, from, until],
  );
