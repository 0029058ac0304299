/** From rows to a plan: which rows are one conference, which repeat each other, which need an answer. */
import { compare, isAsNameless, type Comparison } from './compare.js';
import { compareHistory, noIdTellsApart, type HistoryComparison } from './compare-history.js';
import { Grouped } from './grouped.js';
import { meetingKey, type KnownConferences } from './known.js';
import { rowName } from './list.js';
import type { ListedRow, Warning } from './listed.js';
import { ListedRows } from './listed-rows.js';
import { putTogether } from './meeting.js';
import { Neighbours } from './neighbours.js';
import { plannedRow, type PlannedAction, type PlannedConference, type PlannedRow } from './plan.js';

const ONCE_MORE = 'the same row once more';

/**
 * Plans rows as they were read: first all are added in their order. The same rows always give the same plan. A list is
 * long, so of each row only the decision is held as such; the row lies packed, and what follows from it and the rows of
 * its meeting is worked out again when the plan is looked at.
 */
export class RowPlanner {
  private readonly rows = new ListedRows();
  // By the places of the rows, counted from 0.
  private readonly actions: PlannedAction[] = [];
  private readonly belongsTo = new Map<number, number>();
  private readonly reasons = new Map<number, string>();
  private readonly notes = new Map<number, readonly Warning[]>();
  /** Of the first row of a conference that is recorded, or of a row that asks about one. */
  private readonly recorded = new Map<number, Comparison | HistoryComparison>();

  private readonly meetings = new Grouped();
  private readonly broken = new Grouped();
  private readonly nameless: number[] = [];
  private neighbours = new Neighbours();
  /** How often a row of the past stood before that no id tells apart. */
  private readonly alike = new Map<string, number>();
  /** A child alone, and the row it stands below. */
  private readonly below = new Map<number, number>();
  private above: number | null = null;

  constructor(private readonly known: KnownConferences) {}

  /** Sets aside what is no conference, cannot be read, or is a child whose conference is only guessed at. */
  add(row: ListedRow): void {
    const place = this.rows.add(row);
    if (row.skip !== null) this.actions.push('skip');
    else if (row.onlyChild && this.above !== null) {
      this.actions.push('conflict');
      this.below.set(place, this.above);
    } else if (row.errors.length > 0 || row.kind === null || row.time === null) {
      this.actions.push('error');
      this.above = null;
      if (row.meetingId !== null) this.broken.add(meetingKey(row.meetingId), place);
    } else {
      this.actions.push('create');
      this.above = place;
      if (row.meetingId === null) this.nameless.push(place);
      else this.meetings.add(meetingKey(row.meetingId), place);
    }
  }

  /** A child that stands alone belongs to nothing on the sheet before. */
  endSheet(): void {
    this.above = null;
  }

  /** Decides on every row; what each does, in their order. */
  decide(): readonly PlannedAction[] {
    for (const places of this.meetings.all()) this.planMeeting(places);
    this.noteBrokenSiblings();
    this.planNameless();
    for (const [place, above] of this.below) {
      const row = this.belongsTo.get(above) ?? this.rows.numberOf(above);
      this.ask(place, `A child and nothing else: a sibling in the conference of row ${rowName(row)}?`, row);
    }
    // Of a long list they take as much as its rows, and nothing asks for them once all is decided.
    this.neighbours = new Neighbours();
    return this.actions;
  }

  /** The plan of the row at a place, once all are decided. */
  planned(place: number): PlannedRow {
    const listed = this.rows.at(place);
    const action = this.actions[place] ?? 'error';
    const recorded = this.recorded.get(place);
    const more = {
      belongsTo: this.belongsTo.get(place) ?? null,
      reason: this.reasons.get(place) ?? listed.skip,
      known: recorded === undefined || recorded.kind === 'new' ? null : recorded.known,
      stands: recorded?.kind === 'recorded-otherwise',
      ...(recorded?.kind === 'changed' ? { changes: recorded.changes } : {}),
    };
    if (!this.isFirst(place)) return plannedRow(listed, action, more);
    const places = listed.meetingId === null ? [place] : this.meetings.at(meetingKey(listed.meetingId));
    const [, ...later] = places.map((each) => this.rows.at(each));
    const meeting = putTogether([listed, ...later]);
    if (!meeting.agrees) throw new Error(`row ${listed.row} was planned as one conference and is none`);
    const warnings = [...listed.warnings, ...meeting.warnings, ...(this.notes.get(place) ?? [])];
    const ofLaterRows = later
      .filter((_, i) => this.actions[places[i + 1] ?? place] === 'merge')
      .flatMap((row) => row.warnings.filter(({ mustConfirm }) => mustConfirm));
    return plannedRow(listed, action, { ...more, conference: meeting.conference, warnings, ofLaterRows });
  }

  private isFirst(place: number): boolean {
    const action = this.actions[place];
    return (action === 'create' || action === 'update' || action === 'unchanged') && !this.belongsTo.has(place);
  }

  private ask(place: number, reason: string, belongsTo: number | null = null): void {
    this.actions[place] = 'conflict';
    this.reasons.set(place, reason);
    if (belongsTo !== null) this.belongsTo.set(place, belongsTo);
  }

  private planMeeting(places: readonly number[]): void {
    const rows = places.map((place) => this.rows.at(place));
    const meeting = putTogether(rows);
    if (meeting.agrees) this.planConference(places, rows, meeting.conference);
    else places.forEach((place, i) => this.ask(place, meeting.why(rows[i]!)));
  }

