import { spawn } from 'node:child_process';
import { chown } from 'node:fs/promises';
import { CannotStart } from '../cannot-start.js';
import type { Binaries } from './binaries.js';

export interface Ran {
  readonly code: number | null;
  /** Standard output and error, as they came. */
  readonly output: string;
}

/** Runs PostgreSQL's programs as a user that PostgreSQL accepts: it refuses to run as root. */
export interface ServerUser {
  run(program: string, args: readonly string[]): Promise<Ran>;
  /** Makes `path` the server's own; nothing to do when the server runs as we do. */
  own(path: string): Promise<void>;
}

interface Ids {
  readonly uid: number;
  readonly gid: number;
}

/** The programs' messages are read, so they must come in English; the caller's PG* settings must not leak in. */
const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };
const LONGEST_MS = 120_000;

/**
 * The user to run as: ourselves, or when we are root the owner of the existing database (`owner`), else `postgres`.
 *
 * @param folder the data folder, which that user has to reach
 * @throws CannotStart when we are root and no user can be found, made, or given access
 */
export async function findServerUser(
  binaries: Binaries,
  folder: string,
  owner: Ids | null,
  log: (line: string) => void,
): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return { run: (program, args) => execute(program, args), own: async () => {} };
  const ids = owner !== null && owner.uid !== 0 ? owner : await postgresUser(log);
  const run = await waysOfRunningAs(ids).reduce<Promise<ServerUser['run'] | null>>(
    async (found, way) => (await found) ?? ((await reaches(way, binaries, folder)) ? way : null),
    Promise.resolve(null),
  );
  if (run === null) throw new CannotStart(unreachable(folder));
  return { run, own: (path) => chown(path, ids.uid, ids.gid) };
}

/**
 * From the plainest to the strongest. The folder of a clone under /root is closed to other users, and opening it would
 * be worse than giving this one server the right to look through closed folders; containers often withhold that right
 * and leave only the wider one, which root has there anyway.
 * `no_setuid_fixup` is for access(2), by which PostgreSQL's programs look for each other: without it, the kernel
 * leaves out such rights when it answers a user other than root.
 */
function waysOfRunningAs(ids: Ids): ServerUser['run'][] {
  const as = [`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'];
  const withRight = (right: string): ServerUser['run'] => {
    const rights = [...as, `--inh-caps=+${right}`, `--ambient-caps=+${right}`];
    return (program, args) => execute('setpriv', [...rights, program, ...args]);
  };
  const plain: ServerUser['run'] = (program, args) => execute(program, args, ids);
  return process.platform === 'linux' ? [plain, withRight('dac_read_search'), withRight('dac_override')] : [plain];
}

/**
 * Tried, not worked out from modes: access lists, umask and mounts all have a say. `initdb --show` makes nothing, but
 * looks for the server's program and its own files as a real run does, by stricter rules than the shell's `test`.
 */
async function reaches(run: ServerUser['run'], binaries: Binaries, folder: string): Promise<boolean> {
  const trial = '"$0" --show --pgdata="$3" && test -x "$1" && test -r "$2" && test -x "$3"';
  const { initdb, pgCtl, catalogue } = binaries;
  const ran = await run('/bin/sh', ['-c', trial, initdb, pgCtl, catalogue, folder]);
  return ran.code === 0;
}

const unreachable = (folder: string): string =>
  `PostgreSQL does not run as root, and the user it runs as instead cannot reach ${folder} or the installed programs. ` +
  'Start as an ordinary user, or move the project and its data folder to where other users may look.';

async function postgresUser(log: (line: string) => void): Promise<Ids> {
  const present = await idsOf('postgres');
  if (present !== null) return present;
  await execute('groupadd', ['--system', 'postgres']);
  const made = await execute('useradd', ['--system', '-g', 'postgres', '-M', '-s', '/usr/sbin/nologin', 'postgres']);
  const ids = await idsOf('postgres');
  if (ids !== null) {
    log('Made the system user "postgres", because PostgreSQL does not run as root.');
    return ids;
  }
  const reason = made.output.trim();
  throw new CannotStart(
    'PostgreSQL does not run as root, and the system user "postgres" could not be made' +
      `${reason === '' ? '' : ` (${reason})`}. Start as an ordinary user, or make that user first.`,
  );
}

async function idsOf(name: string): Promise<Ids | null> {
  const [uid, gid] = await Promise.all([execute('id', ['-u', name]), execute('id', ['-g', name])]);
  return uid.code === 0 && gid.code === 0 ? { uid: Number(uid.output), gid: Number(gid.output) } : null;
}

/** A program that is not there counts as one that failed. Ctrl-C at our terminal is for us: it would break off initdb. */
function execute(program: string, args: readonly string[], ids?: Ids): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...ids,
      cwd: '/',
      detached: true,
      env: ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
    });
    let output = '';
    child.stdout.on('data', (piece: Buffer) => (output += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (output += piece.toString()));
    child.on('error', (error) => resolve({ code: null, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
