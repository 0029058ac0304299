import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { Database, loadReferenceData, makeDataSource, startFlags, startPostgres, syncHubs } from './built.ts';
import type { Measurement } from './run.ts';

const child = fileURLToPath(new URL('./reconcile-child.ts', import.meta.url));
const NOW = '2027-01-04T09:00:00Z';
const ROWS = 200_000;
/** Twice the rows of the bench `import`, which may take 300. */
const MOST_MB = 400;
/** As many as a busy hub has in a year. */
const OURS = 2_000;

const dayOf = (meeting: number): Temporal.PlainDate =>
  Temporal.PlainDate.from('2026-01-01').add({ days: (meeting * 7) % 365 });

/** Two siblings a meeting; every hundredth meeting is one of ours, half of those under no id of ours. */
function listText(): string {
  const lines = ['Meeting ID,Conference Type,Date,Child ID,Police attended'];
  for (let row = 0; row < ROWS; row += 1) {
    const meeting = Math.floor(row / 2);
    const date = dayOf(meeting);
    const written = `${String(date.day).padStart(2, '0')}/${String(date.month).padStart(2, '0')}/${date.year}`;
    lines.push(
      `RBC-${meeting},${meeting % 3 === 0 ? 'ICPC' : 'RCPC'},${written},${100_000 + row},${meeting % 20 < 19 ? 'Y' : 'N'}`,
    );
  }
  return lines.join('\r\n');
}

async function prepared(url: string): Promise<void> {
  const db = new Database(await makeDataSource({ url, poolSize: 2 }).initialize());
  await db.migrate();
  await db.transaction((tx) => syncHubs(tx, loadReferenceData().hubs));
  await db.close();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  for (let i = 0; i < OURS; i += 1) {
    const meeting = i * 50;
    await client.query(
      `with made as (
         insert into conference (reference, hub_code, kind, state, la_meeting_id, created_at, version)
         values ($1, 'reading', $2, 'held', $3, '2026-01-01', 1) returning id),
       sat as (insert into sitting (conference_id, number, starts_at, ends_at, mode)
         select id, 1, $4::date + time '10:00', $4::date + time '11:00', 'in-person' from made)
       insert into child (conference_id, la_child_id) select id, unnest($5::text[]) from made`,
      [
        `TV-26-${String(i + 1).padStart(6, '0')}`,
        meeting % 3 === 0 ? 'icpc' : 'rcpc',
        i % 2 === 0 ? `RBC-${meeting}` : null,
        dayOf(meeting).toString(),
        [String(100_000 + 2 * meeting), String(100_001 + 2 * meeting)],
      ],
    );
  }
  await client.query('analyze');
  await client.end();
}

/** The longest list that is taken, read and put beside ours, and then compared once more. */
export async function* benchReconcile(): AsyncIterable<Measurement> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-reconcile-'));
  const server = await startPostgres({ dataDir, log: () => undefined });
  try {
    await prepared(server.url);
    const path = join(dataDir, 'list.csv');
    await writeFile(path, listText());
    const words = [...(await startFlags()), '--disable-warning=ExperimentalWarning', child, server.url, path, NOW];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    const run = JSON.parse(stdout) as { maxRssMb: number };
    console.error(JSON.stringify(run));
    yield {
      bench: 'reconcile',
      case: `${ROWS} rows`,
      ours: Math.round(run.maxRssMb),
      peer: 'target',
      peer_value: MOST_MB,
      unit: 'MB',
      ratio: run.maxRssMb / MOST_MB,
      target: `<= ${MOST_MB} MB`,
      pass: run.maxRssMb <= MOST_MB,
    };
  } finally {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
