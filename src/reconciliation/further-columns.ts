/** Columns that only a list of what was held has: whether it was, whether police were there, whether it was quorate. */
import { headerWords } from '../imports/fields.js';
import { isBlank } from '../imports/written-cells.js';
import { CALLED_OFF } from '../imports/written-kinds.js';

export const FURTHER_FIELDS = ['held', 'police', 'quorate'] as const;
export type FurtherField = (typeof FURTHER_FIELDS)[number];

export const FURTHER_WORDS: Readonly<Record<FurtherField, string>> = {
  held: 'held or not',
  police: 'police attended or not',
  quorate: 'quorate or not',
};

/** What one row says besides; null where it does not. */
export type FurtherFacts = Readonly<Record<FurtherField, boolean | null>>;

export interface FurtherColumn {
  readonly field: FurtherField;
  readonly column: number;
  readonly header: string;
}

const HEADINGS: Readonly<Record<FurtherField, RegExp>> = {
  held: /^((conf|conference|meeting|current) )?(held|status|took place|went ahead)$|^(was it|was the conference|conference) held$|^held (y n|yes no)$|^cancelled$/,
  // The participation code of the Standard Safeguarding Dataset (PN0 to PN7) is the child's: it is never read as ours.
  police: /\b(police|tvp|thames valley police)\b.*\b(attend(ed|ance|ing)?|present|there|participated)\b|\b(attend(ed|ance)|present)\b.*\b(police|tvp)\b|^(police|tvp)$/,
  quorate: /^cppr cp review quorate$|\bquora(te|cy)\b/,
}; // prettier-ignore

/** Where they are: as a person said, else by their headings. A heading is one thing only. */
export function furtherColumns(
  headers: readonly string[],
  given: Partial<Readonly<Record<FurtherField, string | null>>> = {},
): readonly FurtherColumn[] {
  const taken = new Set<number>();
  return FURTHER_FIELDS.flatMap((field) => {
    const said = given[field];
    if (said === null) return [];
    const fits = (header: string): boolean =>
      said === undefined ? HEADINGS[field].test(headerWords(header)) : headerWords(said) === headerWords(header);
    const column = headers.findIndex((header, at) => !taken.has(at) && header.trim() !== '' && fits(header));
    if (column < 0) return [];
    taken.add(column);
    return [{ field, column, header: headers[column] ?? '' }];
  });
}

const YES =
  /^(y|yes|true|t|1|attended|present|in person|video|virtual(ly)?|teams|remote(ly)?|telephone|held|took place|went ahead|completed|quorate|confirmed)\b/i;
const NO = /^(n|no|false|f|0|not\b.*|absent|apologies|did not.*|dna|didn.?t.*|report only|inquorate|no.?show)\b/i; // prettier-ignore

/**
 * What a cell says to a question of yes or no; null when it says neither. A report instead of an attendance is none. A
 * column headed "Cancelled" asks the opposite of "held".
 */
export function readFurther({ field, header }: Pick<FurtherColumn, 'field' | 'header'>, cell: string): boolean | null {
  const text = cell.trim();
  if (isBlank(text) || text.startsWith('=')) return null;
  if (field === 'held' && CALLED_OFF.test(text)) return false;
  const said = NO.test(text) ? false : YES.test(text) ? true : null;
  return said !== null && field === 'held' && headerWords(header) === 'cancelled' ? !said : said;
}
