import { readFile } from 'node:fs/promises';
import { assignmentFrom } from './planning/assignment-file.js';
import { explain } from './planning/explain.js';
import { coveringInWords, explanationAsJson, explanationInWords } from './planning/explain-words.js';
import type { Instance } from './planning/instance.js';
import { readInstance } from './planning/instance-file.js';
import { planAsJson, planInWords } from './planning/plan-words.js';
import { makePlan, type Plan, type PlanOptions, type Solver } from './planning/plan.js';
import { SolverThread } from './planning/solver-thread.js';
import { wouldCover, type Covering } from './planning/would-cover.js';

const USAGE =
  'Usage: npm run plan -- FILE.json [--json] [--seconds N] [--keep PLAN.json] [--why SITTING PERSON] [--uncovered]   (the format is in src/planning/README.md)';
const USUAL_SECONDS = 120;
const MOST_SECONDS = 86_400;
/** Each takes half a dozen solves. */
const MOST_UNCOVERED = 20;
const MOST_REMARKS = 20;

interface Terminal {
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Words {
  readonly file: string;
  readonly json: boolean;
  readonly seconds: number;
  readonly keep: string | null;
  readonly why: { readonly sitting: string; readonly person: string } | null;
  readonly uncovered: boolean;
}

/**
 * Plans an instance from a file, without any database. Returns the exit code: 0 when there is a plan, proven or not; 1 when
 * the instance is refused, with a sentence for each thing wrong; 2 when there is no such file or the words are wrong.
 */
export async function planCommand(words: readonly string[], terminal: Terminal, solver: Solver): Promise<number> {
  const said = readWords(words);
  if (said === null) return complaint(terminal, 2, [USAGE]);
  const [content, before] = [await parsed(said.file), said.keep === null ? null : await parsed(said.keep)];
  for (const one of [content, before]) if (typeof one === 'string') return complaint(terminal, 2, [one]);
  const read = readInstance((content as Json).json);
  if (!read.ok) return refusal(terminal, said, read.refusal);
  remarkOn(read.value.remarks, terminal);
  const earlier = before === null ? null : assignmentFrom((before as Json).json);
  if (earlier !== null && !earlier.ok) return refusal(terminal, said, earlier.refusal);
  const options = { seconds: said.seconds, earlier: earlier?.value ?? null, solver };
  return planned(read.value.instance, options, said, terminal);
}

function remarkOn(remarks: readonly string[], terminal: Terminal): void {
  for (const remark of remarks.slice(0, MOST_REMARKS)) terminal.complain(remark);
  if (remarks.length > MOST_REMARKS) terminal.complain(`And ${remarks.length - MOST_REMARKS} more like these.`);
}

async function planned(instance: Instance, options: PlanOptions, said: Words, terminal: Terminal): Promise<number> {
  const made = await makePlan(instance, options);
  if (!made.ok) return refusal(terminal, said, made.refusal);
  const plan = made.value;
  const why = said.why === null ? null : await explain(instance, plan, said.why, options);
  if (why?.kind === 'nobody') return refusal(terminal, said, why.why);
  const coverings = said.uncovered ? await coveringsOf(instance, plan, options) : null;
  if (said.json) {
    const more = {
      ...(said.why && why ? { why: explanationAsJson(said.why, why) } : {}),
      ...(coverings ? { wouldCover: coverings } : {}),
    };
    terminal.print(JSON.stringify({ ...planAsJson(plan), ...more }, null, 2));
    return 0;
  }
  const lines = said.why && why ? explanationInWords(said.why, why) : planInWords(instance, plan);
  for (const line of [...lines, ...(coverings ?? []).flatMap((one) => ['', ...coveringInWords(one)])])
    terminal.print(line);
  return 0;
}

async function coveringsOf(instance: Instance, plan: Plan, options: PlanOptions): Promise<readonly Covering[]> {
  const coverings: Covering[] = [];
  for (const { sitting } of plan.uncovered.slice(0, MOST_UNCOVERED)) {
    const covering = await wouldCover(instance, plan, sitting, options);
    if (covering !== null) coverings.push(covering);
  }
  return coverings;
}

function complaint(terminal: Terminal, code: number, sentences: readonly string[]): number {
  for (const sentence of sentences) terminal.complain(sentence);
  return code;
}

function refusal(terminal: Terminal, { json }: Words, sentences: readonly string[]): number {
  if (json) terminal.print(JSON.stringify({ assignment: [], refusal: sentences }));
  return complaint(terminal, 1, sentences);
}

function readWords(words: readonly string[]): Words | null {
  const files: string[] = [];
  let said: Omit<Words, 'file'> = { json: false, seconds: USUAL_SECONDS, keep: null, why: null, uncovered: false };
  for (let at = 0; at < words.length; at += 1) {
    const [name = '', value] = (words[at] ?? '').split(/=(.*)/s);
    const next = (): string => value ?? words[(at += 1)] ?? '';
    if (name === '--json') said = { ...said, json: true };
    else if (name === '--uncovered') said = { ...said, uncovered: true };
    else if (name === '--seconds') said = { ...said, seconds: Number(next()) };
    else if (name === '--keep') said = { ...said, keep: next() };
    else if (name === '--why') said = { ...said, why: { sitting: next(), person: words[(at += 1)] ?? '' } };
    else if (name.startsWith('--')) return null;
    else files.push(words[at] ?? '');
  }
  const [file, ...more] = files;
  const isSound = said.seconds > 0 && said.seconds <= MOST_SECONDS && said.keep !== '' && said.why?.person !== '';
  return file === undefined || more.length > 0 || !isSound ? null : { ...said, file };
}

interface Json {
  readonly json: unknown;
}

async function parsed(name: string): Promise<string | Json> {
  try {
    // Some programs put a byte order mark before everything.
    return { json: JSON.parse((await readFile(name, 'utf8')).replace(/^\uFEFF/, '')) };
  } catch (error) {
    if (error instanceof SyntaxError) return `The file ${name} is not JSON: ${error.message}.`;
    return `The file ${name} cannot be read.`;
  }
}

if (import.meta.main) {
  // What a file calls things must not give orders to the terminal.
  const clean = (text: string): string => text.replaceAll(/[^\P{Cc}\n]/gu, ' ');
  const terminal = {
    print: (text: string) => console.log(clean(text)),
    complain: (text: string) => console.error(clean(text)),
  };
  const thread = new SolverThread();
  process.exitCode = await planCommand(process.argv.slice(2), terminal, thread.solve);
  await thread.stop();
}
