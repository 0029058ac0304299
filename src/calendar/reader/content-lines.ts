/** More lines than a calendar mail has; the rest is not read, so that no document can stall the reader. */
const MOST_LINES = 20_000;
const LONGEST_LINE = 256 * 1024;

export interface ContentLine {
  /** Upper case. */
  readonly name: string;
  /** Names in upper case; the first of several wins. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/** Notes and EGroupware put underscores into names of their own. */
const NAME = /^([A-Za-z0-9_-]{1,80})\s*(?=[;:])/;
const TAKES_ADDRESS = new Set(['ATTENDEE', 'ORGANIZER']);
const TAKES_TIME = /^(DTSTART|DTEND|DTSTAMP|DUE|RECURRENCE-ID|EXDATE|X-MS-OLK-ORIGINAL(START|END))$/;

/**
 * The content lines of an iCalendar document (RFC 5545 3.1), as they were meant: odd line ends, lost folding spaces,
 * names without a value, unquoted colons and stray parameters are repaired or dropped a line at a time, so that one
 * bad line cannot sink the document.
 */
export const readContentLines = (document: string): readonly ContentLine[] =>
  unfold(document).flatMap((line) => readContentLine(line) ?? []);

function unfold(document: string): string[] {
  const physical = document
    .replace(/^\uFEFF/, '')
    .replaceAll('\0', '')
    .split(/\r{1,3}\n|\r|\n/, MOST_LINES)
    .filter((line) => line !== '');
  const shouts = physical.some((line) => line.startsWith('BEGIN:')) && !physical.some(isWhispered);
  const lines: string[][] = [];
  for (const [at, line] of physical.entries()) {
    const last = lines.at(-1);
    if (/^[ \t]/.test(line)) last?.push(line.slice(1));
    else if (startsProperty(line, shouts) || isNameFolded(line, physical[at + 1] ?? '')) lines.push([line]);
    else if (!isNameAlone(line) && !BRACKET.test(last?.[0] ?? '')) last?.push(line);
  }
  return lines.map((pieces) => pieces.join('').slice(0, LONGEST_LINE));
}

/** In a document that writes its names in capitals, "Bar:mailto:x" is the rest of a line that lost its folding space. */
function startsProperty(line: string, shouts: boolean): boolean {
  const name = NAME.exec(line)?.[1];
  if (name === undefined || /^\d+$/.test(name)) return false;
  return !shouts || name === name.toUpperCase();
}

/** A line that every calendar has, in letters other than capitals: then no name says anything by its letters. */
const isWhispered = (line: string): boolean =>
  /^(version|prodid|uid|dtstamp|dtstart)[:;]/i.test(line) && !/^[A-Z]+[:;]/.test(line);

/** What nobody folds: no text behind it can belong to it. */
const BRACKET = /^(BEGIN|END|METHOD|VERSION)\s*:\s*\S/i;

/** Older calendars of Mozilla and KDE fold behind the name: "DTSTART", and on the next line " ;VALUE=DATE:…". */
const isNameFolded = (line: string, next: string): boolean =>
  /^[A-Za-z0-9-]{1,80}$/.test(line) && /^[ \t][ \t]{0,20}[:;]/.test(next);

const KNOWN_ALONE = /^(X-[A-Z0-9-]+|SUMMARY|LOCATION|DESCRIPTION|COMMENT|STATUS|CLASS|PRIORITY|URL|CATEGORIES)$/;

const isNameAlone = (line: string): boolean => line.trim() === '' || KNOWN_ALONE.test(line.trim());

function readContentLine(line: string): ContentLine | null {
  const name = NAME.exec(line);
  if (!name) return null;
  const upper = (name[1] ?? '').toUpperCase();
  const rest = line.slice(name[0].length);
  const colon = valueStart(upper, rest);
  if (colon < 0) return null;
  const parameters = new Map<string, string>();
  let strayScheme = '';
  for (const piece of splitParameters(rest.slice(0, colon))) {
    const equals = piece.indexOf('=');
    // ORGANIZER;mailto:x - a scheme that slid in among the parameters.
    if (equals < 0 && /^mailto$/i.test(piece.trim())) strayScheme = 'mailto:';
    const key = piece.slice(0, equals).trim().toUpperCase();
    if (equals > 0 && !parameters.has(key)) parameters.set(key, parameterValue(piece.slice(equals + 1)));
  }
  return { name: upper, parameters, value: strayScheme + rest.slice(colon + 1) };
}

/** Where the value begins: the first colon outside quotes, unless the kind of value shows that it is a later one. */
function valueStart(name: string, rest: string): number {
  if (rest.startsWith(':')) return 0;
  const outside = colonsOutsideQuotes(rest);
  const candidates = outside.length > 0 ? outside : [rest.indexOf(':')];
  const fits = (pattern: RegExp): number | undefined =>
    candidates.find((colon) => pattern.test(rest.slice(colon + 1, colon + 400)));
  if (TAKES_ADDRESS.has(name))
    return fits(/^\s*(mailto|https?|urn|invalid|ldap|\/)/i) ?? addressStart(rest, candidates);
  if (TAKES_TIME.test(name)) return fits(/^\s*\d{4}-?\d{2}-?\d{2}/) ?? candidates[0] ?? -1;
  return candidates[0] ?? -1;
}

const addressStart = (rest: string, candidates: readonly number[]): number =>
  candidates.find((colon) => /^[^\s;:"=@]+@[^\s;:"=@]+$/.test(rest.slice(colon + 1).trim())) ?? candidates[0] ?? -1;

function colonsOutsideQuotes(text: string): number[] {
  const colons: number[] = [];
  let quoted = false;
  for (let at = 0; at < text.length && colons.length < 50; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === ':' && !quoted) colons.push(at);
  }
  return colons;
}

function splitParameters(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') quoted = !quoted;
    else if (text[at] === ';' && !quoted) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces.filter((piece) => piece !== '');
}

const CARET: Readonly<Record<string, string>> = { '^': '^', n: '\n', "'": '"' };

const parameterValue = (text: string): string =>
  text
    .trim()
    .replace(/^"|"$/g, '')
    .replace(/\^([\^n'])/g, (_whole, letter: string) => CARET[letter] ?? '');

/** A TEXT value without its escapes (RFC 5545 3.3.11). */
export const unescapeText = (value: string): string =>
  value.replace(/\\([\\;,:"nN])/g, (_whole, letter: string) => (letter.toLowerCase() === 'n' ? '\n' : letter));
