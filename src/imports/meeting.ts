/** Rows of one meeting put together into one conference, the same in whatever order they stand. */
import { isReview, kindLabel, type ConferenceKind } from '../conferences/kinds.js';
import type { ConferenceMode } from '../conferences/modes.js';
import { pastTogether, pastWords, type ListedPast } from './listed-past.js';
import { rowName } from './list.js';
import type { ListedChild, ListedRow, ListedTime, Warning } from './listed.js';
import type { PlannedConference } from './plan.js';

export type Meeting =
  | { readonly agrees: true; readonly conference: PlannedConference; readonly warnings: readonly Warning[] }
  | { readonly agrees: false; readonly why: (row: ListedRow) => string };

/** Puts rows together that carry the same meeting id, or says in what they contradict each other. */
export function putTogether(rows: readonly ListedRow[]): Meeting {
  const [first] = rows;
  if (first?.time == null || first.kind === null) throw new Error('Only rows that were read can be put together.');
  if (rows.length === 1) return { agrees: true, conference: alone(first, first.kind, first.time), warnings: [] };
  const starts = distinct(rows.map((row) => row.time?.start ?? ''));
  if (starts.length > 1) return { agrees: false, why: (row) => otherTime(row, rows) };
  const kind = commonKind(distinct(rows.flatMap((row) => (row.kind === null ? [] : [row.kind]))));
  if (kind === null) return { agrees: false, why: (row) => otherKind(row, rows) };
  const past = commonPast(rows);
  if (past === 'contradicted') return { agrees: false, why: (row) => otherPast(row, rows) };
  const warnings: Warning[] = [];
  const note = (message: string, mustConfirm: boolean): void => {
    warnings.push({ column: '', cell: rowName(first.row), message, mustConfirm });
  };
  const time = commonTime(first.time, rows, note);
  const mode = commonMode(rows, note);
  const conference = {
    kind,
    meetingId: first.meetingId,
    children: commonChildren(rows),
    time,
    ...mode,
    ...rest(rows),
    past,
  };
  return { agrees: true, conference, warnings };
}

/** Most meetings of most lists have one row, and lists are long. */
function alone(row: ListedRow, kind: ConferenceKind, time: ListedTime): PlannedConference {
  const { meetingId, children, mode, modeAssumed, venue, joinLink, previousOn, strategyOn, transfer } = row;
  const { policeRequested, past } = row;
  return {
    kind,
    meetingId,
    children,
    time,
    mode,
    modeAssumed,
    venue,
    joinLink,
    previousOn,
    strategyOn,
    transfer,
    policeRequested,
    past,
  };
}

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

function otherTime(row: ListedRow, rows: readonly ListedRow[]): string {
  const others = rows.filter((other) => other.time?.start !== row.time?.start);
  return `Meeting ${row.meetingId ?? ''} is at another time in row ${rowsOf(others)}. Which is right?`;
}

function otherKind(row: ListedRow, rows: readonly ListedRow[]): string {
  const others = rows.filter((other) => other.kind !== row.kind);
  const kinds = distinct(others.flatMap((other) => (other.kind === null ? [] : [kindLabel(other.kind)])));
  return `Meeting ${row.meetingId ?? ''} is called ${kinds.join(' and ')} in row ${rowsOf(others)}. Which is right?`;
}

function commonPast(rows: readonly ListedRow[]): ListedPast | null | 'contradicted' {
  let together: ListedPast | null = null;
  for (const { past } of rows) {
    const both: ListedPast | null =
      past === null || together === null ? (past ?? together) : pastTogether(together, past);
    if (both === null && past !== null) return 'contradicted';
    together = both;
  }
  return together;
}

function otherPast(row: ListedRow, rows: readonly ListedRow[]): string {
  const others = rows.filter((other) => JSON.stringify(other.past) !== JSON.stringify(row.past));
  const said = distinct(others.flatMap(({ past }) => (past === null ? [] : [pastWords(past)])));
  return `Row ${rowsOf(others)} of the same meeting says ${said.join(' and ')}, in these or other words. Which is right?`;
}

const MOST_NAMED = 5;
const rowsOf = (rows: readonly ListedRow[]): string =>
  rows
    .slice(0, MOST_NAMED)
    .map(({ row }) => rowName(row))
    .join(', ') + (rows.length > MOST_NAMED ? ' and others' : '');

const PRE_BIRTH: Partial<Record<ConferenceKind, ConferenceKind>> = {
  'pre-birth-icpc': 'icpc',
  'pre-birth-review': 'rcpc',
};

