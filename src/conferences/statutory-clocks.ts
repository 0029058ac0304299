/** The clocks of one conference as named days, each with the rule it comes from and how it stands. Facts in, days out. */
import { formatDayAndYear, londonDate } from '../kernel/london.js';
import {
  addWorkingDays,
  firstReviewDueBy,
  reviewDueBy,
  workingDaysBetween,
  type WorkingCalendar,
} from '../kernel/working-time.js';
import { isInitial, type ConferenceKind } from './kinds.js';
import { nextSittingDueBy } from './quorum.js';
import { triggerLabel, type TransferIn } from './transfer.js';

/** What a hub decides for itself: days before for reports, around a birth, for minutes and for sitting again. */
export interface ClockTerms {
  readonly reportWorkingDays: { readonly initial: number; readonly review: number };
  readonly preBirthWeeks: number;
  readonly afterBirth: { readonly workingDays: number; readonly months: number };
  readonly minutesWorkingDays: number;
  readonly inquorateWorkingDays: number;
}

export interface ClockFacts {
  readonly kind: ConferenceKind;
  /** Scheduled or held. */
  readonly isOn: boolean;
  readonly isHeld?: boolean;
  readonly startsAt: Temporal.Instant;
  readonly strategyDiscussionOn: Temporal.PlainDate | null;
  readonly transferIn?: TransferIn | null;
  /** The conference before it, from which a review is due. */
  readonly previous?: { readonly kind: ConferenceKind; readonly on: Temporal.PlainDate } | null;
  /** When an unborn child is expected. */
  readonly expectedOn?: Temporal.PlainDate | null;
  /** The start of the last sitting that was inquorate and adjourned. */
  readonly adjournedAt?: Temporal.Instant | null;
  /** Whether a plan goes on, and the next review as the conference set it; undefined while nobody has said. */
  readonly outcome?: { readonly planGoesOn: boolean | null; readonly nextReviewOn: Temporal.PlainDate | null };
  /** When the police report was sent; null while it is owed, undefined where nobody waits for it. */
  readonly reportSentOn?: Temporal.PlainDate | null;
  readonly now: Temporal.Instant;
  readonly calendar: WorkingCalendar;
}

export const CLOCK_NAMES = [
  'began',
  'report',
  'latest',
  'pre-birth',
  'sit-again',
  'sitting',
  'minutes',
  'next-review',
] as const;
export type ClockName = (typeof CLOCK_NAMES)[number];

/** A mere day; met, or met too late; owed and in time; owed and past its day; or nothing to do about it yet. */
export type Standing = 'day' | 'met' | 'late' | 'owed' | 'overdue';

export interface StatutoryClock {
  readonly name: ClockName;
  readonly text: string;
  readonly on: Temporal.PlainDate;
  /** From which rule the day follows, in words. */
  readonly rule: string | null;
  readonly standing: Standing;
  /** How it stands, in words. */
  readonly words: string | null;
}

/** Of an ICPC after its strategy discussion, and of a transfer-in after what began it (Working Together). */
const STATUTORY_DAYS = 15;
const WEEKS_OF_A_PREGNANCY = 40;

const isAfter = (a: Temporal.PlainDate, b: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(a, b) > 0;
const sooner = (a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate => (isAfter(a, b) ? b : a);
const days = (many: number): string => `${many} working ${many === 1 ? 'day' : 'days'}`;

/** The last day for a conference about an unborn child, by the week of the pregnancy that the hub's partnership sets. */
export const preBirthDueBy = (expectedOn: Temporal.PlainDate, weeks: number): Temporal.PlainDate =>
  expectedOn.subtract({ weeks: WEEKS_OF_A_PREGNANCY - weeks });

/** The last day for the first review after a birth: working days after it, or months after the conference, if sooner. */
export const reviewAfterBirthDueBy = (
  bornOn: Temporal.PlainDate,
  conferenceOn: Temporal.PlainDate,
  { workingDays, months }: ClockTerms['afterBirth'],
  calendar: WorkingCalendar,
): Temporal.PlainDate => sooner(addWorkingDays(bornOn, workingDays, calendar), conferenceOn.add({ months }));

export const minutesDueBy = (
  on: Temporal.PlainDate,
  terms: Pick<ClockTerms, 'minutesWorkingDays'>,
  calendar: WorkingCalendar,
): Temporal.PlainDate => addWorkingDays(on, terms.minutesWorkingDays, calendar);

/** By when the review after a conference is due: three months after an initial one, six after a review. */
export const reviewAfter = (kind: ConferenceKind, on: Temporal.PlainDate): Temporal.PlainDate =>
  isInitial(kind) ? firstReviewDueBy(on) : reviewDueBy(on);

/** Every clock that can be told from what is known, in order of day; one that nothing is known of is left out. */
export function statutoryClocks(facts: ClockFacts, terms: ClockTerms): readonly StatutoryClock[] {
  const latest = latestDay(facts, terms);
  const clocks = [
    beganBy(facts),
    reportClock(facts, terms),
    latest,
    preBirth(facts, terms),
    sitAgain(facts, terms),
    sittingClock(facts, latest),
    minutes(facts, terms),
    nextReview(facts, terms),
  ];
  return clocks
    .filter((clock) => clock !== null)
    .toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on) || byName(a) - byName(b));
}

const byName = ({ name }: StatutoryClock): number => CLOCK_NAMES.indexOf(name);

const mereDay = (name: ClockName, text: string, on: Temporal.PlainDate, rule: string | null): StatutoryClock => ({
  name,
  text,
  on,
  rule,
  standing: 'day',
  words: null,
});

