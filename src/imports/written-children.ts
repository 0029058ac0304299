/** Who a conference is about, from the cells of a list: numbers, years and expected dates, never names or birthdays. */
import { onlyOrder, isBlank, readMoment, type DateRules } from './written-cells.js';
import { looksLikeName } from './looks.js';

export interface WrittenChildren {
  readonly ids: readonly string[];
  readonly unborn: boolean;
  /** What could not be used, in a sentence that does not repeat the cell: it may hold a name. */
  readonly problem: { readonly fatal: boolean; readonly message: string } | null;
}

/** 9.03E+10: what is left of a long number. */
export const CUT_DOWN = /^\d(\.\d+)?E\+?\d+$/i;

const CODE = /^(?=.*\d)[A-Za-z0-9][A-Za-z0-9 /_.-]{0,39}$/;
const UNBORN = /\b(unborn|un-born|ubb|baby|tbc|not yet)\b/i;
/** "90311 x2", "90311 + siblings". */
const MORE = /\bx ?[2-9]\b|\b[2-9] ?x\b|\+ ?[1-9]\b(?!\d)|\bsiblings?\b/i;
const SOME_MISSING = {
  fatal: false,
  message: 'The cell speaks of more children than it has ids: only the one with an id was read.',
};
const MOST_CHILDREN = 20;
const none = (problem: WrittenChildren['problem'], unborn = false): WrittenChildren => ({ ids: [], unborn, problem });

/** The ids in a cell, several where several stand in it: "90311", "90311 & 90312", "90311.0", "LCS-90311 (twin)". */
export function readChildIds(text: string): WrittenChildren {
  const unborn = /\b(unborn|un-born|ubb)\b/i.test(text);
  if (isBlank(text)) return none(null);
  if (CUT_DOWN.test(text.trim())) {
    return none({
      fatal: true,
      message: 'Excel has cut this number down (E+). Format the column as text and send it again.',
    });
  }
  const pieces = text
    .split(/[,;\n\r|&+]|\band\b|\/(?=\s*\d{4,}\b)(?<=\b\d{4,}\s*\/)|(?<=\b\d{4,12}) +(?=\d{4,12}\b)/i)
    .map(codeIn)
    .filter((piece) => piece !== '');
  const ids = [...new Set(pieces.filter((piece) => CODE.test(piece)))].slice(0, MOST_CHILDREN);
  if (ids.length > 0) return { ids, unborn, problem: ids.length === 1 && MORE.test(text) ? SOME_MISSING : null };
  if (unborn || UNBORN.test(text)) return none(null, unborn);
  const message =
    looksLikeName(text) || !/\d/.test(text)
      ? 'A child id has a digit in it; this looks like a name and was not read.'
      : 'This is no child id: letters, digits and / _ . - are, at most 40 of them.';
  return none({ fatal: false, message });
}

/** A number that lost its form on the way (90311.0), or one with words beside it: the words may be a name. */
function codeIn(piece: string): string {
  const trimmed = piece.trim().replace(/^(\d+)\.0$/, '$1');
  if (CODE.test(trimmed) && !/[A-Za-z]{2,} [A-Za-z]/.test(trimmed) && !/^\d+ +[A-Za-z]/.test(trimmed)) return trimmed;
  return /(?<![A-Za-z])[A-Za-z]{0,5}[-/]?\d{4,12}(?![A-Za-z])/.exec(trimmed)?.[0] ?? '';
}

export type WrittenBirth =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'born'; readonly year: number }
  | { readonly kind: 'expected'; readonly on: string }
  | { readonly kind: 'unborn' }
  | { readonly kind: 'unreadable' };

const OLDEST_YEARS = 19;
const MONTH_AND_YEAR = /^(?:(\d{1,2})[/.-](\d{4})|([a-z]{3,9})\.?[ -]?'?(\d{4}|\d{2}))$/i;

/**
 * A year of birth or an expected date: "2015", "14/06/2015" (only the year is kept), "EDD 02/2027", "due Feb 2027", 42036.
 * A date after `today` is an expected one.
 */
export function readBirth(text: string, rules: DateRules, isExpected = false): WrittenBirth {
  if (isBlank(text)) return { kind: 'nothing' };
  const said = isExpected || /\b(edd|edc|due|expected|unborn|est)\b/i.test(text);
  const written = text
    .replace(/\b(edd|edc|due|expected|unborn|est|dob|date|born|c|circa)\b\.?|[:()~]/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (written === '') return said ? { kind: 'unborn' } : { kind: 'unreadable' };
  const year = /^(\d{4})(\.0)?$/.exec(written);
  if (year !== null) return inYear(Number(year[1]), rules.today);
  const month = monthIn(written, rules);
  if (month !== null) {
    const isAhead = Temporal.PlainYearMonth.compare(month, rules.today.toPlainYearMonth()) >= 0;
    return said || isAhead ? { kind: 'expected', on: month.toString() } : inYear(month.year, rules.today);
  }
  const date = readMoment(written, { ...rules, order: onlyOrder(written) ?? rules.order })?.date ?? null;
  if (date === null) return said ? { kind: 'unborn' } : { kind: 'unreadable' };
  const isAhead = Temporal.PlainDate.compare(date, rules.today) > 0;
  // A two-digit year of long ago reads as one of this century's end, which no mother is expecting in.
  if ((said || isAhead) && date.year <= rules.today.year + 1) return { kind: 'expected', on: date.toString() };
  return inYear(date.year, rules.today);
}

const inYear = (year: number, today: Temporal.PlainDate): WrittenBirth =>
  year > today.year || year < today.year - OLDEST_YEARS ? { kind: 'unreadable' } : { kind: 'born', year };

function monthIn(text: string, rules: DateRules): Temporal.PlainYearMonth | null {
  const parts = MONTH_AND_YEAR.exec(text);
  if (parts === null) return null;
  const day = parts[1] === undefined ? `1 ${parts[3]} ${parts[4]}` : `1/${parts[1]}/${parts[2]}`;
  return readMoment(day, { ...rules, order: 'day-first' })?.date?.toPlainYearMonth() ?? null;
}
