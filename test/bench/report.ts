import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Database, dist, loadReferenceData, makeDataSource, startPostgres, syncHubs } from './built.ts';
import type { Measurement } from './run.ts';

const { Surroundings } = (await import(
  dist('config/surroundings.js')
)) as typeof import('../../config/surroundings.js');
const { ReportingService } = (await import(
  dist('src/reporting/reporting.service.js')
)) as typeof import('../../src/reporting/reporting.service.js');
const { sumMarkedMonths } = (await import(
  dist('src/reporting/month-sums.js')
)) as typeof import('../../src/reporting/month-sums.js');

/** England holds about a quarter of a million conferences a year; ten years of them, and one. */
const A_YEAR = 250_000;
const YEARS = 10;
const ROUNDS = 60;
export const NOW = '2026-11-25T09:00:00Z';
const TARGET_MS = 50;
const TARGET_RATIO = 1.5;

/**
 * Conferences of one year up to now, `from` and `to` in years before it, with all that a figure reads: their sitting,
 * invitation, outcome and count. One in 25 missed, one in 200 not recorded, one review in 5 not relevant.
 */
export const FILL = `
  with made as (
    insert into conference (id, reference, hub_code, kind, state, version, created_at) overriding system value
    select n, 'TV-' || lpad((n / 1000000)::text, 2, '0') || '-' || lpad((n % 1000000)::text, 6, '0'),
      (array(select code from hub order by code))[1 + n % 9], case when n % 3 = 0 then 'icpc' else 'rcpc' end, 'held', 1, $3
    from generate_series($1::int, $2::int) n returning id, hub_code, kind
  ), timed as (
    select *, $3::timestamptz - ($4::int * interval '365 days') - ((id - $1) * interval '365 days' / ($2 - $1 + 1))
      - interval '2 hours' as starts_at,
      id % 25 <> 0 as attended, id % 200 <> 0 as recorded, kind = 'rcpc' and id % 5 = 0 as irrelevant
    from made
  ), sat as (
    insert into sitting (id, conference_id, number, starts_at, ends_at, mode) overriding system value
    select id, id, 1, starts_at, starts_at + interval '90 minutes', 'video' from timed
  ), invited as (
    insert into invitation (conference_id, received_at, channel, notice_days, recorded_by, recorded_at)
    select id, starts_at - interval '14 days', 'mail', id % 25, 'Priya Shah', starts_at - interval '14 days' from timed
  ), counted as (
    insert into measure (conference_id, measure, definition_version, hub_code, month, counts_from, in_denominator,
      in_numerator, recorded, why, counts, met, notice_days)
    select id, case kind when 'icpc' then 'A1' else 'B1' end, '1.0', hub_code,
      date_trunc('month', starts_at at time zone 'Europe/London')::date, starts_at + interval '90 minutes', not irrelevant,
      not irrelevant and attended, recorded, 'Counts as a conference TVP knew of; TVP was present at the decision.',
      case kind when 'icpc' then array['A1','A2','C1','C2','D1','E1','E2','E3','E4','G1']
        else array['B1','B2','B3','C1','C2','D1','E1','E2','E3','E4'] end,
      case when attended then case kind when 'icpc' then array['A1','A2','C1','E1','E2'] else array['B1','B2','C1','E1','E2'] end
        else array['E1'] end, id % 25
    from timed
  )
  insert into participation (sitting_id, outcome, present_at_decision, mode, reason, attribution, version, recorded_by, recorded_at)
  select id, case when attended then 'attended' else 'not' end, attended, case when attended then 'video' end,
    case when attended then null when id % 50 = 0 then 'late-notice' else 'sickness' end,
    case when attended then null when id % 50 = 0 then 'partner' else 'tvp' end, 1, 'Ada Okafor', starts_at + interval '2 hours'
  from timed where recorded`;

type Db = InstanceType<typeof Database>;

async function fill(client: pg.Client, db: Db, year: number): Promise<void> {
  const [first, last] = [year * A_YEAR + 1, (year + 1) * A_YEAR];
  await client.query(FILL, [first, last, NOW, year]);
  await client.query('insert into month_mark (hub_code, month) select distinct hub_code, month from measure where conference_id between $1 and $2', [first, last]); // prettier-ignore
  while (await sumMarkedMonths(db));
  console.error(`${(year + 1) * A_YEAR} conferences`);
}

/** Milliseconds of everything that the performance page reads, of the month under way and of one that is over. */
async function measured(db: Db): Promise<number[]> {
  const now = Temporal.Instant.from(NOW);
  const surroundings = new Surroundings({ now: () => now }, {} as never, loadReferenceData());
  const reporting = new ReportingService(db, surroundings);
  const actor = { id: 1, name: 'Margaret Ellis', roles: ['leadership'], hubs: [], attendeeId: null } as const;
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const month = Temporal.PlainYearMonth.from(round % 2 === 0 ? '2026-11' : '2026-09');
    const begun = performance.now();
    const { cells } = await reporting.report(actor as never, { month, hub: null });
    taken.push(performance.now() - begun);
    if (cells.length === 0) throw new Error('nothing was counted');
  }
  // The first few find nothing in memory.
  return taken.slice(6).toSorted((a, b) => a - b);
}

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
const tenths = (value: number): number => Math.round(value * 10) / 10;

/** The performance page over ten years of England, against the same over one. */
export async function* benchReport(): AsyncIterable<Measurement> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-report-'));
  await chmod(dataDir, 0o711);
  const server = await startPostgres({ dataDir, log: () => undefined });
  const client = new pg.Client({ connectionString: server.url });
  const db = new Database(await makeDataSource({ url: server.url, poolSize: 4 }).initialize());
  try {
    await db.migrate();
    await db.transaction((tx) => syncHubs(tx, loadReferenceData().hubs));
    await client.connect();
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) await client.query(`alter system set ${setting} = off`); // prettier-ignore
    await client.query('select pg_reload_conf()');
    // What refers to what is right by construction; checking it two million times over would take most of the time.
    await client.query('set session_replication_role = replica');
    await client.query(`insert into account (issuer, subject, name, roles, hubs, first_seen_at, last_seen_at) values ('bench', '1', 'Margaret Ellis', '{leadership}', '{}', $1, $1)`, [NOW]); // prettier-ignore
    await fill(client, db, 0);
    await client.query('vacuum analyze');
    const one = await measured(db);
    for (let year = 1; year < YEARS; year += 1) await fill(client, db, year);
    await client.query('vacuum analyze');
    const ten = await measured(db);
    for (const [what, share, target] of [
      ['p95', 0.95, TARGET_MS],
      ['median', 0.5, TARGET_MS],
    ] as const) {
      const [ours, peer] = [at(ten, share), at(one, share)];
      yield {
        bench: 'report',
        case: `everything the performance page reads, ${(A_YEAR * YEARS).toLocaleString('en-GB')} conferences, ${what}`,
        ours: tenths(ours),
        peer: `the same over ${A_YEAR.toLocaleString('en-GB')}`,
        peer_value: tenths(peer),
        unit: 'ms',
        ratio: Math.round((ours / peer) * 100) / 100,
        target: `ours <= ${TARGET_MS} ms, ratio <= ${TARGET_RATIO}`,
        pass: ours <= target && ours / peer <= TARGET_RATIO,
      };
    }
  } finally {
    await client.end();
    await db.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
