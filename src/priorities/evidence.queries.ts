import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { startOfLondonDay } from '../kernel/london.js';
import type { Months } from '../reporting/figures.js';
import { periodParameters, type Reach } from '../reporting/performance.queries.js';
import type { DemandCell } from './demand.js';

export interface HoursCell {
  readonly hubCode: string;
  readonly conferences: number;
  readonly outside: number;
}

/** Measure E4 by hub, as it is stored. */
export const hoursCells = (reader: Reader, months: Months, reach: Reach): Promise<HoursCell[]> =>
  rows(
    reader,
    `select m.hub_code, count(*) as conferences, count(*) filter (where 'E4' = any(m.met)) as outside
     from measure m where m.source = 'recorded' and 'E4' = any(m.counts) and m.month between $1 and $2
       and m.hub_code = any($3) and m.counts_from <= $4 group by m.hub_code`,
    periodParameters(months, reach),
  );

/** Sittings that took place or are to, by hub, London weekday and hour of the start; both days included. */
export const demandCells = (
  reader: Reader,
  days: { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate },
  hubs: readonly string[],
): Promise<DemandCell[]> =>
  rows(
    reader,
    `select hub_code, extract(isodow from local)::int as weekday, extract(hour from local)::int as hour, count(*) as conferences
     from (select c.hub_code, s.starts_at at time zone 'Europe/London' as local
       from sitting s join conference c on c.id = s.conference_id
       where s.starts_at >= $1 and s.starts_at < $2 and c.hub_code = any($3) and c.state in ('scheduled', 'held')) held
     group by 1, 2, 3`,
    [startOfLondonDay(days.from), startOfLondonDay(days.to.add({ days: 1 })), hubs],
  );

export interface DisclosureCount {
  readonly calendarMail: number;
  readonly letters: number;
  readonly files: number;
}

/**
 * What left the force since then, by the trail. Mail and letters are counted by their hub; a file may hold
 * conferences of several, so files say something only to whoever sees the whole force.
 */
export async function disclosures(
  reader: Reader,
  since: Temporal.Instant,
  hubs: readonly string[],
): Promise<DisclosureCount> {
  const found = await row<DisclosureCount>(
    reader,
    `select
       (select count(*) from audit_event e join conference c on c.id = e.conference_id
        where e.action = 'mail.sent' and e.at >= $1 and c.hub_code = any($2)) as calendar_mail,
       (select count(*) from audit_event e join reconciliation r on r.id = (e.detail ->> 'reconciliationId')::int
        where e.action = 'reconciliation.asked' and e.at >= $1 and r.hub_code = any($2)) as letters,
       (select count(*) from audit_event e
        where (e.action = 'figures.exported' or e.action = 'conference.listed' and e.detail ->> 'page' like '%.csv')
          and e.at >= $1) as files`,
    [since, hubs],
  );
  return found ?? { calendarMail: 0, letters: 0, files: 0 };
}
