import { nextSittingDueBy } from '../conferences/quorum.js';
import { triggerLabel, type TransferIn } from '../conferences/transfer.js';
import { isInitial, type ConferenceKind } from '../conferences/kinds.js';
import { formatDayAndYear, formatTime, londonDate } from '../kernel/london.js';
import { addWorkingDays, firstReviewDueBy, workingDaysBetween, type WorkingCalendar } from '../kernel/working-time.js';
import type { Step } from '../web/page-parts.js';

export interface ClockFacts {
  readonly kind: ConferenceKind;
  readonly isOn: boolean;
  readonly startsAt: Temporal.Instant;
  /** Its time is not known. */
  readonly dayOnly?: boolean;
  readonly strategyDiscussionOn: Temporal.PlainDate | null;
  readonly transferIn?: TransferIn | null;
  /** The start of the last sitting that was inquorate and adjourned. */
  readonly adjournedAt?: Temporal.Instant | null;
  readonly reportWorkingDays: { readonly initial: number; readonly review: number };
  readonly now: Temporal.Instant;
  readonly calendar: WorkingCalendar;
}

/** Of an ICPC after its strategy discussion, and of a transfer-in after what began it. */
const STATUTORY_DAYS = 15;

interface Mark {
  readonly text: string;
  readonly on: Temporal.PlainDate;
  readonly time?: string;
  readonly note?: string;
  readonly late?: boolean;
}

/**
 * The statutory clocks of a conference as steps in order of date, London days: strategy discussion, report, the fifteenth
 * working day (Working Together to Safeguard Children), the conference, the first review.
 */
export function clockSteps(facts: ClockFacts): readonly Step[] {
  const marks = (isInitial(facts.kind) ? initialMarks(facts) : reviewMarks(facts)).toSorted((a, b) =>
    Temporal.PlainDate.compare(a.on, b.on),
  );
  const today = londonDate(facts.now);
  const next = marks.find((mark) => Temporal.PlainDate.compare(mark.on, today) >= 0);
  return marks.map((mark) => ({
    text: mark.text,
    when: `${formatDayAndYear(mark.on)}${mark.time === undefined ? '' : `, ${mark.time}`}`,
    ...(mark.note === undefined ? {} : { note: mark.note }),
    state: mark.late
      ? 'late'
      : mark === next
        ? 'now'
        : Temporal.PlainDate.compare(mark.on, today) < 0
          ? 'done'
          : 'ahead',
  }));
}

function reportMark({ startsAt, reportWorkingDays, kind, calendar }: ClockFacts): Mark {
  const days = isInitial(kind) ? reportWorkingDays.initial : reportWorkingDays.review;
  const note = `${days} working ${days === 1 ? 'day' : 'days'} before`;
  return { text: 'Police report due', on: addWorkingDays(londonDate(startsAt), -days, calendar), note };
}

const sittingMark = (facts: ClockFacts): Mark => ({
  text: facts.isOn ? 'Conference' : 'Conference (not on)',
  on: londonDate(facts.startsAt),
  ...(facts.dayOnly ? {} : { time: formatTime(facts.startsAt) }),
});

function initialMarks(facts: ClockFacts): Mark[] {
  const { calendar } = facts;
  const sitting = sittingMark(facts);
  const review: Mark = { text: 'First review due', on: firstReviewDueBy(sitting.on), note: 'three months after' };
  const began = beganBy(facts);
  const next = nextMarks(facts);
  if (began === null) return [reportMark(facts), ...next, sitting, review];
  const due = addWorkingDays(began.on, STATUTORY_DAYS, calendar);
  const over = workingDaysBetween(due, sitting.on, calendar);
  const lateness = over === 0 ? {} : { late: true, note: `${over} working ${over === 1 ? 'day' : 'days'} too late` };
  return [
    began,
    reportMark(facts),
    { text: '15th working day', on: due, note: 'the latest day for it' },
    ...next,
    { ...sitting, ...lateness },
    review,
  ];
}

/** The event from which the 15 working days count: a transfer-in has one of its own, which differs by partner. */
function beganBy({ kind, strategyDiscussionOn, transferIn }: ClockFacts): Mark | null {
  if (kind === 'transfer-in' && transferIn?.triggeredOn && transferIn.triggerKind !== null) {
    return { text: 'Transfer', on: transferIn.triggeredOn, note: triggerLabel(transferIn.triggerKind).toLowerCase() };
  }
  return strategyDiscussionOn === null ? null : { text: 'Strategy discussion', on: strategyDiscussionOn };
}

/** Inquorate and adjourned: by when it is to sit again. */
const nextMarks = ({ adjournedAt, calendar }: ClockFacts): Mark[] =>
  adjournedAt
    ? [{ text: 'Next sitting due', on: nextSittingDueBy(adjournedAt, calendar), note: '10 working days after' }]
    : [];

const reviewMarks = (facts: ClockFacts): Mark[] => [reportMark(facts), sittingMark(facts)];
