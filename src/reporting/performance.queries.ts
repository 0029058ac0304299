import { row, rows } from '../database/sql.js';
import { londonDate, startOfLondonDay } from '../kernel/london.js';
import type { Reader } from '../database/transaction.js';
import type { CountSource, CountedId } from '../measures/measure.js';
import type { MissedLine } from './gaps.js';
import { NOTICE_BANDS, type FigureCell, type ImportedCell, type Months } from './figures.js';

/** Whose conferences, and as of when: what has not ended by `now` is not counted. */
export interface Reach {
  readonly hubs: readonly string[];
  readonly now: Temporal.Instant;
}

// $1 and $2 the months, $3 the hubs, $4 now.
export const IN_PERIOD = 'm.month between $1 and $2 and m.hub_code = any($3) and m.counts_from <= $4';
/** What the tracker recorded itself: the only thing that figures count. */
const COUNTED = `m.source = 'recorded' and ${IN_PERIOD}`;
export const periodParameters = (months: Months, reach: Reach): unknown[] => [
  months.from,
  months.to,
  reach.hubs,
  reach.now,
];

/** Nothing that sits in a month before this one can end after it, so what it adds up to does not hang on the time. */
const openFrom = ({ now }: Reach): Temporal.PlainDate => londonDate(now).subtract({ days: 1 }).with({ day: 1 });

/** As `periodParameters`, and $5 the first month that is not over. */
export const summedParameters = (months: Months, reach: Reach): unknown[] => [
  ...periodParameters(months, reach),
  openFrom(reach),
];

/** As `summedParameters`, $6 today and $7 when it began. */
export const daysParameters = (months: Months, reach: Reach): unknown[] => {
  const today = londonDate(reach.now);
  return [...summedParameters(months, reach), today, startOfLondonDay(today)];
};

/** The months of the period that have changed since they were added up, and those that are added up and over. */
export const STALE = `stale as (select distinct hub_code, month from month_mark
  where hub_code = any($3) and month between $1 and $2)`;
export const FRESH = `f.month between $1 and $2 and f.hub_code = any($3)
  and not exists (select from stale where stale.hub_code = f.hub_code and stale.month = f.month)`;
export const SUMMED = `f.month < $5 and ${FRESH}`;
/** The days before today in months that are not over. */
export const SUMMED_DAYS = `f.month >= $5 and f.key < $6::date::text and ${FRESH}`;
/** What has to be counted conference by conference: months that are not over, and those that are stale. */
const ONE_BY_ONE = (select: string, also: string, group: string): string => `
  select ${select} from measure m where ${HEADLINES_COUNTED} and m.month >= $5 ${also} group by ${group}
  union all
  select ${select} from stale join measure m on m.month = stale.month and m.hub_code = stale.hub_code
  where ${HEADLINES_COUNTED} and m.month < $5 ${also} group by ${group}`;
/** What `SUMMED` and `SUMMED_DAYS` leave: what ended today, found by its sitting, and months that are stale. */
export const TODAY_OR_STALE = (select: string, also: string, group: string): string => `
  select ${select} from measure m where ${HEADLINES_COUNTED} and m.month >= $5 ${also} and m.counts_from >= $7
    and m.conference_id in (select conference_id from sitting
      where starts_at > $7::timestamptz - interval '1 day' and starts_at <= $4 and ends_at >= $7)
    and not exists (select from stale where stale.hub_code = m.hub_code and stale.month = m.month) group by ${group}
  union all
  select ${select} from stale join measure m on m.month = stale.month and m.hub_code = stale.hub_code
  where ${HEADLINES_COUNTED} ${also} group by ${group}`;
const HEADLINES_COUNTED = `m.measure = any(array['A1', 'B1', 'O1']) and ${COUNTED}`;

