import { never } from '../kernel/decided.js';
import { Choice, Day, Parts, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { ReconciliationRowAnswer } from './reconciled-rows.api.js';
import { RECONCILIATION_STATES, type Reconciliation, type ReconciliationState } from './reconciliation.js';
import type { ListedReconciliation } from './reconciliation.queries.js';
import type { SendRefusal } from './reconciliations.service.js';
import { sendWords } from './words.js';

export class TheirListQuery {
  @Text({ max: 60, example: 'reading', about: 'The code of the hub whose local authority sent the list.' })
  readonly hub!: string;

  @Day({ example: '2026-10-01', about: 'The first day that the list is of.' })
  readonly from!: string;

  @Day({ example: '2026-10-31', about: 'The last day that the list is of; at most a year.' })
  readonly to!: string;

  @Text({ max: 120, example: 'october-held.csv', about: 'What the file is called.' })
  readonly fileName!: string;
}

class ReconciliationSent {
  @WholeNumber({ example: 1 })
  readonly id!: number;

  @Text({ example: 'reading' })
  readonly hub!: string;

  @Day({ example: '2026-10-01' })
  readonly from!: string;

  @Day({ example: '2026-10-31' })
  readonly to!: string;

  @Text({ example: 'october-held.csv' })
  readonly fileName!: string;

  @Text({ example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08', about: 'SHA-256 of the file.' })
  readonly sha256!: string;

  @Choice(RECONCILIATION_STATES, { example: 'ready', about: 'Ask again while it is `reading`.' })
  readonly state!: ReconciliationState;

  @WholeNumber({ max: 100, example: 0, about: 'Per cent of the reading.' })
  readonly progress!: number;

  @Text({ presence: 'nullable', example: null, about: 'Why the list was not compared, in a sentence.' })
  readonly refusal!: string | null;
}

export class ReconciliationAnswer extends ReconciliationSent {
  @Texts({ example: [], about: 'The first rows that were left aside, at most 1,000, each with a sentence.' })
  readonly problems!: readonly string[];

  @WholeNumber({ example: 0, about: 'How many rows were left aside.' })
  readonly leftAside!: number;

  @Texts({
    example: [],
    about: 'What concerns the list as a whole: the sheets that were read, the order of its dates.',
  })
  readonly notes!: readonly string[];
}

export class ReconciliationSummary extends ReconciliationSent {
  @WholeNumber({ example: 39, about: 'Rows, theirs and ours that they do not name.' })
  readonly rows!: number;

  @WholeNumber({ example: 6, about: 'Rows that differ and that nothing is agreed of.' })
  readonly open!: number;
}

export class ReconciliationList {
  @Parts(ReconciliationSummary)
  readonly items!: readonly ReconciliationSummary[];

  @Text({ presence: 'nullable', max: 300, about: 'Send it as `after` for the next page; null on the last.' })
  readonly next!: string | null;
}

export class ReconciliationPageAnswer extends ReconciliationAnswer {
  @Parts(ReconciliationRowAnswer, { about: 'In the order of the list; what only we have comes last.' })
  readonly items!: readonly ReconciliationRowAnswer[];

  @Text({ presence: 'nullable', example: null, about: 'Send as `after` to read on; null on the last page.' })
  readonly next!: string | null;
}

const sentAnswer = (list: Reconciliation): ReconciliationSent => ({
  id: list.id,
  hub: list.hubCode,
  from: list.firstOn.toString(),
  to: list.lastOn.toString(),
  fileName: list.fileName,
  sha256: list.sha256,
  state: list.state,
  progress: list.progress,
  refusal: list.refusal,
});

export const reconciliationAnswer = (list: Reconciliation): ReconciliationAnswer => ({
  ...sentAnswer(list),
  problems: list.state === 'ready' ? list.problems : [],
  leftAside: list.leftAside,
  notes: list.notes,
});

export const reconciliationSummary = (list: ListedReconciliation): ReconciliationSummary => ({
  ...sentAnswer(list),
  rows: list.rows,
  open: list.open,
});

export function sendProblem(refused: SendRefusal): Error {
  switch (refused.kind) {
    case 'unknown-hub':
    case 'not-your-hub':
      return refusal(refused.kind);
    case 'period-ahead':
    case 'period-backwards':
    case 'period-long':
      return refusal('wrong-period', `${sendWords(refused).text}.`);
    case 'list-too-large':
    case 'list-empty':
      return refusal(refused.kind, `${sendWords(refused).text}.`);
    default:
      return never(refused);
  }
}
