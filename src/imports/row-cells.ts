/** The cells of one row by what they mean, and what is noted about them on the way. */
import type { MappedColumn } from './columns.js';
import { FIELDS, FIELD_WORDS, HISTORY_FIELDS, type Field } from './fields.js';
import { columnLetters, rowName, type SheetRow } from './list.js';
import type { CellNote, Warning } from './listed.js';
import type { Mapping } from './rules.js';

/** Text that Excel was told to keep as text: ="0912". It works nothing out. */
const KEPT_AS_TEXT = /^="([A-Za-z0-9 /:._-]{0,64})"$/;
const NONE: readonly never[] = [];
/** What is read of the past only is an error only there. */
const ALWAYS_READ = FIELDS.filter((field) => !HISTORY_FIELDS.includes(field));

/** The columns of a list, by field: worked out once for all its rows. */
export class RowCells {
  private readonly columns: Partial<Record<Field, MappedColumn>>;
  private lentDay = '';
  private row: SheetRow = { row: 0, cells: [], hidden: false };
  private errors: CellNote[] = [];
  private warnings: Warning[] = [];

  constructor(mapping: Mapping) {
    this.columns = Object.fromEntries(mapping.columns.mapped.map((column) => [column.field, column]));
  }

  /** Turns to the next row, to which the day may be lent; formulas in its cells are errors from the start. */
  turnTo(row: SheetRow, lentDay = ''): void {
    this.row = row;
    this.lentDay = lentDay;
    if (this.errors.length > 0) this.errors = [];
    if (this.warnings.length > 0) this.warnings = [];
    for (const field of ALWAYS_READ) {
      const column = this.columns[field];
      if (column !== undefined && this.isFormula(column)) this.error(field, 'A formula: paste its value instead.');
    }
  }

  has(field: Field): boolean {
    return this.columns[field] !== undefined;
  }

  header(field: Field): string {
    return this.columns[field]?.header ?? '';
  }

  /** The text of a field without blanks around it; '' when there is no such column or a formula stands in it. */
  readonly text = (field: Field): string => {
    const column = this.columns[field];
    const cell = column === undefined ? '' : (this.row.cells[column.index] ?? '').trim();
    if (field === 'date' && this.lentDay !== '') return this.lentDay;
    return cell.startsWith('=') ? (KEPT_AS_TEXT.exec(cell)?.[1]?.trim() ?? '') : cell;
  };

  /** Whether the cell holds a formula, which is an error already. */
  holdsFormula(field: Field): boolean {
    const column = this.columns[field];
    return column !== undefined && this.isFormula(column);
  }

  error(field: Field, message: string): void {
    this.errors.push({ ...this.place(field), message });
  }

  warn(field: Field, message: string, mustConfirm = false): void {
    this.warnings.push({ ...this.place(field), message, mustConfirm });
  }

  errorsNoted(): readonly CellNote[] {
    return this.errors.length === 0 ? NONE : this.errors;
  }

  warningsNoted(): readonly Warning[] {
    return this.warnings.length === 0 ? NONE : this.warnings;
  }

  private isFormula(column: MappedColumn): boolean {
    const cell = this.row.cells[column.index] ?? '';
    return cell.charCodeAt(0) <= 61 && cell.trimStart().startsWith('=') && !KEPT_AS_TEXT.test(cell.trim());
  }

  private place(field: Field): Pick<CellNote, 'column' | 'cell'> {
    const column = this.columns[field];
    if (column === undefined) return { column: FIELD_WORDS[field], cell: rowName(this.row.row) };
    return { column: column.header, cell: `${columnLetters(column.column)}${rowName(this.row.row)}` };
  }
}
