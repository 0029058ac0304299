import { row, rows } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';
import type { Count } from './activity.queries.js';

/** What stands in a digest. */
export interface DigestFacts {
  readonly hub: { readonly code: string; readonly name: string };
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly counts: readonly Count[];
  readonly waiting: number;
}

/** What the notice of a digest is about: a hub has one up to any moment. */
export const digestAbout = (hubCode: string, until: Temporal.Instant): string => `${hubCode}/${until.toString()}`;

export function readAbout(about: string): { readonly hubCode: string; readonly until: Temporal.Instant } {
  const [hubCode = '', until = ''] = about.split('/');
  return { hubCode, until: Temporal.Instant.from(until) };
}

/** Up to when each hub was told what was done, or that it was nothing; what was done since is still to be told. */
export async function toldUntil(reader: Reader | Tx): Promise<ReadonlyMap<string, Temporal.Instant>> {
  const last = await rows<{ hubCode: string; until: Temporal.Instant }>(
    reader,
    `select split_part(about, '/', 1) as hub_code, max(split_part(about, '/', 2)::timestamptz) as until
     from notice where topic = 'automation' group by 1`,
  );
  return new Map(last.map(({ hubCode, until }) => [hubCode, until]));
}

export interface FailedDigest {
  readonly hubCode: string;
  readonly until: Temporal.Instant;
  readonly lastError: string;
}

export async function failedDigests(
  reader: Reader,
  hubs: readonly string[] | null,
  from: Temporal.Instant,
): Promise<FailedDigest[]> {
  const found = await rows<{ about: string; lastError: string }>(
    reader,
    `select about, last_error from notice where topic = 'automation' and state = 'failed' and created_at >= $2
       and ($1::text[] is null or split_part(about, '/', 1) = any($1)) order by created_at desc, about`,
    [hubs, from],
  );
  return found.map(({ about, lastError }) => ({ ...readAbout(about), lastError }));
}

export async function countWaiting(reader: Reader, hubs: readonly string[]): Promise<number> {
  const counted = await row<{ n: number }>(
    reader,
    'select count(*) as n from conference where to_confirm is not null and hub_code = any($1)',
    [hubs],
  );
  return counted?.n ?? 0;
}
