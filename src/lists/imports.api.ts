import { PLANNED_ACTIONS, type PlannedAction } from '../imports/plan.js';
import { Paging } from '../web/api/cursor.js';
import { Choice, Flag, Moment, Part, Parts, QueryFlag, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { IMPORT_STATES, type Counts, type Import, type ImportState } from './import.js';
import type { StoredRow } from './import-row.queries.js';
import { receiveWords, stepWords } from './import-words.js';
import type { ReceiveRefusal, StepRefusal } from './imports.service.js';
import { answersTo, ROW_ANSWERS, ROW_QUESTIONS, type RowAnswer, type RowQuestion } from './kept-row.js';
import { ROW_RESULTS, type RowResult } from './row-step.js';

export class ImportQuery {
  @Text({ max: 60, example: 'reading', about: 'The code of the hub whose local authority sent the list.' })
  readonly hub!: string;

  @Text({ max: 120, example: 'november.xlsx', about: 'What the file is called; what it is, is seen from its content.' })
  readonly fileName!: string;

  @Moment({ example: '2026-11-16T10:15:00Z', about: 'When the list reached anybody in the force.' })
  readonly receivedAt!: string;
}

export class CommitQuery {
  @QueryFlag({ presence: 'omittable', about: 'With `true` nothing is carried out, and no key is used up.' })
  readonly dryRun?: string;
}

export class RowAnswerToGive {
  @WholeNumber({ min: 1, example: 8 })
  readonly row!: number;

  @Choice(ROW_ANSWERS, { example: 'same' })
  readonly answer!: RowAnswer;
}

export class CommitToMake {
  @Parts(RowAnswerToGive, {
    presence: 'omittable',
    max: 5_000,
    about: 'To rows that ask; those without one are left out.',
  })
  readonly answers?: readonly RowAnswerToGive[];

  @Flag({ presence: 'omittable', example: false, about: 'Confirms every row that is only unusual, such as a weekend.' })
  readonly confirmAll?: boolean;
}

export class RowsQuery extends Paging {
  @Choice([...PLANNED_ACTIONS, 'asking', 'history', ...ROW_RESULTS], {
    presence: 'omittable',
    example: 'error',
    about: 'Only rows that would do this, that ask, or with this result.',
  })
  readonly show?: string;
}

class CountsAnswer implements Counts {
  @WholeNumber({ example: 14 })
  readonly create!: number;
  @WholeNumber({ example: 2 })
  readonly update!: number;
  @WholeNumber({ example: 6 })
  readonly merge!: number;
  @WholeNumber({ example: 40 })
  readonly unchanged!: number;
  @WholeNumber({ example: 1 })
  readonly conflict!: number;
  @WholeNumber({ example: 1 })
  readonly error!: number;
  @WholeNumber({ example: 0 })
  readonly skip!: number;
}

export class ImportAnswer {
  @WholeNumber({ example: 1 })
  readonly id!: number;

  @Text({ example: 'reading' })
  readonly hub!: string;

  @Text({ example: 'november.xlsx' })
  readonly fileName!: string;

  @Text({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', about: 'SHA-256 of the file.' })
  readonly sha256!: string;

  @Moment({ example: '2026-11-16T10:15:00Z' })
  readonly receivedAt!: string;

  @Choice(IMPORT_STATES, { example: 'ready', about: 'Ask again while it is `reading`, `carrying-out` or `undoing`.' })
  readonly state!: ImportState;

  @WholeNumber({ max: 100, example: 0, about: 'Per cent of the work in hand.' })
  readonly progress!: number;

  @Text({ presence: 'nullable', example: null, about: 'Why the list was not read, in a sentence.' })
  readonly refusal!: string | null;

  @Part(CountsAnswer, { presence: 'nullable', about: 'Rows by what they would do; null until it is read.' })
  readonly counts!: CountsAnswer | null;
}

class CellAnswer {
  @Text({ example: 'Start', about: 'The heading of the column.' })
  readonly column!: string;
  @Text({ example: 'F4', about: 'The cell, or the row where no one cell is meant.' })
  readonly cell!: string;
  @Text({ example: '“2.30” may be morning or afternoon. Write it as 14:00 or 2pm.' })
  readonly message!: string;
}

class WarningAnswer extends CellAnswer {
  @Flag({ example: true, about: 'The row is carried out only when it is confirmed.' })
  readonly mustConfirm!: boolean;
}

class ChangeAnswer {
  @Text({ example: 'start' })
  readonly what!: string;
  @Text({ example: '2026-12-07T10:00:00+00:00' })
  readonly from!: string;
  @Text({ example: '2026-12-07T13:00:00+00:00' })
  readonly to!: string;
}

export class ImportRowAnswer {
  @WholeNumber({ example: 4, about: 'As beside the sheet.' })
  readonly row!: number;

  @Choice(PLANNED_ACTIONS, { example: 'error' })
  readonly action!: PlannedAction;

  @Choice(ROW_QUESTIONS, { presence: 'nullable', example: null, about: 'What it asks before it does anything.' })
  readonly asks!: RowQuestion | null;

  @Texts({ example: [], about: 'The answers it takes.' })
  readonly answers!: readonly RowAnswer[];

  @Choice(ROW_ANSWERS, { presence: 'nullable', example: null })
  readonly answer!: RowAnswer | null;

  @Choice(ROW_RESULTS, { presence: 'nullable', example: null, about: 'What came of it.' })
  readonly result!: RowResult | null;

  @Text({ presence: 'nullable', example: null, about: 'The conference it became or is about.' })
  readonly conference!: string | null;

  @WholeNumber({
    presence: 'nullable',
    example: null,
    about: 'The row whose conference it belongs to, or may belong to.',
  })
  readonly belongsTo!: number | null;

  @Text({ presence: 'nullable', example: null, about: 'The question, or why nothing is or was done.' })
  readonly reason!: string | null;

  @Parts(CellAnswer)
  readonly errors!: readonly CellAnswer[];

  @Parts(WarningAnswer)
  readonly warnings!: readonly WarningAnswer[];

  @Parts(ChangeAnswer)
  readonly changes!: readonly ChangeAnswer[];
}

export class ImportList {
  @Parts(ImportAnswer)
  readonly items!: readonly ImportAnswer[];

  @Text({ presence: 'nullable', max: 300, about: 'Send it as `after` for the next page; null on the last.' })
  readonly next!: string | null;
}

export class ImportPageAnswer extends ImportAnswer {
  @Parts(ImportRowAnswer, { about: 'In the order of the list.' })
  readonly items!: readonly ImportRowAnswer[];

  @Text({ presence: 'nullable', example: null, about: 'Send as `after` to read on; null on the last page.' })
  readonly next!: string | null;
}

export class CommitDryRun {
  @WholeNumber({ example: 14, about: 'Conferences that would be recorded.' })
  readonly creates!: number;
  @WholeNumber({ example: 2, about: 'Conferences that would change.' })
  readonly updates!: number;
  @WholeNumber({ example: 1, about: 'Rows that would join the conference of a sibling.' })
  readonly joins!: number;
  @WholeNumber({ example: 3, about: 'Rows that still ask, and would be left out.' })
  readonly open!: number;
}

export const importAnswer = (list: Import): ImportAnswer => ({
  id: list.id,
  hub: list.hubCode,
  fileName: list.fileName,
  sha256: list.sha256,
  receivedAt: list.receivedAt.toString(),
  state: list.state,
  progress: list.progress,
  refusal: list.refusal,
  counts: list.summary?.counts ?? null,
});

export const importRowAnswer = (row: StoredRow): ImportRowAnswer => ({
  row: row.row,
  action: row.action,
  asks: row.asks,
  answers: answersTo(row),
  answer: row.answer,
  result: row.result,
  conference: row.reference ?? row.plan.known?.reference ?? null,
  belongsTo: row.plan.belongsTo,
  reason: row.why ?? row.plan.reason,
  errors: row.plan.errors,
  warnings: row.plan.warnings,
  changes: row.plan.changes,
});

export const receiveProblem = (refused: ReceiveRefusal): Error =>
  refused.kind === 'unknown-hub' || refused.kind === 'not-your-hub' || refused.kind === 'received-in-future'
    ? refusal(refused.kind)
    : refusal(refused.kind, `${receiveWords(refused).text}.`);

export function stepProblem(refused: StepRefusal): Error {
  if (refused.kind === 'too-late-to-undo' || refused.kind === 'file-gone')
    throw new Error(`no operation of the API refuses with ${refused.kind}`);
  if (refused.kind === 'no-such-answer')
    return refusal(refused.kind, stepWords(refused), { row: refused.row, answers: refused.answers });
  return refused.kind === 'no-such-row'
    ? refusal(refused.kind, stepWords(refused), { row: refused.row })
    : refusal(refused.kind, undefined, { state: refused.state });
}
