import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { CONFERENCE_TRAINING } from './attendee.js';

export const ATTENDEE_SORTS = ['name', 'role', 'hub', 'training'] as const;
export type AttendeeSort = (typeof ATTENDEE_SORTS)[number];

export interface AttendeeSearch {
  /** Empty texts filter nothing. */
  readonly hub: string;
  readonly role: string;
  /** Part of a name or of any address. */
  readonly text: string;
  readonly show: 'active' | 'all';
  readonly sort: AttendeeSort;
  readonly descending: boolean;
}

export interface ListedAttendee {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly mail: string | null;
  readonly mailBouncedAt: Temporal.Instant | null;
  readonly mailBounceReason: string | null;
  readonly hubCode: string;
  readonly active: boolean;
  readonly trained: boolean;
  readonly trainingExpiresOn: Temporal.PlainDate | null;
  readonly upcoming: number;
}

// Training sorts by urgency: none at all, then by the day it runs out, then what never does.
const ORDER: Record<AttendeeSort, (direction: 'asc' | 'desc') => string> = {
  name: (direction) => `lower(p.name) ${direction}`,
  role: (direction) => `lower(p.role) ${direction}, lower(p.name)`,
  hub: (direction) => `h.name ${direction}, lower(p.name)`,
  training: (direction) =>
    `(k.skill is not null) ${direction}, coalesce(k.expires_on, 'infinity') ${direction}, lower(p.name)`,
};

/**
 * People as an administrator or coordinator looks for them, one more than `limit` when there are more.
 * @param span the conferences counted as upcoming
 */
export function searchAttendees(
  reader: Reader,
  filter: AttendeeSearch,
  page: { readonly limit: number; readonly offset: number },
  span: { readonly from: Temporal.Instant; readonly until: Temporal.Instant },
): Promise<ListedAttendee[]> {
  return rows(
    reader,
    `select p.id, p.name, p.role, p.mail, p.mail_bounced_at, p.mail_bounce_reason, p.hub_code, p.active,
       k.skill is not null as trained,
       k.expires_on as training_expires_on,
       (select count(*) from assignment a join sitting s on s.id = a.sitting_id join conference c on c.id = s.conference_id
        where a.attendee_id = p.id and a.state in ('proposed', 'invited', 'accepted', 'tentative')
          and c.state = 'scheduled' and s.ends_at > $5 and s.starts_at < $6) as upcoming
     from attendee p join hub h on h.code = p.hub_code
     left join attendee_skill k on k.attendee_id = p.id and k.skill = '${CONFERENCE_TRAINING}'
     where ($1 = '' or p.hub_code = $1) and ($2 = '' or p.role = $2) and (p.active or $4)
       and ($3 = '' or position($3 in lower(p.name)) > 0 or position($3 in p.mail) > 0
         or exists (select from attendee_address d where d.attendee_id = p.id and position($3 in d.address) > 0))
     order by ${ORDER[filter.sort](filter.descending ? 'desc' : 'asc')}, p.id limit $7 offset $8`,
    [
      filter.hub,
      filter.role,
      filter.text.toLowerCase(),
      filter.show === 'all',
      span.from,
      span.until,
      page.limit + 1,
      page.offset,
    ],
  );
}

/** Every role that somebody has, for the filter. */
export async function rolesInUse(reader: Reader): Promise<readonly string[]> {
  const found = await rows<{ role: string }>(reader, 'select distinct role from attendee order by role');
  return found.map((one) => one.role);
}
