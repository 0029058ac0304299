import type { Attribution } from '../../config/reference-data.js';
import type { ConferenceState } from '../conferences/conference.js';
import type { ConferenceKind } from '../conferences/kinds.js';
import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { MeasureId } from '../measures/definitions.js';
import { HEADLINES, OTHERS, type CountSource, type HeadlineId } from '../measures/measure.js';
import { monthsUntil, NOTICE_BANDS, type Months } from './figures.js';
import type { CountedAs, ListFilter, ListSort, Split } from './list-filter.js';
import { FIRST_NOTICE, IN_PERIOD, LAST_SITTING, periodParameters, UNINVITED, type Reach } from './performance.queries.js'; // prettier-ignore

/** One conference of a list, with how it counted and why. No child is part of it. */
export interface CountedLine {
  readonly reference: string;
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly hubCode: string;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly measure: MeasureId;
  readonly definitionVersion: string;
  readonly inDenominator: boolean;
  readonly inNumerator: boolean;
  readonly recorded: boolean;
  readonly why: string;
  readonly source: CountSource;
  readonly reason: string | null;
  readonly attribution: Attribution | null;
  readonly reasonNote: string | null;
  /** Working days, of the first invitation; null when none is recorded. */
  readonly noticeDays: number | null;
}

const AS: Record<CountedAs, string> = {
  counted: 'm.in_denominator',
  attended: 'm.in_numerator',
  missed: 'm.in_denominator and not m.in_numerator',
  'not-recorded': 'm.in_denominator and not m.recorded',
  outside: 'not m.in_denominator',
  uninvited: UNINVITED,
};

const ORDER: Record<ListSort, string> = {
  date: 's.starts_at, m.conference_id',
  '-date': 's.starts_at desc, m.conference_id desc',
  hub: 'm.hub_code, s.starts_at, m.conference_id',
  '-hub': 'm.hub_code desc, s.starts_at, m.conference_id',
};

const FROM = `from m join conference c on c.id = m.conference_id ${LAST_SITTING}
  left join participation p on p.sitting_id = s.id`;

const isStoredApart = (measure: MeasureId): boolean => [...HEADLINES, OTHERS].some((one) => one === measure);
/** A headline, with what does not count in it; $6 the measure. */
const APART = 'select m.* from measure m where m.measure = $6';
/** Any other measure: what is in its denominator, in the shape of the former. */
const AMONG_OTHERS = `select m.conference_id, m.hub_code, m.definition_version, m.recorded, m.why, m.source, $6::text as measure,
  true as in_denominator, $6 = any(m.met) as in_numerator, m.counts, m.met from measure m where $6 = any(m.counts)`;
/** Whatever it counts in. */
const IN_ANY = 'select m.* from measure m where $6::text is null';

/** What each split goes by; see `Split`. */
export const SPLIT_BY = {
  kind: 'c.kind',
  mode: 's.mode',
  weekday: `extract(isodow from s.starts_at at time zone 'Europe/London')::text`,
  person: `coalesce(p.attended_by_id, (select a.attendee_id from assignment a where a.sitting_id = s.id and a.lead
    and a.state not in ('withdrawn', 'declined') order by a.id desc limit 1))::text`,
} as const satisfies Record<keyof Split, string>;

