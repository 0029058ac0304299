/** The chain of seals over the trail. Digests are made in PostgreSQL: no line of the trail leaves it to be sealed. */
import { row, rows, run } from '../database/sql.js';
import type { Reader, Tx } from '../database/transaction.js';

export interface Seal {
  readonly number: number;
  readonly events: number;
  /** SHA-256 in hexadecimal over the digest before and that of each event, by id. */
  readonly digest: string;
  readonly sealedAt: Temporal.Instant;
}

const LINE = `sha256(convert_to(json_build_array(e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  e.actor_id, e.actor, e.action, e.conference_id, e.detail)::text, 'UTF8'))`;
const chained = (before: string, lines: string): string =>
  `encode(sha256(decode(coalesce(${before}, ''), 'hex') || coalesce(${lines}, '')), 'hex')`;

/**
 * Seals what no seal covers yet, at most `most` events; null when there is nothing. One transaction at a time does, and the
 * others wait. A change that ends later than one that began after it has lower ids: for a day such ids are looked for.
 */
export async function sealEvents(tx: Tx, most: number): Promise<Seal | null> {
  await run(tx, 'lock table audit_seal in share row exclusive mode');
  return row(
    tx,
    `with last as (select number, digest, upto from audit_seal order by number desc limit 1),
       recent as (select coalesce(range_agg(covers), '{}') as covered from audit_seal
         where sealed_at > clock_timestamp() - interval '1 day'),
       settled as (select coalesce(max(upto), 0) as id from audit_seal
         where sealed_at <= clock_timestamp() - interval '1 day'),
       fresh as (select e.id, ${LINE} as line from audit_event e
         where e.id > (select id from settled) and not e.id <@ (select covered from recent) order by e.id limit $1)
     insert into audit_seal (number, covers, upto, events, digest, sealed_at)
     select coalesce((select number from last), 0) + 1, range_agg(int8range(id, id, '[]')),
       greatest(max(id), (select upto from last)), count(*),
       ${chained('(select digest from last)', "string_agg(line, '' order by id)")}, clock_timestamp()
     from fresh having count(*) > 0
     returning number, events, digest, sealed_at`,
    [most],
  );
}

export const lastSeal = (reader: Reader): Promise<Seal | null> =>
  row(reader, 'select number, events, digest, sealed_at from audit_seal order by number desc limit 1');

export interface BrokenSeal extends Seal {
  /** Events that are there of those that it covers. */
  readonly found: number;
}

/** Seals whose events are no longer what they were, or that do not follow the one before them. */
export const brokenSeals = (reader: Reader): Promise<BrokenSeal[]> =>
  rows(
    reader,
    `select s.number, s.events, s.digest, s.sealed_at, there.found
     from (select *, lag(digest) over before as previous, row_number() over before as place
       from audit_seal window before as (order by number)) s
     cross join lateral (select count(*) as found, ${chained('s.previous', "string_agg(l.line, '' order by l.id)")} as digest
       from (select e.id, ${LINE} as line from audit_event e
         where e.id between lower(s.covers) and upper(s.covers) - 1 and e.id <@ s.covers) l) there
     where s.digest <> there.digest or s.number <> s.place order by s.number`,
  );

export interface SealedSums {
  readonly seals: number;
  readonly sealed: number;
  /** Events that no seal covers yet. */
  readonly unsealed: number;
}

export const sealedSums = async (reader: Reader): Promise<SealedSums> =>
  (await row<SealedSums>(
    reader,
    `select count(*) as seals, coalesce(sum(events), 0)::bigint as sealed,
       (select count(*) from audit_event e where not e.id <@ coalesce((select range_agg(covers) from audit_seal), '{}'))
         as unsealed
     from audit_seal`,
  ))!;

/** The digest of the seal of that number, to hold against one that was written down elsewhere. */
export const digestOfSeal = async (reader: Reader, number: number): Promise<string | null> =>
  (await row<{ digest: string }>(reader, 'select digest from audit_seal where number = $1', [number]))?.digest ?? null;
