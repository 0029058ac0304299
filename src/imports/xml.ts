/** As much of XML as spreadsheets use, read in pieces: fast, bounded, and without document types or outside entities. */
import { UnreadableList } from './list.js';

export interface XmlListener {
  /** `attributes` is the text between the name and the end of the tag: see `attribute`. Names come without prefix. */
  open(name: string, attributes: string): void;
  close(name: string): void;
  /** May come in several pieces. */
  text(text: string): void;
}

/** No tag, comment or instruction in a spreadsheet is longer. */
const LONGEST_TAG = 1_000_000;
const LONGEST_ENTITY = 12;
const damaged = (where: string): UnreadableList => new UnreadableList({ kind: 'damaged', where });

export class XmlReader {
  private rest = '';

  constructor(private readonly listener: XmlListener) {}

  /** Throws `UnreadableList` for a document type (entity bombs) or a tag without end. */
  push(piece: string): void {
    const text = this.rest === '' ? piece : this.rest + piece;
    let at = 0;
    while (at < text.length) {
      const next = text.charCodeAt(at) === 60 ? this.readMark(text, at) : this.readText(text, at);
      if (next < 0) break;
      at = next;
    }
    this.rest = text.slice(at);
    if (this.rest.length > LONGEST_TAG) throw damaged('it holds a mark without end');
  }

  end(): void {
    if (this.rest.startsWith('<')) throw damaged('it ends in the middle');
    if (this.rest !== '') this.listener.text(decodeEntities(this.rest));
    this.rest = '';
  }

  private readText(text: string, from: number): number {
    let end = text.indexOf('<', from);
    if (end < 0) {
      // An entity may be cut by the end of the piece.
      const cut = text.lastIndexOf('&');
      end = cut >= from && cut > text.length - LONGEST_ENTITY ? cut : text.length;
      if (end === from) return -1;
    }
    this.listener.text(decodeEntities(text.slice(from, end)));
    return end;
  }

  private readMark(text: string, from: number): number {
    const second = text.charCodeAt(from + 1);
    if (second === 33) return this.readDeclaration(text, from);
    if (second === 63) return after(text, '?>', from + 2);
    const end = endOfTag(text, from + 1);
    if (end < 0) return -1;
    if (second === 47) this.listener.close(localName(text.slice(from + 2, end).trim()));
    else this.openTag(text.slice(from + 1, end));
    return end + 1;
  }

  private openTag(tag: string): void {
    const empty = tag.endsWith('/');
    const inside = empty ? tag.slice(0, -1) : tag;
    const space = inside.search(/\s/);
    const name = localName(space < 0 ? inside : inside.slice(0, space));
    this.listener.open(name, space < 0 ? '' : inside.slice(space));
    if (empty) this.listener.close(name);
  }

  private readDeclaration(text: string, from: number): number {
    if (text.length < from + 9) return -1;
    if (text.startsWith('<!--', from)) return after(text, '-->', from + 4);
    if (text.startsWith('<![CDATA[', from)) {
      const end = text.indexOf(']]>', from + 9);
      if (end >= 0) this.listener.text(text.slice(from + 9, end));
      return end < 0 ? -1 : end + 3;
    }
    throw damaged('it declares a document type, which spreadsheets do not');
  }
}

const after = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from);
  return at < 0 ? -1 : at + mark.length;
};

/** The place of the ">" that ends a tag: one within quotation marks does not. */
function endOfTag(text: string, from: number): number {
  const end = text.indexOf('>', from);
  // Nearly always the first one is it: only a tag with a mark left open there is looked at letter by letter.
  return end < 0 || isClosed(text, from, end) ? end : endBeyondMarks(text, from);
}

function isClosed(text: string, from: number, end: number): boolean {
  let marks = 0;
  for (let at = from; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) marks += 1;
    else if (code === 39) return false;
  }
  return marks % 2 === 0;
}

function endBeyondMarks(text: string, from: number): number {
  let open: string | null = null;
  for (let at = from; at < text.length; at += 1) {
    const mark = text[at];
    if (open === null && mark === '>') return at;
    if (open === null && (mark === '"' || mark === "'")) open = mark;
    else if (mark === open) open = null;
  }
  return -1;
}

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
};

/** The value of an attribute, by its name without prefix; null when it is absent. */
export function attribute(attributes: string, name: string): string | null {
  for (let at = 0; ;) {
    const equals = attributes.indexOf('=', at);
    if (equals < 0) return null;
    let opening = equals + 1;
    while (attributes[opening] === ' ') opening += 1;
    const mark = attributes[opening];
    if (mark !== '"' && mark !== "'") return null;
    const closing = attributes.indexOf(mark, opening + 1);
    if (closing < 0) return null;
    if (localName(attributes.slice(at, equals).trim()) === name) {
      return decodeEntities(attributes.slice(opening + 1, closing));
    }
    at = closing + 1;
  }
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Character references as characters; what is none stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? whole;
    const code = name[1] === 'x' || name[1] === 'X' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : whole;
  });
}
