/** Bytes kept one to a character, as they come from the wire. */
export type Octets = string;

const UTF8 = ['', 'utf-8', 'utf8', 'us-ascii', 'ascii', 'ansi_x3.4-1968', 'unknown-8bit', 'default', 'x-unknown'];

/** A file as it came: one saved as UTF-16 is put into UTF-8, and line ends of CR alone (old Macs) become LF. */
export function readOctets(raw: Uint8Array): Octets {
  const octets = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1');
  const plain = /^(\xFF\xFE|\xFE\xFF)/.test(octets) ? Buffer.from(textIn(octets, null)).toString('latin1') : octets;
  return plain.includes('\n') ? plain : plain.replaceAll('\r', '\n');
}

/**
 * Text from bytes. Without a charset, or with one nobody knows, UTF-8; bytes that are hardly UTF-8 are read as
 * windows-1252, which has a letter for each, so reading never fails. NUL is left out: no text that people read has one,
 * and PostgreSQL keeps none.
 */
export const decodeCharset = (octets: Octets, charset: string | null): string =>
  textIn(octets, charset).replaceAll('\0', '');

function textIn(octets: Octets, charset: string | null): string {
  const bytes = Buffer.from(octets, 'latin1');
  const name = (charset ?? '').trim().toLowerCase();
  const wide = utf16(octets, name);
  if (wide !== null) return new TextDecoder(wide).decode(bytes);
  if (/^(unicode-1-1-)?utf-?7$/.test(name)) return utf7(octets);
  if (!UTF8.includes(name) && isKnown(name)) return new TextDecoder(name).decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return isNoUtf8(utf8, octets) ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

/** Letters cut in two leave some U+FFFD among others; another charset leaves little else. One written down is none. */
function isNoUtf8(text: string, octets: Octets): boolean {
  const count = (letters: RegExp, within: string): number => within.match(letters)?.length ?? 0;
  const wrong = count(/\uFFFD/g, text) - count(/\xEF\xBF\xBD/g, octets);
  return wrong > 0 && wrong >= count(/[^ -~\s\uFFFD]/g, text);
}

/** UTF-16 by its byte order mark; without one by where the first letter has its zero. */
function utf16(octets: Octets, charset: string): string | null {
  if (octets.startsWith('\xFF\xFE')) return 'utf-16le';
  if (octets.startsWith('\xFE\xFF')) return 'utf-16be';
  if (!/^(utf-?16|ucs-2|iso-10646-ucs-2)$/.test(charset)) return null;
  return octets.startsWith('\0') ? 'utf-16be' : 'utf-16le';
}

const bigEndian = new TextDecoder('utf-16be');

/** RFC 2152. */
const utf7 = (octets: Octets): string =>
  octets.replace(/\+([A-Za-z0-9+/]*)-?/g, (_whole, letters: string) =>
    letters === '' ? '+' : bigEndian.decode(Buffer.from(letters, 'base64')),
  );

const known = new Map<string, boolean>();

function isKnown(charset: string): boolean {
  const before = known.get(charset);
  if (before !== undefined) return before;
  if (!/^[a-z0-9_:.-]{1,40}$/.test(charset)) return false;
  const answer = canDecode(charset);
  if (known.size < 200) known.set(charset, answer);
  return answer;
}

function canDecode(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== 'replacement';
  } catch (error) {
    if ((error as Error).name === 'RangeError') return false;
    throw error;
  }
}

/** The body behind a Content-Transfer-Encoding. A part that is labelled base64 but plainly is not stays as it is. */
export function decodeTransfer(octets: Octets, encoding: string): Octets {
  const name = encoding
    .replace(/\([^()]*\)/g, '')
    .trim()
    .toLowerCase();
  if (name === 'base64') return /^\s*BEGIN:V/i.test(octets) ? octets : decodeBase64(octets);
  if (name === 'quoted-printable') return decodeQuotedPrintable(octets);
  return /^\s*QkVHSU46VkNBTEVOREFS/.test(octets) ? decodeBase64(octets) : octets;
}

/** Base64 with anything between it; padding in the middle (joined pieces) does not end it. */
export function decodeBase64(octets: Octets): Octets {
  const letters = octets.replace(/[^A-Za-z0-9+/=_-]/g, '');
  return letters
    .split(/=+/)
    .map((piece) => Buffer.from(piece, 'base64').toString('latin1'))
    .join('');
}

/** Quoted-printable; an equals sign that introduces nothing is kept. */
export const decodeQuotedPrintable = (octets: Octets): Octets =>
  octets
    .replace(/=[ \t]*\r?\n/g, '')
    .replace(/=([0-9A-Fa-f]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
