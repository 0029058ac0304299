import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { MeasureId } from '../measures/definitions.js';
import type { CountedId } from '../measures/measure.js';
import type { Months } from './figures.js';
import { IN_PERIOD, periodParameters, type Reach } from './performance.queries.js';

export interface MeasureCell {
  readonly measure: MeasureId;
  readonly n: number;
  readonly of: number;
  /** Of those, without an outcome on record. */
  readonly unrecorded: number;
}

/** Every measure of the period in one pass. */
export const measureCells = (reader: Reader, months: Months, reach: Reach): Promise<MeasureCell[]> =>
  rows(
    reader,
    `select counted.id as measure, count(*) as of, count(*) filter (where counted.id = any(m.met)) as n,
       count(*) filter (where not m.recorded) as unrecorded
     from measure m cross join unnest(m.counts) counted(id) where m.source = 'recorded' and ${IN_PERIOD} group by counted.id`,
    periodParameters(months, reach),
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
