import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CannotStart } from '../cannot-start.js';
import { codeOf, diskFull, explainFolderError } from '../data-folder-errors.js';
import { markOf, worksIn } from '../running-process.js';
import type { Binaries } from './binaries.js';
import { explain, otherVersion, readFailure, type Failure } from './failures.js';
import type { Ran, ServerUser } from './server-user.js';

/** The superuser of the embedded server, and the tracker's own database. */
export const ROLE = 'tracker';

/** One PostgreSQL database cluster within the data folder. */
export interface Cluster {
  /** The data folder it lies in, as the person named it. */
  readonly folder: string;
  readonly path: string;
  readonly log: string;
}

/** Measured: a fresh cluster with its first write-ahead segment takes 40 MB; the demo force then wants room. */
const ROOM_FOR_FIRST_START = 128 * 1024 * 1024;
/** One segment of the write-ahead log: what a server that starts may have to write before it answers. */
const ROOM_FOR_ANY_START = 16 * 1024 * 1024;
const STAGING = 'postgres.new.';

export function clusterIn(folder: string): Cluster {
  const path = join(folder, 'postgres');
  return { folder, path, log: join(path, 'server.log') };
}

/** Who owns the cluster on disk, or null when there is none yet. */
export async function ownerOf(cluster: Cluster): Promise<{ uid: number; gid: number } | null> {
  const found = await stat(cluster.path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
  const me = process.getuid?.();
  if (found !== null && me !== 0 && me !== undefined && found.uid !== me) {
    const instead = 'Start as that user, or set DATA_DIR to another folder.';
    throw new CannotStart(`The database in ${cluster.folder} belongs to another user. ${instead}`);
  }
  return found;
}

/**
 * Makes the cluster in a folder beside its final place and moves it there in one step when it is complete,
 * so a start that is killed or finds the disk full leaves nothing that looks like a database.
 */
export async function createCluster(cluster: Cluster, binaries: Binaries, user: ServerUser): Promise<void> {
  if ((await roomIn(cluster.folder)) < ROOM_FOR_FIRST_START) throw new CannotStart(diskFull(cluster.folder));
  const staging = join(cluster.folder, `${STAGING}${randomUUID()}`);
  try {
    await mkdir(staging, { mode: 0o700 });
    await user.own(staging);
    await writeFile(join(staging, 'password'), `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
    await user.own(join(staging, 'password'));
    await initialise(staging, cluster, binaries, user);
    await rename(join(staging, 'password'), passwordFile(join(staging, 'cluster')));
    await rename(join(staging, 'cluster'), cluster.path);
  } catch (error) {
    throw explainFolderError(error, cluster.folder);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Bytes that an ordinary user may still write there. */
async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Why the server did not come up. On a full disk it cannot even write its reason into its log. */
export async function failureOf(cluster: Cluster, words: string): Promise<Failure> {
  const failure = readFailure(words);
  if (failure.kind !== 'unknown') return failure;
  return (await roomIn(cluster.folder)) < ROOM_FOR_ANY_START ? { kind: 'disk-full' } : failure;
}

async function initialise(staging: string, cluster: Cluster, binaries: Binaries, user: ServerUser): Promise<void> {
  const ran = await user.run(binaries.initdb, [
    `--pgdata=${join(staging, 'cluster')}`,
    `--username=${ROLE}`,
    `--pwfile=${join(staging, 'password')}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own collation, so that sorting is the same on every machine, whatever locales it has installed.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]);
  if (ran.code !== 0) throw explain(readFailure(ran.output), cluster.folder, 'the lines above');
}

/** Removes what a start that was killed while making the cluster left beside it. Call it with the folder locked. */
export async function clearStaging(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith(STAGING));
  // The orphaned initdb of a killed start may still be writing there for a moment, hence the retries.
  const retries = { maxRetries: 10, retryDelay: 200 };
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true, ...retries });
}

/** @throws CannotStart when another major version of PostgreSQL made the cluster, as its files cannot be read */
export async function checkVersion(cluster: Cluster, binaries: Binaries, user: ServerUser): Promise<void> {
  const made = (await readFile(join(cluster.path, 'PG_VERSION'), 'utf8')).trim();
  const { output } = await user.run(binaries.postgres, ['--version']);
  const ours = /PostgreSQL\)? (\d+)/.exec(output)?.[1];
  if (made !== ours) throw otherVersion(cluster.folder);
}

/** The superuser's password, which only the owner of the data folder may read. */
export async function readPassword(cluster: Cluster): Promise<string> {
  const text = await readFile(passwordFile(cluster.path), 'utf8').catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error;
    const instead = 'Put it back, or move the data folder away to begin again with fresh demo records.';
    throw new CannotStart(`The database's password file ${passwordFile(cluster.path)} is missing. ${instead}`);
  });
  return text.trim();
}

const passwordFile = (cluster: string): string => join(cluster, 'tracker.password');

/**
 * Stops the cluster's server if one runs, whoever started it: ends connections, writes everything to disk and waits
 * until it is gone. Says whether there was one.
 */
export async function stopServer(cluster: Cluster, binaries: Binaries, user: ServerUser): Promise<boolean> {
  if (!(await isServed(cluster))) return false;
  const stop = (mode: string): Promise<Ran> =>
    user.run(binaries.pgCtl, ['stop', `--pgdata=${cluster.path}`, `--mode=${mode}`, '--wait', '--timeout=20']);
  if ((await stop('fast')).code === 0) return true;
  // Nothing committed is lost by this: the next start replays the write-ahead log.
  const hard = await stop('immediate');
  if (hard.code === 0 || !(await isServed(cluster))) return true;
  throw new Error(`PostgreSQL in ${cluster.path} could not be stopped: ${hard.output.trim()}`);
}

/**
 * Whether the process that marked the cluster still serves it. PostgreSQL believes any living process with the marked
 * number; after a restart of the machine that may be a stranger's, so it must also work in this very folder.
 * The mark of a stranger is removed, or PostgreSQL would refuse to start; that of a dead server is left for PostgreSQL,
 * which finds by it whether any of the server's children still live.
 */
async function isServed(cluster: Cluster): Promise<boolean> {
  const mark = join(cluster.path, 'postmaster.pid');
  const text = await readFile(mark, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const pid = Number(text.split('\n')[0]);
  if (text === '' || !Number.isInteger(pid) || pid < 1 || markOf(pid) === null) return false;
  if (worksIn(pid, cluster.path)) return true;
  await rm(mark, { force: true });
  return false;
}
