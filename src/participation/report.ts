import type { Hub } from '../../config/reference-data.js';
import { stateLabel, type ConferenceState } from '../conferences/conference.js';
import { isReview, type ConferenceKind } from '../conferences/kinds.js';
import { accepted, refused, type Decided } from '../kernel/decided.js';
import { formatDay, formatDayAndYear, hourAndMinute, londonDate, londonInstant } from '../kernel/london.js';
import type { WorkingCalendar } from '../kernel/working-time.js';
import { reportDueOn } from '../measures/definitions.js';
import type { RelevanceValue } from '../relevance/relevance.js';

export const REPORT_KINDS = ['report', 'nothing-to-add'] as const;
export type ReportKind = (typeof REPORT_KINDS)[number];

/** What went to the conference, as somebody who knows tells it. */
export interface GivenReport {
  readonly kind: ReportKind;
  readonly sentOn: Temporal.PlainDate;
  /** London; asked only when it went on the day of the conference, and kept only then. */
  readonly sentTime: Temporal.PlainTime | null;
  readonly sentBy: string;
  /** Whether it was read out at the conference; null while nobody has said. */
  readonly readOut: boolean | null;
  /** Why the report on record was wrong; null for the first one. */
  readonly correction: string | null;
  /** The version the person was looking at, 0 when nothing was on record; not checked when a channel does not show one. */
  readonly seen?: number;
}

export type KeptReport = Omit<GivenReport, 'correction' | 'seen'>;

export interface Report extends KeptReport {
  readonly version: number;
  readonly recordedBy: string;
  readonly recordedAt: Temporal.Instant;
}

export type ReportRefusal =
  | { readonly kind: 'report-of-voided'; readonly state: string }
  | { readonly kind: 'changed-meanwhile'; readonly now: Report }
  | { readonly kind: 'sent-by-missing' }
  | { readonly kind: 'sent-in-future' }
  /** More than a year before the conference: the year is a slip. */
  | { readonly kind: 'sent-too-early' }
  /** Whether it came before the start depends on the time. */
  | { readonly kind: 'sent-time-missing' }
  | { readonly kind: 'nothing-to-add-not-enough'; readonly isUndecided: boolean }
  | { readonly kind: 'read-out-before-start' }
  | { readonly kind: 'nothing-to-read-out' }
  | { readonly kind: 'correction-reason-missing'; readonly before: Report };

export interface ReportFacts {
  readonly kind: ConferenceKind;
  readonly state: ConferenceState;
  readonly startsAt: Temporal.Instant;
  /** As it stood at the start, or stands before it. */
  readonly relevance: RelevanceValue;
  readonly now: Temporal.Instant;
  readonly before: Report | null;
}

/** By what the report is due: the deadlines of the hub and the working days. */
export interface ReportTerms {
  readonly hub: Pick<Hub, 'reportWorkingDays' | 'hours'>;
  readonly calendar: WorkingCalendar;
}

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;

/** "Nothing to add" is all that a review owes which was decided not relevant; every other conference owes a report. */
export const mayHaveNothingToAdd = ({ kind, relevance }: Pick<ReportFacts, 'kind' | 'relevance'>): boolean =>
  isReview(kind) && relevance === 'not-relevant';

/** One report a conference: when it went and who sent it. What stood before is corrected only with a reason. */
export function decideReport(facts: ReportFacts, given: GivenReport): Decided<KeptReport, ReportRefusal> {
  const { before, now, startsAt } = facts;
  if (facts.state === 'voided') return refused({ kind: 'report-of-voided', state: stateLabel(facts.state) });
  if (given.seen !== undefined && given.seen !== (before?.version ?? 0) && before !== null)
    return refused({ kind: 'changed-meanwhile', now: before });
  const { kind, sentOn } = given;
  const day = londonDate(startsAt);
  const isOnTheDay = sentOn.equals(day);
  const sentTime = isOnTheDay ? given.sentTime : null;
  if (kind === 'nothing-to-add' && !mayHaveNothingToAdd(facts))
    return refused({
      kind: 'nothing-to-add-not-enough',
      isUndecided: isReview(facts.kind) && facts.relevance === 'undecided',
    });
  if (isInFuture(sentOn, sentTime, now)) return refused({ kind: 'sent-in-future' });
  if (isAfter(day.subtract({ years: 1 }), sentOn)) return refused({ kind: 'sent-too-early' });
  if (isOnTheDay && sentTime === null) return refused({ kind: 'sent-time-missing' });
  const sentBy = given.sentBy.trim();
  if (sentBy === '') return refused({ kind: 'sent-by-missing' });
  if (given.readOut !== null && kind === 'nothing-to-add') return refused({ kind: 'nothing-to-read-out' });
  if (given.readOut !== null && Temporal.Instant.compare(now, startsAt) < 0)
    return refused({ kind: 'read-out-before-start' });
  if (before !== null && !given.correction?.trim()) return refused({ kind: 'correction-reason-missing', before });
  return accepted({ kind, sentOn, sentTime, sentBy, readOut: given.readOut });
}

