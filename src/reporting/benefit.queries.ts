import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { BenefitCell } from './benefit.js';
import type { Months } from './figures.js';
import { STALE, SUMMED, summedParameters, type Reach } from './performance.queries.js';

const LONDON_START = `at time zone 'Europe/London'`;

/** Every sum of what automation saved: month x hub. Months that are over are read as they were added up. */
export const benefitCells = (reader: Reader, months: Months, reach: Reach): Promise<BenefitCell[]> =>
  rows(
    reader,
    `with ${STALE}
     select f.month, f.hub_code, f.held as invitations, f.attended as unattended, f.unrecorded as to_confirm
     from month_sum f where f.split = 'automation' and ${SUMMED}
     union all
     select span.month, c.hub_code, count(*), count(*) filter (where i.by_automation = 'unattended'),
       count(*) filter (where i.by_automation = 'to-confirm')
     from (select hub.code as hub_code, day::date as month
         from generate_series(greatest($1::date, $5::date), $2::date, interval '1 month') day, unnest($3::text[]) hub(code)
       union select hub_code, month from stale where month < $5) span
     join invitation i on i.recorded_at >= span.month::timestamp ${LONDON_START}
       and i.recorded_at < (span.month + interval '1 month') ${LONDON_START}
     join conference c on c.id = i.conference_id and c.hub_code = span.hub_code
     where c.state <> 'voided' and $4::timestamptz is not null
     group by 1, 2 order by 1, 2`,
    summedParameters(months, reach),
  );
