import { never } from '../kernel/decided.js';
import { changedMeanwhile } from '../web/api/etag.js';
import { Choice, Moment, Parts, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { instantOf } from '../web/api/received.js';
import { absenceRefusal, type AbsenceRefusal } from './absence.js';
import type { ShownAbsence } from './absences.service.js';
import { ABSENCE_KINDS, type Absence, type AbsenceKind } from './availability.js';

export class AbsenceToRecord {
  @Choice(ABSENCE_KINDS, { example: 'leave' })
  readonly kind!: AbsenceKind;

  @Moment({ example: '2026-12-21T00:00:00Z' })
  readonly startsAt!: string;

  @Moment({ example: '2026-12-24T00:00:00Z', about: 'They are back then. Whole days end at midnight in London.' })
  readonly endsAt!: string;
}

export class AbsenceAnswer {
  @WholeNumber({ min: 1, example: 1 })
  readonly id!: number;

  @Choice(ABSENCE_KINDS, { presence: 'nullable', about: 'Null when the token may not know why.' })
  readonly kind!: AbsenceKind | null;

  @Moment({ example: '2026-12-21T00:00:00Z' })
  readonly startsAt!: string;

  @Moment({ example: '2026-12-24T00:00:00Z' })
  readonly endsAt!: string;

  @Text({ example: 'api', about: '`page`, `api` or `ics`: how it was recorded.' })
  readonly source!: string;

  @Text({ example: '"1"', about: 'Send it as If-Match to change or remove this absence.' })
  readonly etag!: string;
}

export class AbsenceList {
  @Parts(AbsenceAnswer)
  readonly items!: readonly AbsenceAnswer[];
}

export const absenceIn = (body: AbsenceToRecord): Absence => ({
  kind: body.kind,
  startsAt: instantOf(body.startsAt),
  endsAt: instantOf(body.endsAt),
});

export const absenceAnswer = (absence: ShownAbsence): AbsenceAnswer => ({
  id: absence.id,
  kind: absence.kind,
  startsAt: absence.startsAt.toString(),
  endsAt: absence.endsAt.toString(),
  source: absence.source,
  etag: `"${absence.version}"`,
});

/** Each refused absence as a problem, in the words of the page. */
export function absenceProblem(refused: AbsenceRefusal): Error {
  const sentence = `${absenceRefusal(refused)}.`;
  switch (refused.kind) {
    case 'end-before-start':
    case 'absence-too-long':
    case 'absence-too-far':
      return refusal(refused.kind, sentence);
    case 'absence-overlaps':
      return refusal('absence-overlaps', sentence, {
        startsAt: refused.other?.startsAt.toString() ?? null,
        endsAt: refused.other?.endsAt.toString() ?? null,
      });
    case 'changed-meanwhile':
      return changedMeanwhile(refused.now, 'absence');
    default:
      return never(refused);
  }
}
