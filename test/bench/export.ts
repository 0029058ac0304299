import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { Database, dist, loadReferenceData, makeDataSource, startFlags, startPostgres, syncHubs } from './built.ts';
import { FILL, NOW } from './report.ts';
import type { Measurement } from './run.ts';

const { fileStatement } = (await import(
  dist('src/exports/export.queries.js')
)) as typeof import('../../src/exports/export.queries.js');

const ROWS = 100_000;
const TARGET_MB = 150;
/** Of the rows a second of COPY, which neither reads, nor words, nor records what it gives. */
const TARGET_RATE: Readonly<Record<string, number>> = { csv: 0.1, xlsx: 0.1 };
const run = promisify(execFile);

/** Two children of each conference and a lead on it, besides what the figures read. */
const BESIDES = [
  `insert into child (conference_id, la_child_id, born_year)
   select id, 'LA-' || id || '-' || n, 2010 + n from conference cross join generate_series(1, 2) n`,
  `insert into attendee (id, name, role, hub_code, active, version, created_at) overriding system value
   select n, 'Attendee ' || n, 'police-officer', 'reading', true, 1, '2026-01-01' from generate_series(1, 500) n`,
  `insert into assignment (sitting_id, attendee_id, lead, state, uid, sequence, during, invited_by, invited_at)
   select id, 1 + id % 500, true, 'accepted', 'bench-' || id, 0, tstzrange(starts_at, ends_at), 'Priya Shah', starts_at from sitting`,
];

const quoted = (value: unknown): string => {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `'{${value.join(',')}}'::text[]`;
  return `'${String(value)}'`;
};

/** Seconds in which PostgreSQL itself writes the rows of the same statement as CSV. */
async function copied(client: pg.Client, grain: 'conferences' | 'children' | 'assignments'): Promise<number> {
  const filter = { month: Temporal.PlainYearMonth.from('2026-11'), months: 13, hub: null, measure: null, counted: null, source: 'recorded', reason: null, attribution: null, notice: null } as const; // prettier-ignore
  const hubs = loadReferenceData().hubs.map(({ code }) => code);
  const { sql, parameters } = fileStatement(grain, filter, { hubs, now: Temporal.Instant.from(NOW) });
  const whole = sql.replaceAll(/\$(\d+)/g, (_, place: string) => quoted(parameters[Number(place) - 1]));
  const begun = performance.now();
  await client.query(`copy (${whole}) to '/dev/null' with (format csv)`);
  return (performance.now() - begun) / 1000;
}

interface Made {
  readonly seconds: number;
  readonly maxRssMb: number;
}

async function made(url: string, form: string, grain: string): Promise<Made> {
  const child = fileURLToPath(new URL('export-child.ts', import.meta.url));
  const words = [...(await startFlags()), '--disable-warning=ExperimentalWarning', child, url, form, grain, NOW];
  const { stdout } = await run(process.execPath, words);
  return JSON.parse(stdout) as Made;
}

/** Files of 100,000 conferences: their memory against what is allowed, and their speed against PostgreSQL's own COPY. */
export async function* benchExport(): AsyncIterable<Measurement> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-export-'));
  await chmod(dataDir, 0o711);
  const server = await startPostgres({ dataDir, log: () => undefined });
  const client = new pg.Client({ connectionString: server.url });
  const db = new Database(await makeDataSource({ url: server.url, poolSize: 2 }).initialize());
  try {
    await db.migrate();
    await db.transaction((tx) => syncHubs(tx, loadReferenceData().hubs));
    await client.connect();
    await client.query('set session_replication_role = replica');
    await client.query(`insert into account (issuer, subject, name, roles, hubs, first_seen_at, last_seen_at) values ('bench', '1', 'Margaret Ellis', '{leadership}', '{}', $1, $1)`, [NOW]); // prettier-ignore
    await client.query(FILL, [1, ROWS, NOW, 0]);
    for (const statement of BESIDES) await client.query(statement);
    await client.query('vacuum analyze');
    for (const [form, grain, rows] of [
      ['csv', 'conferences', ROWS],
      ['xlsx', 'conferences', ROWS],
      ['csv', 'children', 2 * ROWS],
      ['xlsx', 'assignments', ROWS],
    ] as const) {
      const peer = rows / (await copied(client, grain));
      const { seconds, maxRssMb } = await made(server.url, form, grain);
      const what = `${form.toUpperCase()} of ${rows.toLocaleString('en-GB')} ${grain}`;
      yield measured(`${what}, memory of the process`, maxRssMb, 'what is allowed', TARGET_MB, 'MB', `<= ${TARGET_MB} MB`, maxRssMb <= TARGET_MB); // prettier-ignore
      const least = TARGET_RATE[form]!;
      yield measured(`${what}, rate`, rows / seconds, 'COPY of the same statement', peer, 'rows/s', `ratio >= ${least}`, rows / seconds / peer >= least); // prettier-ignore
    }
  } finally {
    await client.end();
    await db.close();
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function measured(
  what: string,
  ours: number,
  peer: string,
  value: number,
  unit: string,
  target: string,
  pass: boolean,
): Measurement {
  // prettier-ignore
  const ratio = Math.round((ours / value) * 100) / 100;
  return { bench: 'export', case: what, ours: Math.round(ours), peer, peer_value: Math.round(value), unit, ratio, target, pass }; // prettier-ignore
}
