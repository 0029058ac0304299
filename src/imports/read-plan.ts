/** From a file to a plan: opens it, finds the sheet and the heading, keeps only what is read, and plans it. */
import { hash } from 'node:crypto';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { narrowed, type Columns, type GivenColumns } from './columns.js';
import { findHeader, type FoundHeader, type NoHeader } from './header.js';
import { planImport, type ImportPlan, type ImportSurroundings } from './import-plan.js';
import { MOST_ROWS, UnreadableList, type ListRefusal, type Sheet, type SheetRow } from './list.js';
import { filledDown } from './merges.js';
import { openList } from './open-list.js';

export interface ReadPlan {
  readonly plan: ImportPlan;
  /** The tab it was read from; null for a text file. */
  readonly sheet: string | null;
  readonly headerRow: number;
  /** Every heading as written, in the order of the columns. */
  readonly headers: readonly string[];
  /** Where the kind of all conferences was found, when no column says it. */
  readonly kindFrom: string | null;
}

export interface ReadPlanOptions extends Omit<ImportSurroundings, 'fingerprint'> {
  /** Columns a person has set right before. */
  readonly columns?: GivenColumns;
  /** Told how many rows have been read, now and then. */
  readonly onRows?: (rows: number) => void;
}

/** From these the heading and the columns are found; the order of day and month is decided from all rows. */
const SAMPLE_ROWS = 500;

/**
 * Plans the list in a file, given by its path or its bytes. Refuses what is no list with a reason (`refusalSentence`);
 * throws only what the file system throws, such as ENOENT.
 */
export async function readPlan(
  source: string | Uint8Array,
  options: ReadPlanOptions,
): Promise<Decided<ReadPlan, ListRefusal>> {
  try {
    const list = await openList(source);
    try {
      return await planFirst(list.sheets, options);
    } finally {
      await list.close();
    }
  } catch (error) {
    if (error instanceof UnreadableList) return refused(error.refusal);
    throw error;
  }
}

/** Short enough to keep for every row, long enough that no two rows share one by chance. */
const fingerprint = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

async function planFirst(sheets: readonly Sheet[], options: ReadPlanOptions): Promise<Decided<ReadPlan, ListRefusal>> {
  let nearest: NoHeader | null = null;
  for (const sheet of sheets) {
    const read = await readSheet(sheet, options);
    if (read === null) continue;
    if ('header' in read) return accepted(planned(sheet, read, options));
    if (nearest === null || read.seen.length > nearest.seen.length) nearest = read;
  }
  return refused(nearest === null ? { kind: 'empty' } : { kind: 'no-header', ...nearest });
}

interface ReadSheet {
  readonly header: FoundHeader;
  readonly columns: Columns;
  readonly rows: readonly SheetRow[];
}

function planned(sheet: Sheet, { header, columns, rows }: ReadSheet, options: ReadPlanOptions): ReadPlan {
  const mapping = {
    columns,
    kind: header.kind?.is ?? null,
    ofConferences: header.ofConferences,
    from1904: sheet.from1904,
  };
  const plan = planImport(filledDown(rows, sheet.merges, columns), mapping, { ...options, fingerprint });
  const hasKinds = columns.mapped.some((column) => column.field === 'kind');
  return {
    plan,
    sheet: sheet.name,
    headerRow: header.row,
    headers: header.headers,
    kindFrom: hasKinds ? null : (header.kind?.from ?? null),
  };
}

/** Null for a sheet without any content. */
async function readSheet(sheet: Sheet, options: ReadPlanOptions): Promise<ReadSheet | NoHeader | null> {
  const sample: SheetRow[] = [];
  let keeping: Keeping | null = null;
  for await (const batch of sheet.rows()) {
    for (const row of batch) {
      if (keeping !== null) keeping.keep(row);
      else if (sample.push(row) === SAMPLE_ROWS) {
        const found = findHeader(sample, sheet.name, rulesFor(sheet, options), options.columns);
        if (!('row' in found)) return found;
        keeping = new Keeping(found, sample);
      }
    }
    if (keeping !== null) options.onRows?.(keeping.rows.length);
  }
  if (keeping !== null) return keeping;
  if (sample.length === 0) return null;
  const found = findHeader(sample, sheet.name, rulesFor(sheet, options), options.columns);
  return 'row' in found ? new Keeping(found, sample) : found;
}

const rulesFor = (sheet: Sheet, options: ReadPlanOptions) =>
  ({ order: 'day-first', today: options.today, from1904: sheet.from1904 }) as const;

const MOST_SHARED = 5_000;

/** Keeps of each row only the cells that are read, and of equal cells only one: most of a list repeats. */
class Keeping implements ReadSheet {
  readonly columns: Columns;
  readonly rows: SheetRow[] = [];
  private readonly shared: readonly Map<string, string>[];

  constructor(
    readonly header: FoundHeader,
    sample: readonly SheetRow[],
  ) {
    this.columns = narrowed(header.columns);
    this.shared = this.columns.mapped.map(() => new Map());
    for (const row of sample.slice(header.rowsBefore)) this.keep(row);
  }

  keep({ row, cells, hidden }: SheetRow): void {
    if (this.rows.length >= MOST_ROWS) throw new UnreadableList({ kind: 'too-many-rows' });
    const kept = this.columns.mapped.map(({ column }, index) => this.sharedText(index, cells[column] ?? ''));
    this.rows.push({ row, cells: kept, hidden });
  }

  private sharedText(index: number, text: string): string {
    const known = this.shared[index];
    const same = known?.get(text);
    if (same !== undefined || known === undefined) return same ?? text;
    if (known.size < MOST_SHARED) known.set(text, text);
    return text;
  }
}
