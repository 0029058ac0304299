import type { Octets } from './bytes.js';
import { decodeBase64, decodeCharset, decodeQuotedPrintable } from './bytes.js';
import { readWallTime } from './wall-time.js';

/** Longer than any header that says something; the rest is cut, so that no list of addresses can stall the reader. */
const LONGEST_HEADER = 64 * 1024;

export interface Headers {
  /** The first value of that name (lower case), decoded to text; '' when absent. */
  first(name: string): string;
  all(name: string): readonly string[];
  readonly count: number;
}

export interface HeaderValue {
  /** Lower case: "text/calendar". */
  readonly value: string;
  /** Names in lower case. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Splits "Name: value" lines; a line that is none, and is no continuation, is skipped. */
export function readHeaders(block: Octets): Headers {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const line of block.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n|\r/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon < 1 || !/^[!-9;-~]+$/.test(name)) continue;
    const values = fields.get(name) ?? [];
    values.push(line.slice(colon + 1, colon + LONGEST_HEADER).trim());
    fields.set(name, values);
    count += 1;
  }
  const all = (name: string): readonly string[] => (fields.get(name) ?? []).map((value) => decodeCharset(value, null));
  return { first: (name) => all(name)[0] ?? '', all, count };
}

interface EncodedRun {
  readonly charset: string;
  readonly bytes: Octets;
}

/** Text with its RFC 2047 words decoded. Neighbouring words are joined as bytes: some clients cut inside a letter. */
export function decodeWords(text: string): string {
  let result = '';
  let end = 0;
  let run: EncodedRun | null = null as EncodedRun | null;
  for (const found of text.matchAll(/=\?([^?\s]{1,60})\?([BbQq])\?([^?]*)\?=/g)) {
    const word = readWord(found[1] ?? '', found[2] ?? '', found[3] ?? '');
    const between = text.slice(end, found.index);
    const adjacent: boolean = run !== null && /^\s*$/.test(between);
    if (adjacent && run !== null && continues(run, word)) run = { ...word, bytes: run.bytes + word.bytes };
    else {
      result += decodeRun(run) + (adjacent ? '' : between);
      run = word;
    }
    end = found.index + found[0].length;
  }
  return result + decodeRun(run) + text.slice(end);
}

const continues = (run: EncodedRun, word: EncodedRun): boolean => run.charset === word.charset;

const decodeRun = (run: EncodedRun | null): string => (run === null ? '' : decodeCharset(run.bytes, run.charset));

const readWord = (charset: string, encoding: string, content: string): EncodedRun => ({
  charset: charset.replace(/\*.*$/, '').toLowerCase(),
  bytes: encoding.toUpperCase() === 'B' ? decodeBase64(content) : decodeQuotedPrintable(content.replaceAll('_', ' ')),
});

/** "text/calendar; charset=utf-8; method=REPLY" and its kin, with RFC 2231 continuations and encodings undone. */
export function readHeaderValue(text: string): HeaderValue {
  const pieces = splitOutsideQuotes(text, ';');
  const pairs = pieces.slice(1).flatMap((piece): [string, string][] => {
    const equals = piece.indexOf('=');
    if (equals < 1) return [];
    return [[piece.slice(0, equals).trim().toLowerCase(), unquote(piece.slice(equals + 1).trim())]];
  });
  const parameters = new Map<string, string>();
  for (const [name, value] of pairs) {
    const whole = name.replace(/\*.*$/, '');
    const decoded = name.endsWith('*') ? decodeExtended(value) : decodeWords(value);
    const continued = /\*[1-9]\d*\*?$/.test(name);
    if (continued) parameters.set(whole, (parameters.get(whole) ?? '') + decoded);
    else if (!parameters.has(whole)) parameters.set(whole, decoded);
  }
  return { value: /^[^\s,(]*/.exec((pieces[0] ?? '').trim().toLowerCase())?.[0] ?? '', parameters };
}

function decodeExtended(value: string): string {
  const parts = /^([^']*)'[^']*'(.*)$/s.exec(value);
  const octets = (parts?.[2] ?? value).replace(/%([0-9A-Fa-f]{2})/g, (_whole, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return decodeCharset(octets, parts?.[1] ?? null);
}

const unquote = (text: string): string =>
  text.startsWith('"')
    ? text
        .slice(1)
        .replace(/"[^"]*$/, '')
        .replace(/\\(.)/g, '$1')
    : text;

/** Splits at a separator that stands outside double quotes. */
export function splitOutsideQuotes(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at];
    if (letter === '\\' && quoted) at += 1;
    else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      pieces.push(text.slice(start, at));
      start = at + 1;
    }
  }
  pieces.push(text.slice(start));
  return pieces;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const NAMED_OFFSETS: Readonly<Record<string, string>> = {
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
};
const MAIL_DATE =
  /^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*[\s-]+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([+-]\d{4}|[A-Za-z]{1,4})?/;

/** The instant of a Date header (RFC 5322 3.3 and its obsolete forms); null when it is none. */
export function readMailDate(text: string): Temporal.Instant | null {
  const found = MAIL_DATE.exec(text.trim().slice(0, 100));
  if (!found) return null;
  const [, day = '', month = '', year = '', hour = '', minute = '', second = '00', zone = ''] = found;
  const short = year.length > 2 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const two = (part: string | number): string => String(part).padStart(2, '0');
  const date = `${String(short).padStart(4, '0')}-${two(MONTHS.indexOf(month.toLowerCase()) + 1)}-${two(day)}`;
  const wall = readWallTime(`${date}T${two(hour)}:${minute}:${second}`);
  const numeric = /^([+-](?:[01]\d|2[0-3]))([0-5]\d)$/.exec(zone);
  if (wall === null || (/^[+-]/.test(zone) && numeric === null)) return null;
  const offset = numeric ? `${numeric[1]}:${numeric[2]}` : (NAMED_OFFSETS[zone.toLowerCase()] ?? 'UTC');
  return wall.toZonedDateTime(offset).toInstant();
}
