import type { Hub } from '../../config/reference-data.js';
import type { Conference } from '../conferences/conference.js';
import type { Sitting } from '../conferences/conference.queries.js';
import { isReview, kindLabel } from '../conferences/kinds.js';
import { never } from '../kernel/decided.js';
import { formatDay, formatDayAndYear, formatSpan, formatWhen, hourAndMinute, londonDate } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import type { FieldError } from '../web/page-parts.js';
import type { TypedReport } from './report.form.js';
import {
  mayHaveNothingToAdd,
  reportInWords,
  reportStanding,
  standingWords,
  type Report,
  type ReportFacts,
  type ReportRefusal,
  type ReportStanding,
} from './report.js';

export interface ReportPageFacts {
  readonly conference: Conference;
  readonly sitting: Sitting;
  readonly hub: Hub;
  readonly calendar: WorkingCalendar;
  readonly report: ReportFacts;
  readonly me: string;
}

/** What stands on record, or for a first one the person who fills it in. */
export function reportAsOpened({ report, me }: ReportPageFacts): TypedReport {
  const { before } = report;
  const kind = before?.kind ?? (mayHaveNothingToAdd(report) ? '' : 'report');
  return {
    kind,
    sentOn: before === null ? '' : before.sentOn.toString(),
    sentTime: before?.sentTime == null ? '' : hourAndMinute(before.sentTime),
    sentBy: before?.sentBy ?? me,
    readOut: before?.readOut == null ? '' : before.readOut ? 'yes' : 'no',
    correction: '',
    seen: String(before?.version ?? 0),
  };
}

export function reportPage(facts: ReportPageFacts, typed: TypedReport, errors: readonly FieldError[] = []) {
  const { conference, sitting, hub, calendar, report } = facts;
  const { before, now, startsAt } = report;
  const href = `/conferences/${conference.reference}`;
  const standing = reportStanding(report, before, { hub, calendar });
  const isVoided = conference.state === 'voided';
  return {
    title: before === null ? 'Report to the conference' : 'Correct the report',
    caption: `${conference.reference} · ${kindLabel(conference.kind)} ${hub.name} · ${formatSpan(sitting.startsAt, sitting.endsAt)}`,
    back: { text: 'Back to the conference', href },
    errors,
    stands: isVoided
      ? 'This conference is voided, so it takes no report.'
      : `${opening(before, standing)} ${standingWords(standing, before)}. ${owes(report)}`,
    recorded:
      before === null
        ? null
        : [
            { key: 'On record', value: reportInWords(before) },
            { key: 'Recorded by', value: `${before.recordedBy}, ${formatWhen(before.recordedAt)}` },
          ],
    form: isVoided
      ? null
      : {
          action: `${href}/report`,
          typed,
          seen: String(before?.version ?? 0),
          correcting: before !== null,
          kinds: kindChoices(report),
          dayHint: `In time until ${formatDayAndYear(standing.due)}. For example, today, 24 Nov or 24/11/26`,
          timeHint: `Only when it went on the day of the conference, ${formatDay(londonDate(sitting.startsAt))}. For example, 9:30 or 2pm`,
          hasBegun: Temporal.Instant.compare(now, startsAt) >= 0,
          button: before === null ? 'Record the report' : 'Save the correction',
        },
  };
}
export type ReportPage = ReturnType<typeof reportPage>;

const opening = (report: Report | null, { state }: ReportStanding): string =>
  report !== null ? 'Report:' : state === 'overdue' ? 'The report' : 'The report is';

function owes(facts: ReportFacts): string {
  if (!isReview(facts.kind)) return 'A report is owed whether or not anybody attends.';
  return mayHaveNothingToAdd(facts)
    ? 'A review that is not relevant still owes a report, or “nothing to add”.'
    : 'A report is owed whether or not anybody attends.';
}

const kindChoices = (facts: ReportFacts) =>
  mayHaveNothingToAdd(facts) || facts.before?.kind === 'nothing-to-add'
    ? [
        { value: 'report', text: 'A report' },
        {
          value: 'nothing-to-add',
          text: '“Nothing to add”',
          hint: 'Enough for a review that was decided not relevant',
        },
      ]
    : null;

/** The sentence at the field that the rule refused. */
export function reportErrors(refusal: ReportRefusal): readonly FieldError[] {
  switch (refusal.kind) {
    case 'report-of-voided':
      return [];
    case 'sent-by-missing':
      return [{ text: 'Say who sent it', href: '#sentBy' }];
    case 'sent-in-future':
      return [{ text: 'A report cannot have been sent later than now. Record it when it has gone', href: '#sentOn' }];
    case 'sent-too-early':
      return [{ text: 'That is more than a year before the conference. Check the year', href: '#sentOn' }];
    case 'sent-time-missing':
      return [{ text: 'It went on the day of the conference: say at what time', href: '#sentTime' }];
    case 'nothing-to-add-not-enough':
      return [{ text: notEnoughWords(refusal.isUndecided), href: '#kind' }];
    case 'read-out-before-start':
      return [{ text: 'The conference has not started, so nothing was read out yet', href: '#readOut' }];
    case 'nothing-to-read-out':
      return [{ text: '“Nothing to add” is not read out. Leave this open', href: '#readOut' }];
    case 'correction-reason-missing':
      return [{ text: 'Say why the report is corrected', href: '#correction' }];
    case 'changed-meanwhile':
      return [{ text: meanwhileWords(refusal.now), href: '#correction' }];
    default:
      return never(refusal);
  }
}

export const notEnoughWords = (isUndecided: boolean): string =>
  isUndecided
    ? 'Nobody has decided whether this review is relevant, so it owes a report. Decide that first, or send a report'
    : 'Only a review that was decided not relevant can have nothing to add. This conference owes a report';

const meanwhileWords = (now: Report): string =>
  `${now.recordedBy} recorded a report since you opened this page. Say why it is corrected, or leave it as it is`;
