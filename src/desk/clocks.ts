import { isInitial, type ConferenceKind } from '../conferences/kinds.js';
import { formatDayAndYear, formatTime, londonDate } from '../kernel/london.js';
import {
  addWorkingDays,
  firstReviewDueBy,
  icpcDueBy,
  workingDaysBetween,
  type WorkingCalendar,
} from '../kernel/working-time.js';
import type { Step } from '../web/page-parts.js';

export interface ClockFacts {
  readonly kind: ConferenceKind;
  readonly isOn: boolean;
  readonly startsAt: Temporal.Instant;
  /** Its time is not known. */
  readonly dayOnly?: boolean;
  readonly strategyDiscussionOn: Temporal.PlainDate | null;
  readonly reportWorkingDays: { readonly initial: number; readonly review: number };
  readonly now: Temporal.Instant;
  readonly calendar: WorkingCalendar;
}

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
  const { strategyDiscussionOn: strategy, calendar } = facts;
  const sitting = sittingMark(facts);
  const review: Mark = { text: 'First review due', on: firstReviewDueBy(sitting.on), note: 'three months after' };
  if (strategy === null) return [reportMark(facts), sitting, review];
  const due = icpcDueBy(strategy, calendar);
  const over = workingDaysBetween(due, sitting.on, calendar);
  const lateness = over === 0 ? {} : { late: true, note: `${over} working ${over === 1 ? 'day' : 'days'} too late` };
  return [
    { text: 'Strategy discussion', on: strategy },
    reportMark(facts),
    { text: '15th working day', on: due, note: 'the latest day for it' },
    { ...sitting, ...lateness },
    review,
  ];
}

const reviewMarks = (facts: ClockFacts): Mark[] => [reportMark(facts), sittingMark(facts)];