/** The event from which the working days count: a transfer-in has one of its own, which differs by partner. */
function beganBy({ kind, strategyDiscussionOn, transferIn }: ClockFacts): StatutoryClock | null {
  if (kind === 'transfer-in' && transferIn?.triggeredOn && transferIn.triggerKind !== null) {
    return mereDay('began', 'Transfer', transferIn.triggeredOn, triggerLabel(transferIn.triggerKind).toLowerCase());
  }
  if (!isInitial(kind) || strategyDiscussionOn === null) return null;
  return mereDay('began', 'Strategy discussion', strategyDiscussionOn, null);
}

/** The last day for the conference itself. */
function latestDay(facts: ClockFacts, terms: ClockTerms): StatutoryClock | null {
  if (isInitial(facts.kind)) {
    const began = beganBy(facts);
    if (began === null) return null;
    const due = addWorkingDays(began.on, STATUTORY_DAYS, facts.calendar);
    return mereDay('latest', '15th working day', due, 'the latest day for it');
  }
  const { previous } = facts;
  if (!previous) return null;
  if (previous.kind === 'pre-birth-icpc' && facts.expectedOn) {
    const due = reviewAfterBirthDueBy(facts.expectedOn, previous.on, terms.afterBirth, facts.calendar);
    return mereDay('latest', 'Review due', due, 'after the birth, if it is when it is expected');
  }
  const months = isInitial(previous.kind) ? 'three months after the initial conference' : 'six months after the last';
  return mereDay('latest', 'Review due', reviewAfter(previous.kind, previous.on), months);
}

function preBirth({ kind, expectedOn }: ClockFacts, terms: ClockTerms): StatutoryClock | null {
  if (kind !== 'pre-birth-icpc' || !expectedOn) return null;
  const due = preBirthDueBy(expectedOn, terms.preBirthWeeks);
  return mereDay('pre-birth', `${terms.preBirthWeeks} weeks of pregnancy`, due, 'local: by then it is held');
}

function sitAgain({ adjournedAt, calendar }: ClockFacts, terms: ClockTerms): StatutoryClock | null {
  if (!adjournedAt) return null;
  const due = nextSittingDueBy(adjournedAt, terms, calendar);
  return mereDay('sit-again', 'Next sitting due', due, `${days(terms.inquorateWorkingDays)} after`);
}

function sittingClock(facts: ClockFacts, latest: StatutoryClock | null): StatutoryClock {
  const on = londonDate(facts.startsAt);
  const plain = mereDay('sitting', facts.isOn ? 'Conference' : 'Conference (not on)', on, null);
  if (latest === null) return plain;
  const over = workingDaysBetween(latest.on, on, facts.calendar);
  // A review is due on a day that may be at a weekend; one day later is late all the same.
  if (isAfter(on, latest.on)) {
    const words = over === 0 ? `after ${formatDayAndYear(latest.on)}` : `${days(over)} too late`;
    return { ...plain, standing: 'late', words };
  }
  return facts.isHeld ? { ...plain, standing: 'met', words: 'in time' } : plain;
}

function reportClock(facts: ClockFacts, { reportWorkingDays }: ClockTerms): StatutoryClock {
  const before = isInitial(facts.kind) ? reportWorkingDays.initial : reportWorkingDays.review;
  const due = addWorkingDays(londonDate(facts.startsAt), -before, facts.calendar);
  const clock = mereDay('report', 'Police report due', due, `${days(before)} before`);
  if (facts.reportSentOn === undefined || !facts.isOn) return clock;
  if (facts.reportSentOn === null) {
    const isOver = isAfter(londonDate(facts.now), due);
    return isOver ? { ...clock, standing: 'overdue', words: 'none on record' } : { ...clock, standing: 'owed' };
  }
  const over = workingDaysBetween(due, facts.reportSentOn, facts.calendar);
  return isAfter(facts.reportSentOn, due)
    ? { ...clock, standing: 'late', words: `sent ${days(over)} late` }
    : { ...clock, standing: 'met', words: 'sent in time' };
}

/** Only of what was held: before, it would be one more day to read past. */
function minutes(facts: ClockFacts, terms: ClockTerms): StatutoryClock | null {
  if (!facts.isHeld) return null;
  const on = minutesDueBy(londonDate(facts.startsAt), terms, facts.calendar);
  return mereDay('minutes', 'Minutes due', on, `${days(terms.minutesWorkingDays)} after`);
}

/** As the conference set it, or by the clock; none where no plan goes on. */
function nextReview(facts: ClockFacts, terms: ClockTerms): StatutoryClock | null {
  const { kind, outcome, expectedOn } = facts;
  const on = londonDate(facts.startsAt);
  if (outcome?.planGoesOn === false) return null;
  if (!isInitial(kind) && !facts.isHeld) return null;
  const text = isInitial(kind) ? 'First review due' : 'Next review due';
  if (kind === 'pre-birth-icpc' && expectedOn) {
    const due = reviewAfterBirthDueBy(expectedOn, on, terms.afterBirth, facts.calendar);
    return mereDay('next-review', text, due, 'if the birth is when it is expected');
  }
  const due = reviewAfter(kind, on);
  const clock = mereDay('next-review', text, due, isInitial(kind) ? 'three months after' : 'six months after');
  const set = outcome?.nextReviewOn ?? null;
  if (set === null) return clock;
  const words = `set for ${formatDayAndYear(set)}`;
  return isAfter(set, due) ? { ...clock, standing: 'late', words: `${words}, which is too late` } : { ...clock, words };
}
