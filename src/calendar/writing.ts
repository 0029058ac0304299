/** Longer than any venue or name that people write; a longer one is cut, so that one field cannot fill a screen. */
const LONGEST_LINE = 300;

/**
 * Text from outside as one harmless line: no control, format or bidirectional characters (they could break out of a
 * header or a calendar line, or make a line read backwards), no line breaks, single spaces. A double quote becomes a
 * single one and a caret is dropped, because calendars disagree on how to write them in a parameter (RFC 6868).
 */
export function oneLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cn}\p{Co}\p{Cs}^]/gu, '')
    .replaceAll('"', "'")
    .trim();
  const letters = [...line];
  return letters.length <= LONGEST_LINE ? line : `${letters.slice(0, LONGEST_LINE - 1).join('')}…`;
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for an HTML element or a quoted attribute. */
export const toHtml = (text: string): string => text.replace(/[&<>"']/g, (letter) => HTML_ENTITIES[letter] ?? '');

export { isMailAddress } from '../kernel/mail-address.js';

/** An http or https address of printable characters only, that no reader of mail can take for two. */
export const isWebLink = (text: string): boolean =>
  /^https?:\/\/[\x21-\x7e]+$/.test(text) && !/["<>\\^`{}|]/.test(text) && URL.canParse(text) && text.length <= 2000;
