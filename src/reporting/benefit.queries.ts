import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { startOfLondonDay } from '../kernel/london.js';
import type { BenefitCell } from './benefit.js';
import type { Months } from './figures.js';

/** Every sum of what automation saved in one pass: month x hub. */
export const benefitCells = (reader: Reader, { from, to }: Months, hubs: readonly string[]): Promise<BenefitCell[]> =>
  rows(
    reader,
    `select date_trunc('month', i.recorded_at at time zone 'Europe/London')::date as month, c.hub_code,
       count(*) as invitations, count(*) filter (where i.by_automation = 'unattended') as unattended,
       count(*) filter (where i.by_automation = 'to-confirm') as to_confirm
     from invitation i join conference c on c.id = i.conference_id
     where i.recorded_at >= $1 and i.recorded_at < $2 and c.hub_code = any($3) and c.state <> 'voided'
     group by 1, 2 order by 1, 2`,
    [startOfLondonDay(from), startOfLondonDay(to.add({ months: 1 })), hubs],
  );
