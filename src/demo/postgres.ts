import { readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { portTaken } from './cannot-start.js';
import { codeOf, explainFolderError } from './data-folder-errors.js';
import { lock } from './data-folder.js';
import { findBinaries, type Binaries } from './postgres/binaries.js';
import * as clusters from './postgres/cluster.js';
import { freePort, isFree } from './ports.js';
import { explain, type Failure } from './postgres/failures.js';
import { findServerUser, type ServerUser } from './postgres/server-user.js';

export interface RunningPostgres {
  /** Connection URL of the `tracker` database, as its superuser. */
  readonly url: string;
  readonly port: number;
  /** Ends connections and the server. May be called twice. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** The tracker's data folder (made if need be); the database lies in `postgres` within it. */
  readonly dataDir: string;
  /** Without it: the port used last time if it is free, else any free one. */
  readonly port?: number;
  /** One line for the person at the keyboard, now and then. */
  log(line: string): void;
}

interface Server {
  readonly cluster: clusters.Cluster;
  readonly binaries: Binaries;
  readonly user: ServerUser;
}

/** Modest, and given at every start rather than kept, so that a new release may change them for old folders. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '64MB',
  max_connections: '100',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
};
/** How often, with a pause of 500 ms, to wait for the last processes of a killed server. */
const PATIENCE = 10;

/**
 * Starts a real PostgreSQL on the data folder, making the database on the first start, and keeps it to 127.0.0.1.
 * The server does not stand in the terminal's process group: Ctrl-C reaches only us, and we stop it after draining.
 *
 * @throws CannotStart with one sentence for the person: folder in use, not writable or full, port taken, other version
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const claim = await lock(options.dataDir, 'postgres.lock', '');
  try {
    const folder = await realpath(options.dataDir);
    const server = await prepare(clusters.clusterIn(folder), options.log);
    const port = await startOnSomePort(server, options.port);
    const url = await open(server, port);
    let stopping: Promise<void> | null = null;
    const end = async (): Promise<void> => {
      await clusters.stopServer(server.cluster, server.binaries, server.user);
      await claim.release();
    };
    return { url, port, stop: () => (stopping ??= end()) };
  } catch (error) {
    await claim.release();
    throw explainFolderError(error, options.dataDir);
  }
}

/** Whatever fails once the server runs must not leave it running. */
async function open(server: Server, port: number): Promise<string> {
  try {
    await rememberPort(server.cluster, port);
    return await openDatabase(server.cluster, port);
  } catch (error) {
    await clusters.stopServer(server.cluster, server.binaries, server.user);
    throw error;
  }
}

async function prepare(cluster: clusters.Cluster, log: (line: string) => void): Promise<Server> {
  const binaries = findBinaries();
  const owner = await clusters.ownerOf(cluster);
  const user = await findServerUser(binaries, cluster.folder, owner, log);
  await clusters.clearStaging(cluster.folder);
  if (owner === null) {
    log(`Making the database in ${cluster.folder} ...`);
    await clusters.createCluster(cluster, binaries, user);
  } else {
    await clusters.checkVersion(cluster, binaries, user);
    if (await clusters.stopServer(cluster, binaries, user)) log('Stopped the PostgreSQL that an earlier run left.');
  }
  return { cluster, binaries, user };
}

/** A port that was asked for is taken or refused; one of our own choosing may be snatched away, so another is tried. */
async function startOnSomePort(server: Server, asked: number | undefined): Promise<number> {
  if (asked !== undefined) {
    const failure: Failure | null = (await isFree(asked)) ? await start(server, asked) : { kind: 'port-taken' };
    if (failure?.kind === 'port-taken') throw portTaken(asked, 'the database');
    if (failure !== null) throw explain(failure, server.cluster.folder, server.cluster.log);
    return asked;
  }
  for (let turn = 0; ; turn++) {
    const port = turn === 0 ? await rememberedPort(server.cluster) : await freePort();
    const failure = await start(server, port);
    if (failure === null) return port;
    if (failure.kind !== 'port-taken' || turn === 3) throw explain(failure, server.cluster.folder, server.cluster.log);
  }
}

async function start({ cluster, binaries, user }: Server, port: number): Promise<Failure | null> {
  const settings = Object.entries({ ...SETTINGS, port: String(port) }).map(([name, value]) => `-c ${name}=${value}`);
  const run = ['start', '--wait', '--timeout=60', `--pgdata=${cluster.path}`, `--log=${cluster.log}`];
  for (let turn = 0; ; turn++) {
    // Only this start's words may explain its failure.
    await keepEarlierLog(cluster);
    const ran = await user.run(binaries.pgCtl, [...run, `--options=${settings.join(' ')}`]);
    if (ran.code === 0) return null;
    // Recovery may outlast the waiting, and a server that came up late would hold the folder.
    await clusters.stopServer(cluster, binaries, user);
    const failure = await clusters.failureOf(cluster, `${await textOf(cluster.log)}\n${ran.output}`);
    if (failure.kind !== 'dying-server' || turn === PATIENCE) return failure;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Proves that the server answers with our password, and makes the tracker's database on the first start. */
async function openDatabase(cluster: clusters.Cluster, port: number): Promise<string> {
  const password = await clusters.readPassword(cluster);
  const url = (database: string): string => `postgres://${clusters.ROLE}:${password}@127.0.0.1:${port}/${database}`;
  const client = new pg.Client({ connectionString: url('postgres') });
  try {
    await client.connect();
    const found = await client.query('select 1 from pg_database where datname = $1', [clusters.ROLE]);
    if (found.rowCount === 0) await client.query(`create database ${clusters.ROLE}`);
  } catch (error) {
    // 53100 is PostgreSQL's disk_full.
    throw codeOf(error) === '53100' ? explain({ kind: 'disk-full' }, cluster.folder, cluster.log) : error;
  } finally {
    await client.end();
  }
  return url(clusters.ROLE);
}

const portFile = (cluster: clusters.Cluster): string => join(cluster.path, 'tracker.port');

async function rememberedPort(cluster: clusters.Cluster): Promise<number> {
  const port = Number(await textOf(portFile(cluster)));
  const usable = Number.isInteger(port) && port > 0 && port < 65_536;
  return usable && (await isFree(port)) ? port : freePort();
}

async function rememberPort(cluster: clusters.Cluster, port: number): Promise<void> {
  await writeFile(`${portFile(cluster)}.new`, `${port}\n`);
  await rename(`${portFile(cluster)}.new`, portFile(cluster));
}

async function keepEarlierLog(cluster: clusters.Cluster): Promise<void> {
  const there = await stat(cluster.log).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
  if (there) await rename(cluster.log, `${cluster.log}.earlier`);
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
}
