/** From rows to a plan: which rows are one conference, which repeat each other, which need an answer. */
import type { ListedRow, Warning } from './listed.js';
import { compare, isAsNameless, type Comparison } from './compare.js';
import { compareHistory, noIdTellsApart } from './compare-history.js';
import { meetingKey, type KnownConferences } from './known.js';
import { putTogether, sameFamily } from './meeting.js';
import { plannedRow, type PlannedAction, type PlannedConference, type PlannedRow } from './plan.js';

/** Plans rows as they were read. The same rows always give the same plan. */
export function planRows(rows: readonly ListedRow[], known: KnownConferences): readonly PlannedRow[] {
  return new RowPlanner(known).plan(rows);
}

class RowPlanner {
  private readonly planned = new Map<ListedRow, PlannedRow>();
  /** The first row of the conference at a time and place, and of the one about a child at a time. */
  private readonly atPlace = new Map<string, ListedRow[]>();
  private readonly aboutChild = new Map<string, ListedRow>();

  /** How often a row of the past stood before that no id tells apart. */
  private readonly alike = new Map<string, number>();

  /** A child alone, and the row it stands below. */
  private readonly below = new Map<ListedRow, ListedRow>();

  constructor(private readonly known: KnownConferences) {}

  plan(rows: readonly ListedRow[]): readonly PlannedRow[] {
    this.setAside(rows);
    const readable = rows.filter((row) => !this.planned.has(row));
    for (const meeting of byMeeting(readable).values()) this.planMeeting(meeting);
    this.noteBrokenSiblings(rows);
    this.planNameless(readable.filter((row) => row.meetingId === null));
    this.askAboutChildrenAlone();
    return rows.map((row) => this.planned.get(row) ?? plannedRow(row, 'error'));
  }

  /** What is no conference, cannot be read, or is a child whose conference is only guessed at. */
  private setAside(rows: readonly ListedRow[]): void {
    let above: ListedRow | null = null;
    for (const row of rows) {
      if (row.skip !== null) this.planned.set(row, plannedRow(row, 'skip', { reason: row.skip }));
      else if (row.onlyChild && above !== null) {
        this.planned.set(row, plannedRow(row, 'conflict'));
        this.below.set(row, above);
      } else if (row.errors.length > 0 || row.kind === null || row.time === null) {
        this.planned.set(row, plannedRow(row, 'error'));
        above = null;
      } else above = row;
    }
  }

  private askAboutChildrenAlone(): void {
    for (const [row, above] of this.below) {
      const belongsTo = this.planned.get(above)?.belongsTo ?? above.row;
      const reason = `A child and nothing else: a sibling in the conference of row ${belongsTo}?`;
      this.planned.set(row, plannedRow(row, 'conflict', { belongsTo, reason }));
    }
  }

  private planMeeting(rows: readonly ListedRow[]): void {
    const meeting = putTogether(rows);
    if (!meeting.agrees) {
      for (const row of rows) this.planned.set(row, plannedRow(row, 'conflict', { reason: meeting.why(row) }));
      return;
    }
    this.planConference(rows, meeting.conference, meeting.warnings);
  }

  private planConference(rows: readonly ListedRow[], conference: PlannedConference, notes: readonly Warning[]): void {
    const [first, ...others] = rows;
    if (first === undefined) return;
    const compared =
      conference.past === null ? compare(conference, this.known) : compareHistory(conference, this.known);
    if (compared.kind === 'question' || compared.kind === 'recorded-otherwise') {
      const { known, question } = compared;
      const stands = compared.kind === 'recorded-otherwise';
      for (const row of rows) this.planned.set(row, plannedRow(row, 'conflict', { known, reason: question, stands }));
      return;
    }
    const actions = { new: 'create', unchanged: 'unchanged', changed: 'update' } as const;
    const action = actions[compared.kind];
    const warnings = [
      ...first.warnings,
      ...notes,
      ...this.sharedChildren(first, conference),
      ...missing(first, compared),
    ];
    this.planned.set(
      first,
      plannedRow(first, action, {
        conference,
        warnings,
        ...(compared.kind === 'new' ? {} : { known: compared.known }),
        ...(compared.kind === 'changed' ? { changes: compared.changes } : {}),
      }),
    );
    this.register(first, conference);
    const repeated = new Set([first.hash]);
    for (const row of others) {
      const later: PlannedAction = action === 'unchanged' || repeated.has(row.hash) ? 'unchanged' : 'merge';
      const reason = repeated.has(row.hash) ? 'the same row once more' : null;
      repeated.add(row.hash);
      this.planned.set(row, plannedRow(row, later, { belongsTo: first.row, reason }));
    }
  }

  private register(first: ListedRow, conference: PlannedConference): void {
    const place = placeKey(first);
    if (place !== null) this.atPlace.set(place, [...(this.atPlace.get(place) ?? []), first]);
    for (const key of childKeys(conference)) if (!this.aboutChild.has(key)) this.aboutChild.set(key, first);
  }

