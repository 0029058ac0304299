/** Opens .xlsx workbooks part by part. What a part claims of its size is not believed: bytes are counted as they come. */
import * as yauzl from 'yauzl';
import { UnreadableList, type Merge, type OpenedList, type Sheet, type SheetRow } from './list.js';
import { RelationsPart, SharedTextsPart, StylesPart, WorkbookPart, type SheetEntry } from './workbook.js';
import { WorksheetPart, type Workbook } from './worksheet.js';
import { XmlReader, type XmlListener } from './xml.js';

const MOST_PARTS = 10_000;
/** 200,000 rows of 50 cells are about 600 MB of XML. */
const LARGEST_PART = 1024 ** 3;
/** A list shrinks to a tenth or a thirtieth; what shrinks to less than a 200th was made to do harm. */
const LARGEST_RATIO = 200;
const SMALL_ENOUGH = 50 * 1024 * 1024;

type Parts = ReadonlyMap<string, yauzl.Entry>;

/** The sheets of a workbook, from a path or from its bytes. Throws `UnreadableList`. */
export async function openWorkbook(source: string | Uint8Array): Promise<OpenedList> {
  const zip = await damagedUnless(() => openZip(source));
  try {
    const parts = await damagedUnless(() => listParts(zip));
    return { sheets: await openSheets(zip, parts), close: async () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

const OPTIONS = { lazyEntries: true, autoClose: false, validateEntrySizes: true } as const;

const openZip = (source: string | Uint8Array): Promise<yauzl.ZipFile> =>
  typeof source === 'string'
    ? yauzl.openPromise(source, OPTIONS)
    : yauzl.fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), OPTIONS);

async function listParts(zip: yauzl.ZipFile): Promise<Parts> {
  if (zip.entryCount > MOST_PARTS) throw new UnreadableList({ kind: 'zip-bomb' });
  const parts = new Map<string, yauzl.Entry>();
  let [packed, unpacked] = [0, 0];
  for await (const entry of zip.eachEntry()) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
    parts.set(entry.fileName.toLowerCase().replace(/^\//, ''), entry);
  }
  if (isBomb(unpacked, packed) || unpacked > 2 * LARGEST_PART) throw new UnreadableList({ kind: 'zip-bomb' });
  return parts;
}

const isBomb = (unpacked: number, packed: number): boolean =>
  unpacked > LARGEST_PART || (unpacked > SMALL_ENOUGH && unpacked > packed * LARGEST_RATIO);

async function openSheets(zip: yauzl.ZipFile, parts: Parts): Promise<readonly Sheet[]> {
  const path = await workbookPath(zip, parts);
  const part = new WorkbookPart();
  await readPart(zip, parts, path, part);
  const relations = new RelationsPart();
  await readPart(zip, parts, path.replace(/([^/]*)$/, '_rels/$1.rels'), relations);
  const target = (kind: string, id?: string): string | null => {
    const found = relations.relations.find((each) => each.kind === kind && (id === undefined || each.id === id));
    return found === undefined ? null : partPath(path, found.target);
  };
  const texts = new SharedTextsPart();
  await readPart(zip, parts, target('sharedStrings'), texts);
  const styles = new StylesPart();
  await readPart(zip, parts, target('styles'), styles);
  const workbook: Workbook = { texts: texts.texts, formats: styles.formats, from1904: part.from1904 };
  const entries = [...part.sheets.filter((each) => !each.hidden), ...part.sheets.filter((each) => each.hidden)];
  const sheets = entries.flatMap((entry) => {
    const sheetPath = target('worksheet', entry.relation);
    return sheetPath !== null && parts.has(sheetPath) ? [openSheet(zip, parts, sheetPath, entry, workbook)] : [];
  });
  if (sheets.length === 0) throw new UnreadableList({ kind: 'damaged', where: 'the workbook has no sheet' });
  return sheets;
}

function openSheet(zip: yauzl.ZipFile, parts: Parts, path: string, entry: SheetEntry, workbook: Workbook): Sheet {
  let merges: readonly Merge[] = [];
  return {
    name: entry.name,
    hidden: entry.hidden,
    from1904: workbook.from1904,
    get merges() {
      return merges;
    },
    async *rows(): AsyncIterable<readonly SheetRow[]> {
      const listener = new WorksheetPart(workbook);
      for await (const _ of pieces(zip, parts, path, listener)) yield listener.take();
      yield listener.take();
      merges = listener.merges;
    },
  };
}

/** The main part is where the package says it is, which is nearly always xl/workbook.xml. */
async function workbookPath(zip: yauzl.ZipFile, parts: Parts): Promise<string> {
  const relations = new RelationsPart();
  await readPart(zip, parts, '_rels/.rels', relations);
  const main = relations.relations.find((each) => each.kind === 'officeDocument');
  const path = main === undefined ? 'xl/workbook.xml' : partPath('', main.target);
  if (!parts.has(path) || !path.endsWith('.xml') || path.startsWith('word/') || path.startsWith('ppt/')) {
    throw new UnreadableList({ kind: 'not-a-list', what: otherArchive([...parts.keys()]) });
  }
  return path;
}

function otherArchive(names: readonly string[]): string {
  const has = (start: string): boolean => names.some((name) => name.startsWith(start));
  if (has('word/')) return 'a Word document';
  if (has('ppt/')) return 'a presentation';
  if (has('xl/workbook.bin')) return 'an Excel binary workbook (.xlsb)';
  return has('content.xml') ? 'an OpenDocument file' : 'a zip archive';
}

function partPath(from: string, target: string): string {
  const steps = target.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/').toLowerCase();
}

async function readPart(zip: yauzl.ZipFile, parts: Parts, path: string | null, listener: XmlListener): Promise<void> {
  if (path === null || !parts.has(path)) return;
  for await (const _ of pieces(zip, parts, path, listener));
}

/** Feeds one part to its listener, a piece at a time. */
async function* pieces(zip: yauzl.ZipFile, parts: Parts, path: string, listener: XmlListener): AsyncIterable<void> {
  const entry = parts.get(path);
  if (entry === undefined) return;
  if (entry.isEncrypted()) throw new UnreadableList({ kind: 'encrypted' });
  const xml = new XmlReader(listener);
  const stream = await damagedUnless(() => zip.openReadStreamPromise(entry));
  let decoder: TextDecoder | null = null;
  let unpacked = 0;
  try {
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      unpacked += bytes.length;
      if (isBomb(unpacked, entry.compressedSize)) throw new UnreadableList({ kind: 'zip-bomb' });
      decoder ??= new TextDecoder(xmlEncoding(bytes));
      xml.push(decoder.decode(bytes, { stream: true }));
      yield;
    }
  } catch (error) {
    throw asDamage(error);
  } finally {
    stream.destroy();
  }
  xml.end();
}

const xmlEncoding = (head: Buffer): string =>
  head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';

async function damagedUnless<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    throw asDamage(error);
  }
}

/** What the archive reader complains of is damage; what the file system complains of is an outage. */
function asDamage(error: unknown): unknown {
  if (error instanceof UnreadableList || typeof error !== 'object' || error === null || 'syscall' in error)
    return error;
  return new UnreadableList({ kind: 'damaged', where: 'the archive inside it cannot be read' });
}
