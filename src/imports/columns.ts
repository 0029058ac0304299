/** Which column of a list holds what: by its heading, borne out by its cells, or as a person said. */
import { columnLetters } from './list.js';
import { FIELD_WORDS, headerMeaning, headerWords, type Field } from './fields.js';
import { columnsBesides, historyColumns, tellsOfPast } from './history-columns.js';
import { looksOf, type Looks } from './looks.js';
import type { DateRules } from './written-cells.js';

export interface MappedColumn {
  readonly field: Field;
  /** Its place in the file, from 0. */
  readonly column: number;
  /** Its place in the rows as they are handed on, which may be narrower than the file. */
  readonly index: number;
  /** The heading as written, or the letters of the column where it has none. */
  readonly header: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly why: string;
}

export interface UnreadColumn {
  readonly column: number;
  readonly header: string;
  readonly why: string;
}

export interface Columns {
  readonly mapped: readonly MappedColumn[];
  readonly unread: readonly UnreadColumn[];
}

/** What a person said of a list of this kind: the heading of each field, or null for "not in this list". */
export type GivenColumns = Partial<Readonly<Record<Field, string | null>>>;

interface Candidate {
  readonly field: Field;
  readonly column: number;
  readonly confidence: number;
  readonly why: string;
}

const NAMES = 'not read: looks like names';
const AS_SAID = 'as a person said';
const NAMES_FROM = 0.5;
/** A heading that fits many things needs cells that say the same. */
const ENOUGH_FOR_WEAK = 0.5;
const ENOUGH_WITHOUT_HEADING = 0.8;

/** Finds the fields from the headings and a sample of the rows below them. */
export function findColumns(
  headers: readonly string[],
  sample: readonly (readonly string[])[],
  rules: DateRules,
  given: GivenColumns = {},
): Columns {
  const width = Math.max(headers.length, ...sample.map((cells) => cells.length));
  const names = Array.from({ length: width }, (_, column) => headers[column]?.trim() || columnLetters(column));
  const looks = names.map((_, column) =>
    looksOf(
      sample.map((cells) => cells[column] ?? ''),
      rules,
    ),
  );
  const unread = new Map<number, string>();
  const candidates = names.flatMap((header, column) => {
    const found = candidateFor(header, column, looks[column], given);
    if (typeof found === 'string') unread.set(column, found);
    return found === null || typeof found === 'string' ? [] : [found];
  });
  const isOver = tellsOfPast(names, candidates, sample, given);
  const chosen = choose(candidates, looks, unread, isOver);
  // "Conference details" may be when it is.
  const details = chosen.get('notes');
  if (!chosen.has('date') && (looks[details?.column ?? -1]?.dates ?? 0) >= ENOUGH_WITHOUT_HEADING)
    chosen.delete('notes');
  for (const candidate of byContentAlone(looks, chosen, unread, given)) chosen.set(candidate.field, candidate);
  const free = columnsBesides(names, [...chosen.values()]);
  for (const found of historyColumns(free, sample, given)) if (!chosen.has(found.field)) chosen.set(found.field, found);
  const mapped = [...chosen.values()].sort((a, b) => a.column - b.column);
  return {
    mapped: mapped.map((each) => ({ ...each, index: each.column, header: names[each.column] ?? '' })),
    unread: names.flatMap((header, column) =>
      mapped.some((each) => each.column === column) || looks[column]?.filled === 0
        ? []
        : [{ column, header, why: unread.get(column) ?? 'not read: not needed' }],
    ),
  };
}

/** The candidate of a column, why it is not read, or null when its heading says nothing. */
function candidateFor(
  header: string,
  column: number,
  looks: Looks | undefined,
  given: GivenColumns,
): Candidate | string | null {
  const said = givenField(header, given);
  if (said !== null) return { field: said, column, confidence: 1, why: AS_SAID };
  const meaning = headerMeaning(header);
  if (meaning.kind === 'names') return NAMES;
  if (meaning.kind === 'other') return 'not read: not needed';
  if (looks === undefined) return null;
  if (looks.names >= NAMES_FROM && (meaning.kind === 'unknown' || MAY_BE_NAMES.has(meaning.field))) return NAMES;
  if (meaning.kind === 'unknown' || meaning.field in given) return null;
  const { strength } = meaning;
  // "Day" heads dates in some lists, and names of days beside the dates in others.
  const field = meaning.field === 'date' && looks.weekdays > ENOUGH_FOR_WEAK ? 'weekday' : meaning.field;
  const share = shareOf(field, looks);
  const needed = strength < 0.5 ? ENOUGH_FOR_WEAK : leastShare(field, strength);
  if (looks.filled > 0 && share < needed) return null;
  const heading = `heading “${header}”`;
  if (looks.filled === 0) return { field, column, confidence: strength / 2, why: `${heading}; no cell is filled` };
  const percent = Math.round(share * 100);
  const confidence = Math.round(strength * (0.5 + share / 2) * 100) / 100;
  return { field, column, confidence, why: `${heading}; ${percent} % of its cells fit` };
}

