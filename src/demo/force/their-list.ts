import { createHash } from 'node:crypto';
import { rememberAccount } from '../../access/account.queries.js';
import type { Tx } from '../../database/transaction.js';
import { isReview } from '../../conferences/kinds.js';
import { londonDate } from '../../kernel/london.js';
import { lastMonth } from '../../reconciliation/reconciliation.form.js';
import { addPiece, addReconciliation } from '../../reconciliation/reconciliation.queries.js';
import type { Period } from '../../reconciliation/their-meeting.js';
import type { ForceConference } from './force.js';

const HUB = 'reading';
const FILE_NAME = 'RBC conferences held.csv';

/**
 * What the local authority of Reading says that it held last month: ours with the slips that such lists have, so that every
 * class of row is there. The first turn of work reads it, as any other.
 */
export async function sendTheirList(
  tx: Tx,
  conferences: readonly ForceConference[],
  now: Temporal.Instant,
): Promise<void> {
  const period = lastMonth(londonDate(now));
  const list = Buffer.from(theirList(conferences, period));
  const robot = {
    issuer: 'demo',
    subject: 'lists',
    name: 'List robot',
    mail: null,
    roles: ['robot'],
    hubs: [],
  } as const;
  const { id: accountId, name: sentBy } = await rememberAccount(tx, robot, now);
  const { id } = await addReconciliation(tx, {
    hubCode: HUB,
    firstOn: period.from,
    lastOn: period.to,
    fileName: FILE_NAME,
    sha256: createHash('sha256').update(list).digest('hex'),
    bytes: list.length,
    accountId: accountId!,
    sentBy,
    createdAt: now,
  });
  await addPiece(tx, id, 0, list);
}

interface Line {
  readonly meetingId: string;
  readonly kind: string;
  readonly date: Temporal.PlainDate;
  readonly childIds: readonly string[];
  readonly police: string;
}

const HEADINGS = 'Meeting ID,Conference type,Date of conference,Child ID,Police attended';

/** A row a child, in the order of the days. */
export function theirList(conferences: readonly ForceConference[], period: Period): string {
  const held = conferences
    .filter((one) => one.meeting.hubCode === HUB && one.state === 'held' && isIn(period, londonDate(one.startsAt)))
    .toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt));
  const lines = [...held.map(lineOf).flatMap(withSlip), ...onlyTheirs(period)];
  const rows = lines.flatMap(({ meetingId, kind, date, childIds, police }) =>
    childIds.map((childId) => [meetingId, kind, date.toString(), childId, police].join(',')),
  );
  return `${[HEADINGS, ...rows].join('\r\n')}\r\n`;
}

const isIn = ({ from, to }: Period, day: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) <= 0;

const lineOf = (one: ForceConference): Line => ({
  meetingId: one.laMeetingId,
  kind: isReview(one.meeting.kind) ? 'RCPC' : one.meeting.kind === 'transfer-in' ? 'Transfer in' : 'ICPC',
  date: londonDate(one.startsAt),
  childIds: one.meeting.children.map(({ laChildId }) => laChildId),
  police: one.outcome?.presentAtDecision === true ? 'Yes' : one.outcome === null ? '' : 'No',
});

/** One left out, one on another day, one attended otherwise, one without its ids: as lists are. */
function withSlip(line: Line, place: number): readonly Line[] {
  switch (place) {
    case 1:
      return [];
    case 3:
      return [{ ...line, date: line.date.subtract({ days: 1 }) }];
    case 4:
      return [{ ...line, police: line.police === 'Yes' ? 'No' : 'Yes' }];
    case 6:
      return [{ ...line, meetingId: '', childIds: [''] }];
    default:
      return [line];
  }
}

/** What we never heard of. */
function onlyTheirs({ from }: Period): readonly Line[] {
  const line = (days: number, kind: string, meetingId: string, childIds: readonly string[]): Line => {
    return { meetingId, kind, date: from.add({ days }), childIds, police: 'No' };
  };
  return [line(11, 'ICPC', 'RBC-X-0041', ['970141', '970142']), line(19, 'RCPC', 'RBC-X-0057', ['970157'])];
}
