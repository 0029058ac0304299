import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { BenefitCell } from './benefit.js';
import type { Months } from './figures.js';
import { FRESH, STALE } from './performance.queries.js';

const IN_LONDON = `at time zone 'Europe/London'`;

/**
 * Every sum of what automation saved: month x hub. Nothing is recorded ahead of its time, so a month that is under way is
 * read as it was added up, too; only what changed since is counted one by one.
 */
export const benefitCells = (
  reader: Reader,
  { from, to }: Months,
  { hubs }: { readonly hubs: readonly string[] },
): Promise<BenefitCell[]> =>
  rows(
    reader,
    `with ${STALE}
     select f.month, f.hub_code, f.held as invitations, f.attended as unattended, f.unrecorded as to_confirm
     from month_sum f where f.split = 'automation' and ${FRESH}
     union all
     select stale.month, c.hub_code, count(*), count(*) filter (where i.by_automation = 'unattended'),
       count(*) filter (where i.by_automation = 'to-confirm')
     from stale
     join invitation i on i.recorded_at >= stale.month::timestamp ${IN_LONDON}
       and i.recorded_at < (stale.month + interval '1 month') ${IN_LONDON}
     join conference c on c.id = i.conference_id and c.hub_code = stale.hub_code
     where c.state <> 'voided'
     group by 1, 2 order by 1, 2`,
    [from, to, hubs],
  );
