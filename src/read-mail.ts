import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readMail } from './calendar/reader/reader.js';
import { mailInWords, reportMail } from './calendar/reader/report.js';

const USAGE = 'Usage: npm run read-mail -- FILE.eml [--json]   (an .ics file can be read too)';

interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/**
 * Prints what the reader makes of one mail or calendar file, without any database. Returns the exit code: 0 when the
 * file was read, whatever is in it; 2 when there is no such file or the words are wrong.
 */
export async function readMailCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  const [file, ...more] = words.filter((word) => !word.startsWith('--'));
  const unknown = words.some((word) => word.startsWith('--') && word !== '--json');
  if (file === undefined || more.length > 0 || unknown) {
    terminal.complain(USAGE);
    return 2;
  }
  let raw: Uint8Array;
  try {
    raw = await readFile(file);
  } catch (error) {
    terminal.complain(problem(file, error as NodeJS.ErrnoException));
    return 2;
  }
  const read = await readMail(raw);
  terminal.print(words.includes('--json') ? JSON.stringify(reportMail(read), null, 2) : mailInWords(read));
  return 0;
}

function problem(file: string, error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return `There is no file ${file}.`;
  if (error.code === 'EISDIR') return `${file} is a folder, not a mail.`;
  return `The file ${file} cannot be read (${error.code ?? error.message}).`;
}

/** Started by an older Node, which has no Temporal, it starts again in the one that came with the packages. */
function startAgain(): number {
  const node = createRequire(import.meta.url).resolve('node/bin/node');
  return spawnSync(node, process.argv.slice(1), { stdio: 'inherit' }).status ?? 2;
}

// Older ones do not know import.meta.main either, and would print nothing at all.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const terminal = { print: (text: string) => console.log(text), complain: (text: string) => console.error(text) };
  process.exitCode =
    typeof Temporal === 'undefined' ? startAgain() : await readMailCommand(process.argv.slice(2), terminal);
}
