const BREAKS = /^\/?(br|p|div|tr|li|h[1-6]|table|ul|ol|blockquote|hr|title)\b/i;
const HIDDEN = /^(style|script|head|!--)/i;
/** Where what is hidden ends. */
const ENDS: Readonly<Record<string, RegExp>> = {
  style: /<\/style>/gi,
  script: /<\/script>/gi,
  head: /<\/head>/gi,
  '!--': /-->/g,
};
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  pound: '£',
  bull: '•',
};

/** The words of an HTML body, a line for each block. One pass, so that no markup can stall it. */
export function htmlToText(html: string): string {
  let text = '';
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (open < 0) break;
    text += html.slice(at, open).replace(/\s+/g, ' ');
    const close = html.indexOf('>', open);
    if (close < 0) return tidy(text);
    const tag = html.slice(open + 1, Math.min(close, open + 40));
    at = HIDDEN.test(tag) ? endOfHidden(html, open, tag) : close + 1;
    if (BREAKS.test(tag)) text += '\n';
    else if (/^\/t[dh]\b/i.test(tag)) text += ' ';
  }
  return tidy(text + html.slice(at).replace(/\s+/g, ' '));
}

/** Looks on from `open` to the nearest end, in whatever case: a mass of short ones must not be searched to the last each. */
function endOfHidden(html: string, open: number, tag: string): number {
  const end = ENDS[HIDDEN.exec(tag)?.[1]?.toLowerCase() ?? ''];
  if (end === undefined) return html.length;
  end.lastIndex = open;
  return end.test(html) ? end.lastIndex : html.length;
}

const tidy = (text: string): string =>
  text
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => entity(name) ?? whole)
    .replace(/[ \t\u00A0]+/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();

function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? null;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : null;
}

/** Plain text with RFC 3676 soft line breaks joined; `delSp` drops the space that marked them. */
export function unflow(text: string, delSp: boolean): string {
  const lines = text.split('\n');
  let result = '';
  lines.forEach((line, index) => {
    const stuffed = line.startsWith(' ') ? line.slice(1) : line;
    const soft = stuffed.endsWith(' ') && stuffed !== '-- ' && index < lines.length - 1;
    result += soft ? (delSp ? stuffed.slice(0, -1) : stuffed) : `${stuffed}\n`;
  });
  return result;
}