interface Condition {
  /** The counts of the period, fetched first: ordered by date, PostgreSQL would else walk through every sitting. */
  readonly first: string;
  /** What else must hold. */
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** As a list has it, or with null the conferences of any measure, or however they counted. */
export interface CountedFilter extends Omit<ListFilter, 'measure' | 'counted' | 'sort' | 'page'> {
  readonly measure: MeasureId | null;
  readonly counted: CountedAs | null;
}

/** All that narrows a list but how the conferences counted. Only what is asked for is in the statement. */
function narrowed(filter: Omit<CountedFilter, 'counted'>, reach: Reach, only = 'true'): Condition {
  const period = periodParameters(monthsUntil(filter.month, filter.months), reach);
  const parameters: unknown[] = [...period, filter.source, filter.measure];
  // What can be told by the counts alone is told first: a month has many conferences and few misses.
  const whose = filter.measure === null ? IN_ANY : APART;
  const told = filter.measure === null || isStoredApart(filter.measure) ? `${whose} and ${only}` : AMONG_OTHERS;
  const first = `with m as materialized (${told} and ${IN_PERIOD} and m.source = $5)`;
  const conditions = ['true'];
  const also = (sql: (place: string) => string, value: unknown): void => {
    parameters.push(value);
    conditions.push(sql(`$${parameters.length}`));
  };
  if (filter.reason !== null) also((place) => `p.reason = ${place}`, filter.reason);
  if (filter.attribution !== null) also((place) => `p.attribution = ${place}`, filter.attribution);
  for (const [by, sql] of Object.entries(SPLIT_BY)) {
    const value = filter[by as keyof Split];
    if (value != null) also((place) => `${sql} = ${place}`, String(value));
  }
  const band = NOTICE_BANDS.find(({ code }) => code === filter.notice);
  if (band !== undefined) {
    const above = band.to === null ? null : band.to + 1;
    also((place) => `${FIRST_NOTICE} <@ ${place}::int4range`, `[${band.from},${above ?? ''})`);
  }
  return { first, sql: conditions.join(' and '), parameters };
}

export interface CountedFrom {
  readonly first: string;
  /** `m` the count, `c` the conference, `s` its last sitting, `p` its outcome. */
  readonly from: string;
  readonly where: string;
  readonly parameters: readonly unknown[];
}

/** The conferences of a filter as parts of a statement, for those who read other columns of them. */
export function countedFrom(filter: CountedFilter, reach: Reach): CountedFrom {
  const counted = filter.counted === null ? 'true' : AS[filter.counted];
  const { first, sql, parameters } = narrowed(filter, reach, filter.counted === 'uninvited' ? AS.outside : counted);
  return { first, from: FROM, where: `${sql} and ${counted}`, parameters };
}

/** The conferences of one list in its order, from `offset` on, at most `most`. */
export function countedLines(
  reader: Reader,
  filter: ListFilter,
  reach: Reach,
  { offset, most }: { readonly offset: number; readonly most: number },
): Promise<CountedLine[]> {
  // What can be told by the counts alone is told first: a month has many conferences and few misses.
  const only = filter.counted === 'uninvited' ? AS.outside : AS[filter.counted];
  const { first, sql, parameters } = narrowed(filter, reach, only);
  return rows(
    reader,
    `${first}
     select c.reference, c.kind, c.state, m.hub_code, s.starts_at, s.ends_at, m.source, m.measure, m.definition_version, m.in_denominator,
       m.in_numerator, m.recorded, m.why, p.reason, p.attribution, p.reason_note, ${FIRST_NOTICE} as notice_days
     ${FROM} where ${sql} and ${AS[filter.counted]}
     order by ${ORDER[filter.sort]} limit $${parameters.length + 1} offset $${parameters.length + 2}`,
    [...parameters, most, offset],
  );
}

export type CountsAs = Readonly<Record<CountedAs, number>>;

/** How many conferences each of the lists beside this one holds. */
export async function countsAs(reader: Reader, filter: ListFilter, reach: Reach): Promise<CountsAs> {
  const { first, sql, parameters } = narrowed(filter, reach);
  const counts = await row<CountsAs>(
    reader,
    `${first}
     select ${Object.entries(AS)
       .map(([name, condition]) => `count(*) filter (where ${condition}) as "${name}"`)
       .join(', ')}
     ${FROM} where ${sql}`,
    parameters,
  );
  if (counts === null) throw new Error('counting returned no row');
  return counts;
}

/** How many counted and were attended, by one split. */
export interface SplitCell {
  readonly measure: HeadlineId;
  /** In the last month of the span. */
  readonly inLast: boolean;
  /** Null for a person where nobody was on it. */
  readonly key: string | null;
  readonly n: number;
  readonly of: number;
}

/** The headline counts of a span as the tracker recorded them, by kind, mode, day of the week or person. */
export function splitCells(reader: Reader, by: keyof Split, months: Months, reach: Reach): Promise<SplitCell[]> {
  return rows(
    reader,
    `with m as materialized (select m.* from measure m where m.measure = any($5) and m.in_denominator
       and m.source = 'recorded' and ${IN_PERIOD})
     select m.measure, m.month = $2 as in_last, ${SPLIT_BY[by]} as key, count(*) filter (where m.in_numerator) as n,
       count(*) as of ${FROM} group by 1, 2, 3`,
    [...periodParameters(months, reach), HEADLINES],
  );
}

/** Names of people by id. */
export const namesOf = (reader: Reader, ids: readonly string[]): Promise<{ id: number; name: string }[]> =>
  rows(reader, 'select id, name from attendee where id = any($1::int[])', [ids]);
