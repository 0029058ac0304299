import { theTracker } from '../access/actor.js';
import { methodWords } from '../calendar/change.js';
import type { MailboxStatus } from '../calendar/mailbox.js';
import { mailboxWords, type MailboxWords } from './mailbox-words.js';
import type { OutboxLine } from '../calendar/outbox-list.queries.js';
import { dropWords, type DropReason } from '../calendar/send-check.js';
import { formatTime } from '../kernel/london.js';
import type { Cell, Notice, Row, Table, Tag } from '../web/page-parts.js';
import { ageInWords, shortWhen } from './age.js';
import { MAIL_OUTCOME_WORDS } from './inbound-mail.queries.js';
import type { InboundLine } from './mail-list.queries.js';
import type { MailOverview, RetryRefusal } from './mail.service.js';

type InColumn = 'received' | 'message' | 'sender' | 'outcome' | 'conference';
type OutColumn = 'person' | 'message' | 'since' | 'attempts' | 'action';
type SentColumn = 'sent' | 'person' | 'message' | 'why';

export interface MailPage {
  readonly title: string;
  readonly lag: { readonly text: string; readonly late: boolean };
  readonly mailboxes: MailboxWords;
  readonly counts: readonly { readonly text: string; readonly count: number; readonly href: string }[];
  readonly forAPerson: Table<InColumn>;
  readonly failed: Table<OutColumn>;
  readonly owed: Table<OutColumn>;
  readonly sentToday: Table<SentColumn>;
  readonly droppedToday: Table<SentColumn>;
  readonly arrived: Table<InColumn>;
}

/** Mail is read every few seconds: older than this means that the reading has stopped. */
const LATE_AFTER_MINUTES = 5;

/** @param mayChange whether this person may try again, and so on, or only reads */
export function mailPage(
  mail: MailOverview,
  mailboxes: readonly MailboxStatus[],
  mayChange: boolean,
  now: Temporal.Instant,
): MailPage {
  const { forAPerson, failed, owed, sentToday, droppedToday, arrived } = mail;
  return {
    title: 'Mail',
    lag: lag(mail.unread, now),
    mailboxes: mailboxWords(mailboxes, now),
    counts: [
      { text: 'Needs a person', count: forAPerson.length, href: '#for-a-person' },
      { text: 'Failed', count: failed.length, href: '#failed' },
      { text: 'Still to be sent', count: owed.length, href: '#owed' },
      { text: 'Sent today', count: sentToday.length, href: '#sent' },
      { text: 'Not needed', count: droppedToday.length, href: '#dropped' },
      { text: 'Arrived', count: arrived.length, href: '#arrived' },
    ],
    forAPerson: {
      ...inbound('Mail that needs a person, oldest first', forAPerson, now),
      empty: { title: 'No mail needs a person. What the tracker cannot deal with by itself appears here.' },
    },
    failed: {
      ...outbound('Calendar mail that could not be sent', failed, mayChange, now),
      empty: { title: 'No calendar mail has failed.' },
    },
    owed: {
      ...outbound('Calendar mail still to be sent', owed, mayChange, now),
      empty: { title: 'Nothing waits to be sent.' },
    },
    sentToday: sent(sentToday, now),
    droppedToday: dropped(droppedToday),
    arrived: {
      ...inbound('Mail that arrived, newest first', arrived, now),
      empty: { title: 'No other mail has arrived.' },
    },
  };
}

function lag({ count, oldest }: MailOverview['unread'], now: Temporal.Instant): MailPage['lag'] {
  if (oldest === null) return { text: 'All mail that arrived has been read.', late: false };
  const late = oldest.until(now).total('minutes') > LATE_AFTER_MINUTES;
  const messages = count === 1 ? '1 message has' : `${count} messages have`;
  return { text: `${messages} not been read yet; the oldest has waited ${waited(oldest, now)}.`, late };
}

function waited(since: Temporal.Instant, now: Temporal.Instant): string {
  const age = ageInWords(since, now);
  return age === 'just now' ? 'less than a minute' : age;
}

function inbound(caption: string, lines: readonly InboundLine[], now: Temporal.Instant): Table<InColumn> {
  return {
    caption,
    captionHidden: true,
    flow: true,
    columns: [
      { key: 'received', text: 'Received', nowrap: true, bare: true },
      { key: 'message', text: 'Message', rowHeader: true, bare: true },
      { key: 'sender', text: 'From', bare: true },
      { key: 'outcome', text: 'What became of it', bare: true },
      { key: 'conference', text: 'Conference', nowrap: true, bare: true },
    ],
    rows: lines.map((line) => inboundRow(line, now)),
  };
}

function inboundRow(line: InboundLine, now: Temporal.Instant): Row<InColumn> {
  return {
    cells: {
      received: shortWhen(line.receivedAt, now),
      message: { text: line.subject || '(no subject)', href: `/mail/in/${line.id}` },
      sender: line.sender ?? 'not given',
      outcome: { ...outcomeWords(line), ...(line.reason === null ? {} : { note: line.reason }) },
      conference: aboutCell(line),
    },
  };
}

/** Settled by the tracker itself, or by nobody yet. */
export const byTracker = (line: InboundLine): boolean => line.settledBy === null || line.settledBy === theTracker.name;

