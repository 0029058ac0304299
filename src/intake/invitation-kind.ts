import type { ConferenceKind } from '../conferences/kinds.js';
import { KIND_WORDS, kindLabel, readKind } from '../conferences/kinds.js';
import type { Found, InvitationText } from './invitation-text.js';
import { distinct, labelled } from './invitation-text.js';

const KIND_LABEL = /^((conference|meeting) )?(type|kind)( of (conference|meeting))?$/i;
/** Lines about another conference than this one, or about papers for it. */
const NOT_THIS_ONE = /\b(date of|last|previous|next|first|since|following|report|minutes|was held|held on \d)\b/i;

/** A labelled kind first, then the title and subject, then the text. Two kinds on one level are a conflict, not a choice. */
export function readConferenceKind(
  text: InvitationText,
  headings: readonly string[],
  conflicts: string[],
): Found<ConferenceKind> | null {
  const kinds = (lines: readonly Found<string>[]): readonly Found<ConferenceKind>[] =>
    lines.flatMap(({ value, source }) =>
      ((kind) => (kind === null ? [] : [{ value: kind, source: kindWords(source, kind) }]))(readKind(value)),
    );
  const itself = (lines: readonly string[]): Found<string>[] => lines.map((line) => ({ value: line, source: line }));
  const prose = text.sentences.filter((sentence) => !NOT_THIS_ONE.test(sentence));
  const levels = [kinds(labelled(text, KIND_LABEL)), kinds(itself(headings)), kinds(itself(prose))];
  const level = levels.find((found) => found.length > 0) ?? [];
  const chosen = mostExact(distinct([...level, ...levels.flat().filter(({ value }) => refines(value, level))]));
  if (chosen.length > 1)
    conflicts.push(`The mail names several kinds: ${chosen.map(({ value }) => kindLabel(value)).join(', ')}.`);
  const plain = chosen[0];
  const others = distinct(levels.flat()).filter(
    ({ value }) => plain && KIND_WORDS[value].family !== KIND_WORDS[plain.value].family,
  );
  if (chosen.length === 1 && others.length > 0) {
    conflicts.push(`It says "${others[0]?.source ?? ''}" as well as "${plain?.source ?? ''}".`);
  }
  return chosen.length === 1 ? (plain ?? null) : null;
}

const GENERIC: readonly ConferenceKind[] = ['icpc', 'rcpc'];

const refines = (kind: ConferenceKind, level: readonly Found<ConferenceKind>[]): boolean =>
  !GENERIC.includes(kind) &&
  level.some(({ value }) => GENERIC.includes(value) && KIND_WORDS[value].family === KIND_WORDS[kind].family);

/** "ICPC" and "pre-birth conference" are one thing said twice, the second time more exactly. */
const mostExact = (found: readonly Found<ConferenceKind>[]): readonly Found<ConferenceKind>[] =>
  found.filter(
    ({ value }) => !GENERIC.includes(value) || !found.some((other) => refines(other.value, [{ value, source: '' }])),
  );

const WORDS = new RegExp(
  [
    String.raw`((pre-?\s?birth|initial|review|early|brought forward|transfer|receiving|combined)[\w\s-]{0,30}?)?(child protection|\bcp)\s+(review )?(conference|review|conf)\b`,
    String.raw`\b(pre-?\s?birth|initial|review|transfer[- ]?in|receiving[- ]in)\s+conference\b`,
    String.raw`\b((initial|review|early|pre-?\s?birth)[\s-]+)?(icpc|rcpc|cpc)\b`,
  ].join('|'),
  'gi',
);

/** The words that name the kind, without what stands beside them: a subject line may name a child. */
function kindWords(line: string, kind: ConferenceKind): string {
  return [...line.matchAll(WORDS)].map(([words]) => words.trim()).find((words) => readKind(words) === kind) ?? line;
}
