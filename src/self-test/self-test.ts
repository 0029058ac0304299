import { asksAgain, methodOf, nextSequence } from '../calendar/change.js';
import type { CalendarFacts, Party } from '../calendar/message.js';
import { londonDate, londonInstant } from '../kernel/london.js';

/** What the test sends, in this order: one meeting that never takes place. */
export const STEPS = ['new', 'moved', 'place', 'details', 'cancelled'] as const;
export type Step = (typeof STEPS)[number];

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
  readonly change: Step;
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
  return last.sentAt === null ? last.change : (STEPS[STEPS.indexOf(last.change) + 1] ?? null);
}

/** The SEQUENCE of a step after those before it. */
export const sequenceOf = (before: readonly TestMessage[], step: Step): number =>
  nextSequence(before.at(-1)?.sequence ?? null, step);

/** The message that an answer belongs to: the last that asked with that SEQUENCE or an earlier one. */
export const answeredBy = (messages: readonly TestMessage[], sequence: number | null): TestMessage | null =>
  messages.findLast((one) => asksAgain(one.change) && (sequence === null || one.sequence <= sequence)) ?? null;

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
  const day = londonDate(test.startedAt).add({ days: DAYS_AHEAD });
  const startsAt = londonInstant(day, done('moved') ? TEN.add({ hours: 1 }) : TEN);
  return {
    method: methodOf(step),
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
    change: step,
    answer: null,
    marking: 'OFFICIAL-SENSITIVE',
  };
}
