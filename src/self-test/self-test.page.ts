import { never } from '../kernel/decided.js';
import { formatTime, formatWhen } from '../kernel/london.js';
import type { Cell, Notice, Row, Table } from '../web/page-parts.js';
import type { Flash } from '../web/pages.js';
import type { SelfTest, SelfTestRefusal } from './self-test.service.js';
import {
  lastStep,
  nextStep,
  STEPS,
  wantsAnswer,
  type SenderCheck,
  type Step,
  type TestAnswer,
  type TestMessage,
  type Wanted,
} from './self-test.js';

const GONE = 'The entry goes, or is marked as cancelled.';
const WORDS: Record<Step, { readonly name: string; readonly look: string }> = {
  new: { name: 'Invitation', look: 'It has buttons to answer. Accept it.' },
  moved: { name: 'Moved an hour later', look: 'The entry in your calendar moves and asks again. Accept it.' },
  place: { name: 'By phone instead of video', look: 'The entry stays where it is and asks again. Say "tentative".' },
  details: { name: 'A room is added', look: 'The entry says so and asks nothing.' },
  'stood-down': { name: 'Stood down', look: GONE },
  reinstated: { name: 'On again', look: 'The same entry comes back and asks again. Decline it.' },
  postponed: { name: 'Postponed', look: 'Nothing stays, not even if you had declined.' },
  reconvened: { name: 'Sits again on another day', look: 'A second entry, with buttons. Accept it.' },
  reassigned: { name: 'Given to somebody else', look: GONE },
  again: { name: 'Asked anew', look: 'A new entry, with buttons. Suggest another time, if your program can.' },
  withdrawn: { name: 'Taken off', look: GONE },
  'once-more': {
    name: 'Asked once more',
    look: 'A new entry. Leave it unanswered: the next message takes it away all the same.',
  },
  cancelled: { name: 'Cancelled', look: GONE },
};
const ANSWERS: Record<TestAnswer, string> = {
  accepted: 'Accepted',
  tentative: 'Tentative',
  declined: 'Declined',
  counter: 'Another time suggested',
};
const CHECKS: Record<SenderCheck, string> = {
  pass: 'The mail gateway vouches for the sender.',
  fail: 'The mail gateway does not vouch for the sender: such an answer to a conference waits for a person.',
  unknown: 'The mail gateway says nothing about the sender.',
};

type Column = 'step' | 'sent' | 'look' | 'back';

export interface SelfTestPage {
  readonly title: string;
  readonly intro: string;
  readonly warned: Notice | null;
  readonly standing: string;
  readonly table: Table<Column> | null;
  /** What can be sent now, the most likely first. */
  readonly offers: readonly { readonly value: Wanted; readonly text: string }[];
}

/** The test as far as it has come. */
export function selfTestPage({ tester, refusal, messages }: SelfTest): SelfTestPage {
  return {
    title: 'Test of calendar mail',
    intro:
      refusal === null
        ? `Sends ${tester.mail} every message that an attendee can get, about a meeting that never takes place, one at a time. Answer in your mail program; what comes back is ticked off here.`
        : 'Sends your own mailbox every message that an attendee can get, about a meeting that never takes place.',
    warned: refusal && refused(refusal),
    standing: standing(messages),
    table: refusal !== null && messages.length === 0 ? null : tableOf(messages),
    offers: refusal === null ? offers(messages) : [],
  };
}

function refused(refusal: SelfTestRefusal): Notice {
  switch (refusal.kind) {
    case 'no-mail-address':
      return { tone: 'warn', title: 'Your account has no mail address', text: 'Whoever manages sign-in can add it.' };
    case 'is-the-desk':
      return {
        tone: 'warn',
        title: `${refusal.mail} is the address that invitations come from`,
        text: 'It cannot invite itself. Sign in as yourself for the test.',
      };
    case 'nothing-to-send':
      return { tone: 'warn', title: 'The test has ended already', text: 'Start another to send it again.' };
    default:
      return never(refusal);
  }
}

/** Above the page of somebody whose message was not sent. */
export const sendRefusal = refused;