const MAY_BE_NAMES: ReadonlySet<Field> = new Set(['childId', 'meetingId', 'initials', 'chair', 'status', 'kind']);

function givenField(header: string, given: GivenColumns): Field | null {
  const words = headerWords(header);
  const found = Object.entries(given).find(([, name]) => typeof name === 'string' && headerWords(name) === words);
  return found === undefined ? null : (found[0] as Field);
}

function shareOf(field: Field, looks: Looks): number {
  switch (field) {
    case 'kind':
      return looks.meetings;
    case 'date':
      return looks.dates;
    case 'previousOn':
    case 'strategyOn':
    case 'notifiedOn':
    case 'expected':
      return looks.dates;
    case 'start':
    case 'end':
    case 'time':
      return Math.max(looks.times, looks.dateTimes);
    case 'duration':
      return looks.durations;
    case 'mode':
      return looks.modes;
    case 'meetingId':
    case 'childId':
      return Math.max(looks.codes, looks.numbers);
    case 'birth':
      return Math.max(looks.dates, looks.years);
    case 'transferIn':
      return looks.flags;
    case 'weekday':
      return looks.weekdays;
    default:
      return 1;
  }
}

/** A heading that says it plainly is believed even of a column full of slips: then each slip is shown at its cell. */
function leastShare(field: Field, strength: number): number {
  if (field === 'duration' || field === 'transferIn') return 0.5;
  if (field === 'start' || field === 'end' || field === 'time') return 0.05;
  if (BELIEVED.has(field)) return strength === 1 || field === 'date' || field === 'childId' ? 0 : 0.05;
  return 0.1;
}

const BELIEVED: ReadonlySet<Field> = new Set([
  'kind',
  'date',
  'meetingId',
  'childId',
  'mode',
  'notes',
  'venue',
  'birth',
]);

const otherColumnIs = (field: Field): string => `not read: another column is the ${FIELD_WORDS[field]}`;

/** Columns that may say as well when a conference is. */
export const otherDates = ({ unread }: Columns): readonly UnreadColumn[] =>
  unread.filter(({ why }) => why === otherColumnIs('date'));

function choose(
  candidates: readonly Candidate[],
  looks: readonly Looks[],
  unread: Map<number, string>,
  isOver: boolean,
): Map<Field, Candidate> {
  const chosen = new Map<Field, Candidate>();
  // Of two dates of conferences the one that is still to come is meant: the other is the last one. Beside what came of
  // them the last one is meant: the other is the next one.
  const meant = ({ field, column, why }: Candidate): number => {
    if (field !== 'date' || why === AS_SAID) return 2;
    const ahead = Math.round((looks[column]?.ahead ?? 0) * 2);
    return isOver ? 2 - ahead : ahead;
  };
  const before = (a: Candidate, b: Candidate): number =>
    meant(b) - meant(a) || b.confidence - a.confidence || a.column - b.column;
  for (const candidate of [...candidates].sort(before)) {
    if (chosen.has(candidate.field)) {
      unread.set(candidate.column, otherColumnIs(candidate.field));
    } else chosen.set(candidate.field, candidate);
  }
  return chosen;
}

/** Columns whose heading said nothing, taken by their cells for what is still missing. */
function byContentAlone(
  looks: readonly Looks[],
  chosen: ReadonlyMap<Field, Candidate>,
  unread: ReadonlyMap<number, string>,
  given: GivenColumns,
): readonly Candidate[] {
  const taken = new Set([...[...chosen.values()].map((each) => each.column), ...unread.keys()]);
  const found: Candidate[] = [];
  const take = (field: Field, test: (looks: Looks) => number, words: string): void => {
    if (chosen.has(field) || field in given) return;
    const column = looks.findIndex(
      (each, index) => !taken.has(index) && each.filled > 0 && test(each) >= ENOUGH_WITHOUT_HEADING,
    );
    if (column < 0) return;
    taken.add(column);
    const percent = Math.round(test(looks[column] as Looks) * 100);
    found.push({ field, column, confidence: 0.5, why: `no known heading, but ${percent} % of its cells are ${words}` });
  };
  take('date', (each) => (each.numbers < 0.5 ? each.dates : 0), 'dates');
  take('kind', (each) => each.kinds, 'kinds of conference');
  take('mode', (each) => each.modes, 'ways to hold a conference');
  if (!chosen.has('time')) {
    take('start', (each) => (each.numbers < 0.5 ? each.times : 0), 'times');
    if (chosen.has('start')) take('end', (each) => (each.numbers < 0.5 ? each.times : 0), 'times');
  }
  return found;
}

/** The same columns for rows that keep only the mapped ones, in the order of `mapped`. */
export const narrowed = (columns: Columns): Columns => ({
  ...columns,
  mapped: columns.mapped.map((each, index) => ({ ...each, index })),
});