  private sharedChildren(first: ListedRow, conference: PlannedConference): readonly Warning[] {
    const others = new Set(childKeys(conference).flatMap((key) => this.aboutChild.get(key) ?? []));
    return [...others].map((other) =>
      beside(first, `Row ${other.row} is about the same child at the same time, under another meeting id.`, true),
    );
  }

  /** A meeting of which one row cannot be read would otherwise lose a child without a word. */
  private noteBrokenSiblings(rows: readonly ListedRow[]): void {
    const broken = byMeeting(rows.filter((row) => this.planned.get(row)?.action === 'error'));
    if (broken.size === 0) return;
    for (const row of rows) {
      const planned = this.planned.get(row);
      if (planned?.conference?.meetingId == null) continue;
      const lost = broken.get(meetingKey(planned.conference.meetingId));
      if (lost === undefined) continue;
      const numbers = lost.map((each) => each.row).join(', ');
      const note = beside(row, `Row ${numbers} of the same meeting cannot be read: its child is missing here.`, true);
      this.planned.set(row, { ...planned, warnings: [...planned.warnings, note] });
    }
  }

  /** Rows without a meeting id: repeated, a sibling's perhaps, or a conference each. */
  private planNameless(rows: readonly ListedRow[]): void {
    const seen = new Map<string, ListedRow>();
    for (const row of rows) {
      const twin = seen.get(row.hash);
      if (twin !== undefined && row.past !== null && noIdTellsApart(row)) {
        this.planned.set(row, this.asAlike(row, twin));
        continue;
      }
      if (twin !== undefined) {
        this.planned.set(row, plannedRow(row, 'unchanged', { belongsTo: twin.row, reason: 'the same row once more' }));
        continue;
      }
      seen.set(row.hash, row);
      const meeting = putTogether([row]);
      if (!meeting.agrees) continue;
      const [question, other] = this.questionAbout(row, meeting.conference) ?? [null, null];
      if (question === null) this.planConference([row], meeting.conference, meeting.warnings);
      else this.planned.set(row, plannedRow(row, 'conflict', { belongsTo: other.row, reason: question }));
    }
  }

  /** One more row that nothing tells from an earlier one: recorded as often already, or a question. */
  private asAlike(row: ListedRow, twin: ListedRow): PlannedRow {
    const before = this.alike.get(row.hash) ?? 1;
    this.alike.set(row.hash, before + 1);
    const meeting = putTogether([row]);
    const recorded = meeting.agrees
      ? this.known.on(meeting.conference.time.date).filter((each) => isAsNameless(meeting.conference, each)).length
      : 0;
    if (recorded > before) return plannedRow(row, 'unchanged', { belongsTo: twin.row });
    const reason = `As row ${twin.row}, and no id tells them apart: the same conference?`;
    return plannedRow(row, 'conflict', { belongsTo: twin.row, reason });
  }

  private questionAbout(row: ListedRow, conference: PlannedConference): readonly [string, ListedRow] | null {
    const about = childKeys(conference).flatMap((key) => this.aboutChild.get(key) ?? [])[0];
    if (about !== undefined)
      return [`Row ${about.row} is about the same child at the same time: the same conference?`, about];
    const place = placeKey(row);
    const other = (place === null ? [] : (this.atPlace.get(place) ?? [])).find((each) => mayBeTogether(row, each));
    return other === undefined ? null : [`Same time and place as row ${other.row}: siblings?`, other];
  }
}

/** Two chairs, or an initial conference and a review, are two conferences. */
const mayBeTogether = (one: ListedRow, other: ListedRow): boolean =>
  (one.chair === '' || other.chair === '' || one.chair === other.chair) &&
  one.kind !== null &&
  other.kind !== null &&
  sameFamily(one.kind, other.kind);

function byMeeting(rows: readonly ListedRow[]): ReadonlyMap<string, readonly ListedRow[]> {
  const meetings = new Map<string, ListedRow[]>();
  for (const row of rows) {
    if (row.meetingId === null) continue;
    const key = meetingKey(row.meetingId);
    const meeting = meetings.get(key);
    if (meeting === undefined) meetings.set(key, [row]);
    else meeting.push(row);
  }
  return meetings;
}

/** Where only the day is known, nothing is at the same time. */
const placeKey = (row: ListedRow): string | null =>
  row.time?.startsAt == null
    ? null
    : `${row.time.start} ${(row.venue ?? row.joinLink ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '')}`;

const childKeys = (conference: PlannedConference): readonly string[] =>
  conference.children.flatMap((child) =>
    child.laChildId === null ? [] : [`${child.laChildId} ${conference.time.start}`],
  );

const beside = (row: ListedRow, message: string, mustConfirm: boolean): Warning => ({
  column: '',
  cell: String(row.row),
  message,
  mustConfirm,
});

function missing(first: ListedRow, compared: Comparison): readonly Warning[] {
  if (compared.kind === 'new' || compared.kind === 'question' || compared.missing.length === 0) return [];
  const ids = compared.missing.join(', ');
  return [beside(first, `The list no longer names ${ids}, who stays on ${compared.known.reference}.`, false)];
}