const isInFuture = (on: Temporal.PlainDate, time: Temporal.PlainTime | null, now: Temporal.Instant): boolean =>
  isAfter(on, londonDate(now)) || (time !== null && Temporal.Instant.compare(londonInstant(on, time), now) > 0);

/** Whether what went is a contribution, as the measures count it. */
export const contributes = (
  report: Pick<KeptReport, 'kind'>,
  facts: Pick<ReportFacts, 'kind' | 'relevance'>,
): boolean => report.kind === 'report' || mayHaveNothingToAdd(facts);

export type ReportState = 'in-time' | 'late' | 'not-enough' | 'due' | 'overdue';

/** How a conference stands with its report, and the last day on which one is in time. */
export interface ReportStanding {
  readonly state: ReportState;
  readonly due: Temporal.PlainDate;
}

export function reportStanding(
  facts: Pick<ReportFacts, 'kind' | 'startsAt' | 'relevance' | 'now'>,
  report: Pick<KeptReport, 'kind' | 'sentOn'> | null,
  terms: ReportTerms,
): ReportStanding {
  const due = reportDueOn(facts, terms);
  if (report === null) return { state: isAfter(londonDate(facts.now), due) ? 'overdue' : 'due', due };
  if (!contributes(report, facts)) return { state: 'not-enough', due };
  return { state: isAfter(report.sentOn, due) ? 'late' : 'in-time', due };
}

/**
 * What a review that is not relevant still owes while nothing is on record: the last day on which it is in time. Null of
 * every other conference, whose report is the work of whoever goes.
 */
export const reportOwed = (
  facts: Pick<ReportFacts, 'kind' | 'startsAt' | 'relevance'>,
  isOnRecord: boolean,
  terms: ReportTerms,
): Temporal.PlainDate | null => (mayHaveNothingToAdd(facts) && !isOnRecord ? reportDueOn(facts, terms) : null);

const KIND_WORDS: Record<ReportKind, string> = { report: 'Report', 'nothing-to-add': '“Nothing to add”' };
export const reportKindLabel = (kind: ReportKind): string => KIND_WORDS[kind];

const READ_OUT_WORDS = { yes: 'read out at the conference', no: 'not read out at the conference' };

/** The whole report in one line, for the trail: "Report sent Thu 26 Nov 2026 by Ada Okafor". */
export function reportInWords({ kind, sentOn, sentTime, sentBy, readOut }: KeptReport): string {
  const time = sentTime === null ? '' : ` at ${hourAndMinute(sentTime)}`;
  const read = readOut === null ? [] : [READ_OUT_WORDS[readOut ? 'yes' : 'no']];
  return [`${KIND_WORDS[kind]} sent ${formatDayAndYear(sentOn)}${time} by ${sentBy}`, ...read].join('; ');
}

/** After "Report: ": "sent 26 Nov, in time (due Thu 26 Nov)", "due Thu 26 Nov", "was due Thu 26 Nov, none on record". */
export function standingWords({ state, due }: ReportStanding, report: KeptReport | null): string {
  const day = formatDay(due);
  if (report === null) return state === 'overdue' ? `was due ${day}, none on record` : `due ${day}`;
  const time = report.sentTime === null ? '' : `, ${hourAndMinute(report.sentTime)}`;
  const sent = `${report.kind === 'report' ? 'sent' : 'nothing to add, sent'} ${formatDay(report.sentOn)}${time}`;
  if (state === 'not-enough') return `${sent}, but a report is owed (due ${day})`;
  return `${sent}, ${state === 'late' ? 'late' : 'in time'} (due ${day})`;
}
