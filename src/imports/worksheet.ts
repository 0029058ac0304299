/** One sheet of an .xlsx workbook, as rows of text. Formulas are never worked out: they stay formulas. */
import { numberText, type NumberFormat } from './cell-format.js';
import { LONGEST_CELL, MOST_COLUMNS, type Merge, type SheetRow } from './list.js';
import { plainText } from './workbook.js';
import { attribute, type XmlListener } from './xml.js';

export interface Workbook {
  readonly texts: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly from1904: boolean;
}

/** More joined cells than any list has; the rest are not filled. */
const MOST_MERGES = 100_000;

/** Listens to xl/worksheets/sheetN.xml; complete rows wait in `rows` until somebody takes them. */
export class WorksheetPart implements XmlListener {
  rows: SheetRow[] = [];
  readonly merges: Merge[] = [];
  private row = 0;
  private hidden = false;
  private cells: string[] = [];
  private column = -1;
  private kind = '';
  private style = 0;
  private value = '';
  private formula: string | null = null;
  private taking: 'value' | 'formula' | null = null;
  private phonetic = false;
  private readonly written = new Map<string, string>();

  constructor(private readonly workbook: Workbook) {}

  /** The rows complete so far, once. */
  take(): readonly SheetRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open(name: string, attributes: string): void {
    if (name === 'c') this.openCell(attributes);
    else if (name === 'v' || name === 't') this.taking = this.phonetic ? null : 'value';
    else if (name === 'f') {
      this.formula = '';
      this.taking = 'formula';
    } else if (name === 'row') this.openRow(attributes);
    else if (name === 'rPh') this.phonetic = true;
    else if (name === 'mergeCell') this.addMerge(attribute(attributes, 'ref') ?? '');
  }

  close(name: string): void {
    if (name === 'v' || name === 't' || name === 'f') this.taking = null;
    else if (name === 'c') this.closeCell();
    else if (name === 'row') this.closeRow();
    else if (name === 'rPh') this.phonetic = false;
  }

  text(text: string): void {
    if (this.taking === 'value' && this.value.length <= LONGEST_CELL) this.value += text;
    if (this.taking === 'formula' && this.formula !== null && this.formula.length < 100) this.formula += text;
  }

  private openRow(attributes: string): void {
    const number = Number(attribute(attributes, 'r') ?? '0');
    // Some writers leave the numbers out; then rows simply follow each other.
    this.row = Number.isInteger(number) && number > this.row ? number : this.row + 1;
    this.hidden = /^(1|true)$/.test(attribute(attributes, 'hidden') ?? '');
    this.cells = [];
    this.column = -1;
  }

  private closeRow(): void {
    if (this.cells.some((cell) => cell !== ''))
      this.rows.push({ row: this.row, cells: this.cells, hidden: this.hidden });
    this.cells = [];
  }

  private openCell(attributes: string): void {
    const place = cellPlace(attribute(attributes, 'r') ?? '');
    this.column = place === null ? this.column + 1 : place.column;
    this.kind = attribute(attributes, 't') ?? 'n';
    this.style = Number(attribute(attributes, 's') ?? '0');
    this.value = '';
    this.formula = null;
  }

  private closeCell(): void {
    const text = this.cellText();
    if (text === '' || this.column < 0 || this.column >= MOST_COLUMNS) return;
    while (this.cells.length < this.column) this.cells.push('');
    this.cells[this.column] = text;
  }

  private cellText(): string {
    if (this.formula !== null) return `=${this.formula}`;
    if (this.value === '') return '';
    if (this.kind === 's') return this.workbook.texts[Number(this.value)] ?? '';
    if (this.kind === 'n') return this.writtenNumber();
    if (this.kind === 'b') return this.value === '1' ? 'TRUE' : 'FALSE';
    return plainText(this.value);
  }

  /** Dates and times repeat all down a list, so each is written once. */
  private writtenNumber(): string {
    const format = this.workbook.formats[this.style] ?? 'number';
    const key = `${format} ${this.value}`;
    let text = this.written.get(key);
    if (text === undefined) {
      text = numberText(this.value, format, this.workbook.from1904);
      if (this.written.size < 20_000) this.written.set(key, text);
    }
    return text;
  }

  private addMerge(range: string): void {
    const [from, to] = range.split(':').map(cellPlace);
    if (!from || !to || this.merges.length >= MOST_MERGES) return;
    this.merges.push({ firstRow: from.row, lastRow: to.row, firstColumn: from.column, lastColumn: to.column });
  }
}

function cellPlace(reference: string): { readonly row: number; readonly column: number } | null {
  let column = 0;
  let at = 0;
  for (; at < reference.length && at < 4; at += 1) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + (code - 64);
  }
  const row = Number(reference.slice(at));
  return at === 0 || !Number.isInteger(row) || row < 1 ? null : { row, column: column - 1 };
}
