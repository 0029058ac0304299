import { CONFERENCE_KINDS, kindLabel } from '../conferences/kinds.js';
import { formatDayAndYear, formatWhen } from '../kernel/london.js';
import type { Cell, Key, Notice, Row, Table } from '../web/page-parts.js';
import { ageInWords } from './age.js';
import type { CandidateLine, Reading } from './candidate.queries.js';

type Column = 'waiting' | 'invitation' | 'when' | 'sender' | 'about';

export interface InboxPage {
  readonly title: string;
  readonly actions: readonly { readonly text: string; readonly href: string; readonly main: true }[];
  readonly status: { readonly text: string };
  /** What automation recorded waits elsewhere; null when nothing does. */
  readonly toConfirm: Notice | null;
  readonly candidates: Table<Column>;
  readonly keys: readonly Key[];
}

/** The names of hubs by code, as far as a reading names one. */
export type HubName = (code: string) => string | undefined;

/** @param waiting oldest first, and so they are shown */
export function inboxPage(
  waiting: readonly CandidateLine[],
  hubName: HubName,
  now: Temporal.Instant,
  toConfirm = 0,
): InboxPage {
  const [oldest] = waiting;
  return {
    title: 'Inbox',
    actions: [{ text: 'Record an invitation', href: '/invitations/new', main: true }],
    status: {
      text: oldest === undefined ? '' : `${countOf(waiting.length)}; the oldest arrived ${arrived(oldest, now)}.`,
    },
    toConfirm: toConfirm === 0 ? null : confirmNotice(toConfirm),
    keys: INBOX_KEYS,
    candidates: {
      caption: 'Invitations to confirm, oldest first',
      captionHidden: true,
      flow: true,
      columns: [
        { key: 'waiting', text: 'Waiting', nowrap: true },
        { key: 'invitation', text: 'Invitation', rowHeader: true, bare: true },
        { key: 'when', text: 'When', bare: true },
        { key: 'sender', text: 'From', bare: true },
        { key: 'about', text: 'What it seems to be', bare: true },
      ],
      rows: waiting.map((candidate) => line(candidate, waiting, hubName, now)),
      empty: {
        title: 'Nothing waits to be confirmed',
        text: 'Invitations that arrive by mail appear here within a minute, with what could be read of them.',
        href: '/invitations/new',
        linkText: 'Record an invitation that came another way',
      },
    },
  };
}

const INBOX_KEYS: readonly Key[] = [
  { key: 'j', text: 'next message' },
  { key: 'k', text: 'message before' },
  { key: 'o', text: 'open it, as Enter does' },
];

const confirmNotice = (count: number): Notice => ({
  tone: 'info',
  title: `${count === 1 ? '1 conference' : `${count} conferences`} recorded by automation to confirm`,
  href: '/automation#waiting',
  linkText: count === 1 ? 'Look at it' : 'Look at them',
});

const countOf = (count: number): string =>
  count === 1 ? '1 invitation to confirm' : `${count} invitations to confirm`;

function arrived({ receivedAt }: CandidateLine, now: Temporal.Instant): string {
  const age = ageInWords(receivedAt, now);
  return age === 'just now' ? age : `${age} ago`;
}

function line(
  candidate: CandidateLine,
  waiting: readonly CandidateLine[],
  hubName: HubName,
  now: Temporal.Instant,
): Row<Column> {
  const { id, receivedAt, sender, channel } = candidate;
  return {
    id: `candidate-${id}`,
    cells: {
      waiting: ageInWords(receivedAt, now),
      invitation: { text: describe(candidate, hubName), href: `/inbox/${id}`, strong: true },
      when: timeAsRead(candidate.reading),
      sender: sender ?? (channel === 'mail' ? 'sender not given' : `by ${channel}`),
      about: about(candidate, waiting),
    },
  };
}

function about(candidate: CandidateLine, waiting: readonly CandidateLine[]): Cell {
  if (candidate.asks === 'cancellation') {
    return {
      tag: { text: candidate.changes === null ? 'Cancellation' : `Calls off ${candidate.changes}`, tone: 'bad' },
    };
  }
  if (candidate.changes !== null) return { tag: { text: `Change to ${candidate.changes}`, tone: 'warn' } };
  const uid = candidate.laCalendarUid;
  const [first] = waiting.filter((other) => uid !== null && other.laCalendarUid === uid);
  return first === undefined || first === candidate ? 'New' : { tag: { text: 'Same meeting as above', tone: 'warn' } };
}

/** "ICPC, Reading"; what was not read is said, never guessed. */
export function describe({ reading, hubCode }: Pick<CandidateLine, 'reading' | 'hubCode'>, hubName: HubName): string {
  const kind = CONFERENCE_KINDS.find((each) => each === reading['kind']?.value);
  const hub = hubCode === null ? undefined : hubName(hubCode);
  return `${kind === undefined ? 'Kind not read' : kindLabel(kind)}, ${hub ?? 'hub not read'}`;
}

/** When the conference is, as far as it was read. */
export function timeAsRead(reading: Reading): string {
  const startsAt = reading['startsAt']?.value;
  if (startsAt !== undefined) return formatWhen(Temporal.Instant.from(startsAt));
  const date = reading['date']?.value;
  return date === undefined ? 'time not read' : `${formatDayAndYear(Temporal.PlainDate.from(date))}, time not read`;
}
