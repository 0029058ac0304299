/** Opens lists of separated text (.csv, .tsv, .txt). */
import { createReadStream } from 'node:fs';
import { guessSeparator, SEPARATOR_LINE, SeparatedRows, type Separator } from './csv.js';
import { UnreadableList, type OpenedList, type SheetRow } from './list.js';
import { encodingByMarks, Utf8Check, type TextEncoding } from './text-encoding.js';

const PIECE = 64 * 1024;

/** The one sheet of a text file, from a path or from its bytes; `head` is how it begins. Throws `UnreadableList`. */
export async function openText(source: string | Uint8Array, head: Uint8Array): Promise<OpenedList> {
  const encoding = await encodingOf(source, head);
  const start = new TextDecoder(encoding).decode(head);
  const line = SEPARATOR_LINE.exec(start);
  const separator = (line?.[1] as Separator | undefined) ?? guessSeparator(start);
  const skip = line?.[0].length ?? 0;
  const rows = (): AsyncIterable<readonly SheetRow[]> => readRows(source, encoding, separator, skip);
  return { sheets: [{ name: null, hidden: false, from1904: false, merges: [], rows }], close: async () => {} };
}

async function encodingOf(source: string | Uint8Array, head: Uint8Array): Promise<TextEncoding> {
  const marked = encodingByMarks(head);
  if (marked === 'binary') throw new UnreadableList({ kind: 'not-a-list', what: 'no text' });
  if (marked !== null) return marked;
  const check = new Utf8Check();
  for await (const bytes of piecesOf(source)) if (!check.push(bytes)) return 'windows-1252';
  return check.end() ? 'utf-8' : 'windows-1252';
}

async function* readRows(
  source: string | Uint8Array,
  encoding: TextEncoding,
  separator: Separator,
  skip: number,
): AsyncIterable<readonly SheetRow[]> {
  const decoder = new TextDecoder(encoding);
  const rows = new SeparatedRows(separator);
  let number = 0;
  let toSkip = skip;
  const numbered = (read: readonly string[][]): readonly SheetRow[] =>
    read.flatMap((cells) => {
      number += 1;
      return cells.every((cell) => cell === '') ? [] : [{ row: number, cells, hidden: false }];
    });
  for await (const bytes of piecesOf(source)) {
    const text = decoder.decode(bytes, { stream: true });
    const rest = text.slice(toSkip);
    toSkip -= text.length - rest.length;
    yield numbered(rows.push(rest));
  }
  yield numbered(rows.push(decoder.decode()));
  yield numbered(rows.end());
}

async function* piecesOf(source: string | Uint8Array): AsyncIterable<Uint8Array> {
  if (typeof source === 'string') {
    yield* createReadStream(source, { highWaterMark: PIECE }) as AsyncIterable<Buffer>;
    return;
  }
  for (let at = 0; at < source.length; at += PIECE) yield source.subarray(at, at + PIECE);
}
