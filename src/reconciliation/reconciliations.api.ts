import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { never } from '../kernel/decided.js';
import { Paging } from '../web/api/cursor.js';
import { Choice, Day, Flag, Moment, Part, Parts, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { DIFFERENCES, type DifferenceKind } from './differences.js';
import type { ShownRow } from './looking.service.js';
import {
  POSITIONS,
  RECONCILIATION_STATES,
  ROW_CLASSES,
  type Position,
  type Reconciliation,
  type ReconciliationState,
  type RowClass,
} from './reconciliation.js';
import type { ListedReconciliation } from './reconciliation.queries.js';
import type { SendRefusal } from './reconciliations.service.js';
import type { RecordRefusal } from './recording.service.js';
import { rowWords, sendWords } from './words.js';

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

export class ReconciliationRowsQuery extends Paging {
  @Choice([...ROW_CLASSES, 'open', 'all'], {
    presence: 'omittable',
    example: 'theirs-only',
    about: 'Only rows of this class; `open` are those that nothing is agreed of. All by default.',
  })
  readonly show?: string;
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

class TheirsAnswer {
  @Text({ presence: 'nullable', example: 'RBC-CP-3021' })
  readonly meetingId!: string | null;
  @Choice(CONFERENCE_KINDS, { example: 'icpc' })
  readonly kind!: ConferenceKind;
  @Day({ example: '2026-10-12' })
  readonly date!: string;
  @Flag({ example: true })
  readonly held!: boolean;
  @Flag({ presence: 'nullable', example: null, about: 'Whether police attended; null where the list does not say.' })
  readonly police!: boolean | null;
  @Flag({ presence: 'nullable', example: null })
  readonly quorate!: boolean | null;
  @Texts({ example: ['18844'], about: 'The local authority’s ids of the children.' })
  readonly childIds!: readonly string[];
}

class DifferenceAnswer {
  @Choice(DIFFERENCES, { example: 'date' })
  readonly what!: DifferenceKind;
  @Text({ example: 'Mon 12 Oct 2026' })
  readonly ours!: string;
  @Text({ example: 'Tue 13 Oct 2026' })
  readonly theirs!: string;
}

class CandidateAnswer {
  @Text({ example: 'TV-26-004211' })
  readonly reference!: string;
  @WholeNumber({ max: 100, example: 90 })
  readonly score!: number;
  @Text({ example: 'the same child, on the same day' })
  readonly reason!: string;
}

export class ReconciliationRowAnswer {
  @WholeNumber({ example: 12 })
  readonly id!: number;

  @Choice(ROW_CLASSES, { example: 'differs' })
  readonly class!: RowClass;

  @Part(TheirsAnswer, { presence: 'nullable', about: 'As their list has it; null when it is not in it.' })
  readonly theirs!: TheirsAnswer | null;

  @Text({ presence: 'nullable', example: 'TV-26-004211', about: 'Our conference; null when there is none.' })
  readonly conference!: string | null;

  @Parts(DifferenceAnswer)
  readonly differences!: readonly DifferenceAnswer[];

  @Parts(CandidateAnswer, { about: 'Those that it may be, or the one that it was matched with and why.' })
  readonly candidates!: readonly CandidateAnswer[];

  @Choice(POSITIONS, { presence: 'nullable', example: null, about: 'What was agreed to stand.' })
  readonly position!: Position | null;

  @Text({ presence: 'nullable', example: null, about: 'The role at the local authority.' })
  readonly agreedWith!: string | null;

  @Moment({ presence: 'nullable', example: null })
  readonly agreedAt!: string | null;

  @WholeNumber({ example: 1, about: 'Send it with a decision.' })
  readonly version!: number;
}

export class ReconciliationPageAnswer extends ReconciliationAnswer {
  @Parts(ReconciliationRowAnswer, { about: 'In the order of the list; what only we have comes last.' })
  readonly items!: readonly ReconciliationRowAnswer[];

  @Text({ presence: 'nullable', example: null, about: 'Send as `after` to read on; null on the last page.' })
  readonly next!: string | null;
}

export const ROW_DECISIONS = ['same', 'not-same', 'never-invited', 'undo', 'agree', 'withdraw'] as const;
export type RowDecision = (typeof ROW_DECISIONS)[number];

export class RowDecisionToMake {
  @WholeNumber({ min: 1, example: 1, about: 'The version of the row as it was read.' })
  readonly version!: number;

  @Choice(ROW_DECISIONS, { example: 'agree' })
  readonly decision!: RowDecision;

  @Text({ presence: 'omittable', max: 20, example: 'TV-26-004211', about: 'For `same`: which of the candidates.' })
  readonly conference?: string;

  @Choice(POSITIONS, { presence: 'omittable', example: 'ours', about: 'For `agree`.' })
  readonly position?: Position;

  @Text({
    presence: 'omittable',
    max: 100,
    example: 'conference-manager',
    about: 'For `agree`: the code of a role in the matching file of the reference data.',
  })
  readonly agreedWith?: string;

  @Text({ presence: 'omittable', max: 500, example: 'Agreed by telephone.', about: 'For `agree`; needed for `other`.' })
  readonly note?: string;
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

export const reconciliationRowAnswer = (row: ShownRow): ReconciliationRowAnswer => ({
  id: row.id,
  class: row.class,
  theirs: row.theirs === null ? null : theirsAnswer(row.theirs),
  conference: row.ours?.reference ?? null,
  differences: row.differences.map(({ what, ours, theirs }) => ({ what, ours, theirs })),
  candidates: row.candidates.map(({ reference, score, reason }) => ({ reference, score, reason })),
  position: row.position,
  agreedWith: row.agreedWith,
  agreedAt: row.agreedAt?.toString() ?? null,
  version: row.version,
});

const theirsAnswer = ({ meetingId, kind, date, held, police, quorate, childIds }: TheirsAnswer): TheirsAnswer => ({
  meetingId,
  kind,
  date,
  held,
  police,
  quorate,
  childIds,
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

export const rowProblem = (refused: RecordRefusal): Error =>
  refused.kind === 'row-changed' || refused.kind === 'changed-meanwhile'
    ? refusal('row-changed')
    : refusal('row-refused', `${rowWords(refused).text}.`);