/** One conference about a born and an unborn child is an ordinary one; any other two kinds contradict each other. */
function commonKind(kinds: readonly ConferenceKind[]): ConferenceKind | null {
  if (kinds.length === 1) return kinds[0] ?? null;
  const plain = distinct(kinds.map((kind) => PRE_BIRTH[kind] ?? kind));
  return plain.length === 1 ? (plain[0] ?? null) : null;
}

type Note = (message: string, mustConfirm: boolean) => void;

function commonTime(first: ListedTime, rows: readonly ListedRow[], note: Note): ListedTime {
  const written = rows.flatMap((row) => (row.time === null || row.time.endAssumed ? [] : [row.time]));
  const ends = distinct(written.map((time) => time.end ?? '')).toSorted();
  if (ends.length > 1) note('The rows of this meeting end at different times: the latest was taken.', true);
  return written.find((time) => (time.end ?? '') === ends.at(-1)) ?? first;
}

function commonMode(rows: readonly ListedRow[], note: Note): Pick<PlannedConference, 'mode' | 'modeAssumed'> {
  const said = distinct(rows.flatMap((row) => (row.modeAssumed ? [] : [row.mode])));
  if (said.length > 1) note('The rows of this meeting are held in different ways: hybrid was taken.', false);
  const assumed: ConferenceMode = rows[0]?.mode ?? 'video';
  return { mode: said.length > 1 ? 'hybrid' : (said[0] ?? assumed), modeAssumed: said.length === 0 };
}

/** Every child once, by id; those without an id as often as different rows speak of one. */
function commonChildren(rows: readonly ListedRow[]): readonly ListedChild[] {
  const known = new Map<string, ListedChild>();
  const unknown = new Map<string, ListedChild>();
  for (const row of rows) {
    row.children.forEach((child, index) => {
      const before = child.laChildId === null ? undefined : known.get(child.laChildId);
      if (child.laChildId === null) unknown.set(`${row.hash} ${index}`, child);
      else known.set(child.laChildId, before === undefined ? child : completed(before, child));
    });
  }
  const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
  const described = (child: ListedChild): string =>
    `${child.bornYear ?? '9999'} ${child.expected ?? ''} ${child.initials ?? ''}`;
  return [
    ...[...known.values()].sort((a, b) => byText(a.laChildId ?? '', b.laChildId ?? '')),
    ...[...unknown.values()].sort((a, b) => byText(described(a), described(b))),
  ];
}

const completed = (one: ListedChild, other: ListedChild): ListedChild => ({
  laChildId: one.laChildId,
  initials: least(one.initials, other.initials),
  bornYear: least(one.bornYear, other.bornYear),
  expected: least(one.expected, other.expected),
});

/** Of two, the known one; of two known ones always the same, whichever came first. */
const least = <T extends string | number>(one: T | null, other: T | null): T | null =>
  one === null || (other !== null && other < one) ? other : one;

type Rest = Omit<PlannedConference, 'kind' | 'meetingId' | 'children' | 'time' | 'mode' | 'modeAssumed' | 'past'>;

function rest(rows: readonly ListedRow[]): Rest {
  let venue: string | null = null;
  let joinLink: string | null = null;
  let from: string | null = null;
  let previousOn: Day = null;
  let strategyOn: Day = null;
  let notifiedOn: Day = null;
  for (const row of rows) {
    venue = least(venue, row.venue);
    joinLink = least(joinLink, row.joinLink);
    from = least(from, row.transfer?.from ?? null);
    previousOn = later(previousOn, row.previousOn);
    // The first strategy discussion starts the clock; a later one does not restart it (Working Together).
    strategyOn = earlier(strategyOn, row.strategyOn);
    notifiedOn = earlier(notifiedOn, row.transfer?.notifiedOn ?? null);
  }
  return {
    venue,
    joinLink,
    previousOn,
    strategyOn,
    transfer: notifiedOn === null && from === null ? null : { from, notifiedOn },
    policeRequested: rows.some((row) => row.policeRequested),
  };
}

type Day = Temporal.PlainDate | null;

const earlier = (one: Day, other: Day): Day =>
  one === null || (other !== null && Temporal.PlainDate.compare(other, one) < 0) ? other : one;

const later = (one: Day, other: Day): Day =>
  one === null || (other !== null && Temporal.PlainDate.compare(other, one) > 0) ? other : one;

/** Initial conferences and reviews are never one and the same. */
export const sameFamily = (one: ConferenceKind, other: ConferenceKind): boolean => isReview(one) === isReview(other);
