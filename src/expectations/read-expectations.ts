/** Reads a list of strategy discussions and transfers: a row each. */
import { refusalSentence, UnreadableList, type SheetRow } from '../imports/list.js';
import { openList } from '../imports/open-list.js';
import type { WrittenExpectation } from './told.js';

export interface ListedExpectation extends WrittenExpectation {
  /** As a spreadsheet counts them, the heading being row 1. */
  readonly row: number;
}

export type ExpectationList =
  | { readonly ok: true; readonly rows: readonly ListedExpectation[] }
  | { readonly ok: false; readonly sentence: string };

/** A month's of the whole force; larger ones come through the API. */
export const MOST_ROWS = 1_000;

const HEADINGS: Readonly<Record<keyof WrittenExpectation, RegExp>> = {
  hub: /^(hub|local authority|la|authority)$/,
  origin: /^(kind|type|what|origin)$/,
  beganOn:
    /^(date|day|began on|strategy (discussion|meeting)( date| on)?|(date of )?strategy (discussion|meeting)|s( )?start date|trigger( date)?)$/,
  laReference: /^(ref|reference|la ref(erence)?|meeting id|la meeting id|enquiry( id)?|s enquiry id)$/,
  childIds: /^(child(ren)?|child ids?|la child ids?|children s ids)$/,
  expectedOn: /^(expected( on| date)?|conference( date)?|icpc (target )?date|target date)$/,
};
const FIELDS = Object.keys(HEADINGS) as (keyof WrittenExpectation)[];

const plain = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, ' ')
    .trim();

/** What stands in the file, read whole. @param hubOf the code of a hub by its code, name, abbreviation or authority */
export async function readExpectationList(
  path: string,
  hubOf: (written: string) => string,
  usualHub: string,
): Promise<ExpectationList> {
  try {
    const list = await openList(path);
    try {
      const rows: SheetRow[] = [];
      for await (const some of list.sheets[0]?.rows() ?? []) {
        rows.push(...some);
        if (rows.length > MOST_ROWS + 1) return tooMany;
      }
      return columnsOf(rows, hubOf, usualHub);
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

function columnsOf(
  [head, ...body]: readonly SheetRow[],
  hubOf: (written: string) => string,
  usualHub: string,
): ExpectationList {
  const names = (head?.cells ?? []).map((cell) => plain(String(cell)));
  const at = Object.fromEntries(FIELDS.map((field) => [field, names.findIndex((name) => HEADINGS[field].test(name))]));
  if (at['beganOn'] === -1 || (at['laReference'] === -1 && at['childIds'] === -1)) {
    const sentence =
      'The first row must name the columns: date, and reference or child ids; also hub, kind and expected date where there are some.';
    return { ok: false, sentence };
  }
  if (body.length === 0) return { ok: false, sentence: 'The list has its headings, but no row under them.' };
  return {
    ok: true,
    rows: body.map(({ row, cells }) => {
      const cell = (field: keyof WrittenExpectation): string => String(cells[at[field] ?? -1] ?? '').trim();
      return {
        row,
        hub: cell('hub') === '' ? usualHub : hubOf(cell('hub')),
        origin: cell('origin'),
        beganOn: cell('beganOn'),
        laReference: cell('laReference'),
        childIds: cell('childIds'),
        expectedOn: cell('expectedOn'),
      };
    }),
  };
}