  private planConference(places: readonly number[], rows: readonly ListedRow[], conference: PlannedConference): void {
    const [place, row] = [places[0]!, rows[0]!];
    const compared =
      conference.past === null ? compare(conference, this.known) : compareHistory(conference, this.known);
    if (compared.kind !== 'new') this.recorded.set(place, compared);
    if (compared.kind === 'question' || compared.kind === 'recorded-otherwise') {
      for (const each of places) {
        this.ask(each, compared.question);
        this.recorded.set(each, compared);
      }
      return;
    }
    this.actions[place] = ({ new: 'create', unchanged: 'unchanged', changed: 'update' } as const)[compared.kind];
    this.note(place, [...this.sharedChildren(row, conference), ...missing(row, compared)]);
    this.neighbours.addChildren(conference, place);
    if (this.nameless.length > 0) this.neighbours.addPlace(row, place);
    this.planLaterRows(places, rows);
  }

  private planLaterRows(places: readonly number[], rows: readonly ListedRow[]): void {
    if (places.length === 1) return;
    const [first, ...later] = places;
    const action = this.actions[first!] === 'unchanged' ? 'unchanged' : 'merge';
    const repeated = new Set([rows[0]!.hash]);
    later.forEach((place, i) => {
      const { hash } = rows[i + 1]!;
      this.actions[place] = repeated.has(hash) ? 'unchanged' : action;
      this.belongsTo.set(place, this.rows.numberOf(first!));
      if (repeated.has(hash)) this.reasons.set(place, ONCE_MORE);
      repeated.add(hash);
    });
  }

  private note(place: number, notes: readonly Warning[]): void {
    if (notes.length > 0) this.notes.set(place, [...(this.notes.get(place) ?? []), ...notes]);
  }

  private sharedChildren(first: ListedRow, conference: PlannedConference): readonly Warning[] {
    return this.neighbours.withChildOf(conference).map((other) => {
      const row = this.rows.numberOf(other);
      return beside(
        first,
        `Row ${rowName(row)} is about the same child at the same time, under another meeting id.`,
        true,
      );
    });
  }

  /** A meeting of which one row cannot be read would otherwise lose a child without a word. */
  private noteBrokenSiblings(): void {
    for (const lost of this.broken.all()) {
      const { meetingId } = this.rows.at(lost[0]!);
      const [first] = this.meetings.at(meetingKey(meetingId ?? ''));
      if (first === undefined || !this.isFirst(first)) continue;
      const numbers = lost.map((place) => rowName(this.rows.numberOf(place))).join(', ');
      const message = `Row ${numbers} of the same meeting cannot be read: its child is missing here.`;
      this.note(first, [beside(this.rows.at(first), message, true)]);
    }
  }

  /** Rows without a meeting id: repeated, a sibling's perhaps, or a conference each. */
  private planNameless(): void {
    const seen = new Map<string, number>();
    for (const place of this.nameless) {
      const row = this.rows.at(place);
      const twin = seen.get(row.hash);
      if (twin !== undefined && row.past !== null && noIdTellsApart(row)) {
        this.planAlike(place, row, twin);
        continue;
      }
      if (twin !== undefined) {
        this.actions[place] = 'unchanged';
        this.belongsTo.set(place, twin);
        this.reasons.set(place, ONCE_MORE);
        continue;
      }
      seen.set(row.hash, row.row);
      const meeting = putTogether([row]);
      if (!meeting.agrees) continue;
      if (!this.askAboutNeighbour(place, row, meeting.conference))
        this.planConference([place], [row], meeting.conference);
    }
  }

  /** One more row that nothing tells from an earlier one: recorded as often already, or a question. */
  private planAlike(place: number, row: ListedRow, twin: number): void {
    const before = this.alike.get(row.hash) ?? 1;
    this.alike.set(row.hash, before + 1);
    const meeting = putTogether([row]);
    const recorded = meeting.agrees
      ? this.known.on(meeting.conference.time.date).filter((each) => isAsNameless(meeting.conference, each)).length
      : 0;
    if (recorded > before) {
      this.actions[place] = 'unchanged';
      this.belongsTo.set(place, twin);
    } else this.ask(place, `As row ${rowName(twin)}, and no id tells them apart: the same conference?`, twin);
  }

  private askAboutNeighbour(place: number, row: ListedRow, conference: PlannedConference): boolean {
    const [about] = this.neighbours.withChildOf(conference);
    const other = about ?? this.neighbours.besides(row);
    if (other === null) return false;
    const number = this.rows.numberOf(other);
    const question =
      about === undefined
        ? `Same time and place as row ${rowName(number)}: siblings?`
        : `Row ${rowName(number)} is about the same child at the same time: the same conference?`;
    this.ask(place, question, number);
    return true;
  }
}

const beside = (row: ListedRow, message: string, mustConfirm: boolean): Warning => ({
  column: '',
  cell: rowName(row.row),
  message,
  mustConfirm,
});

function missing(first: ListedRow, compared: Comparison): readonly Warning[] {
  if (compared.kind === 'new' || compared.kind === 'question' || compared.missing.length === 0) return [];
  const ids = compared.missing.join(', ');
  return [beside(first, `The list no longer names ${ids}, who stays on ${compared.known.reference}.`, false)];
}
