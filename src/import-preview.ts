import { readFile } from 'node:fs/promises';
import { loadReferenceData, type Hub } from '../config/reference-data.js';
import type { GivenColumns } from './imports/columns.js';
import { FIELDS } from './imports/fields.js';
import { NOTHING_KNOWN } from './imports/known.js';
import { refusalSentence } from './imports/list.js';
import { planAsJson, planInWords } from './imports/plan-report.js';
import { readPlan } from './imports/read-plan.js';
import { systemClock, type Clock } from './kernel/clock.js';
import { londonDate } from './kernel/london.js';

const USAGE =
  'Usage: npm run import-preview -- FILE --hub HUB [--json] [--columns COLUMNS.json]   (FILE is .xlsx or .csv)';

interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Words {
  readonly file: string;
  readonly hub: string;
  readonly columns: string | null;
  readonly json: boolean;
}

/**
 * Prints the plan for a list of conferences, without any database: what each row would create, and what is wrong with it
 * at which cell. Returns the exit code: 0 when there is a plan, whatever is in it; 1 when the list is refused, with the
 * reason; 2 when there is no such file or hub or the words are wrong.
 */
export async function importPreviewCommand(
  words: readonly string[],
  terminal: Terminal,
  clock: Clock = systemClock,
): Promise<number> {
  const said = readWords(words);
  if (said === null) return complaint(terminal, USAGE);
  const reference = loadReferenceData();
  const hub = reference.hubs.find((each) => isCalled(each, said.hub));
  if (hub === undefined) {
    const codes = reference.hubs.map((each) => each.code).join(', ');
    return complaint(terminal, `There is no hub ${said.hub}. The hubs are ${codes}.`);
  }
  try {
    const columns = said.columns === null ? {} : readColumns(await readFile(said.columns, 'utf8'));
    if (columns === null)
      return complaint(terminal, `The columns in ${said.columns ?? ''} are not {"field": "heading"}.`);
    const today = londonDate(clock.now());
    const options = { hub, hubs: reference.hubs, calendar: reference.calendar, known: NOTHING_KNOWN, today, columns };
    const read = await readPlan(said.file, options);
    if (read.ok) {
      for (const piece of said.json ? planAsJson(read.value) : planInWords(read.value)) terminal.print(piece);
      return 0;
    }
    const message = refusalSentence(read.refusal);
    if (said.json) terminal.print(JSON.stringify({ rows: [], refusal: { kind: read.refusal.kind, message } }));
    terminal.complain(message);
    return 1;
  } catch (error) {
    return complaint(terminal, problem(error));
  }
}

function complaint(terminal: Terminal, sentence: string): number {
  terminal.complain(sentence);
  return 2;
}

function readWords(words: readonly string[]): Words | null {
  const files: string[] = [];
  let hub: string | null = null;
  let columns: string | null = null;
  let json = false;
  for (let at = 0; at < words.length; at += 1) {
    const [name = '', value] = (words[at] ?? '').split(/=(.*)/s);
    const next = (): string | null => value ?? words[(at += 1)] ?? null;
    if (name === '--json') json = true;
    else if (name === '--hub') hub = next();
    else if (name === '--columns') columns = next();
    else if (name.startsWith('--')) return null;
    else files.push(words[at] ?? '');
  }
  const [file, ...more] = files;
  return file === undefined || hub === null || more.length > 0 ? null : { file, hub, columns, json };
}

const isCalled = (hub: Hub, name: string): boolean =>
  [hub.code, hub.name, hub.abbreviation, hub.localAuthority].some(
    (each) => each.toLowerCase() === name.trim().toLowerCase().replaceAll('_', '-'),
  );

/** Null when the text is not an object of fields and headings. */
function readColumns(text: string): GivenColumns | null {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return null;
  const isSound = Object.entries(read).every(
    ([field, heading]) => FIELDS.some((each) => each === field) && (heading === null || typeof heading === 'string'),
  );
  return isSound ? (read as GivenColumns) : null;
}

/** A sentence for what the file system complains of; anything else is a flaw of ours and is thrown on. */
function problem(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('syscall' in error)) throw error;
  const { code, path, message } = error as unknown as NodeJS.ErrnoException;
  const file = path ?? 'that name';
  if (code === 'ENOENT') return `There is no file ${file}.`;
  if (code === 'EISDIR') return 'That is a folder, not a list.';
  return `The file ${file} cannot be read (${code ?? message}).`;
}

if (import.meta.main) {
  const terminal = { print: (text: string) => console.log(text), complain: (text: string) => console.error(text) };
  process.exitCode = await importPreviewCommand(process.argv.slice(2), terminal);
}
