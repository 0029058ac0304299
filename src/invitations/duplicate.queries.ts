import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { NEAR_DAYS, type RecordedConference } from './duplicate.js';
import type { GivenInvitation } from './invitation.js';

/** Days that are not 24 hours long when the clocks change. */
const SLACK_DAYS = 1;

/** Conferences of the hub near in time that share a child's code, a start or a venue: what the rules then look at. */
export function conferencesNear(
  reader: Reader,
  given: Pick<GivenInvitation, 'hubCode' | 'startsAt' | 'children'>,
): Promise<RecordedConference[]> {
  const codes = (name: 'laChildId' | 'policeReference'): readonly string[] =>
    given.children.map((child) => child[name]).filter((code) => code !== null);
  const reach = { hours: 24 * (NEAR_DAYS + SLACK_DAYS) };
  return rows(
    reader,
    `select c.reference, c.hub_code, c.kind, c.state, s.starts_at, s.ends_at, s.venue,
       coalesce((select json_agg(json_build_object('laChildId', k.la_child_id, 'policeReference', k.police_reference))
         from child k where k.conference_id = c.id), '[]') as children
     from sitting s join conference c on c.id = s.conference_id
     where s.starts_at between $2 and $3 and c.hub_code = $1 and c.state <> 'voided'
       and not exists (select from sitting later where later.conference_id = c.id and later.number > s.number)
       and (s.starts_at = $4 or exists (select from child k where k.conference_id = c.id
         and (k.la_child_id = any($5::text[]) or k.police_reference = any($6::text[]))))
     order by s.starts_at, c.id limit 50`,
    [
      given.hubCode,
      given.startsAt.subtract(reach),
      given.startsAt.add(reach),
      given.startsAt,
      codes('laChildId'),
      codes('policeReference'),
    ],
  );
}
