import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { Database, loadReferenceData, makeDataSource, startFlags, startPostgres, syncHubs } from './built.ts';
import type { Measurement } from './run.ts';

const child = fileURLToPath(new URL('./import-child.ts', import.meta.url));
const NOW = '2026-11-22T09:00:00Z';
const ROWS = 100_000;
const LEAST_RATIO = 0.25;
const MOST_MB = 300;
/** What the list leaves behind, in the order of its foreign keys. */
const TABLES = [
  'account',
  'import',
  'import_piece',
  'conference',
  'sitting',
  'child',
  'invitation',
  'measure',
  'import_row',
  'audit_event',
];

/** Two siblings a conference, over the working days of the next year and a half. */
function listText(): string {
  const lines = ['Conference Type,Meeting ref,Child ID,DOB,Date,Start,End,Format,Venue,Notes'];
  const first = Temporal.PlainDate.from('2026-11-30');
  for (let row = 0; row < ROWS; row += 1) {
    const meeting = Math.floor(row / 2);
    const day = meeting % 350;
    const date = first.add({ days: Math.floor(day / 5) * 7 + (day % 5) });
    const hour = 9 + (meeting % 7);
    const kind = meeting % 3 === 0 ? 'ICPC' : 'RCPC';
    const written = `${String(date.day).padStart(2, '0')}/${String(date.month).padStart(2, '0')}/${date.year}`;
    lines.push(
      `${kind},RBC/${meeting},${100_000 + row},${2008 + (row % 15)},${written},${hour}:00,${hour + 1}:30,Virtual,Teams,`,
    );
  }
  return lines.join('\r\n');
}

/** Copies what the list left behind into an empty database like it; the seconds that takes. */
async function copied(from: pg.Client, to: pg.Client, folder: string): Promise<number> {
  for (const table of TABLES) await from.query(`copy ${table} to '${join(folder, table)}'`);
  const begun = performance.now();
  await to.query('begin');
  for (const table of TABLES) await to.query(`copy ${table} from '${join(folder, table)}'`);
  await to.query('commit');
  return (performance.now() - begun) / 1000;
}

async function bareCopy(to: pg.Client, path: string): Promise<number> {
  await to.query(`create table listed (kind text, meeting text, child text, born text, day text, start text, stop text,
    mode text, venue text, notes text)`);
  const begun = performance.now();
  await to.query(`copy listed from '${path}' with (format csv, header)`);
  return (performance.now() - begun) / 1000;
}

async function prepared(url: string): Promise<void> {
  const db = new Database(await makeDataSource({ url, poolSize: 2 }).initialize());
  await db.migrate();
  await db.transaction((tx) => syncHubs(tx, loadReferenceData().hubs));
  await db.close();
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

/** A long list previewed and carried out, against a bare COPY of the same rows. */
export async function* benchImport(): AsyncIterable<Measurement> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-import-'));
  await chmod(dataDir, 0o711);
  const server = await startPostgres({ dataDir, log: () => undefined });
  const files = join(dataDir, 'files');
  await mkdir(files);
  await chmod(files, 0o777);
  try {
    await prepared(server.url);
    const peerUrl = new URL(server.url);
    peerUrl.pathname = '/peer';
    const ours = await connected(server.url);
    await ours.query('create database peer');
    await prepared(peerUrl.href);
    const path = join(files, 'list.csv');
    await writeFile(path, listText());
    const words = [...(await startFlags()), '--disable-warning=ExperimentalWarning', child, server.url, path, NOW];
    const { stdout } = await promisify(execFile)(process.execPath, words);
    const run = JSON.parse(stdout) as { preview: number; commit: number; done: object; maxRssMb: number };
    console.error(JSON.stringify(run));
    const peer = await connected(peerUrl.href);
    const copySeconds = await copied(ours, peer, files);
    const bareSeconds = await bareCopy(peer, path);
    await ours.end();
    await peer.end();
    const rate = ROWS / ((run.preview + run.commit) / 1000);
    yield measured('preview and commit', rate, 'COPY of the rows it leaves in the tables', ROWS / copySeconds);
    // A file into a table without a key or a check does none of the work: said, so that nobody takes it for the peer.
    const text = measured('preview and commit', rate, 'COPY of the text into a bare table', ROWS / bareSeconds);
    yield { ...text, target: 'none', pass: true };
    yield {
      bench: 'import',
      case: 'memory at its peak, as in production',
      ours: Math.round(run.maxRssMb),
      peer: 'limit',
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

const measured = (name: string, ours: number, peer: string, peerRate: number): Measurement => ({
  bench: 'import',
  case: name,
  ours: Math.round(ours),
  peer,
  peer_value: Math.round(peerRate),
  unit: 'rows/s',
  ratio: Math.round((ours / peerRate) * 1000) / 1000,
  target: `>= ${LEAST_RATIO}`,
  pass: ours / peerRate >= LEAST_RATIO,
});
