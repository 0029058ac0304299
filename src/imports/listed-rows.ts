/** The rows of a list, packed: a hundred thousand of them as objects take a hundred megabytes, as bytes fifteen. */
import type { ListedRow } from './listed.js';
import { RowPacking } from './packed-row.js';

const PAGE = 1024 * 1024;
/** What stands in a row is bounded field by field, to far less than this. */
const LONGEST_ROW = 128 * 1024;

/** Rows by their places, counted from 0. What is looked at is unpacked, and forgotten again. */
export class ListedRows {
  private readonly packing = new RowPacking();
  private readonly pages: Uint8Array[] = [];
  private used = PAGE;
  /** Where each row begins, counted over all pages, and how many bytes it has. */
  private readonly starts: number[] = [];
  private readonly lengths: number[] = [];
  private readonly numbers: number[] = [];
  private readonly encoder = new TextEncoder();
  private readonly decoder = new TextDecoder();

  get length(): number {
    return this.starts.length;
  }

  /** The place that the row has from now on. */
  add(row: ListedRow): number {
    if (this.used > PAGE - LONGEST_ROW) this.turnPage();
    const text = this.packing.pack(row);
    const page = this.pages.at(-1) ?? new Uint8Array();
    const { read, written } = this.encoder.encodeInto(text, page.subarray(this.used));
    if (read < text.length) throw new Error(`row ${row.row} is longer than any row can be`);
    this.starts.push((this.pages.length - 1) * PAGE + this.used);
    this.lengths.push(written);
    this.used += written;
    return this.numbers.push(row.row) - 1;
  }

  at(place: number): ListedRow {
    const start = this.starts[place] ?? 0;
    const from = start % PAGE;
    const page = this.pages[Math.floor(start / PAGE)] ?? new Uint8Array();
    return this.packing.unpack(this.decoder.decode(page.subarray(from, from + (this.lengths[place] ?? 0))));
  }

  /** The number of the row in the sheet. */
  numberOf(place: number): number {
    return this.numbers[place] ?? 0;
  }

  private turnPage(): void {
    this.pages.push(new Uint8Array(PAGE));
    this.used = 0;
  }
}