/** Every sum of the page: measure x month x hub. Days and months that are over are read as they were added up. */
export const figureCells = (reader: Reader, months: Months, reach: Reach): Promise<FigureCell[]> => {
  const sums = `m.measure, m.month, m.hub_code, m.definition_version,
    count(*) filter (where m.in_denominator) as held,
    count(*) filter (where m.in_numerator) as attended,
    count(*) filter (where m.in_denominator and not m.recorded) as unrecorded,
    count(*) filter (where not m.in_denominator) as outside`;
  const cell = 'measure, month, hub_code, definition_version';
  return rows(
    reader,
    `with ${STALE}
     select ${cell}, sum(held)::int as held, sum(attended)::int as attended, sum(unrecorded)::int as unrecorded,
       sum(outside)::int as outside
     from (
       select ${cell}, held, attended, unrecorded, outside from month_sum f where f.split = 'all' and ${SUMMED}
       union all
       select ${cell}, held, attended, unrecorded, outside from month_sum f where f.split = 'day' and ${SUMMED_DAYS}
       union all ${TODAY_OR_STALE(sums, '', 'm.measure, m.month, m.hub_code, m.definition_version')}
     ) summed group by ${cell}`,
    daysParameters(months, reach),
  );
};

/** The same sums of what was imported from lists. */
export const importedCells = (reader: Reader, months: Months, reach: Reach): Promise<ImportedCell[]> =>
  rows(
    reader,
    `select m.measure, m.month, m.hub_code, m.definition_version,
       count(*) filter (where m.in_denominator) as held,
       count(*) filter (where m.in_numerator) as attended,
       count(*) filter (where m.in_denominator and not m.recorded) as unrecorded,
       count(*) filter (where not m.in_denominator) as outside,
       count(*) filter (where m.measure = 'B1' and c.state = 'held' and h.relevance is null) as unknown
     from measure m join conference c on c.id = m.conference_id join imported_history h on h.conference_id = c.id
     where m.source = 'imported' and ${IN_PERIOD}
     group by m.measure, m.month, m.hub_code, m.definition_version`,
    periodParameters(months, reach),
  );

/** The first month in which anything counted, as the tracker recorded it or in lists; null while nothing ever has. */
export async function firstMonth(
  reader: Reader,
  reach: Reach,
  source: CountSource = 'recorded',
): Promise<Temporal.PlainYearMonth | null> {
  // The index has them by month: the first that is found is the answer, whatever the number of conferences.
  const found = await row<{ month: Temporal.PlainDate | null }>(
    reader,
    `select min(first.month) as month
     from unnest(array['A1', 'B1']) kind(measure)
     cross join lateral (select m.month from measure m
       where m.source = $3 and m.measure = kind.measure and m.hub_code = any($1) and m.counts_from <= $2 order by m.month limit 1) first`,
    [reach.hubs, reach.now, source],
  );
  return found?.month?.toPlainYearMonth() ?? null;
}

// Looked up for each row: over ten years PostgreSQL would hash millions of sittings to list a hundred.
/** The sitting that counts: the latest, as `s` beside a conference `c`. */
export const LAST_SITTING = `join lateral (select * from sitting where conference_id = c.id order by number desc limit 1) s
  on true`;

/** Held without an invitation before the start: outside the denominator, whatever its relevance would have been. */
export const UNINVITED = `not m.in_denominator and c.state = 'held' and not exists (
  select from invitation i where i.conference_id = c.id and i.received_at < s.starts_at)`;

/** What is known and held is in C1, whatever its relevance: most of what is outside need not be looked at. */
const NOT_KNOWN = `not m.in_denominator and not ('C1' = any(m.counts))`;

export interface UninvitedCount {
  readonly measure: CountedId;
  readonly held: number;
  readonly attended: number;
}

export const uninvitedIn = (reader: Reader, months: Months, reach: Reach): Promise<UninvitedCount[]> =>
  rows(
    reader,
    `select m.measure, count(*) as held, count(*) filter (where p.present_at_decision) as attended
     from measure m join conference c on c.id = m.conference_id ${LAST_SITTING}
     left join participation p on p.sitting_id = s.id
     where m.measure = any(array['A1', 'B1', 'O1']) and ${COUNTED} and ${NOT_KNOWN} and ${UNINVITED} group by m.measure`,
    periodParameters(months, reach),
  );

