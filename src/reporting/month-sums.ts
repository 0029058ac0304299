import type { Database } from '../database/database.js';
import { rows, run } from '../database/sql.js';
import type { Tx } from '../database/transaction.js';
import { NOTICE_BANDS } from './figures.js';
import { HELD_REVIEWS, STOOD_AT_START } from './steps.queries.js';

/** Any number that nothing else locks: one instance adds up at a time. */
const SUM_LOCK = 26_004_212;
/** So many marks at once: few enough to be done in a moment, many enough to catch up with a list. */
const MARKS = 2_000;

/**
 * Adds up afresh the months that changes have marked. A mark is taken away in the transaction that adds up; one that is
 * written meanwhile is not yet seen, stays, and is seen to next. Until then readers count that month for themselves.
 * @returns whether there was anything to do
 */
export async function sumMarkedMonths(db: Database): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [lock] = await rows<{ mine: boolean }>(tx, 'select pg_try_advisory_xact_lock($1) as mine', [SUM_LOCK]);
    if (!lock?.mine) return false;
    const marked = await rows<Marked>(
      tx,
      `with taken as (delete from month_mark where id in (select id from month_mark order by id limit $1)
         returning hub_code, month)
       select distinct hub_code, month from taken`,
      [MARKS],
    );
    for (const one of marked) await sumMonth(tx, one);
    for (const ofMonth of Map.groupBy(marked, ({ month }) => month.toString()).values()) {
      await sumAutomation(
        tx,
        ofMonth[0]!.month,
        ofMonth.map(({ hubCode }) => hubCode),
      );
    }
    return marked.length > 0;
  });
}

interface Marked {
  readonly hubCode: string;
  readonly month: Temporal.PlainDate;
}

/** All but that of automation, so that the key of the table finds what is replaced. */
const SPLITS = ['all', 'day', 'measure', 'reason', 'notice', 'relevance'];
const BANDS = NOTICE_BANDS.map((band) => band.from);

// $1 the hub, $2 the month, $3 the bands of notice; `m` is `measure`.
const OF_MONTH = `m.source = 'recorded' and m.measure = any(array['A1', 'B1', 'O1']) and m.hub_code = $1 and m.month = $2`;
const GROUP = 'm.measure, m.definition_version';
const COUNTS = `count(*) filter (where m.in_denominator), count(*) filter (where m.in_numerator),
  count(*) filter (where m.in_denominator and not m.recorded), count(*) filter (where not m.in_denominator)`;

const ALL = `select 'all', $1::text, $2::date, ${GROUP}, '', '', ${COUNTS} from measure m where ${OF_MONTH} group by ${GROUP}`;

/** By the day from which they count and the band of their notice: read while the month is not over. */
const DAY = `select 'day', $1, $2::date, ${GROUP}, (m.counts_from at time zone 'Europe/London')::date::text,
    coalesce(width_bucket(m.notice_days, $3::int[])::text, ''), ${COUNTS}
  from measure m where ${OF_MONTH} group by ${GROUP}, 6, 7`;

/** Every measure: held is its denominator, attended its numerator. */
const MEASURE = `select 'measure', $1, $2::date, counted.id, m.definition_version, '', '', count(*),
    count(*) filter (where counted.id = any(m.met)), count(*) filter (where not m.recorded), 0
  from measure m cross join unnest(m.counts) counted(id) where ${OF_MONTH} group by counted.id, m.definition_version`;

const REASON = `select 'reason', $1, $2::date, ${GROUP}, coalesce(p.reason, ''), coalesce(p.attribution, ''), count(*), 0, 0, 0
  from measure m left join participation p on p.sitting_id =
    (select s.id from sitting s where s.conference_id = m.conference_id order by s.number desc limit 1)
  where ${OF_MONTH} and m.in_denominator and not m.in_numerator group by ${GROUP}, 6, 7`;

const NOTICE = `select 'notice', $1, $2::date, ${GROUP}, width_bucket(m.notice_days, $3::int[])::text, '', count(*),
    count(*) filter (where m.in_numerator), 0, 0
  from measure m where ${OF_MONTH} and m.in_denominator and m.notice_days is not null group by ${GROUP}, 6`;

/** Reviews by the day from which they count and how they stood at their start. */
const RELEVANCE = `select 'relevance', $1, $2::date, ${GROUP}, (m.counts_from at time zone 'Europe/London')::date::text,
    ${STOOD_AT_START}, count(*), count(*) filter (where m.in_numerator), 0, 0
  from measure m where ${OF_MONTH} and ${HELD_REVIEWS} group by ${GROUP}, 6, 7`;

/** Of what was recorded in the month: held is all of it, attended what nobody had to see to, unrecorded what somebody did. */
const AUTOMATION = `select 'automation', c.hub_code, $2::date, '', '', '', '', count(*),
    count(*) filter (where i.by_automation = 'unattended'), count(*) filter (where i.by_automation = 'to-confirm'), 0
  from invitation i join conference c on c.id = i.conference_id
  where i.recorded_at >= ($2::date)::timestamp at time zone 'Europe/London'
    and i.recorded_at < ($2::date + interval '1 month') at time zone 'Europe/London'
    and c.hub_code = any($1) and c.state <> 'voided'
  group by c.hub_code`;

const REMOVE = 'delete from month_sum where split = any($3) and hub_code = any($1) and month = $2';
const INSERT = `insert into month_sum (split, hub_code, month, measure, definition_version, key, other_key, held, attended,
  unrecorded, outside)`;

async function sumMonth(tx: Tx, { hubCode, month }: Marked): Promise<void> {
  await run(tx, REMOVE, [[hubCode], month, SPLITS]);
  await run(tx, `${INSERT} ${[ALL, DAY, MEASURE, REASON, NOTICE, RELEVANCE].join('\nunion all\n')}`, [
    hubCode,
    month,
    BANDS,
  ]);
}

/** For all hubs of a month at once: no index leads to what was recorded in it, so each look reads every invitation. */
async function sumAutomation(tx: Tx, month: Temporal.PlainDate, hubs: readonly string[]): Promise<void> {
  await run(tx, REMOVE, [hubs, month, ['automation']]);
  await run(tx, `${INSERT} ${AUTOMATION}`, [hubs, month]);
}
