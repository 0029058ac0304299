import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { HEADLINES, type HeadlineId } from '../measures/measure.js';
import { SPLIT_BY } from './counted.queries.js';
import type { Months } from './figures.js';
import { LAST_SITTING } from './performance.queries.js';
import type { Count } from './rate.js';

export interface OwnCount extends Count {
  readonly measure: HeadlineId;
}

/** The headline counts of whoever went or was to lead, in whatever hub: found by the person, as few conferences are theirs. */
export function ownCounts(
  reader: Reader,
  attendeeId: number,
  months: Months,
  now: Temporal.Instant,
): Promise<OwnCount[]> {
  return rows(
    reader,
    `with mine as materialized (
       select s.conference_id from assignment a join sitting s on s.id = a.sitting_id where a.attendee_id = $1 and a.lead
       union select s.conference_id from participation p join sitting s on s.id = p.sitting_id where p.attended_by_id = $1)
     select m.measure, count(*) filter (where m.in_numerator) as n, count(*) as of
     from mine join measure m on m.conference_id = mine.conference_id join conference c on c.id = m.conference_id
       ${LAST_SITTING} left join participation p on p.sitting_id = s.id
     where m.measure = any($2) and m.in_denominator and m.source = 'recorded' and m.month between $3 and $4
       and m.counts_from <= $5 and ${SPLIT_BY.person} = $1::text
     group by m.measure order by m.measure`,
    [attendeeId, HEADLINES, months.from, months.to, now],
  );
}
