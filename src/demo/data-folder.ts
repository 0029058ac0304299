import { mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { CannotStart } from './cannot-start.js';
import { codeOf, explainFolderError } from './data-folder-errors.js';
import { markOf } from './running-process.js';

export interface DataFolderLock {
  /** Corrects the address that a second start is told, for when it is known only after listening. */
  announce(address: string): Promise<void>;
  /** Gives the folder free. May be called twice. */
  release(): Promise<void>;
}

interface Holder {
  readonly pid: number;
  readonly mark: string;
  readonly address: string;
}

interface Claim {
  readonly file: string;
  readonly number: number;
  /** Null when the claim is torn. */
  readonly holder: Holder | null;
}

/** How long a lock that is just being written may take before it counts as torn. */
const HALF_WRITTEN_MS = 300;

/**
 * Makes the data folder if need be and claims it for this process, so that two trackers never share one.
 * The claim of a process that was killed is taken over; a recycled process number does not count as that process.
 *
 * @param address where the tracker answers; told to whoever starts a second one
 * @throws CannotStart when another tracker runs on it, or it cannot be written
 */
export function lockDataFolder(dir: string, address: string): Promise<DataFolderLock> {
  return lock(dir, 'tracker.lock', address);
}

/** As `lockDataFolder`, for one part of the folder: `name` begins the lock's file name, `address` may be empty. */
export async function lock(dir: string, name: string, address: string): Promise<DataFolderLock> {
  const folder = resolve(dir);
  const mine = (at: string): string => JSON.stringify({ pid: process.pid, mark: markOf(process.pid), address: at });
  let file: string | null;
  try {
    await mkdir(folder, { recursive: true });
    file = await claim(folder, name, mine(address));
  } catch (error) {
    throw explainFolderError(error, folder);
  }
  return {
    announce: async (at) => {
      if (file === null) throw new Error(`the lock on ${folder} has been released`);
      await writeFile(`${file}.new`, mine(at));
      await rename(`${file}.new`, file);
    },
    release: async () => {
      if (file !== null) await rm(file, { force: true });
      file = null;
    },
  };
}

/**
 * Claims are numbered, `tracker.lock.1` and so on, and never overwritten: a dead one is passed over by creating the
 * next number, which the file system lets only one process do. Deleting the dead one first would let two starts that
 * both saw it delete each other's. Whoever then still sees another living claim steps back, so two never hold.
 */
async function claim(folder: string, name: string, text: string): Promise<string> {
  for (;;) {
    const seen = await claimsIn(folder, name);
    refuseIfAnyLives(seen);
    const file = join(folder, `${name}.${Math.max(0, ...seen.map(({ number }) => number)) + 1}`);
    if (!(await createWith(file, text))) continue;
    const others = (await claimsIn(folder, name)).filter((other) => other.file !== file);
    try {
      refuseIfAnyLives(others);
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    }
    for (const dead of others) await rm(dead.file, { force: true });
    return file;
  }
}

async function claimsIn(folder: string, name: string): Promise<Claim[]> {
  const claims: Claim[] = [];
  for (const entry of await readdir(folder)) {
    const number = entry.startsWith(`${name}.`) ? Number(entry.slice(name.length + 1)) : NaN;
    if (!Number.isInteger(number)) continue;
    const file = join(folder, entry);
    claims.push({ file, number, holder: parse((await settledText(file)) ?? '') });
  }
  return claims;
}

function refuseIfAnyLives(claims: readonly Claim[]): void {
  for (const { holder } of claims) {
    if (holder === null || markOf(holder.pid) !== holder.mark) continue;
    const what = holder.address === '' ? 'Stop it first.' : `Open ${holder.address} or stop it first.`;
    throw new CannotStart(`A tracker is already running on this data folder (process ${holder.pid}). ${what}`);
  }
}

/** Creates the lock unless it exists. A full disk must not leave an empty one behind. */
async function createWith(file: string, text: string): Promise<boolean> {
  const handle = await open(file, 'wx', 0o644).catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  });
  if (handle === null) return false;
  try {
    await handle.writeFile(text);
    await handle.sync();
    return true;
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

/** The lock's text, after waiting for a writer that has created but not yet filled it; null when it is gone. */
async function settledText(file: string): Promise<string | null> {
  const first = await textOf(file);
  if (first === null || parse(first) !== null) return first;
  await new Promise((resolve) => setTimeout(resolve, HALF_WRITTEN_MS));
  return textOf(file);
}

async function textOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });
}

/** Null for a torn lock, which only a crash of the whole machine leaves. */
function parse(text: string): Holder | null {
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  const found: Partial<Holder> = JSON.parse(text) as Partial<Holder>;
  if (typeof found.pid !== 'number' || typeof found.mark !== 'string') return null;
  return { pid: found.pid, mark: found.mark, address: String(found.address ?? '') };
}
