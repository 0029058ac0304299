import { rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';

/** What a service account can have done. */
export const DEEDS = ['recorded', 'further', 'list', 'refused'] as const;
export type DeedKind = (typeof DEEDS)[number];

export interface Deed {
  readonly at: Temporal.Instant;
  readonly what: DeedKind;
  /** Null where a refused request named none. */
  readonly hubCode: string | null;
  readonly by: string;
  readonly reference: string | null;
  readonly importId: number | null;
  /** How it stands now: of a conference `voided`, `to-confirm` or null, of a list its state. */
  readonly standing: string | null;
  /** Of a refusal. */
  readonly asked: string | null;
  readonly problem: string | null;
  readonly places: readonly string[] | null;
}

/** A span of time and the hubs to look at; null for all hubs, and then for requests that named none. */
export interface Span {
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly hubs: readonly string[] | null;
}

// $1 and $2 the span, $3 the hubs.
const DONE = `
  select i.recorded_at as at, case when exists (select from invitation earlier
      where earlier.conference_id = i.conference_id and earlier.id < i.id) then 'further' else 'recorded' end as what,
    c.hub_code, i.recorded_by as by, c.reference, null::int as import_id,
    case when c.state = 'voided' then 'voided' when c.to_confirm is not null then 'to-confirm' end as standing,
    null as asked, null as problem, null::jsonb as places
  from invitation i join conference c on c.id = i.conference_id
  where i.by_automation is not null and i.recorded_at >= $1 and i.recorded_at < $2
    and ($3::text[] is null or c.hub_code = any($3))
  union all
  select l.created_at, 'list', l.hub_code, l.sent_by, null, l.id, l.state, null, null, null
  from import l join account acc on acc.id = l.account_id and 'robot' = any(acc.roles)
  where l.created_at >= $1 and l.created_at < $2 and ($3::text[] is null or l.hub_code = any($3))
  union all
  select e.at, 'refused', e.detail ->> 'hub', e.actor, null, null, null, e.detail ->> 'asked', e.detail ->> 'problem',
    e.detail -> 'places'
  from audit_event e
  where e.action = 'automation.refused' and e.at >= $1 and e.at < $2
    and ($3::text[] is null or e.detail ->> 'hub' = any($3))`;

const spanParameters = ({ since, until, hubs }: Span): unknown[] => [since, until, hubs];

/** The latest first, at most so many. */
export const deedsIn = (reader: Reader, span: Span, most: number): Promise<Deed[]> =>
  rows(reader, `select * from (${DONE}) done order by at desc, reference desc limit $4`, [
    ...spanParameters(span),
    most,
  ]);

export interface DayCount {
  readonly day: Temporal.PlainDate;
  readonly what: DeedKind;
  readonly n: number;
}

/** By London day, the latest first. */
export const countsByDay = (reader: Reader, span: Span): Promise<DayCount[]> =>
  rows(
    reader,
    `select (at at time zone 'Europe/London')::date as day, what, count(*) as n from (${DONE}) done
     group by 1, 2 order by 1 desc`,
    spanParameters(span),
  );

export interface Count {
  readonly what: DeedKind;
  readonly problem: string | null;
  readonly n: number;
}

/** What was done in all, refusals by their kind. */
export const countsIn = (reader: Reader, span: Span): Promise<Count[]> =>
  rows(
    reader,
    `select what, case when what = 'refused' then problem end as problem, count(*) as n from (${DONE}) done
     group by 1, 2 order by 1, 3 desc, 2`,
    spanParameters(span),
  );

export interface WaitingConference {
  readonly reference: string;
  readonly version: number;
  readonly hubCode: string;
  readonly kind: string;
  readonly startsAt: Temporal.Instant;
  readonly toConfirm: readonly string[];
  readonly recordedBy: string | null;
  readonly createdAt: Temporal.Instant;
}

/** What waits to be confirmed: the soonest to begin first. */
export const waitingToConfirm = (
  reader: Reader,
  hubs: readonly string[] | null,
  most: number,
): Promise<WaitingConference[]> =>
  rows(
    reader,
    `select c.reference, c.version, c.hub_code, c.kind, c.to_confirm, c.created_at, s.starts_at,
       (select i.recorded_by from invitation i where i.conference_id = c.id order by i.id limit 1) as recorded_by
     from conference c join lateral (select starts_at from sitting where conference_id = c.id order by number desc limit 1) s
       on true
     where c.to_confirm is not null and ($1::text[] is null or c.hub_code = any($1))
     order by s.starts_at, c.id limit $2`,
    [hubs, most],
  );
