import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { Database, dist, loadReferenceData, makeDataSource, startPostgres, syncHubs } from './built.ts';
import type { Measurement } from './run.ts';

const { soughtFor } = (await import(
  dist('src/assignments/sought.js')
)) as typeof import('../../src/assignments/sought.js');
const { suggestions } = (await import(
  dist('src/assignments/suggestion.js')
)) as typeof import('../../src/assignments/suggestion.js');
const { peopleFor } = (await import(
  dist('src/assignments/suggestion.queries.js')
)) as typeof import('../../src/assignments/suggestion.queries.js');

const PEOPLE = 500;
const CONFERENCES = 10_000;
const ROUNDS = 120;
const NOW = '2026-11-25T09:00:00Z';
const TARGET_MS = 50;

/** A year of conferences around now, each with a lead and every third with a second person, and all that is kept of people. */
const FILL = `
  insert into attendee (id, name, role, mail, hub_code, active, version, created_at) overriding system value
    select n, 'Person ' || n, 'DC', 'p' || n || '@police.example', (array(select code from hub order by code))[1 + n % 9], true, 1, now()
    from generate_series(1, ${PEOPLE}) n;
  insert into attendee_skill select n, skill, case when n % 7 = 0 then date '2026-11-01' else '2027-06-01' end
    from generate_series(1, ${PEOPLE}) n, unnest(array['conference-trained', 'scaidp', 'report-trained']) skill where n % 11 <> 0;
  insert into attendee_hub select n, (array(select code from hub order by code))[1 + (n + 1) % 9] from generate_series(1, ${PEOPLE}) n;
  insert into working_pattern (attendee_id, from_on, cycle_weeks, works_holidays, shifts)
    select n, date '2025-01-06', 2, false, (select jsonb_agg(jsonb_build_object('week', w, 'day', d, 'starts', '08:00', 'ends', '16:00'))
      from generate_series(1, 2) w, generate_series(1, 5) d where (d + w + n) % 5 <> 0)
    from generate_series(1, ${PEOPLE}) n;
  insert into absence (attendee_id, kind, starts_at, ends_at, source, version, created_at, created_by)
    select n, 'leave', timestamptz '2026-01-05' + ((k * 20 + n % 17) * interval '1 day'), timestamptz '2026-01-05' + ((k * 20 + n % 17 + 3) * interval '1 day'),
      'page', 1, now(), 'bench' from generate_series(1, ${PEOPLE}) n, generate_series(0, 20) k;
  insert into conference (id, reference, hub_code, kind, state, version, created_at, previous_conference_id) overriding system value
    select n, 'TV-26-' || lpad(n::text, 6, '0'), (array(select code from hub order by code))[1 + n % 9], 'rcpc', 'scheduled', 1, now(),
      case when n > 3000 then n - 3000 end from generate_series(1, ${CONFERENCES}) n;
  insert into child (conference_id, la_child_id) select n, 'c' || (n % 3000) from generate_series(1, ${CONFERENCES}) n;
  insert into sitting (id, conference_id, number, starts_at, ends_at, mode) overriding system value
    select n, n, 1, t, t + interval '90 minutes', case when n % 3 = 0 then 'in-person' else 'video' end
    from (select n, timestamptz '2026-01-05 09:00Z' + (n % 365) * interval '1 day' + (n % 4) * interval '2 hours' as t
      from generate_series(1, ${CONFERENCES}) n) s;
  insert into assignment (sitting_id, attendee_id, lead, state, uid, sequence, during, overlap_reason, invited_by, invited_at)
    select s.id, 1 + (s.id * 7 + k * 13) % ${PEOPLE}, k = 0, 'accepted', 'u' || s.id || '-' || k, 0,
      tstzrange(s.starts_at - interval '30 minutes', s.ends_at + interval '30 minutes'), 'bench', 'bench', now()
    from sitting s, generate_series(0, 1) k where k = 0 or s.id % 3 = 0;
  insert into participation (sitting_id, outcome, present_at_decision, mode, attended_by_id, version, recorded_by, recorded_at)
    select s.id, 'attended', true, 'video', a.attendee_id, 1, 'bench', now() from sitting s
      join assignment a on a.sitting_id = s.id and a.lead where s.starts_at < '${NOW}';`;

const median = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
const p95 = (sorted: readonly number[]): number => sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
const tenths = (value: number): number => Math.round(value * 10) / 10;

/** The best people for a sitting, against reading nothing but the list of candidates. */
export async function* benchSuggest(): AsyncIterable<Measurement> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-suggest-'));
  await chmod(dataDir, 0o711);
  const server = await startPostgres({ dataDir, log: () => undefined });
  const client = new pg.Client({ connectionString: server.url });
  const db = new Database(await makeDataSource({ url: server.url, poolSize: 2 }).initialize());
  try {
    const reference = loadReferenceData();
    await db.migrate();
    await db.transaction((tx) => syncHubs(tx, reference.hubs));
    await client.connect();
    await client.query(FILL);
    await client.query('vacuum analyze');
    const now = Temporal.Instant.from(NOW);
    const { rows: open } = await client.query<{
      id: number;
      hub: string;
      starts: Temporal.Instant;
      ends: Temporal.Instant;
      mode: string;
    }>(
      `select s.id, c.hub_code as hub, s.starts_at as starts, s.ends_at as ends, s.mode
       from sitting s join conference c on c.id = s.conference_id
       where s.starts_at > $1 and extract(isodow from s.starts_at) < 6 order by s.starts_at, s.id limit $2`,
      [NOW, ROUNDS],
    );
    const ours: number[] = [];
    const bare: number[] = [];
    for (const { id, hub, starts, ends, mode } of open) {
      const sitting = {
        id,
        conferenceId: id,
        hubCode: hub,
        startsAt: starts,
        endsAt: ends,
        mode: mode as 'video',
      };
      let begun = performance.now();
      const sought = soughtFor(sitting, now, reference);
      const found = suggestions(await peopleFor(db.reader, sitting, sought), sought);
      ours.push(performance.now() - begun);
      if (found.length !== PEOPLE) throw new Error(`${found.length} people were weighed`);
      begun = performance.now();
      await db.reader.query(
        'select a.id, a.name, a.role, a.mail, a.hub_code from attendee a where a.active order by a.name, a.id',
      );
      bare.push(performance.now() - begun);
    }
    // The first few find nothing in memory.
    const [mine, peers] = [ours, bare].map((taken) => taken.slice(10).toSorted((a, b) => a - b)) as [
      number[],
      number[],
    ];
    for (const [what, of] of [
      ['p95', p95],
      ['median', median],
    ] as const) {
      yield {
        bench: 'suggest',
        case: `best people for a sitting, ${PEOPLE} attendees, ${CONFERENCES.toLocaleString('en-GB')} conferences in a year, ${what}`,
        ours: tenths(of(mine)),
        peer: 'the bare list of candidates',
        peer_value: tenths(of(peers)),
        unit: 'ms',
        ratio: tenths(of(mine) / of(peers)),
        target: `ours < ${TARGET_MS} ms`,
        pass: of(mine) < TARGET_MS,
      };
    }
  } finally {
    await client.end();
    await db.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
