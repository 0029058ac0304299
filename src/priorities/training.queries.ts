import { CONFERENCE_TRAINING } from '../attendees/attendee.js';
import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { Months } from '../reporting/figures.js';
import { periodParameters, type Reach } from '../reporting/performance.queries.js';

/** Attended conferences of one hub. */
export interface TrainedCell {
  readonly hubCode: string;
  readonly attended: number;
  /** Whoever went was trained to attend conferences on the day. */
  readonly trained: number;
  /** Nobody said who went, and nobody led: counts as not trained. */
  readonly unknown: number;
}

/**
 * How many conferences that police attended had somebody whose training was in date on the London day, by hub. It asks
 * about whoever went, else about the lead; of the sitting that counts, as the measures do.
 */
export const trainedAt = (reader: Reader, months: Months, reach: Reach): Promise<TrainedCell[]> =>
  rows(
    reader,
    `with went as (
       select m.hub_code, (s.starts_at at time zone 'Europe/London')::date as on_day,
         coalesce(p.attended_by_id, (select a.attendee_id from assignment a
           where a.sitting_id = s.id and a.lead and a.state <> 'withdrawn' order by a.id desc limit 1)) as attendee_id
       from measure m
         join sitting s on s.conference_id = m.conference_id and not exists (
           select from sitting later where later.conference_id = s.conference_id and later.number > s.number)
         join participation p on p.sitting_id = s.id
       where m.source = 'recorded' and m.in_denominator and m.month between $1 and $2 and m.hub_code = any($3)
         and m.counts_from <= $4 and p.present_at_decision)
     select w.hub_code, count(*) as attended, count(k.attendee_id) as trained,
       count(*) filter (where w.attendee_id is null) as unknown
     from went w left join attendee_skill k on k.attendee_id = w.attendee_id and k.skill = $5
       and (k.expires_on is null or k.expires_on >= w.on_day)
     group by w.hub_code`,
    [...periodParameters(months, reach), CONFERENCE_TRAINING],
  );

/** Training of the people of one hub who are still here. */
export interface OfficerCell {
  readonly hubCode: string;
  readonly officers: number;
  readonly inDate: number;
  /** In date today, and not after the last day asked about. */
  readonly expiring: number;
}

export const officersTrained = (
  reader: Reader,
  hubs: readonly string[],
  days: { readonly today: Temporal.PlainDate; readonly until: Temporal.PlainDate },
): Promise<OfficerCell[]> =>
  rows(
    reader,
    `select a.hub_code, count(*) as officers,
       count(*) filter (where k.attendee_id is not null and (k.expires_on is null or k.expires_on >= $3)) as in_date,
       count(*) filter (where k.expires_on between $3 and $4) as expiring
     from attendee a left join attendee_skill k on k.attendee_id = a.id and k.skill = $2
     where a.active and a.hub_code = any($1) group by a.hub_code`,
    [hubs, CONFERENCE_TRAINING, days.today, days.until],
  );

export interface ExpiringOfficer {
  readonly id: number;
  readonly name: string;
  readonly role: string;
  readonly hubCode: string;
  readonly expiresOn: Temporal.PlainDate;
}

/** Whose training ran out, or runs out until that day, the first to run out at the top; people who left are not among them. */
export const expiringOfficers = (
  reader: Reader,
  hubs: readonly string[],
  until: Temporal.PlainDate,
): Promise<ExpiringOfficer[]> =>
  rows(
    reader,
    `select a.id, a.name, a.role, a.hub_code, k.expires_on
     from attendee_skill k join attendee a on a.id = k.attendee_id
     where k.skill = $2 and k.expires_on <= $3 and a.active and a.hub_code = any($1) order by k.expires_on, a.name, a.id`,
    [hubs, CONFERENCE_TRAINING, until],
  );
