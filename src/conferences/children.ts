import type { Child, NewChild } from './conference.queries.js';
import { formatDate } from '../kernel/london.js';

type Codes = Pick<NewChild, 'laChildId' | 'policeReference'>;

const hasCode = ({ laChildId, policeReference }: Codes): boolean => laChildId !== null || policeReference !== null;

/** Whether two records are of one child, or of siblings: a police reference may be that of the family. */
export const sharesCode = (a: Codes, b: Codes): boolean =>
  (a.laChildId !== null && a.laChildId === b.laChildId) ||
  (a.policeReference !== null && a.policeReference === b.policeReference);

export const NOTHING_KNOWN: NewChild = {
  laChildId: null,
  policeReference: null,
  initials: null,
  bornYear: null,
  expectedOn: null,
};

export const isNothingKnown = (child: NewChild): boolean =>
  !hasCode(child) && child.initials === null && child.bornYear === null && child.expectedOn === null;

/** Whether two records are of one child: by its LA child id, and by the police reference only where one has no such id. */
export const isSameChild = (a: Codes, b: Codes): boolean =>
  a.laChildId !== null && b.laChildId !== null ? a.laChildId === b.laChildId : sharesCode(a, b);

export interface United {
  /** Children on record of whom nothing was known, and who they turn out to be. */
  readonly filled: readonly { readonly id: number; readonly child: NewChild }[];
  readonly added: readonly NewChild[];
}

/**
 * The children on record together with those of a further invitation. Codes decide who is known already; a child without
 * one counts only where the invitation tells of more children than there are then.
 */
export function unitedChildren(known: readonly Child[], told: readonly NewChild[]): United {
  const strangers = told.filter(hasCode).filter((child) => !known.some((one) => isSameChild(one, child)));
  const blanks = known.filter(isNothingKnown);
  const filled = strangers.slice(0, blanks.length).map((child, i) => ({ id: blanks[i]!.id, child }));
  const named = strangers.slice(blanks.length);
  const missing = Math.max(told.length - known.length - named.length, 0);
  const nameless = told.filter((child) => !hasCode(child)).slice(0, missing);
  return { filled, added: [...named, ...nameless] };
}

/** What the trail keeps of a child: no code and no initials, which are erased one day while the trail stays. */
export function ageWords({ bornYear, expectedOn }: Pick<NewChild, 'bornYear' | 'expectedOn'>): string {
  if (bornYear !== null) return `born ${bornYear}`;
  return expectedOn === null ? 'age not known' : `unborn, expected ${formatDate(expectedOn)}`;
}

/** "AB, born 2019, LA id 4711, police reference 43…": no child's name is ever stored. */
export function childWords(child: Child): string {
  const age =
    child.bornYear !== null
      ? `born ${child.bornYear}`
      : child.expectedOn !== null
        ? `unborn, expected ${formatDate(child.expectedOn)}`
        : null;
  const known = [
    child.initials,
    age,
    child.laChildId && `LA id ${child.laChildId}`,
    child.policeReference && `police reference ${child.policeReference}`,
  ].filter((part) => part !== null && part !== '');
  return known.length === 0 ? 'nothing known yet' : known.join(', ');
}
