import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { Months } from './figures.js';
import { daysParameters, SUMMED, SUMMED_DAYS, STALE, TODAY_OR_STALE, type Reach } from './performance.queries.js';
import type { StoodCell } from './steps.js';

/** How a review of `m` stood at its start: what is known and held and outside the denominator was decided not relevant. */
export const STOOD_AT_START = `case when not m.in_denominator then 'not-relevant'
  when (select d.value from relevance_decision d where d.conference_id = m.conference_id and d.decided_at <=
      (select s.starts_at from sitting s where s.conference_id = m.conference_id order by s.number desc limit 1)
    order by d.decided_at desc, d.id desc limit 1) = 'relevant' then 'relevant'
  else 'undecided' end`;

/** Reviews that were held and that TVP knew of. */
export const HELD_REVIEWS = `m.measure = 'B1' and 'B2' = any(m.counts)`;

/** Days and months that are over are read as they were added up. */
export const stoodCells = (reader: Reader, months: Months, reach: Reach): Promise<StoodCell[]> => {
  const sums = `${STOOD_AT_START} as stood, count(*) as held, count(*) filter (where m.in_numerator) as attended`;
  return rows(
    reader,
    `with ${STALE}
     select stood, sum(held)::int as held, sum(attended)::int as attended from (
       select f.other_key as stood, f.held, f.attended from month_sum f where f.split = 'relevance' and ${SUMMED}
       union all
       select f.other_key, f.held, f.attended from month_sum f where f.split = 'relevance' and ${SUMMED_DAYS}
       union all ${TODAY_OR_STALE(sums, `and ${HELD_REVIEWS}`, '1')}
     ) summed group by stood`,
    daysParameters(months, reach),
  );
};
