import { CannotStart } from '../cannot-start.js';
import { diskFull, notWritable, readOnlyDisk } from '../data-folder-errors.js';

export type Failure =
  | { readonly kind: 'port-taken' }
  | { readonly kind: 'dying-server' }
  | { readonly kind: 'disk-full' }
  | { readonly kind: 'read-only' }
  | { readonly kind: 'not-permitted' }
  | { readonly kind: 'other-version' }
  | { readonly kind: 'unknown'; readonly line: string };

/** PostgreSQL's own words (message catalogue of version 18, English) for the failures a person can do something about. */
const WORDS: readonly (readonly [RegExp, Exclude<Failure['kind'], 'unknown'>])[] = [
  [/no space left on device|disk quota exceeded/i, 'disk-full'],
  [/read-only file system/i, 'read-only'],
  [/could not bind|could not create any TCP\/IP sockets|address already in use/i, 'port-taken'],
  [/pre-existing shared memory block|lock file "postmaster.pid" already exists/i, 'dying-server'],
  [/database files are incompatible with server/i, 'other-version'],
  [/permission denied|has wrong ownership|operation not permitted/i, 'not-permitted'],
];

/** Which failure PostgreSQL's output speaks of; the first cause in the table wins, as one failure drags others along. */
export function readFailure(output: string): Failure {
  const known = WORDS.find(([words]) => words.test(output));
  if (known !== undefined) return { kind: known[1] };
  const lines = output.split('\n').map((line) => line.trim());
  const telling =
    lines.find((line) => /\b(FATAL|PANIC|error):/.test(line)) ?? lines.filter((line) => line !== '').at(-1);
  return { kind: 'unknown', line: telling ?? 'it said nothing' };
}

/** One clear sentence for the person. `folder` is the data folder, `log` where the server's words can be read. */
export function explain(failure: Failure, folder: string, log: string): CannotStart {
  switch (failure.kind) {
    case 'disk-full':
      return new CannotStart(diskFull(folder));
    case 'read-only':
      return new CannotStart(readOnlyDisk(folder));
    case 'not-permitted':
      return new CannotStart(notWritable(folder));
    case 'port-taken':
      return new CannotStart('The port for PostgreSQL is already in use. Choose another, or stop what uses it.');
    case 'dying-server':
      return new CannotStart(`An earlier PostgreSQL still uses ${folder}. Wait a moment and start again.`);
    case 'other-version':
      return otherVersion(folder);
    case 'unknown':
      return new CannotStart(`PostgreSQL did not start: ${failure.line}. More is in ${log}.`);
  }
}

export const otherVersion = (folder: string): CannotStart =>
  new CannotStart(
    `The database in ${folder} was made by another version of PostgreSQL. ` +
      'Set DATA_DIR to a new folder, or move this one away to begin again with fresh demo records.',
  );
