import { NOTHING_KNOWN } from '../conferences/children.js';
import type { NewChild } from '../conferences/conference.queries.js';
import { wholeNumber } from '../kernel/typed-text.js';
import { readDate } from '../kernel/written-dates.js';
import { shortened, type Fault } from './times.form.js';
import { childField, type TypedChild, type TypedInvitation } from './typed-invitation.js';

const NO_NAMES = 'The tracker stores no names of children.';
const OLDEST_YEARS = 19;
/** A child that was expected some weeks ago may still not be born, or nobody has told us. */
const OVERDUE_DAYS = 42;
const LONGEST_WAIT_DAYS = 300;

/** More than any family of ours; a larger number is a slip of the finger. */
const MOST_CHILDREN = 20;

interface Birth {
  readonly today: Temporal.PlainDate;
  readonly preBirth: boolean;
}

/**
 * The rows in which something was typed, as children; each fault names its row's field. Where the number of children is
 * given and larger, those of whom nothing is known yet follow.
 */
export function readChildren(typed: TypedInvitation, birth: Birth, fault: Fault): readonly NewChild[] {
  const known = typed.children.flatMap((child, row) =>
    Object.values(child).every((text) => text === '') ? [] : [readChild(child, row, birth, fault)],
  );
  const count = readCount(typed.childCount, known.length, (text) => fault('childCount', text));
  return [...known, ...Array.from({ length: count - known.length }, () => NOTHING_KNOWN)];
}

function readChild(typed: TypedChild, row: number, birth: Birth, fault: Fault): NewChild {
  const at =
    (field: keyof TypedChild): FieldFault =>
    (text) =>
      fault(childField(row, field), text);
  return {
    laChildId: readCode(typed.laChildId, 'LA child id', at('laChildId')),
    policeReference: readCode(typed.policeReference, 'police reference', at('policeReference')),
    initials: readInitials(typed.initials, at('initials')),
    ...readBorn(typed.born, birth, at('born')),
  };
}

function readCount(text: string, known: number, fault: FieldFault): number {
  if (text === '') return known;
  const count = wholeNumber(text);
  if (count === null || count < 1 || count > MOST_CHILDREN) {
    fault(`Enter the number of children in digits, from 1 to ${MOST_CHILDREN}`);
    return known;
  }
  if (count < known) fault(`${known} children stand below, so the number cannot be ${count}`);
  return Math.max(count, known);
}

type FieldFault = (text: string) => null;

/** A reference has a digit in it; letters alone are somebody's name. */
function readCode(text: string, name: string, fault: FieldFault): string | null {
  if (text === '') return null;
  if (!/\d/.test(text)) return fault(`Enter the ${name} as a number or code. ${NO_NAMES}`);
  if (!/^[A-Za-z0-9][A-Za-z0-9 /_.-]{0,39}$/.test(text)) {
    return fault(`The ${name} can have letters, digits and / _ . -, at most 40 of them`);
  }
  return text;
}

/** "js", "J.S." and "J S" are JS. More than four letters, or a word written as a name is, are refused. */
function readInitials(text: string, fault: FieldFault): string | null {
  if (text === '') return null;
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '');
  const letters = plain.replace(/[.\s'-]/g, '');
  const words = plain.split(/[.\s-]+/).filter((word) => word !== '');
  const looksLikeName = /^[A-Z][a-z]{2,}$/.test(plain) || (words.length > 1 && words.some((word) => word.length > 1));
  if (looksLikeName || letters.length > 4) return fault(`Enter initials only, at most 4 letters. ${NO_NAMES}`);
  return /^[A-Za-z]+$/.test(letters) ? letters.toUpperCase() : fault('Initials are letters, such as JS');
}

type Born = Pick<NewChild, 'bornYear' | 'expectedOn'>;
const unknown: Born = { bornYear: null, expectedOn: null };

/** A year of birth, or an expected date. Of a whole date of birth only the year is kept: no more is needed. */
function readBorn(text: string, { today, preBirth }: Birth, fault: FieldFault): Born {
  if (text === '') return unknown;
  if (/^\d{4}$/.test(text)) return inYear(Number(text), today, fault);
  const date = readDate(text, today);
  if (date === null) {
    fault(
      `“${shortened(text)}” is neither a year of birth nor a date. Write 2019, or the expected date such as 24/3/27`,
    );
    return unknown;
  }
  const daysAhead = today.until(date).days;
  if (daysAhead > LONGEST_WAIT_DAYS) {
    fault('The expected date is more than ten months away. Check the year');
    return unknown;
  }
  const expected = daysAhead >= 0 || (preBirth && daysAhead >= -OVERDUE_DAYS);
  return expected ? { bornYear: null, expectedOn: date } : inYear(date.year, today, fault);
}

function inYear(year: number, today: Temporal.PlainDate, fault: FieldFault): Born {
  if (year > today.year || year < today.year - OLDEST_YEARS) {
    fault(`The year of birth is between ${today.year - OLDEST_YEARS} and ${today.year}`);
    return unknown;
  }
  return { bornYear: year, expectedOn: null };
}
