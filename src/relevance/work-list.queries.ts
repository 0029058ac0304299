import type { LookAgain } from '../conferences/circumstances.js';
import { KIND_WORDS, type ConferenceKind } from '../conferences/kinds.js';
import { row, rows } from '../database/sql.js';
import type { Reader } from '../database/transaction.js';
import type { RelevanceValue } from './relevance.js';

/** A review still to come on which somebody has to decide. */
export interface ToDecide {
  readonly id: number;
  readonly reference: string;
  readonly hubCode: string;
  readonly kind: ConferenceKind;
  readonly startsAt: Temporal.Instant;
  readonly endsAt: Temporal.Instant;
  readonly children: number;
  /** The last decision; null when nobody has decided. */
  readonly value: RelevanceValue | null;
  readonly reason: string | null;
  readonly lookAgain: LookAgain | null;
}

export interface Span {
  readonly from: Temporal.Instant;
  readonly until: Temporal.Instant;
}

const REVIEWS = Object.entries(KIND_WORDS).flatMap(([kind, { family }]) => (family === 'review' ? [kind] : []));

const TO_DECIDE = `from sitting s join conference c on c.id = s.conference_id
    left join lateral (select value, reason from relevance_decision where conference_id = c.id order by id desc limit 1) d on true
    left join relevance_prompt l on l.conference_id = c.id
  where s.starts_at > $2 and s.starts_at < $3 and c.state = 'scheduled' and c.kind = any($4) and c.hub_code = any($1)
    and (d.value is null or d.value = 'undecided' or l.because is not null)
    and not exists (select from sitting later where later.conference_id = s.conference_id and later.number > s.number)`;

/** By start, the first one first. */
export const reviewsToDecide = (reader: Reader, hubs: readonly string[], { from, until }: Span): Promise<ToDecide[]> =>
  rows(
    reader,
    `select c.id, c.reference, c.hub_code, c.kind, s.starts_at, s.ends_at, d.value, d.reason, l.because as look_again,
       (select count(*) from child k where k.conference_id = c.id) as children
     ${TO_DECIDE} order by s.starts_at, c.reference`,
    [hubs, from, until, REVIEWS],
  );

export async function countToDecide(reader: Reader, hubs: readonly string[], { from, until }: Span): Promise<number> {
  const counted = await row<{ n: number }>(reader, `select count(*) as n ${TO_DECIDE}`, [hubs, from, until, REVIEWS]);
  return counted?.n ?? 0;
}

/** Mail about reviews opened again that could not be sent for good. */
export const failedNotices = (
  reader: Reader,
  hubs: readonly string[],
  from: Temporal.PlainDate,
): Promise<{ readonly reference: string; readonly day: Temporal.PlainDate; readonly lastError: string }[]> =>
  rows(
    reader,
    // What other topics are about need not end in a day.
    `select c.reference, n.day, n.last_error
     from (select split_part(about, '/', 1) as reference, last_error,
         case when topic = 'relevance' then split_part(about, '/', 2)::date end as day
       from notice where topic = 'relevance' and state = 'failed') n
       join conference c on c.reference = n.reference
     where n.day >= $2 and c.hub_code = any($1) order by n.day desc, c.reference`,
    [hubs, from],
  );
