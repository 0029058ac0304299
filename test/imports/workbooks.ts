/** Builds .xlsx files for tests, byte by byte, so that every odd shape can be made that real writers make. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the archive claims to hold, where it lies. */
  readonly claimedSize?: number;
}

/** A zip archive of the parts. */
export function zip(parts: readonly ZipPart[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, claimedSize } of parts) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const label = Buffer.from(name);
    const size = claimedSize ?? plain.length;
    const sums = [crc32(plain), packed.length, size];
    const local = header(0x04034b50, [20, 0, 8, 0, 0x5a21], sums, [label.length, 0]);
    const entry = Buffer.concat([
      header(0x02014b50, [20, 20, 0, 8, 0, 0x5a21], sums, [label.length, 0, 0, 0, 0]),
      numbers(4, [0, offset]),
      label,
    ]);
    locals.push(local, label, packed);
    directory.push(entry);
    offset += local.length + label.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const counts = numbers(2, [0, 0, parts.length, parts.length]);
  const end = Buffer.concat([numbers(4, [0x06054b50]), counts, numbers(4, [listed.length, offset]), numbers(2, [0])]);
  return new Uint8Array(Buffer.concat([...locals, listed, end]));
}

const header = (mark: number, before: number[], sums: number[], after: number[]): Buffer =>
  Buffer.concat([numbers(4, [mark]), numbers(2, before), numbers(4, sums), numbers(2, after)]);

function numbers(bytes: 2 | 4, values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  values.forEach((value, index) => buffer.writeUIntLE(value, index * bytes, bytes));
  return buffer;
}

/** The cell styles that `workbook` knows. */
export const STYLES = { plain: 0, date: 1, time: 2, dateAndTime: 3, britishDate: 4, price: 5 } as const;

export type Cell =
  | string
  | number
  | null
  | { readonly value: number; readonly style: keyof typeof STYLES }
  | { readonly formula: string; readonly value?: string }
  | { readonly shared: string }
  | { readonly isoDate: string };

export interface SheetSpec {
  readonly name?: string;
  readonly state?: 'hidden';
  readonly rows: readonly (readonly Cell[])[];
  readonly hiddenRows?: readonly number[];
  readonly merges?: readonly string[];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const letter = (column: number): string => String.fromCharCode(65 + column);

/** An .xlsx workbook; `from1904` is the date system of old Macs. */
export function workbook(sheets: readonly SheetSpec[], from1904 = false): Uint8Array {
  const texts: string[] = [];
  const parts = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    content: sheetXml(sheet, texts),
  }));
  return zip([
    { name: '[Content_Types].xml', content: '<?xml version="1.0"?><Types/>' },
    { name: '_rels/.rels', content: relations([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', content: workbookXml(sheets, from1904) },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ...sheets.map((_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as const),
        ['s1', 'sharedStrings', '/xl/sharedStrings.xml'],
        ['s2', 'styles', 'styles.xml'],
      ]),
    },
    { name: 'xl/styles.xml', content: STYLES_XML },
    {
      name: 'xl/sharedStrings.xml',
      content: `<sst>${texts.map((text) => `<si><r><t>${escaped(text.slice(0, 2))}</t></r><r><t xml:space="preserve">${escaped(text.slice(2))}</t></r><rPh><t>aid</t></rPh></si>`).join('')}</sst>`,
    },
    ...parts,
  ]);
}

const workbookXml = (sheets: readonly SheetSpec[], from1904: boolean): string =>
  `<workbook xmlns:r="http://r.example"><workbookPr${from1904 ? ' date1904="1"' : ''}/><sheets>${sheets
    .map(({ name, state }, index) => {
      const hidden = state === undefined ? '' : ` state="${state}"`;
      return `<sheet name="${name ?? `Sheet${index + 1}`}" sheetId="${index + 1}"${hidden} r:id="rId${index + 1}"/>`;
    })
    .join('')}</sheets></workbook>`;

const relations = (list: readonly (readonly [string, string, string])[]): string =>
  `<Relationships>${list
    .map(
      ([id, kind, target]) =>
        `<Relationship Id="${id}" Type="http://x.example/relationships/${kind}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`;

const STYLES_XML = `<styleSheet><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-809]dd\\ mmmm\\ yyyy;@"/><numFmt numFmtId="165" formatCode="&quot;day &quot;0.00"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`;

function sheetXml({ rows, hiddenRows = [], merges = [] }: SheetSpec, texts: string[]): string {
  const body = rows.map((cells, index) => {
    const hidden = hiddenRows.includes(index + 1) ? ' hidden="1"' : '';
    const written = cells.map((cell, column) => cellXml(cell, `${letter(column)}${index + 1}`, texts)).join('');
    return `<row r="${index + 1}"${hidden}>${written}</row>`;
  });
  const joined = merges.map((range) => `<mergeCell ref="${range}"/>`).join('');
  return `<?xml version="1.0"?><worksheet><sheetData>${body.join('')}</sheetData><mergeCells>${joined}</mergeCells></worksheet>`;
}

function cellXml(cell: Cell, place: string, texts: string[]): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c r="${place}"><v>${cell}</v></c>`;
  if (typeof cell === 'string') return `<c r="${place}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  if ('style' in cell) return `<c r="${place}" s="${STYLES[cell.style]}"><v>${cell.value}</v></c>`;
  if ('isoDate' in cell) return `<c r="${place}" t="d"><v>${cell.isoDate}</v></c>`;
  if ('shared' in cell) return `<c r="${place}" t="s"><v>${texts.push(cell.shared) - 1}</v></c>`;
  return `<c r="${place}" t="str"><f>${escaped(cell.formula)}</f><v>${escaped(cell.value ?? '')}</v></c>`;
}
