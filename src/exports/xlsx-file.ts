/**
 * Writes .xlsx workbooks row by row: a sheet is compressed as it is made, so that its size costs no memory. Text is kept
 * as text (inline strings), so that no cell can be a formula.
 */
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Written } from './columns.js';
import { cellsXml, CONTENT_TYPES, pagesXml, RELATIONS, sheetEnd, sheetStart, STYLES, WORKBOOK_RELATIONS, workbookXml } from './sheet-xml.js'; // prettier-ignore

/** What a sheet of Excel holds, its header included. */
export const MOST_SHEET_ROWS = 1_048_576;

export interface Workbook {
  readonly title: string;
  readonly header: readonly string[];
  /** Which columns hold days. */
  readonly days: readonly boolean[];
  readonly pieces: AsyncIterable<readonly (readonly Written[])[]>;
  /** A second sheet: what the file holds and what its columns mean. */
  readonly about: readonly (readonly string[])[];
  readonly madeAt: Temporal.Instant;
}

/** The bytes of a workbook; destroying the stream ends the reading of its rows. */
export function xlsxFile({ title, header, days, pieces, about, madeAt }: Workbook): Readable {
  const zip = new ZipFile();
  const options = { mtime: new Date(madeAt.epochMilliseconds) };
  const rows = Readable.from(sheetXml(header, days, pieces), { objectMode: false, highWaterMark: 64 * 1024 });
  const part = (name: string, text: string): void => zip.addBuffer(Buffer.from(text), name, options);
  part('[Content_Types].xml', CONTENT_TYPES);
  part('_rels/.rels', RELATIONS);
  part('xl/workbook.xml', workbookXml(title));
  part('xl/_rels/workbook.xml.rels', WORKBOOK_RELATIONS);
  part('xl/styles.xml', STYLES);
  part('xl/worksheets/sheet2.xml', pagesXml(about));
  zip.addReadStream(rows, 'xl/worksheets/sheet1.xml', options);
  zip.end();
  const output = zip.outputStream as Readable;
  // yazl listens to neither end: a file whose rows fail must break off, and rows that nobody takes must end.
  rows.on('error', (error: Error) => output.destroy(error));
  zip.on('error', (error: Error) => output.destroy(error));
  output.once('close', () => rows.destroy());
  return output;
}

async function* sheetXml(
  header: readonly string[],
  days: readonly boolean[],
  pieces: AsyncIterable<readonly (readonly Written[])[]>,
): AsyncGenerator<string> {
  yield sheetStart(header);
  let row = 1;
  for await (const piece of pieces) {
    yield piece.map((line) => cellsXml(line, (row += 1), days)).join('');
  }
  yield sheetEnd(header.length, row);
}
