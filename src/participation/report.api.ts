import { never } from '../kernel/decided.js';
import { hourAndMinute } from '../kernel/london.js';
import { etagOf } from '../web/api/etag.js';
import { Choice, Day, Flag, Moment, Shaped, Text, WholeNumber } from '../web/api/fields.js';
import { refusal } from '../web/api/problems.js';
import { tidy } from '../web/api/received.js';
import { notEnoughWords } from './report.page.js';
import {
  REPORT_KINDS,
  type GivenReport,
  type Report,
  type ReportKind,
  type ReportRefusal,
  type ReportStanding,
  type ReportState,
} from './report.js';

const REPORT_STATES = ['in-time', 'late', 'not-enough', 'due', 'overdue'] as const satisfies readonly ReportState[];
const CLOCK = { shape: /^([01]\d|2[0-3]):[0-5]\d$/, sentence: 'Give a London time such as 09:30.' };

export class ReportToRecord {
  @Choice(REPORT_KINDS, {
    example: 'report',
    about: '`nothing-to-add` is enough only of a review that was decided not relevant.',
  })
  readonly kind!: ReportKind;

  @Day({ example: '2026-11-26', about: 'The London day on which it was sent.' })
  readonly sentOn!: string;

  @Shaped({
    ...CLOCK,
    presence: 'optional',
    example: null,
    about: 'The London time; needed when it was sent on the day of the conference, and kept only then.',
  })
  readonly sentTime?: string | null;

  @Text({ max: 120, example: 'Ada Okafor', about: 'Who sent it.' })
  readonly sentBy!: string;

  @Flag({ presence: 'optional', example: null, about: 'Whether it was read out at the conference; null: not known.' })
  readonly readOut?: boolean | null;

  @Text({ presence: 'optional', max: 2_000, about: 'Why the report on record was wrong; needed to change it.' })
  readonly correction?: string | null;
}

export class ReportAnswer {
  @Choice(REPORT_KINDS, { presence: 'nullable', example: 'report', about: 'Null while none is on record.' })
  readonly kind!: ReportKind | null;

  @Day({ presence: 'nullable', example: '2026-11-26' })
  readonly sentOn!: string | null;

  @Shaped({ ...CLOCK, presence: 'nullable', example: null })
  readonly sentTime!: string | null;

  @Text({ presence: 'nullable', max: 120, example: 'Ada Okafor' })
  readonly sentBy!: string | null;

  @Flag({ presence: 'nullable', example: null })
  readonly readOut!: boolean | null;

  @Day({ example: '2026-11-26', about: 'The last day on which a report is in time, by hub.' })
  readonly dueOn!: string;

  @Choice(REPORT_STATES, {
    example: 'in-time',
    about: '`not-enough`: "nothing to add" came where a report is owed. `due` and `overdue`: nothing is on record.',
  })
  readonly state!: ReportState;

  @WholeNumber({ min: 0, example: 1, about: 'Counts up with each correction, 0 while none is on record.' })
  readonly version!: number;

  @Text({ presence: 'nullable', example: 'Ada Okafor' })
  readonly recordedBy!: string | null;

  @Moment({ presence: 'nullable', example: '2026-11-26T15:05:00Z' })
  readonly recordedAt!: string | null;
}

/** The body as the rules take it; `seen` is the version that If-Match named, if it named one. */
export const givenReport = (body: ReportToRecord, seen: number | null): GivenReport => ({
  kind: body.kind,
  sentOn: Temporal.PlainDate.from(body.sentOn),
  sentTime: body.sentTime == null ? null : Temporal.PlainTime.from(body.sentTime),
  sentBy: body.sentBy,
  readOut: body.readOut ?? null,
  correction: tidy(body.correction),
  ...(seen === null ? {} : { seen }),
});

export const reportAnswer = (report: Report | null, { state, due }: ReportStanding): ReportAnswer => ({
  kind: report?.kind ?? null,
  sentOn: report?.sentOn.toString() ?? null,
  sentTime: report?.sentTime ? hourAndMinute(report.sentTime) : null,
  sentBy: report?.sentBy ?? null,
  readOut: report?.readOut ?? null,
  dueOn: due.toString(),
  state,
  version: report?.version ?? 0,
  recordedBy: report?.recordedBy ?? null,
  recordedAt: report?.recordedAt.toString() ?? null,
});

/** Each refused report as a problem. */
export function reportProblem(refused: ReportRefusal): Error {
  switch (refused.kind) {
    case 'sent-by-missing':
    case 'sent-in-future':
    case 'sent-too-early':
    case 'sent-time-missing':
    case 'read-out-before-start':
    case 'nothing-to-read-out':
    case 'report-of-voided':
      return refusal(refused.kind);
    case 'nothing-to-add-not-enough':
      return refusal(refused.kind, `${notEnoughWords(refused.isUndecided)}.`);
    case 'correction-reason-missing':
      return refusal(refused.kind, 'A report is on record. Say in correction why it was wrong.', {
        recorded: { version: refused.before.version, sentOn: refused.before.sentOn.toString() },
      });
    case 'changed-meanwhile':
      return refusal(refused.kind, `${refused.now.recordedBy} recorded a report since you read it. Read it again.`, {
        etag: etagOf(refused.now),
      });
    default:
      return never(refused);
  }
}
