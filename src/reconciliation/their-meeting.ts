/** What a local authority says of one conference that it held, and how the rows of its list become conferences. */
import type { ConferenceKind } from '../conferences/kinds.js';
import { meetingKey } from '../imports/known.js';
import { rowName } from '../imports/list.js';
import type { PlannedConference, PlannedRow } from '../imports/plan.js';
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
  /** Worked out anew each time they are gone through: a long list is never held. */
  readonly meetings: AsyncIterable<TheirMeeting>;
  /** The meeting ids among them, as ids are compared. */
  readonly ids: readonly string[];
  /** The first of the rows that are left aside, each with a sentence. */
  readonly problems: readonly string[];
  /** How many rows are left aside. */
  readonly leftAside: number;
}

export type ReadMeetings =
  | { readonly ok: true; readonly value: TheirMeetings }
  | { readonly ok: false; readonly refusal: { readonly sentence: string } };

/** The rows of a list, and by their numbers what only a list of what was held says. */
export interface ListedMeetings {
  readonly rows: AsyncIterable<PlannedRow>;
  further(row: number): FurtherFacts;
}

/**
 * The conferences of a list. A meeting id whose rows contradict each other refuses the whole list: nobody could say which
 * half of it is right. What cannot be read, was not yet or lies outside the period is left aside and named.
 */
export async function theirMeetings(
  listed: ListedMeetings,
  period: Period,
  today: Temporal.PlainDate,
): Promise<ReadMeetings> {
  const problems = new Problems();
  const laterRows = new LaterRows();
  for await (const row of listed.rows) {
    if (row.action === 'conflict' && row.listed.meetingId !== null) {
      return contradicts(`Row ${rowName(row.listed.row)}: ${row.reason ?? ''}`);
    }
    if (row.conference === null && row.belongsTo !== null) laterRows.add(row.belongsTo, row.listed.row);
    problems.add(unread(row));
  }
  const unreadRows = problems.many;
  const lines = linesOf(listed, laterRows);
  const ids = new Set<string>();
  let isEmpty = true;
  for await (const line of lines) {
    const differing = (['held', 'police'] as const).find((field) => new Set(said(line.facts, field)).size > 1);
    if (differing !== undefined) return contradicts(differingRows(line, differing));
    const problem = whyAside(line, period, today);
    problems.add(problem);
    if (problem !== null) continue;
    isEmpty = false;
    if (line.conference.meetingId !== null) ids.add(meetingKey(line.conference.meetingId));
  }
  if (isEmpty) return nothingToCompare(period, problems, unreadRows);
  const meetings = { [Symbol.asyncIterator]: () => meetingsOf(lines, period, today) };
  return { ok: true, value: { meetings, ids: [...ids], problems: problems.first, leftAside: problems.many } };
}

const MOST_PROBLEMS = 1_000;

/** Sentences, of which the first are kept and all counted. */
class Problems {
  readonly first: string[] = [];
  many = 0;

  add(sentence: string | null): void {
    if (sentence === null) return;
    if (this.many < MOST_PROBLEMS) this.first.push(sentence);
    this.many += 1;
  }
}

/** A conference of the list with all rows that it stands in. */
interface Line {
  readonly conference: PlannedConference;
  readonly numbers: readonly [number, ...number[]];
  readonly facts: readonly FurtherFacts[];
}

const linesOf = (listed: ListedMeetings, laterRows: LaterRows): AsyncIterable<Line> => ({
  async *[Symbol.asyncIterator]() {
    for await (const { listed: first, conference } of listed.rows) {
      if (conference === null) continue;
      const numbers: Line['numbers'] = [first.row, ...laterRows.after(first.row)];
      yield { conference, numbers, facts: numbers.map((number) => listed.further(number)) };
    }
  },
});

async function* meetingsOf(
  lines: AsyncIterable<Line>,
  period: Period,
  today: Temporal.PlainDate,
): AsyncGenerator<TheirMeeting> {
  for await (const line of lines) if (whyAside(line, period, today) === null) yield meetingOf(line);
}

/** Which rows belong to an earlier one: numbers only, and no array for each of a hundred thousand meetings. */
class LaterRows {
  private readonly last = new Map<number, number>();
  private readonly next = new Map<number, number>();

  add(first: number, later: number): void {
    this.next.set(this.last.get(first) ?? first, later);
    this.last.set(first, later);
  }

  after(first: number): readonly number[] {
    const rows: number[] = [];
    for (let at = this.next.get(first); at !== undefined; at = this.next.get(at)) rows.push(at);
    return rows;
  }
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

const differingRows = ({ numbers, conference }: Line, differing: 'held' | 'police'): string => {
  const rows = numbers.slice(0, 5).map(rowName).join(', ');
  return `Meeting ${conference.meetingId ?? ''} (rows ${rows}) is ${WORDS[differing]}.`;
};

function unread({ listed, action, reason }: PlannedRow): string | null {
  const row = `Row ${rowName(listed.row)}`;
  if (action === 'error') {
    const first = listed.errors[0];
    return first === undefined ? `${row} cannot be read.` : `${row}: ${first.message}`;
  }
  if (action === 'conflict') return `${row}: ${reason ?? ''}`;
  return action === 'skip' && reason !== null && !reason.startsWith('no conference') ? `${row}: ${reason}.` : null;
}

function whyAside({ conference, numbers }: Line, { from, to }: Period, today: Temporal.PlainDate): string | null {
  const { date } = conference.time;
  const isToCome = Temporal.PlainDate.compare(date, today) > 0;
  const isWithin = Temporal.PlainDate.compare(date, from) >= 0 && Temporal.PlainDate.compare(date, to) <= 0;
  if (isWithin && !isToCome) return null;
  const [row, day] = [`Row ${rowName(numbers[0])}`, formatDayAndYear(date)];
  return isToCome
    ? `${row}: a conference on ${day} cannot have been held yet.`
    : `${row}: ${day} lies outside the period.`;
}

function meetingOf({ conference, numbers, facts }: Line): TheirMeeting {
  const { meetingId, kind, time, children } = conference;
  const ids = children.flatMap((child) => (child.laChildId === null ? [] : [child.laChildId]));
  return {
    rows: numbers,
    meetingId,
    kind,
    date: time.date.toString(),
    startsAt: time.startsAt?.toString() ?? null,
    held: said(facts, 'held')[0] ?? true,
    police: said(facts, 'police')[0] ?? null,
    quorate: said(facts, 'quorate')[0] ?? null,
    childIds: [...new Set(ids)].toSorted(),
    unnamed: children.length - ids.length,
  };
}

const nothingToCompare = (period: Period, { first, many }: Problems, unreadRows: number): ReadMeetings => ({
  ok: false,
  refusal: { sentence: many > unreadRows ? nothingIn(period, first) : nothingRead(first) },
});

const FEW = 3;

const nothingIn = ({ from, to }: Period, problems: readonly string[]): string =>
  `No conference of this list was held between ${formatDayAndYear(from)} and ${formatDayAndYear(to)}. ` +
  `${problems.slice(0, FEW).join(' ')} Choose the period that the list is of.`;

const nothingRead = (problems: readonly string[]): string =>
  `No conference can be read from this list. ${problems.slice(0, FEW).join(' ')}`.trim();