/** What became of a message, in words. */
export function outcomeWords(line: InboundLine): { readonly text?: string; readonly tag?: Tag } {
  if (line.outcome === 'for-a-person') return { tag: { text: MAIL_OUTCOME_WORDS['for-a-person'], tone: 'warn' } };
  if (line.outcome === 'ignored' && !byTracker(line)) return { text: `Dealt with by ${line.settledBy}` };
  if (line.candidateState === 'confirmed') return { text: 'Confirmed as a conference' };
  if (line.candidateState === 'rejected') return { text: 'Rejected in the inbox' };
  return { text: MAIL_OUTCOME_WORDS[line.outcome] };
}

/** The link to what a message is about: the decision it waits for, else its conference. */
export function aboutCell({ reference, candidateId, candidateState }: InboundLine): Cell {
  if (candidateState === 'waiting')
    return { text: 'Decide', href: `/inbox/${candidateId}`, label: 'on this invitation' };
  return reference === null ? null : { text: reference, href: `/conferences/${reference}` };
}

function outbound(
  caption: string,
  lines: readonly OutboxLine[],
  mayChange: boolean,
  now: Temporal.Instant,
): Table<OutColumn> {
  return {
    caption,
    captionHidden: true,
    columns: [
      { key: 'message', text: 'Message', rowHeader: true, bare: true },
      { key: 'person', text: 'To' },
      { key: 'since', text: 'Owed since', nowrap: true },
      { key: 'attempts', text: 'Attempts' },
      { key: 'action', text: 'Action', hidden: true, nowrap: true },
    ],
    rows: lines.map((line) => ({
      ...(line.state === 'failed' ? { tone: 'bad' as const } : {}),
      cells: {
        message: { ...messageCell(line), ...(line.held > 0 ? { note: heldBack(line.held) } : {}) },
        person: { text: line.attendeeName, note: line.recipient },
        since: shortWhen(line.createdAt, now),
        attempts: attempts(line, now),
        action: mayChange && line.attempts > 0 ? tryAgain(line) : null,
      },
    })),
  };
}

const messageWords = ({ method, sequence }: OutboxLine): string =>
  method === 'REQUEST' && sequence > 0 ? 'Update' : methodWords(method);

const messageCell = (line: OutboxLine): { readonly text: string; readonly href: string } => ({
  text: `${messageWords(line)}, ${line.reference}`,
  href: `/conferences/${line.reference}`,
});

const heldBack = (held: number): string =>
  held === 1 ? 'A later message waits behind it.' : `${held} later messages wait behind it.`;

function attempts({ attempts, lastError, state, nextAttemptAt }: OutboxLine, now: Temporal.Instant): Cell {
  const times = attempts === 1 ? 'Tried once' : `Tried ${attempts} times`;
  const notes = lastError === null ? [] : [`The mail server said: ${lastError}`];
  if (state === 'failed') return { tag: { text: 'Failed', tone: 'bad' }, notes: [`${times}.`, ...notes] };
  if (attempts === 0) return 'Not tried yet';
  return { text: `${times}, next at ${shortWhen(nextAttemptAt, now)}`, notes };
}

const tryAgain = (line: OutboxLine): Cell => ({
  post: {
    action: `/mail/${line.id}/retry`,
    text: line.state === 'failed' ? 'Try again' : 'Try now',
    label: `${messageWords(line)} to ${line.attendeeName} about ${line.reference}`,
  },
});

/** Where a message that was sent came back from the other end. */
const cameBack = ({ bouncedAt, bounceReason }: OutboxLine, now: Temporal.Instant): { readonly note?: string } =>
  bouncedAt === null ? {} : { note: `came back ${shortWhen(bouncedAt, now)}: ${bounceReason ?? 'no reason given'}` };

const sent = (lines: readonly OutboxLine[], now: Temporal.Instant): Table<SentColumn> => ({
  caption: 'Calendar mail sent today, newest first',
  captionHidden: true,
  flow: true,
  columns: [
    { key: 'sent', text: 'Sent', nowrap: true, bare: true },
    { key: 'message', text: 'Message', rowHeader: true, bare: true },
    { key: 'person', text: 'To', bare: true },
  ],
  rows: lines.map((line) => ({
    cells: {
      sent: line.sentAt && formatTime(line.sentAt),
      message: messageCell(line),
      person: { text: `${line.attendeeName}, ${line.recipient}`, ...cameBack(line, now) },
    },
  })),
  empty: { title: 'No calendar mail was sent today.' },
});

const dropped = (lines: readonly OutboxLine[]): Table<SentColumn> => ({
  caption: 'Calendar mail that was not sent today because it was not needed any more, newest first',
  captionHidden: true,
  flow: true,
  columns: [
    { key: 'sent', text: 'When', nowrap: true, bare: true },
    { key: 'message', text: 'Message', rowHeader: true, bare: true },
    { key: 'person', text: 'To', bare: true },
    { key: 'why', text: 'Why', bare: true },
  ],
  rows: lines.map((line) => ({
    cells: {
      sent: line.droppedAt && formatTime(line.droppedAt),
      message: messageCell(line),
      person: `${line.attendeeName}, ${line.recipient}`,
      why: line.droppedBecause && dropSentence(line.droppedBecause),
    },
  })),
  empty: { title: 'Everything that was owed today was still needed when it was to be sent.' },
});

const dropSentence = (reason: DropReason): string => {
  const words = dropWords(reason);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

/** Above the list of somebody whose retry came too late. */
export function retryRefusal(refusal: RetryRefusal): Notice {
  const gone = refusal.state === 'sent' ? 'It has been sent in the meantime.' : 'It is no longer to be sent.';
  return { tone: 'warn', title: 'There is nothing to try again', text: gone };
}
