/** Bytes kept one to a character, as they come from the wire. */
export type Octets = string;

const UTF8 = ['', 'utf-8', 'utf8', 'us-ascii', 'ascii', 'unknown-8bit', 'default', 'x-unknown'];

/**
 * Text from bytes. Without a charset, or with one nobody knows, UTF-8; bytes that are no UTF-8 are read as
 * windows-1252, which has a letter for each, so reading never fails. NUL is left out: no text that people read has one,
 * and PostgreSQL keeps none.
 */
export const decodeCharset = (octets: Octets, charset: string | null): string =>
  textIn(octets, charset).replaceAll('\0', '');

function textIn(octets: Octets, charset: string | null): string {
  const bytes = Buffer.from(octets, 'latin1');
  const name = (charset ?? '').trim().toLowerCase();
  if (!UTF8.includes(name) && isKnown(name)) return new TextDecoder(name).decode(bytes);
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  return utf8.includes('\uFFFD') ? new TextDecoder('windows-1252').decode(bytes) : utf8;
}

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
