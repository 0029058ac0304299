import { decodeWords } from './headers.js';
import type { MailAddress } from './mail.js';

/** More addresses than any real mail has; the rest is not read. */
const MOST_ADDRESSES = 1000;

const MAILBOX = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/;

/** A mailbox in one spelling: no scheme, no brackets, lower case. Null when the text is no mail address. */
export function normaliseAddress(text: string): string | null {
  const plain = text
    .slice(0, 1000)
    .trim()
    .replace(/^(mailto\s*:\s*)+/i, '')
    .replace(/^[<'"\s]+|[>'"\s.,;]+$/g, '')
    .replace(/%40/g, '@')
    .replace(/\?.*$/, '');
  return plain.length <= 320 && MAILBOX.test(plain) ? plain.toLowerCase() : null;
}

/** The mailboxes of a From, To or Sender header, in order; groups are opened, what is no mailbox is left out. */
export function readAddressList(header: string): readonly MailAddress[] {
  const addresses: MailAddress[] = [];
  for (const piece of splitList(header)) {
    if (addresses.length >= MOST_ADDRESSES) break;
    const address = readMailbox(piece);
    if (address) addresses.push(address);
  }
  return addresses;
}

export const readFirstAddress = (header: string): MailAddress | null => readAddressList(header)[0] ?? null;

function readMailbox(piece: string): MailAddress | null {
  const open = piece.lastIndexOf('<');
  const bracketed = open < 0 ? null : normaliseAddress(piece.slice(open + 1));
  if (bracketed) return { name: displayName(piece.slice(0, open)), address: bracketed };
  const comment = piece.indexOf('(');
  const bare = normaliseAddress(comment < 0 ? piece : piece.slice(0, comment));
  if (bare)
    return { name: comment < 0 ? '' : displayName(piece.slice(comment + 1).replace(/\)\s*$/, '')), address: bare };
  return null;
}

const displayName = (text: string): string =>
  decodeWords(
    text
      .trim()
      .replace(/^"(.*)"$/s, '$1')
      .replace(/\\(.)/g, '$1'),
  )
    .replace(/\s+/g, ' ')
    .replace(/^'(.*)'$/s, '$1')
    .trim();

/** Splits at commas, semicolons and group names that stand outside quotes, comments and angle brackets. */
function splitList(header: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  let quoted = false;
  let depth = 0;
  for (let at = 0; at < header.length; at += 1) {
    const letter = header[at] ?? '';
    if (letter === '\\') piece += letter + (header[(at += 1)] ?? '');
    else if (!quoted && depth === 0 && (letter === ',' || letter === ';')) {
      pieces.push(piece);
      piece = '';
    } else if (!quoted && depth === 0 && letter === ':' && !/mailto\s*$/i.test(piece.slice(-10))) piece = '';
    else {
      if (letter === '"') quoted = !quoted;
      else if (!quoted && (letter === '(' || letter === '<')) depth += 1;
      else if (!quoted && (letter === ')' || letter === '>')) depth = Math.max(0, depth - 1);
      piece += letter;
    }
  }
  pieces.push(piece);
  return pieces.filter((text) => text.trim() !== '');
}
