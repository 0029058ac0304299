/** The children of one row. */
import type { ListedChild } from './listed.js';
import { remembered } from './remembered.js';
import type { RowCells } from './row-cells.js';
import { dateRulesFor, type ListRules } from './rules.js';
import { readBirth, readChildIds, type WrittenBirth } from './written-children.js';

type Birth = Pick<ListedChild, 'bornYear' | 'expected'>;

/** Reads the children of the row its cells are turned to. */
export class RowChildren {
  private readonly birthOf: (text: string) => WrittenBirth;
  private readonly expectedOf: (text: string) => WrittenBirth;

  constructor(
    private readonly cells: RowCells,
    rules: ListRules,
  ) {
    this.birthOf = remembered((text) => readBirth(text, dateRulesFor(rules, 'birth')));
    this.expectedOf = remembered((text) => readBirth(text, dateRulesFor(rules, 'expected'), true));
  }

  /** `preBirth` says that the row speaks of an unborn child somewhere else. A row about nobody known has one child. */
  read(preBirth: boolean): readonly ListedChild[] {
    const { cells } = this;
    const written = readChildIds(cells.text('childId'));
    if (written.problem?.fatal) cells.error('childId', written.problem.message);
    else if (written.problem !== null) cells.warn('childId', written.problem.message);
    const births = this.births(written.ids.length, written.unborn || preBirth);
    const initials = written.ids.length <= 1 ? this.initials() : null;
    if (written.ids.length > 0) {
      return written.ids.map((laChildId, index) => ({ laChildId, initials, ...(births[index] ?? NOT_KNOWN) }));
    }
    if (written.problem === null && cells.has('childId') && !cells.holdsFormula('childId')) {
      cells.warn('childId', written.unborn ? 'The child has no id yet.' : 'The child id is missing.');
    }
    const birth = births[0] ?? NOT_KNOWN;
    const isKnown = birth.bornYear !== null || birth.expected !== null || initials !== null;
    return isKnown || cells.has('childId') ? [{ laChildId: null, initials, ...birth }] : [];
  }

  /** As many births as children where the cell lists as many, else the one for a single child. */
  private births(count: number, mayBeUnborn: boolean): readonly Birth[] {
    const text = this.cells.text('birth');
    const pieces =
      count > 1 ? text.split(YEARS.test(text) ? /[^\d]+/ : /[,;\n&|]|\band\b/).map((piece) => piece.trim()) : [text];
    const read = pieces.length === count || count <= 1 ? pieces.map((piece) => this.birthOf(piece)) : [];
    if (read.some((birth) => birth.kind === 'unreadable')) {
      const message = 'This is neither a year or date of birth of a child nor an expected date; it was left out.';
      this.cells.warn('birth', message);
    }
    const due = this.expectedOf(this.cells.text('expected'));
    return (read.length === 0 ? [{ kind: 'nothing' } as const] : read).map((birth) =>
      together(birth, due, mayBeUnborn),
    );
  }

  private initials(): string | null {
    const letters = this.cells.text('initials').replace(/[.\s-]/g, '');
    if (letters === '') return null;
    if (/^[A-Z]{1,4}$/i.test(letters) && !/^[A-Z][a-z]{2,}$/.test(letters)) return letters.toUpperCase();
    this.cells.warn('initials', 'Initials are at most four letters; this was not read.');
    return null;
  }
}

/** "2010 2012", "2010/2012" */
const YEARS = /^(19|20)\d{2}([ /]+(19|20)\d{2})+$/;

const NOT_KNOWN: Birth = { bornYear: null, expected: null };

/** A column of its own for expected dates counts where no year of birth stands, or where the row says "unborn". */
function together(birth: WrittenBirth, due: WrittenBirth, mayBeUnborn: boolean): Birth {
  const expected = birth.kind === 'expected' ? birth : due;
  const bornYear = birth.kind === 'born' ? birth.year : null;
  return {
    bornYear,
    expected: expected.kind === 'expected' && (bornYear === null || mayBeUnborn) ? expected.on : null,
  };
}
