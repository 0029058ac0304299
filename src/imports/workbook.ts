/** The parts of an .xlsx workbook beside its sheets: which sheets there are, shared texts, number formats. */
import { numberFormat, type NumberFormat } from './cell-format.js';
import { LONGEST_CELL, UnreadableList } from './list.js';
import { attribute, type XmlListener } from './xml.js';

/** More text than 200,000 rows of a list hold, and as much as may lie in memory at once. */
const MOST_SHARED_TEXT = 60_000_000;

export interface SheetEntry {
  readonly name: string;
  readonly relation: string;
  readonly hidden: boolean;
}

/** xl/workbook.xml: the sheets in the order of their tabs. */
export class WorkbookPart implements XmlListener {
  readonly sheets: SheetEntry[] = [];
  from1904 = false;

  open(name: string, attributes: string): void {
    if (name === 'workbookPr') this.from1904 = /^(1|true|on)$/.test(attribute(attributes, 'date1904') ?? '');
    if (name !== 'sheet') return;
    const relation = /\s[\w.-]+:id\s*=\s*["']([^"']*)["']/.exec(attributes)?.[1] ?? '';
    const hidden = (attribute(attributes, 'state') ?? 'visible') !== 'visible';
    this.sheets.push({ name: attribute(attributes, 'name') ?? '', relation, hidden });
  }

  close(): void {}

  text(): void {}
}

/** A .rels part: what each relation points to. */
export class RelationsPart implements XmlListener {
  readonly relations: { readonly id: string; readonly kind: string; readonly target: string }[] = [];

  open(name: string, attributes: string): void {
    if (name !== 'Relationship' || attribute(attributes, 'TargetMode') === 'External') return;
    const read = (key: string): string => attribute(attributes, key) ?? '';
    this.relations.push({ id: read('Id'), kind: read('Type').split('/').at(-1) ?? '', target: read('Target') });
  }

  close(): void {}

  text(): void {}
}

/** xl/sharedStrings.xml: the texts that cells point to by number. */
export class SharedTextsPart implements XmlListener {
  readonly texts: string[] = [];
  private item = '';
  private inText = false;
  private phonetic = 0;
  private total = 0;

  open(name: string): void {
    if (name === 'si') this.item = '';
    // Reading aids for Japanese stand beside the text and are no part of it.
    if (name === 'rPh') this.phonetic += 1;
    if (name === 't') this.inText = this.phonetic === 0;
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    if (name === 'rPh') this.phonetic -= 1;
    if (name !== 'si') return;
    this.total += this.item.length;
    if (this.total > MOST_SHARED_TEXT) throw new UnreadableList({ kind: 'zip-bomb' });
    this.texts.push(plainText(this.item));
    this.item = '';
  }

  text(text: string): void {
    if (this.inText && this.item.length <= LONGEST_CELL) this.item += text;
  }
}

/** Control characters are written "_x000D_" in cells. */
export const plainText = (text: string): string =>
  (text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => character(code)) : text).slice(
    0,
    LONGEST_CELL,
  );

const character = (code: string): string => String.fromCharCode(Number.parseInt(code, 16)).toWellFormed();

/** xl/styles.xml: the number format of each cell style. */
export class StylesPart implements XmlListener {
  readonly formats: NumberFormat[] = [];
  private readonly codes = new Map<number, string>();
  private inCellStyles = false;

  open(name: string, attributes: string): void {
    if (name === 'cellXfs') this.inCellStyles = true;
    if (name === 'numFmt') this.codes.set(numberOf(attributes, 'numFmtId'), attribute(attributes, 'formatCode') ?? '');
    if (name !== 'xf' || !this.inCellStyles) return;
    const id = numberOf(attributes, 'numFmtId');
    this.formats.push(numberFormat(id, this.codes.get(id)));
  }

  close(name: string): void {
    if (name === 'cellXfs') this.inCellStyles = false;
  }

  text(): void {}
}

const numberOf = (attributes: string, name: string): number => Number(attribute(attributes, name) ?? '0');
