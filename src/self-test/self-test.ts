import { asksAgain, methodOf, nextSequence, type CalendarChange } from '../calendar/change.js';
import type { CalendarFacts, Party } from '../calendar/message.js';
import { londonDate, londonInstant } from '../kernel/london.js';

/**
 * What the test sends, in this order: every change an attendee can be told of, about one meeting that never takes place.
 * As with a conference, sitting again and being asked anew make a calendar entry of their own, with a UID of its own.
 */
const SENT = {
  new: { entry: 1, change: 'new' },
  moved: { entry: 1, change: 'moved' },
  place: { entry: 1, change: 'place' },
  details: { entry: 1, change: 'details' },
  'stood-down': { entry: 1, change: 'stood-down' },
  reinstated: { entry: 1, change: 'reinstated' },
  postponed: { entry: 1, change: 'postponed' },
  reconvened: { entry: 2, change: 'reconvened' },
  reassigned: { entry: 2, change: 'reassigned' },
  again: { entry: 3, change: 'new' },
  withdrawn: { entry: 3, change: 'withdrawn' },
  'once-more': { entry: 4, change: 'new' },
  cancelled: { entry: 4, change: 'cancelled' },
} as const satisfies Record<string, { readonly entry: number; readonly change: CalendarChange }>;

export type Step = keyof typeof SENT;
export const STEPS = Object.keys(SENT) as readonly Step[];
/** What an attendee would be told by that step. */
export const changeOf = (step: Step): CalendarChange => SENT[step].change;
/** Steps of one calendar entry share its number, and its UID. */
export const entryOf = (step: Step): number => SENT[step].entry;
/** Whether an answer is wanted. */
export const wantsAnswer = (step: Step): boolean => asksAgain(changeOf(step));

export const TEST_ANSWERS = ['accepted', 'tentative', 'declined', 'counter'] as const;
export type TestAnswer = (typeof TEST_ANSWERS)[number];

/** Whether our own gateway vouched for the sender of an answer (RFC 8601). */
export const SENDER_CHECKS = ['pass', 'fail', 'unknown'] as const;
export type SenderCheck = (typeof SENDER_CHECKS)[number];

/** One message of a test, with what came back for it. */
export interface TestMessage {
  readonly id: number;
  readonly uid: string;
  readonly sequence: number;
  readonly step: Step;
  readonly messageId: string;
  readonly recipient: string;
  readonly stampedAt: Temporal.Instant;
  readonly sentAt: Temporal.Instant | null;
  /** What the mail server said when it was not sent. */
  readonly error: string | null;
  readonly answer: TestAnswer | null;
  readonly answeredAt: Temporal.Instant | null;
  readonly answeredFrom: string | null;
  readonly authentication: SenderCheck | null;
}

export type Wanted = 'start' | 'next' | 'finish';

/** The step that follows, or the one that has to be sent again; null when the test is over. */
export function nextStep(messages: readonly TestMessage[]): Step | null {
  const last = messages.at(-1);
  if (last === undefined) return 'new';
  return last.sentAt === null ? last.step : (STEPS[STEPS.indexOf(last.step) + 1] ?? null);
}

/** The step that takes the entry which was sent last out of the calendar again; null when none stands there. */
export function lastStep(messages: readonly TestMessage[]): Step | null {
  const told = messages.findLast(({ sentAt }) => sentAt !== null);
  if (told === undefined || methodOf(changeOf(told.step)) === 'CANCEL') return null;
  const entry = entryOf(told.step);
  return STEPS.findLast((step) => entryOf(step) === entry && methodOf(changeOf(step)) === 'CANCEL') ?? null;
}

/** The UID and SEQUENCE of a step after those before it; a null UID has to be minted. */
export function entryAfter(
  before: readonly TestMessage[],
  step: Step,
): { readonly uid: string | null; readonly sequence: number } {
  const last = before.findLast((one) => entryOf(one.step) === entryOf(step));
  return { uid: last?.uid ?? null, sequence: nextSequence(last?.sequence ?? null, changeOf(step)) };
}

/** The message that an answer belongs to: the last that asked with that SEQUENCE or an earlier one. */
export const answeredBy = (
  messages: readonly TestMessage[],
  uid: string,
  sequence: number | null,
): TestMessage | null =>
  messages.findLast(
    (one) => one.uid === uid && wantsAnswer(one.step) && (sequence === null || one.sequence <= sequence),
  ) ?? null;

const DAYS_AHEAD = 3;
const TEN = Temporal.PlainTime.from('10:00');

interface Test {
  readonly uid: string;
  readonly sequence: number;
  /** When the first message of the test was composed. */
  readonly startedAt: Temporal.Instant;
  readonly stampedAt: Temporal.Instant;
  readonly attendee: Party;
  readonly desk: Party;
  /** The page of the test. */
  readonly link: string;
}

/** What one step says. Every word that a person reads says that no conference is behind it. */
export function testFacts(step: Step, test: Test): CalendarFacts {
  const done = (earlier: Step): boolean => STEPS.indexOf(step) >= STEPS.indexOf(earlier);
  const day = londonDate(test.startedAt).add({ days: done('reconvened') ? DAYS_AHEAD + 1 : DAYS_AHEAD });
  const startsAt = londonInstant(day, done('moved') ? TEN.add({ hours: 1 }) : TEN);
  return {
    method: methodOf(changeOf(step)),
    uid: test.uid,
    sequence: test.sequence,
    stampedAt: test.stampedAt,
    createdAt: test.startedAt,
    startsAt,
    endsAt: startsAt.add({ minutes: 30 }),
    reference: 'no conference',
    kindLabel: 'SELF-TEST',
    hubName: 'test of calendar mail',
    modeLabel: done('place') ? 'Phone' : 'Video',
    venue: done('details') ? 'No room: this is a test' : null,
    joinLink: null,
    link: test.link,
    attendee: test.attendee,
    desk: test.desk,
    change: changeOf(step),
    answer: null,
    marking: 'OFFICIAL-SENSITIVE',
  };
}
