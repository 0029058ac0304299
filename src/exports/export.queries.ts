import { row } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import { countedFrom, type CountedFilter } from '../reporting/counted.queries.js';
import type { Reach } from '../reporting/performance.queries.js';
import type { Grain } from './grain.js';

const SHARED = `c.reference, m.hub_code, c.kind, c.state, m.counts, m.met, m.definition_version, m.source, p.outcome,
  p.present_at_decision`;

const day = (at: string): string => `to_char(${at} at time zone 'Europe/London', 'YYYY-MM-DD')`;
/** The day of a sitting and its time, which `isWholeDay` calls not known: from midnight to midnight. */
const when = (sitting: string): string => {
  const [starts, ends] = ['starts_at', 'ends_at'].map((at) => `(${sitting}.${at} at time zone 'Europe/London')`);
  return `${day(`${sitting}.starts_at`)} as date,
    case when ${starts}::time <> '00:00' or ${ends} <> ${starts} + interval '1 day' then to_char(${starts}, 'HH24:MI') end as starts`;
};

/** The last decision up to `until`; both only of reviews. */
const relevance = (until: string): string => `(select d.value from relevance_decision d
  where d.conference_id = c.id ${until} order by d.decided_at desc, d.id desc limit 1)`;
const isReview = `c.kind in ('rcpc', 'early-review', 'pre-birth-review', 'combined-review')`;
const firstReceived = `(select min(i.received_at) from invitation i where i.conference_id = c.id)`;

interface Read {
  readonly columns: string;
  /** What stands beside the conferences. */
  readonly join: string;
  readonly order: string;
}

const READ: Readonly<Record<Grain, Read>> = {
  conferences: {
    columns: `${SHARED}, ${when('s')}, c.convened_by, c.strategy_discussion_on::text, m.notice_days, m.why, p.mode,
      p.reason, p.attribution, ${day('p.first_recorded_at')} as outcome_recorded, p.voice_heard, p.dissent, r.kind as report_kind,
      r.sent_on::text as report_sent_on,
      (select count(*) from child k where k.conference_id = c.id) as children,
      (select count(*) from sitting o where o.conference_id = c.id) as sittings,
      ${day(firstReceived)} as first_invited,
      case when ${isReview} then coalesce(${relevance('and d.decided_at <= s.starts_at')}, 'undecided') end as relevance_at_start,
      case when ${isReview} then coalesce(${relevance('')}, 'undecided') end as relevance_now`,
    join: 'left join report r on r.conference_id = c.id',
    order: 's.starts_at, c.id',
  },
  children: {
    columns: `${SHARED}, ${when('s')}, k.born_year, k.expected_on is not null as unborn, k.plan_result,
      row_number() over (partition by c.id order by k.id) as number,
      case when k.la_child_id is not null then
        dense_rank() over (order by k.la_child_id is null, m.hub_code, md5(k.la_child_id)) end as child_in_file`,
    join: 'join child k on k.conference_id = c.id',
    order: 's.starts_at, c.id, k.id',
  },
  assignments: {
    columns: `c.reference, m.hub_code, c.kind, c.state, m.counts, m.met, m.definition_version, m.source, w.outcome,
      w.present_at_decision, ${when('o')}, o.number as sitting, t.name as attendee, t.hub_code as attendee_hub,
      a.lead, a.state as standing, a.answer_channel, ${day('a.invited_at')} as invited, ${day('a.answered_at')} as answered,
      ${day('a.withdrawn_at')} as withdrawn,
      a.overlap_reason is not null as in_two_places,
      case when w.sitting_id is not null then w.attended_by_id is not distinct from a.attendee_id end as went`,
    join: `join sitting o on o.conference_id = c.id join assignment a on a.sitting_id = o.id
      join attendee t on t.id = a.attendee_id left join participation w on w.sitting_id = o.id`,
    order: 'o.starts_at, c.id, o.number, a.id',
  },
};

export interface FileStatement {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** Every row of a file in its order. */
export function fileStatement(grain: Grain, filter: CountedFilter, reach: Reach): FileStatement {
  const { first, from, where, parameters } = countedFrom(filter, reach);
  const { columns, join, order } = READ[grain];
  return { sql: `${first} select ${columns} ${from} ${join} where ${where} order by ${order}`, parameters };
}

/** How many rows that is. */
export async function countRows(reader: Reader, grain: Grain, filter: CountedFilter, reach: Reach): Promise<number> {
  const { first, from, where, parameters } = countedFrom(filter, reach);
  const counted = await row<{ n: number }>(
    reader,
    `${first} select count(*) as n ${from} ${READ[grain].join} where ${where}`,
    parameters,
  );
  return counted?.n ?? 0;
}
