import type { Octets } from './bytes.js';
import { decodeTransfer } from './bytes.js';
import type { Headers, HeaderValue } from './headers.js';
import { readHeaders, readHeaderValue } from './headers.js';

const DEEPEST = 20;
const MOST_PARTS = 500;

/** One leaf of the MIME tree. A forwarded message (message/rfc822) is a leaf: what is inside it is not ours to act on. */
export interface Part {
  readonly headers: Headers;
  readonly type: HeaderValue;
  /** "attachment", "inline" or ''. */
  readonly disposition: string;
  readonly filename: string;
  /** The body, transfer encoding undone. */
  content(): Octets;
}

export interface Message {
  readonly headers: Headers;
  readonly type: HeaderValue;
  readonly parts: readonly Part[];
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/** The leaves of a mail in order. Tolerates lost terminators, spaces after boundaries and a boundary nobody declared. */
export function readMessage(raw: Octets): Message {
  const parts: Part[] = [];
  const start = /^(\uFEFF|\u00EF\u00BB\u00BF)?\s*(>?From [^\r\n]*\r?\n)?/.exec(raw.slice(0, 2000))?.[0].length ?? 0;
  const top = collect(raw, { start, end: raw.length }, 0, parts, 'text/plain');
  return { ...top, parts };
}

function collect(
  raw: Octets,
  range: Range,
  depth: number,
  parts: Part[],
  assumed: string,
): { headers: Headers; type: HeaderValue } {
  const bodyStart = endOfHeaders(raw, range);
  const headers = readHeaders(raw.slice(range.start, bodyStart));
  const type = readHeaderValue(headers.first('content-type') || assumed);
  const body = { start: bodyStart, end: range.end };
  const boundary = type.value.startsWith('multipart/') && depth < DEEPEST ? boundaryOf(raw, type, body) : null;
  if (boundary !== null) {
    const inner = type.value === 'multipart/digest' ? 'message/rfc822' : 'text/plain';
    for (const child of splitAt(raw, body, boundary)) {
      if (parts.length < MOST_PARTS) collect(raw, child, depth + 1, parts, inner);
    }
  } else parts.push(leaf(raw, body, headers, type));
  return { headers, type };
}

function leaf(raw: Octets, body: Range, headers: Headers, type: HeaderValue): Part {
  const disposition = readHeaderValue(headers.first('content-disposition'));
  return {
    headers,
    type,
    disposition: disposition.value,
    filename: disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '',
    content: () => decodeTransfer(raw.slice(body.start, body.end), headers.first('content-transfer-encoding')),
  };
}

/** Headers end at an empty line, or where a calendar begins: some gateways lose the line between. */
function endOfHeaders(raw: Octets, range: Range): number {
  let at = range.start;
  while (at < range.end) {
    const next = raw.indexOf('\n', at);
    const end = next < 0 || next >= range.end ? range.end : next + 1;
    const line = raw.slice(at, Math.min(end, at + 20));
    if (/^\r?\n/.test(line) || /^BEGIN:VCALENDAR/i.test(line)) return /^\r?\n/.test(line) ? end : at;
    at = end;
  }
  return range.end;
}

function boundaryOf(raw: Octets, type: HeaderValue, body: Range): string | null {
  const declared = type.parameters.get('boundary')?.trim();
  const text = (): string => raw.slice(body.start, body.end);
  if (declared && declared !== '' && text().includes(`--${declared}`)) return declared;
  const found = /^--([^\s-][^\r\n]{0,200}?)[ \t]*\r?$/m.exec(text().slice(0, 20_000));
  return found?.[1] ?? null;
}

function splitAt(raw: Octets, body: Range, boundary: string): Range[] {
  const ranges: Range[] = [];
  const mark = `--${boundary}`;
  let start = -1;
  let at = body.start;
  while (at < body.end && ranges.length < MOST_PARTS) {
    const found = raw.indexOf(mark, at);
    if (found < 0 || found >= body.end) break;
    at = found + mark.length;
    if (found > body.start && raw[found - 1] !== '\n') continue;
    const lineEnd = raw.indexOf('\n', at);
    const rest = raw.slice(at, lineEnd < 0 ? body.end : Math.min(lineEnd, at + 200)).trim();
    if (rest !== '' && rest !== '--') continue;
    if (start >= 0) ranges.push({ start, end: withoutLineEnd(raw, start, found) });
    start = rest === '--' || lineEnd < 0 ? -1 : lineEnd + 1;
    if (rest === '--') break;
  }
  if (start >= 0 && start < body.end) ranges.push({ start, end: body.end });
  return ranges;
}

function withoutLineEnd(raw: Octets, start: number, end: number): number {
  if (end > start && raw[end - 1] === '\n') end -= 1;
  return end > start && raw[end - 1] === '\r' ? end - 1 : end;
}