/** Missed conferences of one reason and attribution; both null where no outcome is recorded. */
export interface ReasonCell {
  readonly measure: CountedId;
  /** In the last month of the span. */
  readonly inLast: boolean;
  readonly reason: string | null;
  readonly attribution: string | null;
  readonly missed: number;
}

export const reasonCells = (reader: Reader, months: Months, reach: Reach): Promise<ReasonCell[]> => {
  const participation = `(select %s from participation p where p.sitting_id =
    (select s.id from sitting s where s.conference_id = m.conference_id order by s.number desc limit 1))`;
  const [reason, attribution] = ['p.reason', 'p.attribution'].map((column) => participation.replace('%s', column));
  const select = `m.measure, m.month = $2 as in_last, ${reason} as reason, ${attribution} as attribution, 1 as missed`;
  return rows(
    reader,
    `with ${STALE}
     select measure, in_last, reason, attribution, sum(missed)::int as missed from (
       select f.measure, f.month = $2 as in_last, nullif(f.key, '') as reason, nullif(f.other_key, '') as attribution,
         f.held as missed
       from month_sum f where f.split = 'reason' and ${SUMMED}
       union all ${ONE_BY_ONE(select, 'and m.in_denominator and not m.in_numerator', 'm.conference_id, m.measure')}
     ) missed group by measure, in_last, reason, attribution`,
    summedParameters(months, reach),
  );
};

/** The working days of notice that the first invitation gave to a conference of `m`. */
export const FIRST_NOTICE = `(select i.notice_days from invitation i where i.conference_id = m.conference_id
  order by i.received_at, i.id limit 1)`;

export interface NoticeCell {
  readonly measure: CountedId;
  readonly inLast: boolean;
  /** Place in NOTICE_BANDS. */
  readonly band: number;
  readonly held: number;
  readonly attended: number;
}

export async function noticeCells(reader: Reader, months: Months, reach: Reach): Promise<NoticeCell[]> {
  const select = `m.measure, m.month = $2 as in_last, width_bucket(m.notice_days, $8::int[]) as band, count(*) as held,
    count(*) filter (where m.in_numerator) as attended`;
  const also = 'and m.in_denominator and m.notice_days is not null';
  const found = await rows<NoticeCell>(
    reader,
    `with ${STALE}
     select measure, in_last, band, sum(held)::int as held, sum(attended)::int as attended from (
       select f.measure, f.month = $2 as in_last, f.key::int as band, f.held, f.attended
       from month_sum f where f.split = 'notice' and ${SUMMED}
       union all
       select f.measure, f.month = $2, f.other_key::int, f.held, f.attended
       from month_sum f where f.split = 'day' and ${SUMMED_DAYS} and f.other_key <> '' and f.held > 0
       union all ${TODAY_OR_STALE(select, also, '1, 2, 3')}
     ) noticed group by measure, in_last, band`,
    [...daysParameters(months, reach), NOTICE_BANDS.map((band) => band.from)],
  );
  // PostgreSQL numbers its buckets from 1.
  return found.map((cell) => ({ ...cell, band: cell.band - 1 }));
}

/** Every miss of these measures in order of time, with what was attended before it: for measures of which few are missed. */
export const missedLines = async (
  reader: Reader,
  months: Months,
  reach: Reach,
  measures: readonly CountedId[],
): Promise<MissedLine[]> =>
  measures.length === 0
    ? []
    : rows(
        reader,
        `with ordered as materialized (
           select m.conference_id, m.measure, m.counts_from, m.in_numerator, count(*) filter (where m.in_numerator)
             over (partition by m.measure order by m.counts_from, m.conference_id) as attended_before
           from measure m where m.measure = any($5) and m.in_denominator and ${COUNTED})
         select o.measure, c.reference, o.counts_from, o.attended_before from ordered o
         join conference c on c.id = o.conference_id
         where not o.in_numerator order by o.counts_from, o.conference_id`,
        [...periodParameters(months, reach), measures],
      );
