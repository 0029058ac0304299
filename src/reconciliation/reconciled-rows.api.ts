import { CONFERENCE_KINDS, type ConferenceKind } from '../conferences/kinds.js';
import { Paging } from '../web/api/cursor.js';
import { Choice, Day, Flag, Moment, Part, Parts, Text, Texts, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { DIFFERENCES, type DifferenceKind } from './differences.js';
import type { ShownRow } from './looking.service.js';
import { POSITIONS, ROW_CLASSES, type Position, type RowClass } from './reconciliation.js';
import type { RecordRefusal } from './recording.service.js';
import { rowWords } from './words.js';

export class ReconciliationRowsQuery extends Paging {
  @Choice([...ROW_CLASSES, 'open', 'all'], {
    presence: 'omittable',
    example: 'theirs-only',
    about: 'Only rows of this class; `open` are those that nothing is agreed of. All by default.',
  })
  readonly show?: string;
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

export const rowProblem = (refused: RecordRefusal): Error =>
  refused.kind === 'row-changed' || refused.kind === 'changed-meanwhile'
    ? refusal('row-changed')
    : refusal('row-refused', `${rowWords(refused).text}.`);
