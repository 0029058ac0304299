import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { MeasureId } from '../measures/definitions.js';
import type { CountedId } from '../measures/measure.js';
import type { Months } from './figures.js';
import { IN_PERIOD, periodParameters, STALE, SUMMED, summedParameters, type Reach } from './performance.queries.js';

export interface MeasureCell {
  readonly measure: MeasureId;
  readonly n: number;
  readonly of: number;
  /** Of those, without an outcome on record. */
  readonly unrecorded: number;
}

/** Every measure of the period. Months that are over are read as they were added up. */
export const measureCells = (reader: Reader, months: Months, reach: Reach): Promise<MeasureCell[]> =>
  rows(
    reader,
    `with ${STALE}
     select measure, sum("of")::int as of, sum(n)::int as n, sum(unrecorded)::int as unrecorded from (
       select f.measure, f.held as of, f.attended as n, f.unrecorded
       from month_sum f where f.split = 'measure' and ${SUMMED}
       union all
       select counted.id, count(*), count(*) filter (where counted.id = any(m.met)), count(*) filter (where not m.recorded)
       from measure m cross join unnest(m.counts) counted(id)
       where m.source = 'recorded' and ${IN_PERIOD}
         and (m.month >= $5 or exists (select from stale where stale.hub_code = m.hub_code and stale.month = m.month))
       group by counted.id
     ) counted group by measure`,
    summedParameters(months, reach),
  );

export interface NoticeMedian {
  /** The headline of the family. */
  readonly measure: CountedId;
  readonly n: number;
  readonly of: number;
  /** Working days. */
  readonly median: number;
}

/** D1 by family: each has an expected notice of its own. */
export const noticeMedians = (reader: Reader, months: Months, reach: Reach): Promise<NoticeMedian[]> =>
  rows(
    reader,
    `select m.measure, count(*) as of, count(*) filter (where 'D1' = any(m.met)) as n,
       percentile_cont(0.5) within group (order by m.notice_days) as median
     from measure m where m.source = 'recorded' and ${IN_PERIOD} and 'D1' = any(m.counts) group by m.measure order by m.measure`,
    periodParameters(months, reach),
  );
