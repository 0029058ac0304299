import { readFile } from 'node:fs/promises';
import { loadReferenceData, type ReferenceData } from '../config/reference-data.js';
import { readFactsFile, type Known } from './measures/facts-file.js';
import type { Terms } from './measures/facts.js';
import { measureResults, type MeasureResult, type MeasureResults } from './reporting/measure-results.js';

const USAGE = 'Usage: npm run measures -- FILE.json [--json]   (the format is in docs/measures.md)';

interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

/**
 * Computes every measure for a file of plain conference facts, without a database. Returns the exit code: 0 when it was
 * counted, 1 when the file is refused, with a sentence for each thing wrong, 2 when there is no such file.
 */
export async function measuresCommand(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...more] = words.filter((word) => word !== '--json');
  if (name === undefined || more.length > 0 || name.startsWith('--')) return complaint(terminal, 2, [USAGE]);
  const content = await parsed(name);
  if ('refusal' in content) return complaint(terminal, content.code, [content.refusal]);
  const reference = loadReferenceData();
  const read = readFactsFile(content.json, reference.calendar, knownBy(reference));
  if (!read.ok) return complaint(terminal, 1, firstOf(read.refusal));
  const { asOf, conferences } = read.value;
  const results = measureResults(conferences, asOf, reference.measures, termsOf(reference));
  const version = reference.editions.measures.version;
  if (words.includes('--json')) terminal.print(JSON.stringify({ definitions: version, ...results }, null, 2));
  else for (const line of inWords(version, results)) terminal.print(line);
  return 0;
}

const knownBy = ({ hub, editions, criteria }: ReferenceData): Known => ({
  isHub: (code) => hub(code) !== undefined,
  definitions: editions.measures.version,
  criteria: criteria.map(({ code }) => code),
  criteriaVersion: editions['relevance-criteria'].version,
});

/** Nobody reads more; the rest shows when these are put right. */
const MOST_COMPLAINTS = 100;
const firstOf = (sentences: readonly string[]): readonly string[] =>
  sentences.length <= MOST_COMPLAINTS
    ? sentences
    : [...sentences.slice(0, MOST_COMPLAINTS), `And ${sentences.length - MOST_COMPLAINTS} more like these.`];

function complaint(terminal: Terminal, code: number, sentences: readonly string[]): number {
  for (const sentence of sentences) terminal.complain(sentence);
  return code;
}

type Parsed = { readonly json: unknown } | { readonly refusal: string; readonly code: 1 | 2 };

async function parsed(name: string): Promise<Parsed> {
  try {
    return { json: JSON.parse((await readFile(name, 'utf8')).replace(/^\u{feff}/u, '')) };
  } catch (error) {
    if (error instanceof SyntaxError) return { refusal: `The file ${name} is not JSON: ${error.message}.`, code: 1 };
    return { refusal: `The file ${name} cannot be read.`, code: 2 };
  }
}

/** What hubs have in common applies where a conference names none. */
const termsOf =
  ({ hubs, hub, calendar, limits }: ReferenceData) =>
  (code: string | null): Terms => {
    const chosen = code === null ? hubs[0] : hub(code);
    if (chosen === undefined) throw new Error(`there is no hub ${code}`);
    return { hub: chosen, calendar, limits };
  };

function inWords(version: string, { measures, conferences }: MeasureResults): readonly string[] {
  return [
    `${conferences.length} ${conferences.length === 1 ? 'conference' : 'conferences'}, by definitions ${version}`,
    '',
    ...measures.flatMap(measureInWords),
    '',
    ...conferences.map(({ reference, measures: mine, why }) => {
      const counts = mine.map(({ measure, met }) => `${measure}${met ? ' yes' : ' no'}`).join(', ');
      return `${reference}: ${why} ${counts}`;
    }),
  ];
}

function measureInWords(result: MeasureResult): readonly string[] {
  const name = `${result.id}  ${result.name}: `;
  if (result.byReason !== undefined)
    return [
      `${name}${result.n ?? 0}`,
      ...result.byReason.map((one) => `      ${one.n}  ${one.reason ?? 'not said'}, ${one.attribution ?? 'not said'}`),
    ];
  if (result.N === undefined) return [`${name}${result.n ?? 0}`];
  const interval = result.interval ? ` (${result.interval.low} to ${result.interval.high})` : '';
  const unrecorded = result.notRecorded ? `, ${result.notRecorded} not recorded` : '';
  return [
    `${name}${result.n} of ${result.N}, ${result.words}${interval}${unrecorded}`,
    ...(result.byFamily ?? []).map(
      (one) => `      ${one.family}: ${one.n} of ${one.N}, median ${one.median ?? 'none'} working days`,
    ),
  ];
}

if (import.meta.main) {
  const terminal = { print: (text: string) => console.log(text), complain: (text: string) => console.error(text) };
  process.exitCode = await measuresCommand(process.argv.slice(2), terminal);
}
