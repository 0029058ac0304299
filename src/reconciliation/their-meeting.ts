/** What a local authority says of one conference that it held, and how the rows of its list become conferences. */
import type { ConferenceKind } from '../conferences/kinds.js';
import type { PlannedRow } from '../imports/plan.js';
import { formatDayAndYear } from '../kernel/london.js';
import type { FurtherFacts } from './further-columns.js';

export interface TheirMeeting {
  /** The rows of the list that it stands in, as beside the sheet. */
  readonly rows: readonly number[];
  readonly meetingId: string | null;
  readonly kind: ConferenceKind;
  /** ISO 8601, the day in London. */
  readonly date: string;
  /** RFC 3339, where the list says more than the day. */
  readonly startsAt: string | null;
  readonly held: boolean;
  /** Null where the list does not say. */
  readonly police: boolean | null;
  readonly quorate: boolean | null;
  readonly childIds: readonly string[];
  /** Children without an id. */
  readonly unnamed: number;
}

export interface Period {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

export interface TheirMeetings {
  readonly meetings: readonly TheirMeeting[];
  /** Rows that are left aside, each with a sentence. */
  readonly problems: readonly string[];
}

export type ReadMeetings =
  | { readonly ok: true; readonly value: TheirMeetings }
  | { readonly ok: false; readonly refusal: { readonly sentence: string } };

const NOTHING_FURTHER: FurtherFacts = { held: null, police: null, quorate: null };

/**
 * The conferences of a list. A meeting id whose rows contradict each other refuses the whole list: nobody could say which
 * half of it is right. What cannot be read, was not yet or lies outside the period is left aside and named.
 */
export function theirMeetings(
  planned: Iterable<PlannedRow>,
  further: ReadonlyMap<number, FurtherFacts>,
  period: Period,
  today: Temporal.PlainDate,
): ReadMeetings {
  const rows = [...planned];
  const contradiction = rows.find((row) => row.action === 'conflict' && row.listed.meetingId !== null);
  if (contradiction !== undefined) return contradicts(`Row ${contradiction.listed.row}: ${contradiction.reason ?? ''}`);
  const laterRows = Map.groupBy(
    rows.filter((row) => row.belongsTo !== null && row.conference === null),
    (row) => row.belongsTo!,
  );
  const problems = rows.flatMap(unread);
  const meetings: TheirMeeting[] = [];
  let aside = 0;
  for (const row of rows) {
    if (row.conference === null) continue;
    const numbers = [row.listed.row, ...(laterRows.get(row.listed.row) ?? []).map((each) => each.listed.row)];
    const facts = numbers.map((number) => further.get(number) ?? NOTHING_FURTHER);
    const differing = (['held', 'police'] as const).find((field) => new Set(said(facts, field)).size > 1);
    if (differing !== undefined) return contradicts(differingRows(numbers, row.conference.meetingId, differing));
    const problem = whyAside(row, period, today);
    if (problem === null) meetings.push(meetingOf(row, numbers, facts));
    else aside = problems.push(problem);
  }
  if (meetings.length > 0) return { ok: true, value: { meetings, problems } };
  const sentence = aside > 0 ? nothingIn(period, problems) : nothingRead(problems);
  return { ok: false, refusal: { sentence } };
}

const contradicts = (sentence: string): ReadMeetings => ({
  ok: false,
  refusal: { sentence: `${sentence} Set it right in the list and send it again.` },
});

const said = (facts: readonly FurtherFacts[], field: keyof FurtherFacts): readonly boolean[] =>
  facts.map((each) => each[field]).filter((value) => value !== null);

const WORDS = {
  held: 'held in one row and not in another',
  police: 'attended by police in one row and not in another',
};

const differingRows = (rows: readonly number[], meetingId: string | null, field: 'held' | 'police'): string =>
  `Meeting ${meetingId ?? ''} (rows ${rows.slice(0, 5).join(', ')}) is ${WORDS[field]}.`;

function unread({ listed, action, reason }: PlannedRow): readonly string[] {
  if (action === 'error') {
    const first = listed.errors[0];
    return [first === undefined ? `Row ${listed.row} cannot be read.` : `Row ${listed.row}: ${first.message}`];
  }
  if (action === 'conflict') return [`Row ${listed.row}: ${reason ?? ''}`];
  return action === 'skip' && reason !== null && !reason.startsWith('no conference')
    ? [`Row ${listed.row}: ${reason}.`]
    : [];
}

function whyAside({ listed, conference }: PlannedRow, { from, to }: Period, today: Temporal.PlainDate): string | null {
  const { date } = conference!.time;
  const day = formatDayAndYear(date);
  if (Temporal.PlainDate.compare(date, today) > 0) {
    return `Row ${listed.row}: a conference on ${day} cannot have been held yet.`;
  }
  const isWithin = Temporal.PlainDate.compare(date, from) >= 0 && Temporal.PlainDate.compare(date, to) <= 0;
  return isWithin ? null : `Row ${listed.row}: ${day} lies outside the period.`;
}

function meetingOf(
  { conference }: PlannedRow,
  numbers: readonly number[],
  facts: readonly FurtherFacts[],
): TheirMeeting {
  const { meetingId, kind, time, children } = conference!;
  const childIds = children.flatMap((child) => (child.laChildId === null ? [] : [child.laChildId])).toSorted();
  return {
    rows: numbers,
    meetingId,
    kind,
    date: time.date.toString(),
    startsAt: time.startsAt?.toString() ?? null,
    held: said(facts, 'held')[0] ?? true,
    police: said(facts, 'police')[0] ?? null,
    quorate: said(facts, 'quorate')[0] ?? null,
    childIds,
    unnamed: children.length - childIds.length,
  };
}

const FEW = 3;

const nothingIn = ({ from, to }: Period, problems: readonly string[]): string =>
  `No conference of this list was held between ${formatDayAndYear(from)} and ${formatDayAndYear(to)}. ` +
  `${problems.slice(0, FEW).join(' ')} Choose the period that the list is of.`;

const nothingRead = (problems: readonly string[]): string =>
  `No conference can be read from this list. ${problems.slice(0, FEW).join(' ')}`.trim();
