import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync } from 'node:fs';
import { codeOf } from './data-folder-errors.js';

/** A bare path, because the program's environment is not ours to read here. */
const TOOLS = { PATH: '/usr/bin:/bin', LC_ALL: 'C' };

/**
 * A mark that this process and no later one with the same number bears: the boot and the tick it began in,
 * or, where there is no /proc, the second. Null when no such process runs; a zombie does not run.
 */
export function markOf(pid: number): string | null {
  return existsSync('/proc/self/stat') ? markFromProc(pid) : markFromPs(pid);
}

/** Whether `pid` works in `folder` (its current directory): true of a PostgreSQL server and its own data folder. */
export function worksIn(pid: number, folder: string): boolean {
  if (!existsSync('/proc/self/cwd')) return ps(pid, 'command=').includes(folder);
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch (error) {
    // Not to be read by us means another user's process, and our servers run as a user whose processes we may read.
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes(codeOf(error))) return false;
    throw error;
  }
}

function markFromProc(pid: number): string | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return null;
    throw error;
  }
  // proc(5): the program's name, in brackets, may itself hold spaces and brackets; state follows it, start is field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[19] ?? ''}`;
}

function markFromPs(pid: number): string | null {
  const started = ps(pid, 'lstart=');
  return started === '' || ps(pid, 'stat=').startsWith('Z') ? null : started;
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', column, '-p', String(pid)], { env: TOOLS, encoding: 'utf8' }).trim();
  } catch (error) {
    // ps ends with 1 when there is no such process.
    if ((error as { status?: number }).status === 1) return '';
    throw error;
  }
}
