/** Reads a list of markers: a row each, with its police reference, kind and date. */
import { refusalSentence, UnreadableList, type SheetRow } from '../imports/list.js';
import { openList } from '../imports/open-list.js';
import type { WrittenMarker } from './marker.js';

export interface ListedMarker extends WrittenMarker {
  /** As a spreadsheet counts them, the heading being row 1. */
  readonly row: number;
}

export type MarkerList =
  { readonly ok: true; readonly rows: readonly ListedMarker[] } | { readonly ok: false; readonly sentence: string };

/** A day's or a week's; larger ones come through the API. */
export const MOST_ROWS = 2_000;

const HEADINGS = {
  policeReference: /^(police )?(ref|reference|reference number|occurrence|niche (ref|reference|id))$/,
  kind: /^(kind|type|marker|marker (kind|type))$/,
  occurredOn: /^(date|day|on|occurred|occurred on|date of (incident|marker))$/,
} as const;

const plain = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();

/** What stands in the file, read whole; nothing of it is judged yet but that it is such a list. */
export async function readMarkerList(path: string): Promise<MarkerList> {
  try {
    const list = await openList(path);
    try {
      const rows: SheetRow[] = [];
      for await (const some of list.sheets[0]?.rows() ?? []) {
        rows.push(...some);
        if (rows.length > MOST_ROWS + 1) return tooMany;
      }
      return columnsOf(rows);
    } finally {
      await list.close();
    }
  } catch (error) {
    if (error instanceof UnreadableList) return { ok: false, sentence: refusalSentence(error.refusal) };
    throw error;
  }
}

const tooMany = {
  ok: false,
  sentence: `The list has more than ${MOST_ROWS.toLocaleString('en-GB')} rows. Send a part of it at a time.`,
} as const;

function columnsOf([head, ...body]: readonly SheetRow[]): MarkerList {
  const names = (head?.cells ?? []).map((cell) => plain(String(cell)));
  const at = (shape: RegExp): number => names.findIndex((name) => shape.test(name));
  const [reference, kind, day] = [at(HEADINGS.policeReference), at(HEADINGS.kind), at(HEADINGS.occurredOn)];
  if (reference === undefined || kind === undefined || day === undefined || Math.min(reference, kind, day) < 0) {
    return { ok: false, sentence: 'The first row must name the columns: police reference, kind and date.' };
  }
  if (body.length === 0) return { ok: false, sentence: 'The list has its headings, but no row under them.' };
  const rows = body.map(({ row, cells }) => ({
    row,
    policeReference: String(cells[reference] ?? '').trim(),
    kind: String(cells[kind] ?? '').trim(),
    occurredOn: String(cells[day] ?? '').trim(),
  }));
  return { ok: true, rows };
}
