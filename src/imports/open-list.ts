/** Opens whatever was sent as a list: looks at what it is, not at what it is called. */
import { open, stat } from 'node:fs/promises';
import { LARGEST_FILE, UnreadableList, type OpenedList } from './list.js';
import { openText } from './text-file.js';
import { openWorkbook } from './xlsx-file.js';

const HEAD = 64 * 1024;

/**
 * Opens a file by its path, or the bytes of one. Throws `UnreadableList` for what is no list, and what the file system
 * throws when there is no such file. Close it when done.
 */
export async function openList(source: string | Uint8Array): Promise<OpenedList> {
  const size = typeof source === 'string' ? (await stat(source)).size : source.length;
  if (size > LARGEST_FILE) throw new UnreadableList({ kind: 'too-large' });
  const head = await headOf(source);
  if (head.length === 0) throw new UnreadableList({ kind: 'empty' });
  const start = Buffer.from(head).toString('latin1');
  if (start.startsWith('PK\u0003\u0004') || start.startsWith('PK\u0005\u0006')) return openWorkbook(source);
  if (start.startsWith('\u00d0\u00cf\u0011\u00e0')) throw new UnreadableList(await oldOffice(source));
  const what = otherFile(start);
  if (what !== null) throw new UnreadableList({ kind: 'not-a-list', what });
  return openText(source, head);
}

async function headOf(source: string | Uint8Array, length = HEAD): Promise<Uint8Array> {
  if (typeof source !== 'string') return source.subarray(0, length);
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Old Office files and encrypted new ones share one container; an encrypted one names its content so. */
async function oldOffice(source: string | Uint8Array): Promise<{ readonly kind: 'encrypted' | 'old-excel' }> {
  const mark = Buffer.from('EncryptedPackage', 'utf16le');
  const bytes = Buffer.from(await headOf(source, 32 * HEAD));
  return { kind: bytes.includes(mark) ? 'encrypted' : 'old-excel' };
}

const OTHER_FILES: readonly (readonly [RegExp, string])[] = [
  [/^%PDF/, 'a PDF document'],
  [/^\{\\rtf/, 'a text document (.rtf)'],
  [/^\u0089PNG|^\u00ff\u00d8\u00ff|^GIF8/, 'a picture'],
  [/^BEGIN:VCALENDAR/i, 'a calendar file'],
  [/^(\u00ef\u00bb\u00bf)?\s*<(!doctype html|html|head|body|table|meta|style|div)\b/i, 'a web page'],
  [
    /^(\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*>\s*(<\?mso-application[^>]*>\s*)?<[^>]*schemas-microsoft-com/i,
    'an old XML file',
  ],
  [/^(\u00ef\u00bb\u00bf)?\s*<\?xml/i, 'an XML file'],
  [/^Rar!|^7z\u00bc/, 'a packed archive'],
];

const otherFile = (start: string): string | null => OTHER_FILES.find(([shape]) => shape.test(start))?.[1] ?? null;