function offers(messages: readonly TestMessage[]): SelfTestPage['offers'] {
  const next = nextStep(messages);
  if (messages.length === 0) return [{ value: 'start', text: 'Send the invitation' }];
  if (next === null) return [{ value: 'start', text: 'Start another test' }];
  const isAgain = messages.at(-1)?.sentAt === null;
  const first = { value: 'next', text: isAgain ? 'Try again' : `Send the next: ${lower(WORDS[next].name)}` } as const;
  const end = lastStep(messages);
  if (end === next) return [first];
  return [
    first,
    end === null
      ? { value: 'start', text: 'Start another test' }
      : { value: 'finish', text: 'End it: take the entry away' },
  ];
}

const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function standing(messages: readonly TestMessage[]): string {
  const asking = messages.filter((one) => one.sentAt !== null && wantsAnswer(one.step));
  if (asking.length === 0) return 'Nothing has been sent yet.';
  const back = asking.filter((one) => one.answer !== null).length;
  return `${back} of ${asking.length} ${asking.length === 1 ? 'answer has' : 'answers have'} come back. Reload this page to see news.`;
}

const tableOf = (messages: readonly TestMessage[]): Table<Column> => ({
  caption: 'The messages of the test',
  captionHidden: true,
  columns: [
    { key: 'step', text: 'Message', rowHeader: true, bare: true },
    { key: 'sent', text: 'Sent', nowrap: true },
    { key: 'look', text: 'What you should see' },
    { key: 'back', text: 'What came back' },
  ],
  rows: STEPS.map((step): Row<Column> => {
    const message = messages.find((one) => one.step === step);
    const { name, look } = WORDS[step];
    return {
      ...(message?.error ? { tone: 'bad' as const } : {}),
      cells: { step: name, sent: sentCell(message, isPast(messages, step)), look, back: backCell(step, message) },
    };
  }),
});

/** A later step was sent already: the test was ended early. */
const isPast = (messages: readonly TestMessage[], step: Step): boolean =>
  messages.some((one) => STEPS.indexOf(one.step) > STEPS.indexOf(step));

function sentCell(message: TestMessage | undefined, leftOut: boolean): Cell {
  if (message === undefined) return { text: leftOut ? 'left out' : 'not yet', quiet: true };
  if (message.sentAt !== null) return formatTime(message.sentAt);
  return { tag: { text: 'Not sent', tone: 'bad' }, note: `The mail server said: ${message.error ?? 'nothing yet'}` };
}

function backCell(step: Step, message: TestMessage | undefined): Cell {
  if (message === undefined || message.sentAt === null) return null;
  if (!wantsAnswer(step)) return { text: 'no answer wanted', quiet: true };
  const { answer, answeredAt, answeredFrom, authentication, recipient, sentAt } = message;
  if (answer === null || answeredAt === null) return { tag: { text: 'Waiting for your answer', tone: 'info' } };
  const seconds = Math.max(0, Math.round(sentAt.until(answeredAt).total('seconds')));
  const other = answeredFrom !== null && answeredFrom !== recipient.toLowerCase();
  return {
    text: `${ANSWERS[answer]}, after ${afterWords(seconds)}`,
    tag: { text: 'Answer came back', tone: other || authentication === 'fail' ? 'warn' : 'good' },
    notes: [
      other
        ? `From ${answeredFrom}, which is not the address written to: it must be among the addresses of the attendee.`
        : `From ${answeredFrom ?? 'an unknown sender'}.`,
      CHECKS[authentication ?? 'unknown'],
      `Received ${formatWhen(answeredAt)}`,
    ],
  };
}

const afterWords = (seconds: number): string => {
  if (seconds < 120) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} minutes` : `${Math.round(seconds / 3600)} hours`;
};

/** What the banner says after a message was sent, or was not. */
export const testSent = ({ step, recipient, error }: TestMessage): Flash =>
  error === null
    ? { title: `Sent to ${recipient}: ${lower(WORDS[step].name)}.`, text: WORDS[step].look }
    : { title: 'The message was not sent.', text: `The mail server said: ${error}`, tone: 'warn' };
