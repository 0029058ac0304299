import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

/** Reviews of one hub on which one person's decision stood at the start. */
export interface RelevanceCell {
  readonly hubCode: string;
  /** Null where nobody had decided. */
  readonly decidedBy: string | null;
  readonly n: number;
  readonly of: number;
}

/** Measure B2 of every hub, by who decided what stood at the start: of what began in the span. */
export const relevanceCells = (
  reader: Reader,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Promise<RelevanceCell[]> =>
  rows(
    reader,
    `select m.hub_code, d.decided_by, count(*) as of, count(*) filter (where 'B2' = any(m.met)) as n
     from measure m
       join lateral (select starts_at from sitting where conference_id = m.conference_id order by number desc limit 1) s on true
       left join lateral (select decided_by from relevance_decision
         where conference_id = m.conference_id and decided_at <= s.starts_at order by decided_at desc, id desc limit 1) d on true
     where 'B2' = any(m.counts) and m.source = 'recorded' and m.counts_from > $1 and m.counts_from <= $2
     group by m.hub_code, d.decided_by order by m.hub_code, d.decided_by`,
    [from, until],
  );
