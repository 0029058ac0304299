import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { PersonToChoose } from './who.page.js';

/**
 * Everybody who may have gone: those assigned to the sitting first (the lead before others), then their colleagues in
 * the hub, then those of other hubs. Somebody who has left is listed only when they were assigned or already recorded.
 * @param on the London day of the sitting: training counts if it had not run out by then
 */
export function peopleToChoose(
  reader: Reader,
  sittingId: number,
  hubCode: string,
  on: Temporal.PlainDate,
): Promise<PersonToChoose[]> {
  return rows(
    reader,
    `select p.id, p.name, p.role, p.hub_code, a.id is not null as assigned, coalesce(a.lead, false) as lead,
       exists (select from attendee_skill k where k.attendee_id = p.id and k.skill = 'conference-trained'
         and (k.expires_on is null or k.expires_on >= $3::date)) as trained
     from attendee p
     left join lateral (select id, lead from assignment where sitting_id = $1 and attendee_id = p.id
       and state in ('proposed', 'invited', 'accepted', 'tentative') order by lead desc limit 1) a on true
     where p.active or a.id is not null
       or exists (select from participation o where o.sitting_id = $1 and o.attended_by_id = p.id)
     order by a.id is null, coalesce(a.lead, false) desc, (p.hub_code <> $2), p.name, p.id`,
    [sittingId, hubCode, on],
  );
}
