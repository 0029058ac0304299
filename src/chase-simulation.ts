import { loadReferenceData } from '../config/reference-data.js';
import { GAP_WORDS } from './chasing/words.js';
import { simulate, type Simulated, type Wanted } from './chasing/simulation/simulate.js';
import { formatWhen } from './kernel/london.js';

const USAGE =
  'Usage: npm run chase-simulation -- [--weeks N] [--seed N] [--from YYYY-MM-DD] [--lose N] [--list] [--json]   (weeks 1 to 104; --lose drops the Nth mail on its way, which the proof must find)';
const USUAL: Wanted = { weeks: 12, seed: 1, from: Temporal.PlainDate.from('2026-03-02'), lose: null };
const MOST_WEEKS = 104;
const MOST = 4_294_967_295;

interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Said extends Wanted {
  readonly json: boolean;
  readonly list: boolean;
}

/**
 * Runs the chasing over a made-up force and a clock that is moved, without a database. Returns the exit code: 0 when the
 * proof finds everything accounted for, 1 when it finds a gap, 2 when the words are wrong.
 */
export function chaseSimulationCommand(words: readonly string[], terminal: Terminal): number {
  const said = readWords(words);
  if (typeof said === 'string') {
    terminal.complain(said);
    return 2;
  }
  const found = simulate(said, loadReferenceData());
  const { lines, ...counted } = found;
  const { weeks, seed, from, lose } = said;
  if (said.json) {
    const asked = { weeks, seed, from: from.toString(), lose };
    const listed = said.list ? { lines: lines.map((line) => ({ ...line, at: line.at.toString() })) } : {};
    terminal.print(JSON.stringify({ ...asked, ...counted, ...listed }, null, 2));
  } else for (const line of inWords(said, found)) terminal.print(line);
  return found.verdict === 'gap' ? 1 : 0;
}

function inWords({ weeks, seed, from, lose, list }: Said, found: Simulated): readonly string[] {
  const { nights } = found;
  const of = (verdict: string): number => nights.filter((night) => night.verdict === verdict).length;
  const unseen = of('unseen') === 0 ? '' : `, ${of('unseen')} red for a conference that began unseen`;
  return [
    `${weeks} weeks from ${from.toString()}, seed ${seed}: ${found.conferences} conferences, ${found.outages} outages (${found.hoursOut} hours)`,
    ...(lose === null
      ? []
      : [
          found.lost
            ? `The mail of chase ${lose} was lost on its way.`
            : `There was no chase ${lose}, so nothing was lost.`,
        ]),
    '',
    `owed       ${found.owed}`,
    `sent       ${found.sent} (in ${found.mails} mails)`,
    `settled    ${found.settled} before the mail left`,
    `skipped    ${found.skipped.overtaken} overtaken by a later rung, ${found.skipped.begun} because the conference had begun`,
    `missed     ${found.missed} settled or begun while nothing ran`,
    `pending    ${found.pending} for the next run`,
    '',
    ...(list ? [...found.lines.map(({ at, key, to }) => `${formatWhen(at)}  ${to}  ${key}`), ''] : []),
    `proofs     ${nights.length}: ${of('complete')} complete, ${of('outage')} after an outage, ${of('gap')} with a gap${unseen}`,
    ...found.unseen.map(({ key, at }) => `unseen     ${formatWhen(at)}  ${key}: ${GAP_WORDS.unseen}`),
    ...found.gaps.map(({ kind, key, at }) => `gap        ${formatWhen(at)}  ${key}: ${GAP_WORDS[kind]}`),
    `verdict    ${verdictOf(found)}`,
  ];
}

/** What an outage explains is no fault of the chasing, and is not passed over in silence either. */
function verdictOf({ verdict, gaps, unseen }: Simulated): string {
  const n = unseen.length;
  const began = n === 1 ? '1 conference began' : `${n} conferences began`;
  const besides =
    n === 0 ? '' : `; ${began} with nobody told, for nothing ran that could have (red on the board of that night)`;
  return verdict === 'gap'
    ? `GAP: ${gaps.length} of what was owed cannot be accounted for${besides}`
    : `complete: everything that was owed was sent, or is on record with the reason${besides}`;
}

function readWords(words: readonly string[]): Said | string {
  let said: Said = { ...USUAL, json: false, list: false };
  for (let at = 0; at < words.length; at += 1) {
    const [name = '', value] = (words[at] ?? '').split(/=(.*)/s);
    // Another option is no value of this one.
    const next = (): string => value ?? (words[at + 1]?.startsWith('--') ? '' : (words[(at += 1)] ?? ''));
    if ((name === '--json' || name === '--list') && value !== undefined) return `${name} takes no value.`;
    if (name === '--json') said = { ...said, json: true };
    else if (name === '--list') said = { ...said, list: true };
    else if (name === '--weeks') said = { ...said, weeks: whole(next()) };
    else if (name === '--seed') said = { ...said, seed: whole(next()) };
    else if (name === '--lose') said = { ...said, lose: whole(next()) };
    else if (name === '--from') {
      const from = dateOf(next());
      if (from === null) return '--from takes a date that exists, written 2026-03-02.';
      said = { ...said, from };
    } else return `There is no option ${JSON.stringify(name)}. ${USAGE}`;
  }
  if (!(said.weeks >= 1 && said.weeks <= MOST_WEEKS)) return `--weeks takes a whole number from 1 to ${MOST_WEEKS}.`;
  if (!(said.seed >= 0 && said.seed <= MOST)) return `--seed takes a whole number from 0 to ${MOST}.`;
  if (said.lose !== null && !(said.lose >= 1)) return '--lose takes the number of a chase, from 1.';
  return said;
}

/** NaN for anything but digits. */
const whole = (text: string): number => (/^\d{1,10}$/.test(text) ? Number(text) : NaN);

function dateOf(text: string): Temporal.PlainDate | null {
  try {
    const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Temporal.PlainDate.from(text) : null;
    return day !== null && day.year >= 2024 && day.year <= 2035 ? day : null;
  } catch {
    return null;
  }
}

if (import.meta.main) {
  const terminal = { print: (text: string) => console.log(text), complain: (text: string) => console.error(text) };
  process.exitCode = chaseSimulationCommand(process.argv.slice(2), terminal);
}
